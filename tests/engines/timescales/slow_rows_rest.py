"""The slow clock: missing, complaints, secure, liberty, short breaks, courts, records."""

from __future__ import annotations

from datetime import date, timedelta

from engines.timescales.slow_clock import DAY, months_later
from engines.timescales.slow_rows import (
    NOTHING,
    REGULATIONS,
    UNTOLD,
    Evening,
    before,
    before_event,
    day_of,
    days,
    distinct,
    first,
    latest_clock,
    met_by,
    once,
    row,
    table,
    timed,
    working_days,
    years_later,
)
from steadyhand.engines.timescales import Outcome

CHILDREN_ACT = date(1991, 10, 14)
COMPLAINTS = date(2006, 9, 1)

table(
    True,
    "M-1 missing_start missing_reported_to_police 2014-01-01",
    "M-2 missing_start parents_and_iro_told 2014-01-01",
    "M-3 missing_end safe_and_well_check 2014-01-01",
    "M-5 missing_repeat review_considered 2014-01-01",
    "IV-1 iv_criteria_met iv_appointed 2011-04-01",
    "EX-5 contact_refused refusal_notice_sent 2011-04-01",
)
table(
    False,
    "ADV-1 complaint_intended advocacy_offered 2004-04-01",
    "CO-1 grounds_arose complaint_made 2006-09-01 12 M",
    "CO-7 stage3_requested panel_met 2006-09-01 30 WD",
    "CO-8 panel_met panel_report_sent 2006-09-01 5 WD",
    "CO-9 panel_report_received panel_answer_sent 2006-09-01 15 WD",
    "AD-2 panel_recommendation decision_made 2005-12-30 7 WD",
)


@row("CO-2", "CO-3", "CO-4", "CO-5", "CO-6")
def stages(evening: Evening, code: str):
    trigger, met, longer, limit = {
        "CO-2": ("complaint_accepted", "stage1_reply_sent", "stage1_extended", 10),
        "CO-3": ("complaint_accepted", "stage1_reply_sent", "stage1_extended", 20),
        "CO-4": ("stage2_requested", "stage2_reply_sent", "stage2_extended", 25),
        "CO-5": ("stage2_requested", "stage2_reply_sent", "stage2_extended", 65),
        "CO-6": ("stage2_reply_sent", "stage3_requested", "", 20),
    }[code]
    latest, _ = latest_clock(evening, trigger, COMPLAINTS, care=False)
    if latest is None:
        return NOTHING
    # an extension is of the present stage: told since, and of its number where it says one
    extended = any(
        event.day >= latest.day and not before(event.at, latest.at) and event.number in (None, latest.number)
        for event in evening.events(longer)
    )
    if extended != (code in ("CO-3", "CO-5")):
        return NOTHING
    resolved = any(event.day >= latest.day for event in evening.events("complaint_resolved"))
    if resolved and code in ("CO-4", "CO-5", "CO-6"):
        return NOTHING
    return once(evening, code, trigger, (met,), working_days(limit), since=COMPLAINTS, care=False)


@row("EX-4")
def incident(evening: Evening):
    latest, _ = latest_clock(evening, "incident_known", date(2018, 6, 29), care=False)
    if latest is None or latest.kind not in (None, "death", "serious_harm"):
        return NOTHING
    met = ("incident_notified",)
    return once(evening, "EX-4", "incident_known", met, working_days(5), date(2018, 6, 29), care=False)


# Hours


def hours(evening: Evening, code: str, start, number: int, done: list, refused: bool = False):
    """So many hours: late once they have passed by the end of the day; where a time is wanting, the last day
    does not tell whether a thing done on it was in time."""
    due = start + timedelta(hours=number)
    last_day = day_of(due)
    at = min(done, key=lambda at: (day_of(at), timed(at)), default=None)
    # Of several on the first day the time of one is enough.
    at = min((each for each in done if timed(each) and day_of(each) == day_of(at)), default=at)
    if at is None:
        if evening.on < last_day:
            return Outcome.DUE, due, None
        explained = refused or evening.explained(code, due)
        return (Outcome.LATE_EXPLAINED if explained else Outcome.LATE), due, None
    if not timed(due):
        at = day_of(at)
    if not timed(due, at) and day_of(at) == last_day:
        return UNTOLD
    late = at > due if timed(due, at) else day_of(at) > last_day
    return (Outcome.DONE_LATE if late else Outcome.DONE_ON_TIME), due, at


@row("M-4")
def return_interview(evening: Evening):
    latest, ended = latest_clock(evening, "missing_end", date(2014, 1, 1), care=True)
    if latest is None:
        return NOTHING
    done = met_by(latest, ended, evening.events("return_interview"))
    refused = met_by(latest, ended, evening.refusals("return_interview"))
    refused = any(event.day >= latest.day for event in refused)
    return hours(evening, "M-4", latest.at, 72, [event.at for event in done], refused)


