"""Every route, what it needs, and so how it answers each relationship: one table, written down as a document.

The table is a promise, not what the pages run on; `tests/architecture/test_route_matrix.py` holds every page to it,
on both databases. A route that is not listed here does not pass.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from steadyhand.contexts.cases.permissions.table import (
    NO_SIGN_IN,
    TABLE,
    WAITING,
    Part,
    Relationship,
    Right,
    grants,
)
from steadyhand.contexts.organisations.permissions import ROLE_PERMISSIONS, Permission
from steadyhand.contexts.organisations.states import RoleKind

OK, SENT_ON, SIGNED_OUT, WORDS_KEPT, NOT_HERE, NOT_THIS_WAY, NOT_AS_IT_IS = 200, 302, 401, 403, 404, 405, 422
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
WORKERS: Final = frozenset({RoleKind.SOCIAL_WORKER, RoleKind.NEWLY_QUALIFIED, RoleKind.PERSONAL_ADVISER})

R = Relationship
# The role in which somebody usually stands so to a child. A parent and a carer have none: they cannot sign in yet.
ROLES: Final[Mapping[Relationship, RoleKind]] = {
    R.ALLOCATED: RoleKind.SOCIAL_WORKER,
    R.LEAD: RoleKind.LEAD,
    R.COVER: RoleKind.SOCIAL_WORKER,
    R.EMERGENCY: RoleKind.SOCIAL_WORKER,
    R.ON_CALL: RoleKind.SOCIAL_WORKER,
    R.COUNCIL_OFFICER: RoleKind.SERVICE_MANAGER,
    R.COMMISSIONER: RoleKind.COMMISSIONER,
    R.LEAD_MEMBER: RoleKind.LEAD_MEMBER,
    R.REVIEWING_OFFICER: RoleKind.REVIEWING_OFFICER,
    R.CHILD: RoleKind.YOUNG_PERSON,
    R.ADVOCATE: RoleKind.ADVOCATE,
    R.INDEPENDENT_VISITOR: RoleKind.INDEPENDENT_VISITOR,
    R.VIRTUAL_SCHOOL_HEAD: RoleKind.VIRTUAL_SCHOOL_HEAD,
    R.DESIGNATED_NURSE: RoleKind.DESIGNATED_NURSE,
    R.COMPLAINTS_MANAGER: RoleKind.COMPLAINTS_MANAGER,
    R.INSPECTOR: RoleKind.INSPECTOR,
    R.EVALUATOR: RoleKind.EVALUATOR,
    R.ADMINISTRATOR: RoleKind.ADMINISTRATOR,
    R.NONE: RoleKind.SOCIAL_WORKER,
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody as a route meets them: signed in or not, a person on record or not, a role, a relationship."""

    signed_in: bool
    on_record: bool = False
    role: RoleKind | None = None
    relationship: Relationship = Relationship.NONE
    named_file: bool = True  # an inspector whose window names this child, not a body or a council


STRANGER: Final = Caller(signed_in=False)
NOBODY_ON_RECORD: Final = Caller(signed_in=True)


def caller(relationship: Relationship) -> Caller:
    """Somebody who stands so to a child, in the role that goes with it; a stranger where there is no sign-in."""
    if relationship in NO_SIGN_IN:
        return STRANGER
    return Caller(signed_in=True, on_record=True, role=ROLES[relationship], relationship=relationship)


@dataclass(frozen=True, slots=True)
class Anybody:
    """Public."""

    words: str = "public"
    signed_in: int | None = None  # how it answers those who are signed in already

    def refuses(self, who: Caller) -> int | None:
        return self.signed_in if who.signed_in else None


@dataclass(frozen=True, slots=True)
class DemonstrationOnly:
    """Only in a database that was made as a demonstration; a live one has no such page."""

    words: str = "a demonstration; a live installation has no such page"

    def refuses(self, who: Caller) -> int | None:
        return NOT_HERE


@dataclass(frozen=True, slots=True)
class AnAccount:
    """Signed in, whether or not the account belongs to a person on record."""

    words: str = "signed in"

    def refuses(self, who: Caller) -> int | None:
        return None if who.signed_in else SENT_ON


@dataclass(frozen=True, slots=True)
class APerson:
    """Signed in, and a person on record."""

    words: str = "signed in, and on record as a person"
    roles: frozenset[RoleKind] | None = None  # others are sent to the page where their own day begins

    def refuses(self, who: Caller) -> int | None:
        if not who.signed_in:
            return SENT_ON
        if not who.on_record:
            return NOT_HERE
        return SENT_ON if self.roles is not None and who.role not in self.roles else None


@dataclass(frozen=True, slots=True)
class APermission:
    """A role, held on the day, that carries this permission."""

    permission: Permission

    @property
    def words(self) -> str:
        return f"a role that may: {self.permission.value.lower()}"

    def refuses(self, who: Caller) -> int | None:
        if (refused := APerson().refuses(who)) is not None:
            return refused
        held = ROLE_PERMISSIONS.get(who.role, frozenset()) if who.role else frozenset()
        return None if self.permission in held else NOT_HERE


