"""The calendar on a phone: a secret address, fetched without signing in, in which nobody is named.

Its days are numbers of visits, reviews and health assessments, because others may see a phone: no child, no address and
no place is told of, and each day leads to the page that asks who is there.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods, require_safe
from icalendar import Calendar, Event, vDuration

from steadyhand.contexts.cases.loaders import one_page
from steadyhand.contexts.cases.loaders.calendar import fed
from steadyhand.contexts.organisations.permissions import Permission, may
from steadyhand.foundations.access import feeds, tenancy
from steadyhand.foundations.access.refusals import NotHereOrNotYours
from steadyhand.web.calendar.kinds import OTHER, due_words, on_a_phone
from steadyhand.web.dates import clock_time, day_in_full
from steadyhand.web.entry import errors
from steadyhand.web.entry.doors import VisitorRequest, of_account, signed_in

NAME: Final = "Steadyhand: what falls due"
AGAIN_AFTER: Final = timedelta(hours=4)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settings_page(request: VisitorRequest) -> HttpResponse:
    """Make the secret address, make another in its place, or end it. It is shown once, in the answer that made it."""
    visitor = request.visitor
    if not may(visitor.standing, Permission.FETCH_CALENDAR):
        raise NotHereOrNotYours(
            verb="calendar.settings", subject_type="person", subject_id=str(visitor.person.pk)
        )
    account, address, ended = visitor.person.account_id, "", False
    act = request.POST.get("act", "")
    if act == "make":
        token = feeds.make(account)
        address = settings.ADDRESS + reverse("calendar_feed", args=[token])
    elif act == "end":
        ended = feeds.end(account, by=account)
    feed = feeds.of(account)
    context = {
        "page_title": "Calendar on your phone",
        "address": address,
        "ended": ended,
        "made": _moment(feed.made_at, visitor.today) if feed else "",
        "fetched": _moment(feed.fetched_at, visitor.today) if feed and feed.fetched_at else "",
    }
    return render(request, "calendar/phone.html", context)


def _moment(at: datetime, today: date) -> str:
    local = timezone.localtime(at)
    return f"{day_in_full(local.date(), today)}, {clock_time(local)}"


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever made this address; without signing in. Any other address is not here."""
    account = feeds.whose(token)
    visitor = of_account(account) if account else None
    if account is None or visitor is None or not may(visitor.standing, Permission.FETCH_CALENDAR):
        raise Http404
    # by account, once its address is known to be one: nothing is written down for those that are none
    if not feeds.may_be_fetched(account):
        return errors.page(request, errors.TOO_OFTEN)
    with tenancy.within(visitor.standing.councils), one_page():
        due = fed(visitor.standing)
        feeds.fetched(account)
    response = HttpResponse(_written(due, account), content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=900"
    response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _written(due: Iterable[tuple[date, str, int]], account: int) -> bytes:
    """RFC 5545: one entry a day and kind, of the whole day; each stays itself however its number changes."""
    children: dict[tuple[date, str], set[int]] = {}
    others: dict[date, int] = {}
    for day, code, child in due:
        kind = on_a_phone(code)
        if kind == OTHER:
            others[day] = others.get(day, 0) + 1
        else:
            children.setdefault((day, kind), set()).add(child)  # one visit meets two rows
    many = {key: len(them) for key, them in children.items()}
    many |= {(day, OTHER): number for day, number in others.items()}
    found = Calendar()
    found.add("prodid", "-//Steadyhand//What falls due//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", NAME)
    found.add("refresh-interval", AGAIN_AFTER, parameters={"value": "DURATION"})
    found.add("x-published-ttl", vDuration(AGAIN_AFTER), parameters={"value": "DURATION"})
    now = timezone.now().replace(microsecond=0)
    for (day, kind), number in sorted(many.items()):
        found.add_component(_entry(day, due_words(kind, number), _uid(account, day, kind), now))
    return bytes(found.to_ical())


def _entry(day: date, words: str, uid: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", words)
    event.add("url", f"{settings.ADDRESS}{reverse('calendar')}?day={day.isoformat()}")
    event.add("transp", "TRANSPARENT")  # the day is not taken up by it
    event.add("class", "PRIVATE")
    return event


def _uid(account: int, day: date, kind: str) -> str:
    """The same for the same day and kind, whatever their number; tells nothing of the account."""
    return (
        f"{salted_hmac('steadyhand.calendar.entry', f'{account}:{day}:{kind}').hexdigest()[:32]}@steadyhand"
    )
