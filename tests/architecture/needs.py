"""What each route needs, and what it answers to whoever has it: the tables of the matrix, which the product does not run
on."""

from __future__ import annotations

from steadyhand.contexts.organisations.states import RoleKind

ANYBODY, ACCOUNT, PERSON, DEMONSTRATION = "anybody", "an account", "a person", "a demonstration"

HAVE_A_DAY = frozenset({RoleKind.SOCIAL_WORKER, RoleKind.NEWLY_QUALIFIED, RoleKind.PERSONAL_ADVISER})
OFFICERS = frozenset({RoleKind.NOMINATED_OFFICER, RoleKind.SERVICE_MANAGER, RoleKind.DIRECTOR})

# What each route needs: a right and the part of the record as the document names them; or a role; or less.
NEEDS: dict[str, str | tuple[str, str] | frozenset[RoleKind]] = {
    "home": ANYBODY,
    "healthz": ANYBODY,
    "readyz": ANYBODY,
    "account_login": ANYBODY,
    "account_logout": ACCOUNT,
    "account_inactive": ANYBODY,
    "invitation": ANYBODY,
    "mfa_authenticate": ANYBODY,
    "forgotten_password": ANYBODY,
    "forgotten_password_sent": ANYBODY,
    "new_password": ANYBODY,
    "two_step": ACCOUNT,
    "two_step_set_up": ACCOUNT,
    "recovery_codes": ACCOUNT,
    "new_recovery_codes": ACCOUNT,
    "two_step_turn_off": ACCOUNT,
    "demonstration": DEMONSTRATION,
    "sign_in_as": DEMONSTRATION,
    "emergency": OFFICERS | {RoleKind.SOCIAL_WORKER, RoleKind.NEWLY_QUALIFIED, RoleKind.LEAD},
    "emergency_recorded": PERSON,
    "who_can_see_what": ANYBODY,
    "accessibility_statement": ANYBODY,
    "privacy_notice": ANYBODY,
    "today": PERSON,
    "find": PERSON,
    "check_return": PERSON,
    "return_findings": PERSON,
    "children": PERSON,
    "child": ("R", "Identity, spans, network"),
    "who_has_looked": ("R", "Who looked"),
    "timetable": ("R", "Identity, spans, network"),
    "explain_late": ("W", "Notes, visits, contacts"),
    "record_visit": ("W", "Notes, visits, contacts"),
    "draft_visit": ("W", "Notes, visits, contacts"),
    "put_away": ("W", "Notes, visits, contacts"),
    "visit": ("R", "Notes, visits, contacts"),
    "correct_visit": ("W", "Notes, visits, contacts"),
    "record_happening": ("W", "Notes, visits, contacts"),
    "happenings": ("R", "Identity, spans, network"),
    "correct_happening": ("W", "Notes, visits, contacts"),
    "child_facts": ("R", "Identity, spans, network"),
    "change_circumstances": ("W", "Identity, spans, network"),
    "change_home": ("W", "Identity, spans, network"),
    "choose_visit": PERSON,
    "practice": frozenset({RoleKind.LEAD}),
    "calendar": HAVE_A_DAY | OFFICERS | {RoleKind.LEAD},
    "child_calendar": ("R", "Identity, spans, network"),
    "calendar_settings": HAVE_A_DAY | {RoleKind.LEAD},
    "calendar_feed": ANYBODY,
    "notice_seen": PERSON,
    "rules": PERSON,
    "rule": PERSON,
    "rule_days": PERSON,
    "change_rule": frozenset({RoleKind.ADMINISTRATOR}),
    "add_days": frozenset({RoleKind.ADMINISTRATOR}),
    "take_off_days": frozenset({RoleKind.ADMINISTRATOR}),
}  # fmt: skip
ANSWERS = {  # to whoever has what the route needs; POST with everything filled in
    # without a second step, or a right password before it, its pages lead on (tests/web/test_second_step.py)
    "GET": dict.fromkeys(NEEDS, 200)
    | dict.fromkeys(
        # with nothing half-written, what would put it away leads on (tests/web/test_put_away.py)
        ("home", "mfa_authenticate", "recovery_codes", "new_recovery_codes", "two_step_turn_off", "put_away"),
        302,
    ),
    "POST": dict.fromkeys(
        (
            "account_login",
            "account_logout",
            "invitation",
            "mfa_authenticate",
            "forgotten_password",
            "new_password",
            "recovery_codes",
            "new_recovery_codes",
            "two_step_turn_off",
            "sign_in_as",
            "emergency",
            "record_visit",
            "correct_visit",
            "put_away",
            "record_happening",
            "correct_happening",
            "change_circumstances",
            "change_home",
            "explain_late",
            "notice_seen",
            "change_rule",
            "add_days",
            "take_off_days",
        ),
        302,
    )
    | {
        "draft_visit": 200,
        "two_step_set_up": 422,
        "check_return": 200,
        "return_findings": 200,
        "calendar_settings": 200,  # the address is in the answer, once
    },  # a code that is right takes the app: tests/web/test_second_step.py
}
OF_A_CHILD = {
    "child", "timetable", "child_calendar", "who_has_looked", "record_visit", "draft_visit", "put_away",
    "record_happening", "happenings", "child_facts", "change_circumstances",
}  # fmt: skip
FOR_SCRIPTS = {"draft_visit"}  # asked for by a page that is open, which says that one is signed out
ACTS_ONLY = {"sign_in_as", "notice_seen", "return_findings"}
