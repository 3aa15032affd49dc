"""Writing down what happened, reading it, and putting it right: as pages do it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from steadyhand.contexts.cases import operations
from steadyhand.contexts.cases.loaders.happenings import HomeNear, name_of
from steadyhand.contexts.cases.loaders.homes import HomeShown
from steadyhand.contexts.cases.models import Child, Duty, Event, Placement
from steadyhand.contexts.cases.policies import FURTHEST_AHEAD
from steadyhand.contexts.cases.states import Outcome, PlacementType
from steadyhand.contexts.cases.states.details import DETAILS, Needs
from steadyhand.contexts.organisations.models import Person
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.audit.models import Entry
from steadyhand.web.child.happening_forms import HappeningForm
from web.pages import Page, assert_wired
from web.world import PLANTED, World

WORKER = "social worker"


def on(day: date, name: str = "day") -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def address(world: World, route: str = "record_happening", *more: str) -> str:
    return reverse(route, args=[world.child_ref, *more])


def send(world: World, kind: str, who: str = WORKER, **typed: str) -> HttpResponse:
    return world.client(who).post(address(world), {"what": kind, **on(world.today), **typed})


def stands(world: World, kind: str) -> list[Event]:
    with tenancy.within([world.council_id]):
        return list(Event.objects.standing().filter(child_id=world.child_id, kind=kind).order_by("pk"))


def text_of(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def person(world: World, key: str = WORKER) -> Person:
    return Person.objects.get(ref=world.people[key])


def recorded(world: World, kind: str, day: date | None = None, key: str = WORKER, **more: Any) -> Event:
    at = timezone.make_aware(timezone.datetime.combine(day or world.today, timezone.datetime.min.time()))
    with tenancy.within([world.council_id]):
        return operations.record_event(
            child=Child.objects.get(pk=world.child_id), kind=kind, at=at, timed=False, by=person(world, key),
            on=world.today, **more,
        )  # fmt: skip


def moved(world: World, day: date) -> None:
    """A second home, from this day on."""
    with tenancy.within([world.council_id]):
        child = Child.objects.get(pk=world.child_id)
        home = operations.add_home(
            council=child.council, carers="Ann and Bob Other", address="2 Somewhere Road", postcode="NM1 1AB",
            by=person(world, "lead"), on=world.today,
        )  # fmt: skip
        operations.start_placement(
            child=child, home=home, type=PlacementType.U6, start=day, by=person(world), on=world.today
        )


# Choosing what happened


def test_one_chooses_from_what_is_asked_for_now_and_from_everything(world: World) -> None:
    answer = world.client(WORKER).get(address(world), {"from": "today"})
    page, html = assert_wired(answer.content.decode()), text_of(answer)
    assert html.index("Asked for now") < html.index("Health assessment") < html.index('id="everything"')
    links = [
        str(each.attributes["href"]) for each in page.all("a") if "what=" in str(each.attributes.get("href"))
    ]
    assert f"{address(world)}?what=dental_check&from=today" in links
    folds = [each for each in page.all("details") if str(each.attributes.get("id")).startswith("topic-")]
    assert len(folds) > 10
    assert not [each for each in folds if "open" in each.attributes], "a fold is opened by whoever wants it"
    assert not [link for link in links if "what=complaint_made" in link], (
        "the worker does not write complaints"
    )


def test_the_box_finds_by_words_without_a_script(world: World) -> None:
    html = text_of(world.client(WORKER).get(address(world), {"q": "HEALTH ass", "from": "today"}))
    assert "what=health_assessment&amp;from=today" in html
    assert "what=missing_start" not in html
    html = text_of(world.client(WORKER).get(address(world), {"q": "<zzz>"}))
    assert "Nothing here is called so." in html
    assert "&lt;zzz&gt;" in html


def test_a_nurse_writes_of_health_and_nothing_else(world: World) -> None:
    html = text_of(world.client("designated nurse").get(address(world)))
    assert "what=dental_check" in html
    assert "what=missing_start" not in html
    assert send(world, "dental_check", "designated nurse", outcome="done").status_code == 302
    assert send(world, "missing_start", "designated nurse").status_code == 404
    assert stands(world, "dental_check")


def test_who_may_write_none_of_it_is_told_nothing(world: World) -> None:
    for key in ("inspector", "independent visitor", "colleague without a window"):
        assert world.client(key).get(address(world)).status_code == 404, key


def test_a_page_sent_without_saying_what_asks_it(world: World) -> None:
    answer = world.client(WORKER).post(address(world), on(world.today))
    assert answer.status_code == 422
    assert "Choose what happened from the list" in text_of(answer)


# Writing it down


@pytest.mark.parametrize("kind", sorted(DETAILS))
def test_each_form_asks_what_its_happening_needs_and_takes_it(kind: str) -> None:
    now, details = timezone.now(), DETAILS[kind]
    today = timezone.localdate()
    homes = [
        HomeNear(today - timedelta(days=90), today, HomeShown(today, None, False, False, carers="A")),
        HomeNear(today, None, HomeShown(today, None, False, False, carers="B")),
    ]
    blank = HappeningForm(kind=kind, homes=homes, now=now, initial={"day": today})
    asked = {
        "day": True, "time": details.time, "outcome": details.ended, "home": details.home, "number": details.number,
        "by_whom": bool(details.by), "sort": bool(details.sort or details.free_sort),
        "until": details.until is not Needs.NO,
    }  # fmt: skip
    assert set(blank.fields) == {name for name, wanted in asked.items() if wanted}
    typed = {
        **on(today),
        "outcome": "refused",
        "home": today.isoformat(),
        "number": "2",
        **on(today, "until"),
    }
    typed["by_whom"] = details.by[0][0] if details.by else ""
    typed["sort"] = details.sort[0][0] if details.sort else "MMR"
    form = HappeningForm(typed, kind=kind, homes=homes, now=now)
    assert form.is_valid(), form.errors
    said = form.says()
    assert (said["outcome"], said["number"]) == (
        "refused" if details.ended else "",
        2 if details.number else None,
    )
    assert said["placed_on"] == (today if details.home else None)
    empty = HappeningForm({}, kind=kind, homes=homes, now=now)
    assert not empty.is_valid()
    assert "day" in empty.errors


def test_a_health_assessment_goes_on_record_and_one_is_told_what_follows(world: World) -> None:
    answer = send(world, "health_assessment", outcome="done", **{"from": "child"})
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{reverse('child', args=[world.child_ref])}?happened=")
    (row,) = stands(world, "health_assessment")
    assert (row.timed, row.outcome) == (False, "")
    with tenancy.within([world.council_id]):
        due = Duty.objects.get(child_id=world.child_id, code__in=("H-2", "H-3"), is_open=True).due_at
    html = text_of(world.client(WORKER).get(answer["Location"]))
    assert "On record." in html
    assert f"The next health assessment is due by {due:%A} {due.day} {due:%B} {due.year}" in html
    assert address(world, "correct_happening", name_of(row)) in html
    # on today it is told as well, and in no record but their own
    query = answer["Location"].partition("?")[2]
    assert "The next health assessment" in text_of(world.client(WORKER).get(f"{reverse('today')}?{query}"))
    assert "On record." not in text_of(world.client("reviewing officer").get(answer["Location"]))


def test_what_was_refused_meets_nothing_and_says_so(world: World) -> None:
    answer = send(world, "health_assessment", outcome="refused")
    html = text_of(world.client(WORKER).get(answer["Location"]))
    assert "They said no. The next health assessment was due by" in html


@pytest.mark.parametrize(
    "back", ["", "//evil.example", "https://evil.example", "account_logout", "record_visit"]
)
def test_one_lands_on_pages_of_ours_alone(back: str, world: World) -> None:
    answer = send(world, "missing_start", **{"from": back})
    assert answer["Location"].startswith(reverse("child", args=[world.child_ref]) + "?")
    assert back not in text_of(world.client(WORKER).get(address(world), {"from": back})) or not back


def test_what_cannot_be_is_said_beside_its_field_and_what_was_typed_is_kept(world: World) -> None:
    before = len(stands(world, "missing_end"))
    tomorrow = world.today + timedelta(days=1)
    for typed, field, words in (
        ({"day-month": "13"}, "day", "Day must be a real date"),
        (on(tomorrow), "day", "What happened must be today or in the past"),
        (on(date(1990, 1, 1)), "day", "What happened must be on or after the child’s date of birth"),
        ({"time": "half past"}, "time", "Time must be a time, like 4pm or 16:05"),
        ({"time": "\0"}, "time", "Time must be a time"),
    ):
        answer = send(
            world, "missing_end", **{"time": "4:15pm", **on(world.today - timedelta(days=1)), **typed}
        )
        page = assert_wired(answer.content.decode())
        assert answer.status_code == 422
        assert words in text_of(answer)
        assert any(
            str(each.attributes["href"]).startswith(f"#id_{field}")
            for each in page.all("a")
            if words.split(" must")[0] in each.text
        )
        if field == "day":
            assert 'value="4:15pm"' in text_of(answer)
    assert len(stands(world, "missing_end")) == before


def test_a_day_that_no_calendar_reaches_is_said_beside_its_field_and_nothing_is_lost(world: World) -> None:
    booked = recorded(world, "immunisation_due", world.today + timedelta(days=30), sort="MMR")
    put_right = address(world, "correct_happening", name_of(booked))
    for path in (address(world), put_right):
        typed = {"what": "immunisation_due", **on(date.max), "sort": "Six in one"}
        answer = world.client(WORKER).post(path, typed)
        assert answer.status_code == 422, path
        page = assert_wired(answer.content.decode())
        furthest = f"{world.today:%B} {world.today.year + FURTHEST_AHEAD}"
        assert (
            f"The day must be no later than {world.today.day} {furthest}" in page.by_id()["id_day-error"].text
        )
        values = {each.attributes.get("value") for each in page.all("input")}
        assert {"31", "12", "9999", "Six in one"} <= values
    assert stands(world, "immunisation_due") == [booked]


def test_an_hour_to_come_is_refused() -> None:
    form = HappeningForm(
        {**on(date(2026, 6, 10)), "time": "4pm"}, kind="missing_end", homes=[],
        now=timezone.make_aware(timezone.datetime(2026, 6, 10, 15, 59)),
    )  # fmt: skip
    assert form.errors["time"] == ["The time must be now or earlier. Check the time and the day."]


def test_a_page_sent_twice_is_saved_once(world: World) -> None:
    first, second = (send(world, "dental_check", outcome="done") for _ in range(2))
    assert first["Location"] == second["Location"]
    assert len(stands(world, "dental_check")) == 1


def test_which_home_is_asked_only_where_two_are_near_the_day(world: World) -> None:
    client = world.client(WORKER)
    assert "Which home is it about?" not in text_of(
        client.get(address(world), {"what": "placement_notified"})
    )
    moved(world, world.today - timedelta(days=3))
    html = text_of(client.get(address(world), {"what": "placement_notified"}))
    assert "Which home is it about?" in html
    assert PLANTED["carers"] in html
    answer = send(world, "placement_notified")
    assert answer.status_code == 422
    assert "Say which home it is about" in text_of(answer)
    chosen = (world.today - timedelta(days=3)).isoformat()
    assert send(world, "placement_notified", home=chosen).status_code == 302
    assert stands(world, "placement_notified")[0].placed_on == date.fromisoformat(chosen)
    # long before the move there is but one, and nothing to ask
    assert send(world, "placement_notified", **on(world.today - timedelta(days=100))).status_code == 302


def test_a_home_that_is_withheld_is_named_to_nobody_who_may_not_know_it(world: World) -> None:
    moved(world, world.today - timedelta(days=3))
    html = text_of(world.client("designated nurse").get(address(world), {"what": "health_bodies_notified"}))
    assert "At a home that is withheld, from" in html
    assert "Ann and Bob Other" in html
    for word in ("carers", "address"):
        assert PLANTED[word] not in html


# Signed out over it, or somebody else signed in


def test_what_was_typed_outlives_being_signed_out(world: World) -> None:
    typed = {"what": "missing_end", "time": "4:15am", "from": "today", **on(world.today - timedelta(days=1))}
    answer = Client().post(address(world), typed)
    assert answer.status_code == 403
    page = Page(answer.content.decode())
    assert "4:15am" in text_of(answer)
    again = {
        str(each.attributes["name"]): str(each.attributes.get("value") or "")
        for each in page.all("input", type="hidden")
        if each.attributes["name"] != "csrfmiddlewaretoken"
    }
    (form,) = [
        each for each in page.all("form", method="post") if each.attributes.get("action") == address(world)
    ]
    assert form
    assert world.client(WORKER).post(address(world), again)["Location"].startswith(reverse("today"))
    assert stands(world, "missing_end")[-1].timed


def test_nobody_saves_a_page_that_somebody_else_opened(world: World) -> None:
    answer = send(world, "dental_check", outcome="done", person=world.people["lead"])
    assert answer.status_code == 422
    assert "Somebody else opened this page" in text_of(answer)
    assert not stands(world, "dental_check")


# Reading it


def test_what_is_on_record_is_read_by_the_readers_of_its_part(world: World) -> None:
    recorded(world, "dental_check", text="Toothword")
    with tenancy.within([world.council_id]):
        operations.record_event(
            child=Child.objects.get(pk=world.child_id), kind="complaint_made", by=person(world, "the child"),
            at=timezone.now(), on=world.today, text="Complaintword",
        )  # fmt: skip

    def reads(key: str) -> set[str]:
        html = text_of(world.client(key).get(address(world, "happenings")))
        return {
            word
            for word in ("Dental check", "They went missing", "A complaint was made")
            if f">{word}</h3>" in html
        }

    everything = {"Dental check", "They went missing", "A complaint was made"}
    assert reads("lead") == everything
    assert reads("reviewing officer") == everything
    assert reads("covering") == everything - {"A complaint was made"}
    assert reads("designated nurse") == {"Dental check"}
    assert reads("advocate") == {"A complaint was made"}
    assert reads("independent visitor") == set()
    assert reads("the child") == {"Dental check", "A complaint was made"}
    own = text_of(world.client("the child").get(address(world, "happenings")))
    assert "Toothword" not in own, "written for those who work with them"
    covering = text_of(world.client("covering").get(reverse("child", args=[world.child_ref])))
    assert "Complaintword" not in covering
    assert "Happeningword" in covering
    with tenancy.within([world.council_id]):
        assert Entry.objects.filter(verb="happenings.opened", subject_id=str(world.child_id)).exists()


def test_words_that_lead_to_a_withheld_home_are_masked(world: World) -> None:
    recorded(world, "dental_check", text=f"Went from {PLANTED['address']} with {PLANTED['carers']}.")
    html = text_of(world.client("designated nurse").get(address(world, "happenings")))
    assert "Went from" in html
    assert PLANTED["address"] not in html
    assert PLANTED["carers"].split()[1] not in html


def test_newest_first_by_topic_and_a_page_at_a_time(world: World) -> None:
    for number in range(51):
        recorded(world, "contact", world.today - timedelta(days=number))
    page = text_of(world.client(WORKER).get(address(world, "happenings"), {"topic": "Leaving care"}))
    assert "Leaving care (51)" in page
    assert "They went missing</h3>" not in page
    assert "?page=2&amp;topic=Leaving+care" in page
    second = Page(
        world.client(WORKER)
        .get(address(world, "happenings"), {"topic": "Leaving care", "page": "2"})
        .content.decode()
    )
    assert len([each for each in second.all("h3") if each.text == "Contact with a care leaver"]) == 1
    assert (
        world.client(WORKER).get(address(world, "happenings"), {"topic": "zz", "page": "zz"}).status_code
        == 200
    )


# Putting it right


def put_right(world: World, row: Event, who: str = WORKER, **typed: str) -> HttpResponse:
    return world.client(who).post(address(world, "correct_happening", name_of(row)), typed)


def test_what_was_wrong_is_put_right_and_the_version_before_stays(world: World) -> None:
    row = recorded(world, "health_assessment", text="As it was.")
    link = address(world, "correct_happening", name_of(row))
    assert link in text_of(world.client(WORKER).get(address(world, "happenings")))
    form = assert_wired(world.client(WORKER).get(link).content.decode())
    assert form.all("input", id="id_day-day")[0].attributes["value"] == str(world.today.day)
    yesterday = world.today - timedelta(days=1)
    answer = put_right(world, row, outcome="done", **on(yesterday))
    assert answer["Location"].startswith(address(world, "happenings"))
    (new,) = stands(world, "health_assessment")
    assert timezone.localtime(new.at).date() == yesterday
    assert new.text == "As it was."
    html = text_of(world.client(WORKER).get(answer["Location"]))
    assert "Put right." in html
    assert "Earlier versions" in html
    # the page of the version before leads on to the one that stands
    assert world.client(WORKER).get(link)["Location"] == address(world, "correct_happening", name_of(new))


def test_what_was_entered_by_mistake_counts_for_nothing(world: World) -> None:
    row = recorded(world, "health_assessment")
    answer = put_right(world, row, mistake="on", outcome="done", **on(world.today))
    (new,) = stands(world, "health_assessment")
    assert new.outcome == Outcome.NOT_DONE
    assert "Taken off." in text_of(world.client(WORKER).get(answer["Location"]))
    assert "Entered by mistake" in text_of(world.client(WORKER).get(address(world, "happenings")))
    assert (
        "Health assessment"
        not in text_of(world.client(WORKER).get(reverse("child", args=[world.child_ref]))).partition(
            "12 months</h2>"
        )[2]
    )
    # and it was no mistake after all
    put_right(world, new, outcome="done", **on(world.today))
    assert stands(world, "health_assessment")[0].outcome == ""


def test_two_who_put_it_right_see_both_versions_and_one_says_which(world: World) -> None:
    row = recorded(world, "health_assessment")
    first, second = world.today - timedelta(days=1), world.today - timedelta(days=2)
    put_right(world, row, "lead", outcome="done", **on(first))
    answer = put_right(world, row, outcome="refused", **on(second))
    html = text_of(answer)
    assert answer.status_code == 409
    assert "changed this too" in html
    for day in (first, second):
        assert f"{day:%A} {day.day} {day:%B}" in html
    (stood,) = stands(world, "health_assessment")
    assert timezone.localtime(stood.at).date() == first, "nothing of theirs was touched"
    page = Page(answer.content.decode())
    (form,) = [
        each for each in page.all("form", method="post") if "put-right" in str(each.attributes.get("action"))
    ]
    sent = {
        str(e.attributes["name"]): str(e.attributes.get("value") or "")
        for e in page.all("input", type="hidden")
    }
    assert world.client(WORKER).post(str(form.attributes["action"]), sent).status_code == 302
    (now,) = stands(world, "health_assessment")
    assert (timezone.localtime(now.at).date(), now.outcome) == (second, "refused")
    with tenancy.within([world.council_id]):
        assert Event.objects.filter(child_id=world.child_id, kind="health_assessment").count() == 3


def test_no_address_leads_to_what_is_not_theirs(world: World) -> None:
    row = recorded(world, "dental_check")
    sibling = reverse("correct_happening", args=[world.sibling_ref, name_of(row)])
    assert world.client(WORKER).get(sibling).status_code == 404
    assert world.client(WORKER).get(address(world, "correct_happening", "0" * 32)).status_code == 404
    with tenancy.within([world.council_id]):
        home = Placement.objects.filter(child_id=world.child_id)[0]
    assert world.client(WORKER).get(address(world, "correct_happening", name_of(home))).status_code == 404
    assert put_right(world, row, "covering", outcome="refused", **on(world.today)).status_code == 404
    with tenancy.within([world.council_id]):
        story = Event.objects.get(child_id=world.child_id, text=PLANTED["event"])
    assert world.client(WORKER).get(address(world, "correct_happening", name_of(story))).status_code == 404
