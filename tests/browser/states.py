"""Every page in every state in which somebody may find it, and how to come to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page

from browser.site import (
    LEAD,
    NEWCOMER,
    NOBODY,
    OTHER_WORKER,
    PASSWORD,
    RECORDED,
    TWO_STEPS,
    TWO_STEPS_EMAIL,
    WORKER,
    Site,
)
from steadyhand.foundations.access.links import INVITATION, RESET

Address = Callable[[Site], str]
Act = Callable[[Page], None]

REVIEWING_OFFICER = "Ruth Ellerby"
NOMINATED_OFFICER = "Martin Osei-Crewe"
VIRTUAL_SCHOOL_HEAD = "Bernadette Okell"
ADVOCATE = "Nadia Fairbrother"
COMMISSIONER = "Jo Pickerell"
YOUNG_PERSON = TAYO = "Tayo Aderinwale-Finch"


@dataclass(frozen=True)
class State:
    """
    One page as `who` sees it (nobody: not signed in), after `act`.

    `title` is without "Steadyhand", and empty where it is a name that the world makes by chance. `says`:
    words by which this state is told from others of its page.
    """

    name: str
    route: str
    title: str
    address: Address
    who: str = ""
    status: int = 200
    act: Act | None = None
    says: str = ""
    comes_by: str = ""  # the route at which the act begins, if it leads on to another


def _plain(route: str, *arguments: str) -> Address:
    return lambda site: site.address(route, *arguments)


def _of(route: str, child: str) -> Address:
    return lambda site: site.address(route, site.child(child).ref)


def _allocated_to(person: str, route: str = "child") -> Address:
    return lambda site: site.address(route, site.child_of(person).ref)


def _recorded(route: str) -> Address:
    return lambda site: site.address(route, site.child_visited_alone().ref, RECORDED)


def _told_by(child: str) -> Address:
    """A visit at which the child said something."""

    def address(site: Site) -> str:
        told = next(visit for visit in site.visits(site.child(child)) if visit.said)
        return site.address("visit", site.child(child).ref, told.occasion)

    return address


def _invited(site: Site) -> str:
    return site.address("invitation", INVITATION.make(site.person(NEWCOMER).account))


def _forgotten(site: Site) -> str:
    return site.address("new_password", RESET.make(site.person(NEWCOMER).account))


def _happened(kind: str) -> Address:
    return lambda site: f"{_of('record_happening', 'Tayo')(site)}?{urlencode({'what': kind})}"


def _dental_check(site: Site) -> str:
    return site.address("correct_happening", site.child("Tayo").ref, site.dental_check())


def _just_put_right(route: str) -> Address:
    def address(site: Site) -> str:
        ref = site.child("Tayo").ref
        to = site.address(route) if route == "today" else site.address(route, ref)
        return f"{to}?happened={ref}{site.dental_check()}"

    return address


def _home_of(child: str, group: str) -> Address:
    def address(site: Site) -> str:
        found = site.child(child)
        return f"{site.address('change_home', found.ref, site.home(found))}?group={group}"

    return address


def _group(name: str) -> Address:
    return lambda site: f"{_of('change_circumstances', 'Tayo')(site)}?group={name}"


def _found(text: str) -> Address:
    return lambda site: f"{site.address('find')}?{urlencode({'q': text})}"


def _press(name: str) -> Act:
    return lambda page: page.get_by_role("main").get_by_role("button", name=name).click()


def _code(button: str) -> Act:
    def act(page: Page) -> None:
        page.get_by_label("Code").fill("000000")
        _press(button)(page)

    return act


def _new_codes(page: Page) -> None:
    page.get_by_label("Your password").fill(PASSWORD)
    _press("Make new codes")(page)


def _first_step(page: Page) -> None:
    page.get_by_label("Work email").fill(TWO_STEPS_EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    _press("Sign in")(page)


def _both_steps_wrong(page: Page) -> None:
    _first_step(page)
    _code("Sign in")(page)


def _wrong_password(page: Page) -> None:
    page.get_by_label("Work email").fill("nobody@marlowick.example")
    page.get_by_label("Password").fill("not the password")
    _press("Sign in")(page)


def _seen_but_alone_unsaid(page: Page) -> None:
    page.get_by_role("checkbox", name="Tayo", exact=True).check()
    page.get_by_label("What happened").fill("Walked to the weir. " * 40)
    _press("Finish")(page)


def _half_written(page: Page) -> None:
    page.get_by_text("Change time or place").click()
    page.get_by_label("Year").fill(str(date.today().year - 1))
    page.get_by_label("What happened").fill("Walked to the weir.")
    page.get_by_text("You can close this and come back.").wait_for()
    page.reload()


def _put_away(page: Page) -> None:
    _half_written(page)
    page.get_by_role("link", name="Put this one away").click()


def _not_alone_without_reason(page: Page) -> None:
    page.get_by_role("checkbox", name="Tayo", exact=True).check()
    page.get_by_role("radio", name="Neither").check()
    _press("Finish")(page)


def _time_that_is_none(page: Page) -> None:
    page.get_by_text("Change time or place").click()
    page.get_by_label("Start time").fill("half past")
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("2")
    page.locator("form[data-draft] button").click()


def _unknowing(page: Page) -> None:
    """Make the page one that was opened before anything was recorded."""
    page.evaluate("for (const name of ['as_of', 'version']) document.getElementsByName(name)[0].value = ''")


def _recorded_meanwhile(page: Page) -> None:
    _unknowing(page)
    page.get_by_role("checkbox", name="Tayo", exact=True).check()
    page.get_by_role("radio", name="Only Tayo").check()
    page.get_by_label("What happened").fill("Walked to the weir. " * 40)
    _press("Finish")(page)


def _recorded_meanwhile_and_unsaid(page: Page) -> None:
    _recorded_meanwhile(page)
    _press("Keep this choice")(page)


def _changed_meanwhile(page: Page) -> None:
    _unknowing(page)
    page.get_by_text("Change time or place").click()
    page.get_by_role("radio", name="At school").check()
    page.get_by_label("What happened").fill("Walked to the weir. " * 40)
    _press("Save what I put right")(page)


def _put_right_meanwhile(page: Page) -> None:
    """Send the page as it was opened before somebody else put it right."""
    site = Site(page.url.partition("/children")[0])
    now, before = site.dental_check(), site.dental_check(stands=False)
    page.evaluate(
        "([now, before]) => { const form = document.querySelector('main form'); form.action = form.action.replace(now, before) }",
        [now, before],
    )
    page.get_by_role("radio", name="They said no").check()
    _press("Save what I put right")(page)


def _half_a_day(page: Page) -> None:
    page.get_by_label("Day", exact=True).fill("31")
    _press("Save")(page)


def _typed_for(text: str) -> Act:
    return lambda page: page.get_by_label("Find what happened").press_sequentially(text)


def _open_every_fold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def _sent_without_script(page: Page) -> None:
    """As the browser sends a page by itself: its script would have mended what stands in the way first."""
    page.evaluate("document.querySelector('form[data-draft]').submit()")


def _about_somebody_who_moved_out(page: Page) -> None:
    page.evaluate(
        """() => {
          const box = Object.assign(document.createElement('textarea'), {name: 'own_' + '0'.repeat(20)});
          box.value = 'Showed me the new bike and wants it kept in the dry. '.repeat(6);
          document.querySelector('form[data-draft]').append(box);
        }"""
    )
    _sent_without_script(page)


def _somebody_elses(page: Page) -> None:
    page.get_by_label("What happened").fill("Walked to the weir. " * 20)
    page.evaluate("document.getElementsByName('person')[0].value = '0'.repeat(20)")
    _sent_without_script(page)


def _signed_out_while_typing(page: Page) -> None:
    page.get_by_label("What happened").press_sequentially("Walked to the weir. ")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_label("What happened").press_sequentially("Saw a heron.")
    page.locator("[data-signed-out]").wait_for(state="visible")


def _stale(page: Page) -> None:
    page.get_by_label("What happened").fill("Walked to the weir. " * 20)
    page.context.clear_cookies(name="csrftoken")
    _sent_without_script(page)


def _away_too_long(page: Page) -> None:
    page.get_by_label("What happened").fill("Walked to the weir. " * 20)
    (cookie,) = [each for each in page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME]
    session = SessionStore(cookie["value"])
    session["seen_at"] -= settings.SIGN_OUT_AFTER_IDLE.total_seconds()
    session.save()
    _sent_without_script(page)


def _more_fields_than_any_page_has(page: Page) -> None:
    with page.expect_navigation():
        page.evaluate(
            """() => {
              const form = document.querySelector('main form');
              for (let n = 0; n < 600; n++) form.append(Object.assign(document.createElement('input'), {name: 'x'}));
              form.submit();
            }"""
        )


def _too_many_tries(page: Page) -> None:
    address = page.url
    for _ in range(6):
        page.goto(address)
        page.get_by_label("Work email").fill("nobody-at-all@marlowick.example")
        page.get_by_label("Password").fill("not the password")
        _press("Sign in")(page)


STATES = (
    # coming in
    State("demonstration", "demonstration", "Choose a person", _plain("demonstration")),
    State("sign in", "account_login", "Sign in", _plain("account_login")),
    State("sign in, nothing entered", "account_login", "Error: Sign in", _plain("account_login"), act=_press("Sign in")),
    State(
        "signed out after 30 minutes", "account_login", "Signed out after 30 minutes",
        lambda site: site.address("account_login") + "?next=/children&after=idle", says="straight back",
    ),
    State(
        "visit, signed out meanwhile", "record_visit", "Signed out after 30 minutes", _of("record_visit", "Tayo"), WORKER,
        act=_away_too_long, says="Walked to the weir.",
    ),
    State("invitation", "invitation", "Choose a password", _invited),
    State(
        "invitation, too short", "invitation", "Error: Choose a password", _invited, act=_press("Keep this"),
        says="Choose a password",
    ),
    State(
        "invitation, used", "invitation", "This link is of no use any more", _plain("invitation", "x" * 40), status=404
    ),
    State("forgotten password", "forgotten_password", "Forgotten your password?", _plain("forgotten_password")),
    State(
        "forgotten password, nothing entered", "forgotten_password", "Error: Forgotten your password?",
        _plain("forgotten_password"), act=_press("Send the link"), says="Enter your work email",
    ),
    State(
        "forgotten password, sent", "forgotten_password_sent", "Look in your email", _plain("forgotten_password_sent")
    ),
    State("new password", "new_password", "Choose a new password", _forgotten),
    State(
        "new password, too short", "new_password", "Error: Choose a new password", _forgotten,
        act=_press("Keep this"), says="Choose a password",
    ),
    State("new password, used", "new_password", "This link is of no use any more", _plain("new_password", "x" * 40), status=404),
    # two-step sign-in
    State("two-step, off", "two_step", "Two-step sign-in", _plain("two_step"), WORKER, says="Off"),
    State(
        "two-step, set up", "two_step_set_up", "Set up two-step sign-in", _plain("two_step_set_up"), WORKER,
        act=_open_every_fold,
    ),
    State(
        "two-step, code not right", "two_step_set_up", "Error: Set up two-step sign-in", _plain("two_step_set_up"),
        WORKER, act=_code("Turn on"), says="This code is not right",
    ),
    State("two-step, on", "two_step", "Two-step sign-in", _plain("two_step"), TWO_STEPS, says="10 recovery codes left"),
    State(
        "two-step, keep the codes", "recovery_codes", "Keep your recovery codes", _plain("new_recovery_codes"),
        TWO_STEPS, act=_new_codes, says="not shown again", comes_by="new_recovery_codes",
    ),
    State(
        "two-step, new codes", "new_recovery_codes", "Make new recovery codes", _plain("new_recovery_codes"), TWO_STEPS
    ),
    State(
        "two-step, turn off", "two_step_turn_off", "Turn off or change phone", _plain("two_step_turn_off"), TWO_STEPS
    ),
    State(
        "two-step, turn off, nothing entered", "two_step_turn_off", "Error: Turn off or change phone",
        _plain("two_step_turn_off"), TWO_STEPS, act=_press("Turn off"), says="Enter your password",
    ),
    State(
        "two-step, code asked for", "mfa_authenticate", "Enter your code", _plain("account_login"),
        act=_first_step, says="Your password was right", comes_by="account_login",
    ),
    State(
        "two-step, code asked for, not right", "mfa_authenticate", "Error: Enter your code", _plain("account_login"),
        act=_both_steps_wrong, says="was used already", comes_by="account_login",
    ),
    State("sign in, wrong password", "account_login", "Error: Sign in", _plain("account_login"), act=_wrong_password),
    State("sign out", "account_logout", "Sign out", _plain("account_logout"), WORKER),
    State("closed account", "account_inactive", "Account closed", _plain("account_inactive")),
    State("who can see what", "who_can_see_what", "Who can see what", _plain("who_can_see_what"), WORKER),
    State("who can see what, not signed in", "who_can_see_what", "Who can see what", _plain("who_can_see_what")),
    State("accessibility", "accessibility_statement", "Accessibility statement", _plain("accessibility_statement")),
    State("privacy", "privacy_notice", "Privacy notice", _plain("privacy_notice")),
    State("privacy, signed in", "privacy_notice", "Privacy notice", _plain("privacy_notice"), WORKER),
    # the worker's day
    State("today", "today", "Today", _plain("today"), WORKER, says="Record this visit"),
    State("today, everything open", "today", "Today", _plain("today"), WORKER, act=_open_every_fold),
    State("today, nothing due", "today", "Today", _plain("today"), NEWCOMER, says="Nothing is due"),
    State(
        "today, a visit recorded", "today", "Today", lambda site: site.address("today") + f"?recorded={RECORDED}",
        WORKER, says="Visit recorded.",
    ),
    State("whose visit", "choose_visit", "Record a visit", _plain("choose_visit"), WORKER),
    State("whose visit, no child", "choose_visit", "Record a visit", _plain("choose_visit"), NEWCOMER),
    State("children", "children", "Children", _plain("children"), WORKER),
    State("children of a whole practice", "children", "Children", _plain("children"), LEAD),
    State("children, none", "children", "Children", _plain("children"), COMMISSIONER),
    # finding a child
    State("find", "find", "Find a child", _plain("find"), WORKER, says="Type any name they use"),
    State("find, one said so", "find", "Find a child", _found("tio"), WORKER, says="Said TIE-oh"),
    State("find, many", "find", "Find a child", _found("re"), LEAD, says="Begins with"),
    State("find, nobody", "find", "Find a child", _found("Xquzzwv"), WORKER, says="Nobody found"),
    State("find, no name in it", "find", "Find a child", _found("?!"), WORKER, says="no letter and no digit"),
    State("find, too long", "find", "Find a child", _found("a" * 500), WORKER, says="too long for a name"),
    # a visit
    State("visit", "record_visit", "Record a visit: Tayo and Ife", _of("record_visit", "Tayo"), WORKER),
    State(
        "visit, time and place open", "record_visit", "Record a visit: Tayo and Ife", _of("record_visit", "Tayo"),
        WORKER, act=_open_every_fold,
    ),
    State(
        "visit, nothing entered", "record_visit", "Error: Record a visit: Tayo and Ife", _of("record_visit", "Tayo"),
        WORKER, act=_press("Finish"),
    ),
    State(
        "visit, about somebody who moved out", "record_visit", "Error: Record a visit: Tayo and Ife",
        _of("record_visit", "Tayo"), WORKER, act=_about_somebody_who_moved_out, says="not on this page any more",
    ),
    State(
        "visit, somebody else’s page", "record_visit", "Error: Record a visit: Tayo and Ife", _of("record_visit", "Tayo"),
        WORKER, act=_somebody_elses, says="Somebody else opened this page",
    ),
    State(
        "visit, signed out while typing", "record_visit", "Record a visit: Tayo and Ife", _of("record_visit", "Tayo"),
        WORKER, act=_signed_out_while_typing, says="Sign in again",
    ),
    State(
        "visit, alone unsaid", "record_visit", "Error: Record a visit: Tayo and Ife", _of("record_visit", "Tayo"),
        WORKER, act=_seen_but_alone_unsaid, says="Say who you saw alone",
    ),
    State(
        "visit, why not alone unsaid", "record_visit", "Error: Record a visit: Tayo and Ife",
        _of("record_visit", "Tayo"), WORKER, act=_not_alone_without_reason, says="Say why they were not seen alone",
    ),
    State(
        "visit, no such time", "record_visit", "Error: Record a visit: Tayo and Ife", _of("record_visit", "Tayo"),
        WORKER, act=_time_that_is_none, says="Start time must be",
    ),
    State(
        "visit, page open too long", "record_visit", "Error: This page was open too long",
        _of("record_visit", "Tayo"), WORKER, act=_stale, says="Walked to the weir.",
    ),
    State(
        "visit, another recorded meanwhile", "record_visit", "", _of("record_visit", "Tayo"), WORKER,
        act=_recorded_meanwhile, says="Say whether this is one visit or two.",
    ),
    State(
        "visit, one or two unsaid", "record_visit", "", _of("record_visit", "Tayo"), WORKER,
        act=_recorded_meanwhile_and_unsaid, says="Say whether it is the same visit",
    ),
    State(
        "visit, half-written on another day", "record_visit", "Record a visit: Tayo and Ife",
        _of("record_visit", "Tayo"), WORKER, act=_half_written, says="You are going on with",
    ),
    State(
        "half-written, to be put away", "put_away", "Put this half-written page away?", _of("record_visit", "Tayo"),
        WORKER, act=_put_away, says="in no record", comes_by="record_visit",
    ),
    # a visit on record
    State("visit on record", "visit", "", _recorded("visit"), WORKER, act=_open_every_fold, says="Earlier versions"),
    State("visit on record, the child", "visit", "", _told_by("Tayo"), YOUNG_PERSON, says="Tayo, to"),
    State("visit to put right", "correct_visit", "", _recorded("correct_visit"), WORKER, says="stays as an earlier version"),
    State(
        "visit to put right, no such time", "correct_visit", "", _recorded("correct_visit"), WORKER,
        act=_time_that_is_none, says="Start time must be",
    ),
    State(
        "visit, two texts of it", "correct_visit", f"{LEAD} changed this visit too", _recorded("correct_visit"), WORKER,
        act=_changed_meanwhile, says="Which text should stand?",
    ),
    # what happened, and what is so
    State(
        "what happened", "record_happening", f"Record something that happened: {TAYO}",
        _of("record_happening", "Tayo"), WORKER,
    ),
    State(
        "what happened, everything open", "record_happening", f"Record something that happened: {TAYO}",
        _of("record_happening", "Tayo"), WORKER, act=_open_every_fold,
    ),
    State(
        "what happened, typed for", "record_happening", f"Record something that happened: {TAYO}",
        _of("record_happening", "Tayo"), WORKER, act=_typed_for("health"),
    ),
    State(
        "what happened, nothing called so", "record_happening", f"Record something that happened: {TAYO}",
        lambda site: _of("record_happening", "Tayo")(site) + "?q=xyzzy", WORKER, says="Nothing here is called so",
    ),
    State("health assessment", "record_happening", f"Health assessment: {TAYO}", _happened("health_assessment"), WORKER),
    State(
        "health assessment, nothing entered", "record_happening", f"Error: Health assessment: {TAYO}",
        _happened("health_assessment"), WORKER, act=_press("Put it on record"), says="Say how it ended",
    ),
    State(
        "ending a placement", "record_happening", f"Ending the placement was proposed: {TAYO}",
        _happened("placement_end_proposed"), WORKER,
    ),
    State("went missing", "record_happening", f"They went missing: {TAYO}", _happened("missing_start"), WORKER),
    State(
        "what happened, on record", "happenings", f"What happened: {TAYO}", _just_put_right("happenings"), WORKER,
        act=_open_every_fold, says="Put right.",
    ),
    State("today, something put right", "today", "Today", _just_put_right("today"), WORKER, says="Put right."),
    State(
        "what happened, another reader", "happenings", f"What happened: {TAYO}", _of("happenings", "Tayo"),
        VIRTUAL_SCHOOL_HEAD, says="The personal education plan was reviewed",
    ),
    State(
        "what happened, to put right", "correct_happening", f"Dental check: {TAYO}", _dental_check, WORKER,
        says="It was entered by mistake",
    ),
    State(
        "what happened, changed meanwhile", "correct_happening", f"{LEAD} changed this too", _dental_check, WORKER,
        act=_put_right_meanwhile, says="Leave it as it is on record",
    ),
    State(
        "facts", "child_facts", f"Facts that rules turn on: {TAYO}", _of("child_facts", "Tayo"), WORKER,
        act=_open_every_fold,
    ),
    State(
        "facts, read alone", "child_facts", f"Facts that rules turn on: {TAYO}", _of("child_facts", "Tayo"),
        VIRTUAL_SCHOOL_HEAD,
    ),
    State("facts, education", "change_circumstances", f"Education: {TAYO}", _group("education"), WORKER, act=_open_every_fold),
    State(
        "facts, no such day", "change_circumstances", f"Error: If they died: {TAYO}", _group("death"), WORKER,
        act=_half_a_day, says="must include",
    ),
    State("facts of a home", "change_home", "", _home_of("Tayo", "kind"), WORKER, says="Which of these is so?"),
    # a child, for each kind of reader
    State("child, own worker", "child", "Tayo Aderinwale-Finch", _of("child", "Tayo"), WORKER),
    State("child, everything open", "child", "Tayo Aderinwale-Finch", _of("child", "Tayo"), WORKER, act=_open_every_fold),
    State("child, lead", "child", "Tayo Aderinwale-Finch", _of("child", "Tayo"), LEAD),
    State("child, reviewing officer", "child", "Tayo Aderinwale-Finch", _of("child", "Tayo"), REVIEWING_OFFICER),
    State("child, nominated officer", "child", "Tayo Aderinwale-Finch", _of("child", "Tayo"), NOMINATED_OFFICER),
    State("child, virtual school head", "child", "Tayo Aderinwale-Finch", _of("child", "Tayo"), VIRTUAL_SCHOOL_HEAD),
    State("child, a name alone", "child", "", _allocated_to(ADVOCATE), ADVOCATE, says="You may know who"),
    State("child, themself", "child", "Tayo Aderinwale-Finch", _of("child", "Tayo"), YOUNG_PERSON),
    State(
        "child, opened in an emergency", "child", "Tayo Aderinwale-Finch", _of("child", "Tayo"), OTHER_WORKER,
    ),
    State(
        "who has looked", "who_has_looked", "Who has looked: Tayo Aderinwale-Finch", _of("who_has_looked", "Tayo"),
        WORKER, says="was refused",
    ),
    # the practice
    State(
        "practice, a visit recorded", "practice", "Practice",
        lambda site: site.address("today") + f"?recorded={RECORDED}", LEAD, says="Visit recorded.",
    ),
    State("practice, with things told", "practice", "Practice", _plain("practice"), LEAD, says="in an emergency"),
    # in an emergency
    State("emergency", "emergency", "Open a record for a reason", _plain("emergency"), WORKER),
    State(
        "emergency, nothing entered", "emergency", "Error: Open a record for a reason", _plain("emergency"), WORKER,
        act=_press("Put my reason"),
    ),
    State(
        "emergency, on record", "emergency_recorded", "Your reason is on record", _plain("emergency_recorded"), WORKER
    ),
    # what went wrong
    State("not here", "child", "Not here, or not yours", _plain("child", NOBODY), WORKER, 404),
    State("not yours", "child", "Not here, or not yours", _of("child", "Ife"), OTHER_WORKER, 404),
    State("not here, not signed in", "", "Not here, or not yours", lambda site: site.url + "/nowhere", status=404),
    State(
        "too many tries", "account_login", "Wait 5 minutes, then try again", _plain("account_login"),
        act=_too_many_tries, says="reference",
    ),
    State(
        "not understood", "account_login", "This could not be read", _plain("account_login"),
        act=_more_fields_than_any_page_has,
    ),
)  # fmt: skip

# Routes that show no page of their own, and what they do instead when somebody goes there.
NO_PAGE = {
    "home": "leads on",
    "healthz": "plain text for machines",
    "readyz": "plain text for machines",
    "sign_in_as": "takes a form alone",
    "notice_seen": "takes a form alone",
    "return_findings": "takes a form alone",
    "draft_visit": "answers the script of a page",
    "calendar_feed": "a calendar for phones",
}