@dataclass(frozen=True, slots=True)
class ARight:
    """A relationship to the child that grants this right in this part of the record."""

    part: Part
    right: Right
    for_script: bool = False  # asked for by a page that is open: not sent on to sign in, but told
    more: str = ""  # what else there is to say of it

    @property
    def words(self) -> str:
        return f"{self.right.name.lower()}: {self.part.value}" + (f"; {self.more}" if self.more else "")

    def refuses(self, who: Caller) -> int | None:
        if self.for_script and not who.signed_in:
            return SIGNED_OUT
        if (refused := APerson().refuses(who)) is not None:
            return refused
        given = self.right in grants(who.relationship, self.part) and who.relationship not in WAITING
        if not who.named_file and TABLE[who.relationship][self.part].note == "named files only":
            given = False
        return None if given else NOT_HERE


Need: TypeAlias = Anybody | DemonstrationOnly | AnAccount | APerson | APermission | ARight


@dataclass(frozen=True, slots=True)
class Route:
    """One address: what it needs, and how each method that it takes answers whoever has that."""

    name: str
    address: str
    needs: Need
    answers: Mapping[str, int]

    def status(self, method: str, who: Caller) -> int:
        """How this route answers this caller. HEAD answers as GET does."""
        answer = self.answers.get("GET" if method == "HEAD" else method)
        if answer is None:
            return NOT_THIS_WAY
        refused = self.needs.refuses(who)
        if (
            refused == SENT_ON
            and method == "POST"
            and not who.signed_in
            and not isinstance(self.needs, AnAccount)
        ):
            return WORDS_KEPT
        return answer if refused is None else refused


_PAGE, _FORM, _ACT = {"GET": OK}, {"GET": OK, "POST": SENT_ON}, {"POST": SENT_ON}
_SENT_ON = {"GET": SENT_ON, "POST": SENT_ON}

