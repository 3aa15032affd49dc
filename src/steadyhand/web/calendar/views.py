"""The calendar of what falls due: for a child, for a worker, for a body, for a council."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.contexts.cases import loaders
from steadyhand.contexts.cases.loaders import calendar as loading
from steadyhand.contexts.cases.loaders.calendar import Calendar, Of
from steadyhand.contexts.organisations.permissions import Permission, may
from steadyhand.web.calendar.kinds import in_words, kinds_of, said
from steadyhand.web.calendar.months import Month, asked_day, asked_month, cells, month_of, week_words
from steadyhand.web.calendar.things import Thing, late_title, things
from steadyhand.web.child.pages import identity_lines, sub_pages
from steadyhand.web.components.paging import pages_of
from steadyhand.web.dates import count, day_in_full
from steadyhand.web.entry.doors import Visitor, VisitorRequest, signed_in

LATE_FIRST = 5  # late things that are shown before the rest is folded away
HANDFUL = 5  # things of many days that lie open; more are folded under their days
IN_A_CELL = 3  # things of one day in the month; the rest are on the day's own page
CHART = {
    "width": 345,
    "row": 26,
    "bar": 14,
    "from": 150,
    "most": 150,
}  # as wide as a phone, so that its text is full size


@require_safe
@signed_in
def calendar(request: VisitorRequest) -> HttpResponse:
    """What falls due in one month or on one day, in the calendar that is asked for."""
    visitor, asked = request.visitor, request.GET
    chosen = loading.calendar_asked_for(
        visitor.standing, body=asked.get("body", ""), who=asked.get("who", "")
    )
    day = asked_day(asked.get("day", ""))
    month = month_of(day) if day else asked_month(asked.get("month", ""), today=visitor.today)
    page = _counted if chosen.of_many else _listed
    return page(request, chosen, month, day)


@require_safe
@signed_in
def child_calendar(request: VisitorRequest, ref: str) -> HttpResponse:
    """What falls due for one child."""
    visitor, asked = request.visitor, request.GET
    file = loaders.child_file(visitor.standing, ref, verb="child.calendar_opened")
    day = asked_day(asked.get("day", ""))
    month = month_of(day) if day else asked_month(asked.get("month", ""), today=visitor.today)
    found = loading.child_falling_due(
        file, start=day or month.first, end=day or month.last, late_too=_is_now(month, day, visitor)
    )
    listed = things(found.duties, found.identities, today=visitor.today, name_child=False)
    at = reverse("child_calendar", args=[ref])
    context = _month_page(listed, month, day, visitor, at=at, query={}, councils=[file.child.council_id])
    context |= {
        "file": file,
        "name_only": file.name_only,
        "identity_lines": identity_lines(file, visitor.today, None),
        "sub_items": sub_pages(file, "child_calendar"),
        "page_title": f"Calendar: {file.identity.name}",
    }
    return render(request, "calendar/child.html", context)


def _listed(request: VisitorRequest, chosen: Calendar, month: Month, day: date | None) -> HttpResponse:
    """The calendar of one worker: every thing by itself."""
    visitor = request.visitor
    found = loading.falling_due(
        visitor.standing,
        chosen,
        start=day or month.first,
        end=day or month.last,
        late_too=_is_now(month, day, visitor),
    )
    listed = things(found.duties, found.identities, today=visitor.today, whole_names=chosen.of == Of.WORKER)
    query = {"who": chosen.key} if chosen.key else {}
    councils = sorted(visitor.standing.councils)
    context = _month_page(listed, month, day, visitor, at=reverse("calendar"), query=query, councils=councils)
    context |= _around(chosen, visitor, month) | {"page_title": _title(chosen, month, day, visitor)}
    return render(request, "calendar/listed.html", context)


def _counted(request: VisitorRequest, chosen: Calendar, month: Month, day: date | None) -> HttpResponse:
    """The calendar of a body or council: how much falls due each day, and the list below, a page at a time."""
    visitor, asked = request.visitor, request.GET
    late_alone = day is None and asked.get("show") == "late"
    found = loading.counted(
        visitor.standing,
        chosen,
        counted_from=month.weeks[0],
        counted_to=month.weeks_end,
        listed_from=None if late_alone else day or month.first,
        listed_to=day or month.last,
        page=asked.get("page", ""),
    )
    query, at = {"body": chosen.key}, reverse("calendar")
    off = loading.days_off(sorted(visitor.standing.councils), start=month.first, end=month.last)
    listed = {"show": "late"} if late_alone else {"day": day.isoformat()} if day else {"month": month.key}
    pages = pages_of(found.page, also={**query, **listed})
    shown = things(found.page, found.identities, today=visitor.today, whole_names=True)
    context = _around(chosen, visitor, month) | {
        "page_title": _title(chosen, month, day, visitor, "late" if late_alone else ""),
        "month": month,
        "steps": _steps(month, at, query),
        "day": day_in_full(day, visitor.today) if day else "",
        "whole_month": _at(at, query, month=month.key),
        "late_alone": late_alone,
        "late_title": late_title(found.late, found.explained),
        "late_url": _at(at, query, show="late"),
        "days": [
            {
                "cell": cell,
                "many": count(sum(codes.values()), "thing") if codes else "",
                "lines": in_words(kinds_of(codes)),
                "url": _at(at, query, day=cell.day.isoformat()),
            }
            for cell in cells(month, today=visitor.today, off=off)
            for codes in [found.days.get(cell.day, {})]
        ],
        "none": not any(day in month for day in found.days),
        "weeks": _weeks(month, found.days),
        "listed": shown if day or len(shown) <= HANDFUL else [],
        "folded": [] if day or len(shown) <= HANDFUL else _folded(shown, visitor.today, by_month=late_alone),
        "pages": pages,
        "place": f"{count(found.page.paginator.count, 'thing')}, {loaders.A_PAGE} to a page. This is page"
        f" {found.page.number} of {found.page.paginator.num_pages}."
        if pages
        else "",
    }
    return render(request, "calendar/counted.html", context)


def _folded(shown: list[Thing], today: date, *, by_month: bool) -> list[tuple[str, list[Thing]]]:
    """A long list under its days, or under its months: each with how many things of this page are in it."""
    found: dict[str, list[Thing]] = {}
    for each in shown:
        name = month_of(each.due).name if by_month else day_in_full(each.due, today)
        found.setdefault(name, []).append(each)
    return [(f"{name}: {count(len(things), 'thing')}", things) for name, things in found.items()]


def _is_now(month: Month, day: date | None, visitor: Visitor) -> bool:
    """Whether what is late already belongs on the page: that of the present month."""
    return day is None and visitor.today in month


def _month_page(
    listed: list[Thing],
    month: Month,
    day: date | None,
    visitor: Visitor,
    *,
    at: str,
    query: Mapping[str, str],
    councils: list[int],
) -> dict[str, Any]:
    """What a page of one month, or of one day in it, shows of these things."""
    off = loading.days_off(councils, start=month.first, end=month.last)
    late = [each for each in listed if each.is_late] if _is_now(month, day, visitor) else []
    by_day: dict[date, list[Thing]] = {}
    for each in listed:
        by_day.setdefault(each.due, []).append(each)
    return {
        "month": month,
        "steps": _steps(month, at, query),
        "day": day_in_full(day, visitor.today) if day else "",
        "day_off": off.get(day, "") if day else "",
        "whole_month": _at(at, query, month=month.key),
        "late": late[:LATE_FIRST],
        "more_late": late[LATE_FIRST:],
        "more_late_title": f"{len(late[LATE_FIRST:])} more",
        "late_title": late_title(len(late), sum(each.explained for each in late)),
        "days": [
            {
                "cell": cell,
                "things": by_day.get(cell.day, []),
                "more": max(0, len(by_day.get(cell.day, [])) - IN_A_CELL),
                "url": _at(at, query, day=cell.day.isoformat()),
            }
            for cell in cells(month, today=visitor.today, off=off)
        ],
        "none": not any(each.due in month for each in listed),
        "listed": listed,
    }


def _around(chosen: Calendar, visitor: Visitor, month: Month) -> dict[str, Any]:
    """The other calendars to choose from, and the phone's."""
    others = loading.calendars(visitor.standing)
    at = reverse("calendar")
    choices = [
        ("Your caseload" if each.of == Of.OWN else each.name,
         _at(at, {"body": each.key} if each.key else {}, month=month.key), each.key == chosen.key)
        for each in others
    ]  # fmt: skip
    workers = [
        (person.name, _at(at, {"who": person.ref}, month=month.key))
        for person in loading.workers_of(chosen, visitor.standing)
    ]
    return {
        "choices": choices if len(choices) > 1 else [],
        "workers": workers,
        "may_fetch": may(visitor.standing, Permission.FETCH_CALENDAR),
        "heading": "Your calendar" if chosen.of == Of.OWN else f"Calendar: {chosen.name}",
    }


