"""The slow clock: missing, complaints, secure, liberty, short breaks, courts, records."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from engines.timescales.slow_clock import DAY, months_later, running
from engines.timescales.slow_rows import (
    NOTHING,
    UNTOLD,
    Evening,
    before,
    before_event,
    days,
    judge_before,
    met_by,
    months,
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
    "CO-6 stage2_reply_sent stage3_requested 2006-09-01 20 WD",
    "CO-7 stage3_requested panel_met 2006-09-01 30 WD",
    "CO-8 panel_met panel_report_sent 2006-09-01 5 WD",
    "CO-9 panel_report_received panel_answer_sent 2006-09-01 15 WD",
    "AD-2 panel_recommendation decision_made 2005-12-30 7 WD",
    "EX-4 incident_known incident_notified 2018-06-29 5 WD",
)


@row("CO-2", "CO-3", "CO-4", "CO-5")
def stages(evening: Evening, code: str):
    trigger, met, longer = (
        ("complaint_accepted", "stage1_reply_sent", "stage1_extended")
        if code in ("CO-2", "CO-3")
        else ("stage2_requested", "stage2_reply_sent", "stage2_extended")
    )
    triggers = evening.events(trigger)
    if not triggers:
        return NOTHING
    extended = bool(met_by(triggers[-1], triggers, evening.events(longer)))
    if extended != (code in ("CO-3", "CO-5")):
        return NOTHING
    limit = {"CO-2": 10, "CO-3": 20, "CO-4": 25, "CO-5": 65}[code]
    return once(evening, code, trigger, (met,), working_days(limit), since=COMPLAINTS, care=False)


# Hours


def hours_after(evening: Evening, code: str, start, number: int, done):
    """So many hours after an instant; where only days are known, the last day is not decided for what was done."""
    if isinstance(start, datetime):
        due = start + timedelta(hours=number)
        last_day = day_of_instant(due)
    else:
        due = last_day = start + timedelta(hours=number)
    if done is not None:
        if timed(due, done):
            return evening.judge(code, due, done)
        if day_of_instant(done) == last_day:
            return UNTOLD
        late = day_of_instant(done) > last_day
        return (Outcome.DONE_LATE if late else Outcome.DONE_ON_TIME), due, done
    return due, last_day


def day_of_instant(at):
    from steadyhand.engines.timescales.calendar import day_of

    return day_of(at)


def hours(evening: Evening, code: str, start, number: int, done, refused=False):
    if isinstance(start, datetime):
        due = start + timedelta(hours=number)
    else:
        due = start + timedelta(days=number // 24)
    last_day = day_of_instant(due)
    if done is not None and not timed(due, done) and day_of_instant(done) == last_day:
        return UNTOLD
    if done is not None:
        return evening.judge(code, due, done)
    if last_day > evening.on:
        return Outcome.DUE, due, None
    explained = refused or evening.explained(code, due)
    return (Outcome.LATE_EXPLAINED if explained else Outcome.LATE), due, None


@row("M-4")
def return_interview(evening: Evening):
    ended = evening.in_care_now("missing_end")
    if evening.care is None or not ended or ended[-1].day < date(2014, 1, 1):
        return NOTHING
    done = met_by(ended[-1], ended, evening.events("return_interview"))
    refused = [event for event in evening.all("return_interview") if event.outcome == "refused"]
    return hours(
        evening, "M-4", ended[-1].at, 72, done[0].at if done else None, bool(met_by(ended[-1], ended, refused))
    )


@row("EX-2")
def police_protection(evening: Evening):
    started = evening.events("police_protection_start")
    status = next((found for found in evening.facts.legal_status if found.code == "L1"), None)
    if not started or status is None:
        return NOTHING
    ended = [
        found.end
        for found in evening.facts.legal_status
        if found.code == "L1" and found.end and started[-1].day <= found.end <= evening.on
    ]
    return hours(evening, "EX-2", started[-1].at, 72, min(ended, default=None))


@row("SEC-1")
def without_a_court(evening: Evening):
    started = evening.in_care_now("secure_start")
    if evening.care is None or not started:
        return NOTHING
    ended = secure_ended(evening, started[-1], "secure_order_made")
    return hours(evening, "SEC-1", started[-1].at, 72, ended)


def secure_ended(evening: Evening, start, *names):
    """When a time in secure accommodation changed: by an event since, or with the placement."""
    found = [event.at for event in evening.events(*names) if not before(event.at, start.at)]
    home = evening.about(start)
    if home is not None and home.end is not None and start.day <= home.end <= evening.on:
        found.append(home.end)
    return min(found, key=lambda at: day_of_instant(at), default=None)


@row("SEC-2", "SEC-3")
def secure_orders(evening: Evening, code: str):
    started = evening.in_care_now("secure_start")
    orders = evening.in_care_now("secure_order_made")
    if evening.care is None or not orders:
        return NOTHING
    if started:
        orders = [order for order in orders if not before(order.at, started[-1].at)]
    if not orders:
        return NOTHING
    if code == "SEC-2":
        order, limit = orders[0], 3
    elif len(orders) > 1:
        order, limit = orders[-1], 6
    else:
        return NOTHING
    return evening.judge(
        code, months_later(order.day, limit), secure_ended(evening, order, "secure_order_end")
    )


@row("SEC-4")
def under_13(evening: Evening):
    if not evening.aged(0, 13):
        return NOTHING
    return before_event(
        evening, "SEC-4", "secure_proposed", "secure_under13_approved", "secure_start", since=CHILDREN_ACT
    )


@row("SEC-5")
def secure_review(evening: Evening):
    started = evening.in_care_now("secure_start")
    if evening.care is None or not started:
        return NOTHING
    home = evening.about(started[-1])
    if home is not None and home.end is not None and home.end <= evening.on:
        return NOTHING
    held = [event.day for event in evening.events("secure_review") if event.day >= started[-1].day]
    return evening.judge("SEC-5", months_later(max([started[-1].day, *held]), 3 if held else 1))


@row("DOL-1")
def court_leave(evening: Evening):
    return before_event(evening, "DOL-1", "dol_proposed", "dol_order_made", "dol_start", since=date.min)


@row("DOL-2")
def order_end(evening: Evening):
    made = evening.in_care_now("dol_order_made")
    if evening.care is None or not made:
        return NOTHING
    ended = met_by(made[-1], made, evening.events("dol_order_end"))
    return evening.judge("DOL-2", made[-1].until, ended[0].at if ended else None)


@row("UA-1")
def transfer(evening: Evening):
    if not evening.facts.uasc:
        return NOTHING
    return once(
        evening,
        "UA-1",
        "nts_referral",
        ("nts_transfer_complete",),
        working_days(10),
        since=date(2025, 6, 9),
        care=False,
    )


@row("UA-2")
def trafficking(evening: Evening):
    if not evening.aged(0, 18):
        return NOTHING
    return once(
        evening,
        "UA-2",
        "trafficking_suspected",
        ("nrm_referral_made",),
        None,
        since=date(2015, 11, 1),
        care=False,
    )


@row("UA-3")
def uasc_ends(evening: Evening):
    if not evening.facts.uasc:
        return NOTHING
    ended = evening.events("uasc_status_end")
    return evening.judge("UA-3", evening.birthday(18), ended[0].at if ended else None)


# Short breaks: days are nights


@row("SB-1")
def each_break(evening: Evening):
    if evening.care is None or not evening.short_breaks or evening.on < date(2011, 4, 1):
        return NOTHING
    started = evening.in_care_now("break_start")
    if not started:
        return NOTHING
    ended = met_by(started[-1], started, evening.events("break_end"))
    return evening.judge("SB-1", started[-1].day + timedelta(days=17), ended[0].at if ended else None)


@row("SB-2")
def breaks_in_a_year(evening: Evening):
    if evening.care is None or not evening.short_breaks or evening.on < date(2011, 4, 1):
        return NOTHING
    started = evening.in_care_now("break_start")
    if not started:
        return NOTHING
    nights = set()
    for start in started[:-1]:
        ended = met_by(start, started, evening.events("break_end"))
        night = start.day
        while night < (ended[0].day if ended else started[started.index(start) + 1].day):
            nights.add(night)
            night += DAY
    ended = met_by(started[-1], started, evening.events("break_end"))
    night = started[-1].day
    while True:
        nights.add(night)
        if sum(months_later(night, -12) < earlier <= night for earlier in nights) > 75:
            break
        night += DAY
    return evening.judge("SB-2", night, ended[0].at if ended else None)


# Courts, contact, carers, records


@row("EX-1")
def contact_refused(evening: Evening):
    return once(evening, "EX-1", "contact_refused", ("contact_refusal_end",), days(7), since=CHILDREN_ACT)


@row("EX-3")
def emergency_protection(evening: Evening):
    made = evening.events("epo_made")
    if not made or not any(found.code == "L2" for found in evening.facts.legal_status):
        return NOTHING
    longer = met_by(made[-1], made, evening.events("epo_extended"))
    ended = [
        found.end
        for found in evening.facts.legal_status
        if found.code == "L2" and found.end and made[-1].day <= found.end <= evening.on
    ]
    due = made[-1].day + timedelta(days=15 if longer else 8)
    return evening.judge("EX-3", due, min(ended, default=None))


@row("FC-1")
def carer_approval(evening: Evening):
    started = evening.events("approval_start")
    if not started or evening.on < date(2011, 4, 1):
        return NOTHING
    held = [event.day for event in evening.events("approval_review") if event.day >= started[-1].day]
    return evening.judge("FC-1", years_later(max([started[-1].day, *held]), 1))


@row("REC-1")
def keep_the_record(evening: Evening):
    facts = evening.facts
    if not any(care.start <= evening.on for care in facts.periods_of_care) or evening.on < date(2011, 4, 1):
        return NOTHING
    died = facts.date_of_death
    due = evening.birthday(75)
    if died is not None and died <= evening.on and died < evening.birthday(18):
        due = years_later(died, 15)
    destroyed = evening.events("record_destroyed")
    if destroyed and destroyed[0].day < due:
        explained = evening.explained("REC-1", due)
        return (Outcome.LATE_EXPLAINED if explained else Outcome.LATE), due, None
    if evening.on >= due:
        return Outcome.DONE_ON_TIME, due, due
    return Outcome.DUE, due, None