ROUTES: Final = (
    Route("home", "", Anybody(), {"GET": SENT_ON}),
    Route("healthz", "healthz", Anybody(), _PAGE),
    Route("readyz", "readyz", Anybody(), _PAGE),
    Route("account_login", "sign-in", Anybody("public", signed_in=SENT_ON), _FORM),
    Route(
        "mfa_authenticate",
        "sign-in/code",
        Anybody("public; sent on without a right password before it", signed_in=SENT_ON),
        _SENT_ON,
    ),
    Route("forgotten_password", "forgotten-password", Anybody(), _FORM),
    Route("forgotten_password_sent", "forgotten-password/sent", Anybody(), _PAGE),
    Route("new_password", "new-password/<token:token>", Anybody("public; the link is the key, once"), _FORM),
    Route("two_step", "two-step", AnAccount(), _PAGE),
    Route("two_step_set_up", "two-step/set-up", AnAccount(), {"GET": OK, "POST": NOT_AS_IT_IS}),
    Route("recovery_codes", "two-step/recovery-codes", AnAccount("signed in; shown once"), _SENT_ON),
    Route(
        "new_recovery_codes",
        "two-step/new-recovery-codes",
        AnAccount("signed in; sent on without a second step"),
        _SENT_ON,
    ),
    Route(
        "two_step_turn_off",
        "two-step/turn-off",
        AnAccount("signed in; sent on without a second step"),
        _SENT_ON,
    ),
    Route("account_logout", "sign-out", AnAccount(), _FORM),
    Route("invitation", "invitation/<token:token>", Anybody("public; the link is the key, once"), _FORM),
    Route("account_inactive", "closed-account", Anybody(), _PAGE),
    Route("demonstration", "demonstration", DemonstrationOnly(), _PAGE),
    Route("sign_in_as", "demonstration/<ref:person_ref>", DemonstrationOnly(), _ACT),
    Route("emergency", "open-with-a-reason", APermission(Permission.OPEN_IN_EMERGENCY), _FORM),
    Route("emergency_recorded", "open-with-a-reason/recorded", APerson(), _PAGE),
    Route("who_can_see_what", "who-can-see-what", Anybody(), _PAGE),
    Route("accessibility_statement", "accessibility-statement", Anybody(), _PAGE),
    Route("privacy_notice", "privacy-notice", Anybody(), _PAGE),
    Route(
        "today",
        "today",
        APerson("signed in; whoever has no caseload is sent to their own page", roles=WORKERS),
        _PAGE,
    ),
    Route("find", "find", APerson("signed in; searches what the reader may open"), _PAGE),
    Route("children", "children", APerson("signed in; lists what the reader may open"), _PAGE),
    Route("child", "children/<ref:ref>", ARight(Part.IDENTITY, Right.READ), _PAGE),
    Route("child_calendar", "children/<ref:ref>/calendar", ARight(Part.IDENTITY, Right.READ), _PAGE),
    Route(
        "who_has_looked",
        "children/<ref:ref>/who-has-looked",
        ARight(Part.WHO_LOOKED, Right.READ),
        _PAGE,
    ),
    Route("timetable", "children/<ref:ref>/timetable", ARight(Part.IDENTITY, Right.READ), _PAGE),
    Route(
        "explain_late",
        "children/<ref:ref>/timetable/<code:code>/<day:due>/explain",
        ARight(Part.NOTES, Right.WRITE),
        _FORM,
    ),
    Route("record_visit", "children/<ref:ref>/visits/record", ARight(Part.NOTES, Right.WRITE), _FORM),
    Route(
        "draft_visit",
        "children/<ref:ref>/visits/draft",
        ARight(Part.NOTES, Right.WRITE, for_script=True),
        {"GET": OK, "POST": OK},
    ),
    Route("put_away", "children/<ref:ref>/visits/draft/put-away", ARight(Part.NOTES, Right.WRITE), _SENT_ON),
    Route("visit", "children/<ref:ref>/visits/<occasion:occasion>", ARight(Part.NOTES, Right.READ), _PAGE),
    Route(
        "correct_visit",
        "children/<ref:ref>/visits/<occasion:occasion>/put-right",
        ARight(Part.NOTES, Right.WRITE),
        _FORM,
    ),
    Route(
        "record_happening",
        "children/<ref:ref>/happened",
        ARight(
            Part.NOTES, Right.WRITE, more="of others, the part of the record that what happened belongs to"
        ),
        _FORM,
    ),
    Route(
        "happenings",
        "children/<ref:ref>/happenings",
        ARight(Part.IDENTITY, Right.READ, more="shows what belongs to parts that the reader may read"),
        _PAGE,
    ),
    Route(
        "correct_happening",
        "children/<ref:ref>/happenings/<occasion:happening>/put-right",
        ARight(
            Part.NOTES, Right.WRITE, more="of others, the part of the record that what happened belongs to"
        ),
        _FORM,
    ),
    Route("child_facts", "children/<ref:ref>/facts", ARight(Part.IDENTITY, Right.READ), _PAGE),
    Route(
        "change_circumstances", "children/<ref:ref>/facts/child", ARight(Part.IDENTITY, Right.WRITE), _FORM
    ),
    Route(
        "change_home",
        "children/<ref:ref>/facts/homes/<occasion:home>",
        ARight(Part.IDENTITY, Right.WRITE),
        _FORM,
    ),
    Route("choose_visit", "visits/record", APerson("signed in; lists the reader's own caseload"), _PAGE),
    Route(
        "check_return",
        "return/check",
        APerson("signed in; of files that the reader hands over, none of which is kept"),
        {"GET": OK, "POST": OK},
    ),
    Route(
        "return_findings",
        "return/findings",
        APerson("signed in; gives back as a file what the page sends"),
        {"POST": OK},
    ),
    Route("practice", "practice", APermission(Permission.SEE_PRACTICE_LIST), _PAGE),
    Route("rules", "rules", APerson("signed in; the law, and how the reader’s own councils keep it"), _PAGE),
    Route("rule_days", "rules/days", APerson("signed in; the reader’s own councils"), _PAGE),
    Route("add_days", "rules/days/add", APermission(Permission.SET_RULES), _FORM),
    Route("take_off_days", "rules/days/<number:days>/take-off", APermission(Permission.SET_RULES), _FORM),
    Route("rule", "rules/<code:code>", APerson("signed in; the reader’s own councils"), _PAGE),
    Route("change_rule", "rules/<code:code>/change", APermission(Permission.SET_RULES), _FORM),
    Route("calendar", "calendar", APermission(Permission.SEE_CALENDAR), _PAGE),
    Route(
        "calendar_settings",
        "calendar/settings",
        APermission(Permission.FETCH_CALENDAR),
        {"GET": OK, "POST": OK},
    ),
    Route(
        "calendar_feed",
        "calendar/feed/<token:token>.ics",
        Anybody("public; the address is the key, until it is ended; names nobody"),
        _PAGE,
    ),
    Route(
        "notice_seen",
        "told/<ref:ref>/seen",
        APerson("signed in, and the notice was written to them"),
        _ACT,
    ),
)


def as_markdown() -> str:
    """The matrix as a document: a row a route and method, a column a relationship."""
    callers = {str(relationship): caller(relationship) for relationship in Relationship}
    callers |= {"signed in, nobody on record": NOBODY_ON_RECORD, "not signed in": STRANGER}
    lines = [
        "# How every route answers everybody",
        "",
        "200 shown, 302 done or sent on (to sign in, where somebody is not), 401"
        " not signed in any more, 403 not signed in and what was typed is kept on"
        " the page, 404 not here or not theirs, 422 not as it was filled in. HEAD answers"
        " as GET does, and every other method is answered 405. What belongs to a child or to somebody is asked for by"
        " whoever stands so to that child; for any other child the answer is 404, as for one that does not exist."
        " This is a live installation. Tests hold every cell against the pages, on both databases.",
        "",
        "| Route | Method | Needs | " + " | ".join(callers) + " |",
        "| --- " * (len(callers) + 3) + "|",
    ]
    for route in ROUTES:
        for method in route.answers:
            cells = [str(route.status(method, who)) for who in callers.values()]
            lines.append(f"| /{route.address} | {method} | {route.needs.words} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