def _title(chosen: Calendar, month: Month, day: date | None, visitor: Visitor, show: str = "") -> str:
    whose = "Calendar" if chosen.of == Of.OWN else f"Calendar of {chosen.name}"
    return f"{whose}, {show or (day_in_full(day, visitor.today) if day else month.name)}"


def _steps(month: Month, at: str, query: Mapping[str, str]) -> dict[str, Any]:
    """The months beside this one."""
    before, after = month.before(), month.after()
    return {
        "previous": {"href": _at(at, query, month=before.key), "text": before.name} if before else None,
        "next": {"href": _at(at, query, month=after.key), "text": after.name} if after else None,
    }


def _at(address: str, query: Mapping[str, str], **more: str) -> str:
    return f"{address}?{urlencode({**query, **more})}"


@dataclass(frozen=True, slots=True)
class _Week:
    """One week of the chart: its name, how much falls due in it, of what, and where its bar and words stand."""

    name: str
    many: int
    of: str
    y: int
    text_y: int
    width: int
    end: int


def _weeks(month: Month, days: Mapping[date, Mapping[str, int]]) -> dict[str, Any]:
    """What falls due by week, as bars and as a table."""
    codes: dict[date, dict[str, int]] = {monday: {} for monday in month.weeks}
    for day, of_day in days.items():
        of_week = codes[day - timedelta(days=day.weekday())]
        for code, many in of_day.items():
            of_week[code] = of_week.get(code, 0) + many
    most = max(sum(each.values()) for each in codes.values()) or 1
    rows = []
    for place, (monday, each) in enumerate(codes.items()):
        many = sum(each.values())
        width = round(many * CHART["most"] / most)
        y = place * CHART["row"]
        rows.append(
            _Week(
                name=week_words(monday),
                many=many,
                of=said(kinds_of(each)),
                y=y,
                text_y=y + CHART["bar"],
                width=width,
                end=CHART["from"] + width + 6,
            )
        )
    return {"rows": rows, "height": len(rows) * CHART["row"], **CHART}
