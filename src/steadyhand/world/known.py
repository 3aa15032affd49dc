"""The few families whose lives are fixed, so that a newcomer meets them and tests and pages can name them."""

from __future__ import annotations

from datetime import date, timedelta

from steadyhand.contexts.cases.states import LegalStatusCode, PlacementType, Sex
from steadyhand.world.names import strand_of
from steadyhand.world.people import Body, Worker
from steadyhand.world.plans import Family, House, Stay, Time, Wish, Young, weekday

_SUE_AND_DELROY = House("Sue and Delroy Hartwick", "27 Plover Way, Marlowick", "QX3 5PW", "01632 960145")
_MRS_LYDDON = House("Mrs Lyddon", "4 Sexton’s Walk, Marlowick", "QX1 6SW", "01632 960148")

# What to know before talking with Tayo, and until how many days from the world's day.
TAYO_KNOW = "Hearing aid, left: sit on his right. Likes to walk and talk. Give him time to answer."
TAYO_WARN = ("Do not give this address to Dean Finch.", "Court order.", 76)


def tayo_and_ife(body: Body, maeve: Worker, colm: Worker, on: date) -> Family:
    """Brother and sister in one home, whose visit is two days late (three or four beside a weekend)."""

    def ago(days: int) -> date:
        return weekday(on - timedelta(days=days))

    tayo = Young("Tayo", "Aderinwale-Finch", "", "TIE-oh", "He, him.", ago(13 * 365 + 141), Sex.MALE)
    ife = Young("Ife", "Aderinwale-Finch", "", "EE-feh", "", ago(9 * 365 + 63), Sex.FEMALE)
    start, moved = ago(987), ago(308)
    return Family(
        children=[tayo, ife],
        body=body,
        care_start=start,
        legal=[
            (LegalStatusCode.V2, start),
            (LegalStatusCode.C1, start + timedelta(days=7)),
            (LegalStatusCode.C2, ago(788)),
        ],
        stays=[
            Stay(start, moved, (_MRS_LYDDON, _SUE_AND_DELROY), PlacementType.U6, lasts_to_18=False),
            Stay(moved, None, (_SUE_AND_DELROY, _SUE_AND_DELROY), PlacementType.U6, lasts_to_18=True),
        ],
        workers=[Time(colm, max(start, colm.since)), Time(maeve, maeve.since)],
        reviewer=0,
        mother="Temi",
        due_in=-2,
        last_review_days_ago=179,
        strand=strand_of(tayo.given),
    )


def met_first(maeve: Worker, on: date) -> list[Wish]:
    """Children of the first worker whose next visit is today or this week, on days when people work."""
    coming = [day for ahead in range(1, 8) if (day := on + timedelta(days=ahead)).weekday() < 5]
    return [
        Wish(maeve, due_in=0, child=("Mina", "Sorrell-Hack", Sex.FEMALE, 9)),
        Wish(maeve, due_in=(coming[0] - on).days, child=("Hana", "Rahmanzai", Sex.FEMALE, 12)),
        Wish(maeve, due_in=(coming[2] - on).days, child=("Jaydon", "Merrow", Sex.MALE, 11)),
        Wish(maeve, moved_days_ago=2, child=("Reuben", "Thackwray-Lunn", Sex.MALE, 14)),
    ]