def last_state(evening: Evening, code: str, begins: str):
    """When a legal status last began, and the day it ended: by the status, or by the event that brings it."""
    held = [found for found in evening.facts.legal_status if found.code == code]
    told = [
        event
        for event in evening.events(begins)
        if not any(found.start < event.day and (not found.end or event.day < found.end) for found in held)
    ]
    start = max([*(found.start for found in held), *(event.day for event in told)], default=None)
    if start is None:
        return None, None
    at = next((event.at for event in told if event.day == start), start)
    ends = [found.end for found in held if found.start == start]
    return at, max(ends) if ends and None not in ends else None


@row("EX-2")
def police_protection(evening: Evening):
    at, end = last_state(evening, "L1", "police_protection_start")
    if at is None:
        return NOTHING
    ended = [event.at for event in evening.events("police_protection_end") if event.day >= day_of(at)]
    if end is not None:
        ended = [each for each in ended if day_of(each) <= end] or [end]
    refused = any(event.day >= day_of(at) for event in evening.refusals("police_protection_end"))
    return hours(evening, "EX-2", at, 72, ended, refused)


@row("EX-3")
def emergency_protection(evening: Evening):
    at, end = last_state(evening, "L2", "epo_made")
    if at is None:
        return NOTHING
    start = day_of(at)
    ended = [event.day for event in evening.events("epo_ended") if event.day >= start]
    ended += [end] if end else []
    longer = any(event.day >= start for event in evening.events("epo_extended"))
    refused = any(event.day >= start for event in evening.refusals("epo_ended"))
    return evening.judge(
        "EX-3", start + timedelta(days=15 if longer else 8), min(ended, default=None), refused
    )


# Secure accommodation and liberty


def secure_ends(evening: Evening, latest, triggers, *names: str) -> list:
    """When a time in secure accommodation changed: by an event, or with the placement."""
    found = [event.at for event in met_by(latest, triggers, evening.events(*names))]
    home = evening.about(latest)
    return [*found, *([home.end] if home is not None and home.end else [])]


@row("SEC-1")
def without_a_court(evening: Evening):
    latest, started = latest_clock(evening, "secure_start", date.min, care=True)
    if latest is None:
        return NOTHING
    ends = ("secure_order_made", "secure_end")
    refused = met_by(latest, started, evening.refusals(*ends))
    refused = any(event.day >= latest.day for event in refused)
    return hours(evening, "SEC-1", latest.at, 72, secure_ends(evening, latest, started, *ends), refused)


@row("SEC-2", "SEC-3")
def secure_orders(evening: Evening, code: str):
    """The first order since the child was kept secure, and the further ones; an order replaces the one before."""
    if evening.care is None:
        return NOTHING
    orders = distinct(evening.events("secure_order_made"))
    begun = [event.day for event in evening.events("secure_start")]

    def is_first(place: int):
        since = max((day for day in begun if day <= orders[place].day), default=date.min)
        return place == 0 or orders[place - 1].day < since

    places = [
        place
        for place, order in enumerate(orders)
        if order.day >= evening.since and is_first(place) == (code == "SEC-2")
    ]
    if not places:
        return NOTHING
    order = orders[places[-1]]
    ended = secure_ends(evening, order, orders, "secure_order_end", "secure_end")
    no_longer_kept = map(day_of, secure_ends(evening, order, orders, "secure_end"))
    if code == "SEC-3" and order.day not in no_longer_kept:
        # An end told on the day of a further order is that of the order before it.
        ended = [end for end in ended if day_of(end) > order.day]
    ended += [later.day for later in orders[places[-1] + 1 :]]
    due = months_later(order.day, 3 if code == "SEC-2" else 6)
    refused = met_by(order, orders, evening.refusals("secure_order_end", "secure_end"))
    refused = any(event.day >= order.day for event in refused)
    return evening.judge(code, due, min(map(day_of, ended), default=None), refused)


@row("SEC-4")
def under_13(evening: Evening):
    if evening.on >= evening.birthday(13):
        return NOTHING
    return before_event(
        evening, "SEC-4", "secure_proposed", "secure_under13_approved", "secure_start", CHILDREN_ACT
    )


@row("SEC-5")
def secure_review(evening: Evening):
    latest, started = latest_clock(evening, "secure_start", date.min, care=True)
    if latest is None or secure_ends(evening, latest, started):
        return NOTHING
    if any(event.day >= latest.day for event in evening.events("secure_end")):
        return NOTHING
    held = [event.day for event in met_by(latest, started, evening.events("secure_review"))]
    asked = met_by(latest, started, evening.refusals("secure_review"))

    def limit(day: date, first: bool) -> date:
        return months_later(day, 1 if first else 3)

    return evening.judge_chain("SEC-5", latest.day, held, asked, limit)


