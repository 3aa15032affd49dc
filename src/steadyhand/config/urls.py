"""Every address. A route that is not in the matrix of routes and relationships does not pass the tests."""

from datetime import date

from allauth.account import views as signing_in
from django.urls import path, register_converter
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.web.calendar import phone
from steadyhand.web.calendar import views as calendar
from steadyhand.web.child import circumstances, correcting, happenings, timetable
from steadyhand.web.child import views as child
from steadyhand.web.entry import health, passwords, second_step
from steadyhand.web.entry import views as entry
from steadyhand.web.entry.doors import anybody
from steadyhand.web.find import views as find
from steadyhand.web.practice import views as practice
from steadyhand.web.returns import views as returns
from steadyhand.web.setup import days, rules
from steadyhand.web.today import views as today


class RefConverter:
    """A record's name in an address: 20 hexadecimal digits that tell nothing."""

    regex = "[0-9a-f]{20}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class OccasionConverter(RefConverter):
    """Which visit: what its page was named by when it was written."""

    regex = "[0-9a-f]{32}"


class CodeConverter(RefConverter):
    """A row of the statutory timetable."""

    regex = "[A-Z]{1,4}-[0-9]{1,2}"


class TokenConverter(RefConverter):
    """What a link was signed with."""

    regex = "[0-9A-Za-z:_-]{20,400}"


class NumberConverter(RefConverter):
    """The number of a row that tells of no child."""

    regex = "[0-9]{1,15}"


class DayConverter:
    """A day, as in 2026-03-04."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)  # a ValueError is no such address

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(RefConverter, "ref")
register_converter(OccasionConverter, "occasion")
register_converter(TokenConverter, "token")
register_converter(CodeConverter, "code")
register_converter(NumberConverter, "number")
register_converter(DayConverter, "day")
form = require_http_methods(["GET", "HEAD", "POST"])  # for pages that are not ours and would take any method

urlpatterns = [
    path("", entry.home, name="home"),
    path("healthz", health.answers, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("sign-in", form(entry.SignIn.as_view()), name="account_login"),
    path("sign-in/code", form(second_step.SecondStep.as_view()), name="mfa_authenticate"),
    path("forgotten-password", passwords.forgotten, name="forgotten_password"),
    path("forgotten-password/sent", passwords.sent, name="forgotten_password_sent"),
    path("new-password/<token:token>", passwords.new_password, name="new_password"),
    path("two-step", second_step.two_step, name="two_step"),
    path("two-step/set-up", second_step.set_up, name="two_step_set_up"),
    path("two-step/recovery-codes", second_step.recovery_codes, name="recovery_codes"),
    path("two-step/new-recovery-codes", second_step.new_recovery_codes, name="new_recovery_codes"),
    path("two-step/turn-off", second_step.turn_off, name="two_step_turn_off"),
    path("sign-out", form(anybody(signing_in.logout)), name="account_logout"),
    path("invitation/<token:token>", entry.invitation, name="invitation"),
    path("closed-account", require_safe(signing_in.account_inactive), name="account_inactive"),
    path("demonstration", entry.demonstration, name="demonstration"),
    path("demonstration/<ref:person_ref>", entry.sign_in_as, name="sign_in_as"),
    path("open-with-a-reason", entry.emergency, name="emergency"),
    path("open-with-a-reason/recorded", entry.emergency_recorded, name="emergency_recorded"),
    path("who-can-see-what", entry.who_can_see_what, name="who_can_see_what"),
    path("accessibility-statement", entry.accessibility_statement, name="accessibility_statement"),
    path("privacy-notice", entry.privacy_notice, name="privacy_notice"),
    path("today", today.today, name="today"),
    path("find", find.find, name="find"),
    path("children", find.children, name="children"),
    path("children/<ref:ref>", child.now, name="child"),
    path("children/<ref:ref>/calendar", calendar.child_calendar, name="child_calendar"),
    path("children/<ref:ref>/who-has-looked", child.who_has_looked, name="who_has_looked"),
    path("children/<ref:ref>/timetable", timetable.timetable, name="timetable"),
    path(
        "children/<ref:ref>/timetable/<code:code>/<day:due>/explain", timetable.explain, name="explain_late"
    ),
    path("children/<ref:ref>/visits/record", child.record_visit, name="record_visit"),
    path("children/<ref:ref>/visits/draft", child.draft_visit, name="draft_visit"),
    path("children/<ref:ref>/visits/draft/put-away", child.put_away, name="put_away"),
    path("children/<ref:ref>/visits/<occasion:occasion>", correcting.visit, name="visit"),
    path(
        "children/<ref:ref>/visits/<occasion:occasion>/put-right",
        correcting.correct_visit,
        name="correct_visit",
    ),
    path("children/<ref:ref>/happened", happenings.record_happening, name="record_happening"),
    path("children/<ref:ref>/happenings", happenings.happenings, name="happenings"),
    path(
        "children/<ref:ref>/happenings/<occasion:happening>/put-right",
        happenings.correct_happening,
        name="correct_happening",
    ),
    path("children/<ref:ref>/facts", circumstances.child_facts, name="child_facts"),
    path("children/<ref:ref>/facts/child", circumstances.change_circumstances, name="change_circumstances"),
    path("children/<ref:ref>/facts/homes/<occasion:home>", circumstances.change_home, name="change_home"),
    path("visits/record", child.choose_visit, name="choose_visit"),
    path("practice", practice.practice, name="practice"),
    path("return/check", returns.check_return, name="check_return"),
    path("return/findings", returns.return_findings, name="return_findings"),
    path("rules", rules.rules, name="rules"),
    path("rules/days", days.days, name="rule_days"),
    path("rules/days/add", days.add_days, name="add_days"),
    path("rules/days/<number:days>/take-off", days.take_off_days, name="take_off_days"),
    path("rules/<code:code>", rules.rule, name="rule"),
    path("rules/<code:code>/change", rules.change_rule, name="change_rule"),
    path("calendar", calendar.calendar, name="calendar"),
    path("calendar/settings", phone.settings_page, name="calendar_settings"),
    path("calendar/feed/<token:token>.ics", phone.feed, name="calendar_feed"),
    path("told/<ref:ref>/seen", entry.notice_seen, name="notice_seen"),
]

handler400 = "steadyhand.web.entry.errors.not_understood"
handler403 = "steadyhand.web.entry.errors.not_here"
handler404 = "steadyhand.web.entry.errors.not_here"
handler429 = "steadyhand.web.entry.errors.too_many_tries"
handler500 = "steadyhand.web.entry.errors.wrong"