@row("DOL-1")
def court_leave(evening: Evening):
    return before_event(evening, "DOL-1", "dol_proposed", "dol_order_made", "dol_start", date.min)


@row("DOL-2")
def order_end(evening: Evening):
    latest, made = latest_clock(evening, "dol_order_made", date.min, care=True)
    if latest is None:
        return NOTHING
    ended = first(met_by(latest, made, evening.events("dol_order_end")))
    refused = met_by(latest, made, evening.refusals("dol_order_end"))
    return evening.judge("DOL-2", latest.until or ended, ended, any(one.day >= latest.day for one in refused))


# Unaccompanied children


@row("UA-1")
def transfer(evening: Evening):
    if not evening.facts.uasc:
        return NOTHING
    met = ("nts_transfer_complete",)
    return once(evening, "UA-1", "nts_referral", met, working_days(10), date(2025, 6, 9), care=False)


@row("UA-2")
def trafficking(evening: Evening):
    if evening.on >= evening.birthday(18):
        return NOTHING
    met = ("nrm_referral_made",)
    return once(evening, "UA-2", "trafficking_suspected", met, None, date(2015, 11, 1), care=False)


@row("UA-3")
def status_ends(evening: Evening):
    starts = [care.start for care in evening.facts.periods_of_care]
    if not evening.facts.uasc or not starts:
        return NOTHING
    refused = any(event.day >= min(starts) for event in evening.refusals("uasc_status_end"))
    return evening.judge("UA-3", evening.birthday(18), first(evening.events("uasc_status_end")), refused)


# Short breaks: days are nights


def breaks(evening: Evening):
    """Every break by its first day and the day it ended, as far as known."""
    found = {home.start: home.end for home in evening.facts.placements if home.short_break}
    ends = [event.day for event in evening.events("break_end")]
    for event in evening.events("break_start"):
        found.setdefault(event.day, next((day for day in ends if day >= event.day), None))
    return sorted(found.items())


def present_break(evening: Evening):
    if evening.care is None or not evening.short_breaks or evening.on < REGULATIONS:
        return None
    found = [one for one in breaks(evening) if one[0] >= evening.since]
    if not found:
        return None
    start, end = found[-1]
    # one that was over before the rules were law never fell under them
    return None if end is not None and max(start, end - DAY) < REGULATIONS else found[-1]


@row("SB-1")
def each_break(evening: Evening):
    present = present_break(evening)
    if present is None:
        return NOTHING
    return evening.judge("SB-1", present[0] + timedelta(days=17), present[1])


@row("SB-2")
def breaks_in_a_year(evening: Evening):
    """A break must end by the first night that would be number 76 in the 12 months up to it."""
    present = present_break(evening)
    if present is None:
        return NOTHING
    nights = set()
    told = breaks(evening)
    for place, (start, end) in enumerate(told[: told.index(present)]):
        night = start
        following = told[place + 1][0]  # a child is on one break at a time
        while night < min(end or following, following):
            nights.add(night)
            night += DAY
    night = present[0]
    while True:
        nights.add(night)
        if sum(months_later(night, -12) < spent <= night for spent in nights) > 75:
            return evening.judge("SB-2", night, present[1])
        night += DAY


# Contact, carers, records


@row("EX-1")
def contact_refused(evening: Evening):
    if not evening.status("C1", "C2"):
        return NOTHING
    return once(evening, "EX-1", "contact_refused", ("contact_refusal_end",), days(7), CHILDREN_ACT)


@row("FC-1")
def carer_approval(evening: Evening):
    latest, started = latest_clock(evening, "approval_start", date.min, care=False)
    if latest is None or evening.on < REGULATIONS:
        return NOTHING
    if any(event.day > latest.day for event in evening.events("approval_end")):
        return NOTHING
    held = [event.day for event in met_by(latest, started, evening.events("approval_review"))]
    asked = met_by(latest, started, evening.refusals("approval_review"))
    return evening.judge_chain("FC-1", latest.day, held, asked, lambda day, first: years_later(day, 1))


@row("REC-1")
def keep_the_record(evening: Evening):
    facts = evening.facts
    if not facts.periods_of_care or evening.on < REGULATIONS:
        return NOTHING
    died = facts.date_of_death
    young = died is not None and died < evening.birthday(18)
    due = years_later(died, 15) if young else evening.birthday(75)
    destroyed = first(evening.events("record_destroyed"))
    kept_from = min(period.start for period in facts.periods_of_care)
    if destroyed is not None and max(kept_from, destroyed) < REGULATIONS:
        return NOTHING  # no law held it yet
    if destroyed is not None and destroyed < due:
        explained = evening.explained("REC-1", due)
        return (Outcome.LATE_EXPLAINED if explained else Outcome.LATE), due, None
    return (Outcome.DONE_ON_TIME, due, due) if evening.on >= due else (Outcome.DUE, due, None)
