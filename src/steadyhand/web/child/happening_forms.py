"""The page of one happening: its day, and what the timetable reads of it beside (`states.details`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from steadyhand.contexts.cases.loaders.happenings import HomeNear
from steadyhand.contexts.cases.policies import BOOKED
from steadyhand.contexts.cases.states import Outcome
from steadyhand.contexts.cases.states.details import Needs, details_of
from steadyhand.web.components.fields import (
    DateField,
    PlainCharField,
    PlainChoiceField,
    TimeField,
)
from steadyhand.web.dates import clock_time, day_alone, day_in_full

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Event

DONE, NO_HOME = "done", "none"
LONGEST_SORT, MOST_REVIEWS = 30, 99
_ENDS = [
    (value or DONE, label)
    for value, label in Outcome.choices
    if value != Outcome.NOT_DONE  # of what is on record by mistake, which is asked on its own
]


class HappeningForm(forms.Form):
    """One happening of one kind. `homes`: the child's; asked about only where two are near the day."""

    looks = {
        "day": {"size": "s"},
        "time": {"size": "s", "width": 10},
        "outcome": {"size": "s"},
        "home": {"size": "s"},
        "number": {"size": "s", "width": 2},
        "by_whom": {"size": "s"},
        "sort": {"size": "s"},
        "until": {"size": "s"},
    }

    def __init__(
        self,
        *args: Any,
        kind: str,
        homes: Iterable[HomeNear],
        now: datetime,
        puts_right: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.now = kind, now
        details, labels = details_of(kind), details_of(kind).labels
        self.fields["day"] = DateField(
            label="For which day?" if kind in BOOKED else "Which day was it?", noun="Day"
        )
        if details.time:
            self.fields["time"] = TimeField(
                label="What time was it?", noun="Time", required=False,
                help_text="Hours count here. Leave it empty if nobody knows the time.",
            )  # fmt: skip
        if details.ended:
            self.fields["outcome"] = PlainChoiceField(
                label="How did it end?", choices=_ENDS, error_messages={"required": "Say how it ended"}
            )
        self._ask_about_a_home(list(homes))
        if details.number:
            self.fields["number"] = PlainCharField(
                label="Which review of this time in care is it?", required=False, max_length=2,
                help_text="1 for the first, 2 for the second. Leave it empty if you do not know.",
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip
        for name, choices in (("by_whom", details.by), ("sort", details.sort)):
            if choices:
                self.fields[name] = PlainChoiceField(label=labels[name], choices=choices)
        if details.free_sort:
            self.fields["sort"] = PlainCharField(
                label=labels["sort"], required=False, max_length=LONGEST_SORT,
                help_text="Name it the same when it is due and when it was given, such as MMR.",
            )  # fmt: skip
        if details.until is not Needs.NO:
            self.fields["until"] = DateField(
                label=labels.get("until", "To which day was it extended?"), noun="Day it runs to",
                required=details.until is Needs.MUST,
                help_text="" if details.until is Needs.MUST else "Leave it empty if no day was set.",
            )  # fmt: skip
        if puts_right:
            self.fields["mistake"] = forms.BooleanField(
                label="It was entered by mistake", required=False,
                help_text="It stays as an earlier version, and counts for nothing from now on.",
            )  # fmt: skip

    def _ask_about_a_home(self, homes: list[HomeNear]) -> None:
        """Where two homes are near the day, which one; what is on record stays among the answers."""
        said = self._as_typed("home")
        near = [home for home in homes if (day := self._day()) is None or home.is_near(day)]
        known = [home for home in homes if home in near or home.start.isoformat() == said]
        if details_of(self.kind).home and (len(near) > 1 or (known and said)):
            today = timezone.localtime(self.now).date()
            self.fields["home"] = PlainChoiceField(
                label="Which home is it about?",
                choices=[
                    *((home.start.isoformat(), home_words(home, today)) for home in known),
                    (NO_HOME, "None of these"),
                ],
                error_messages={"required": "Say which home it is about"},
            )
            self.order_fields(["day", "time", "outcome", "home"])

    def _as_typed(self, name: str) -> Any:
        return self.data.get(name) if self.is_bound else self.initial.get(name)

    def _day(self) -> date | None:
        """The day as it is typed; None where it cannot be told."""
        if not self.is_bound:
            return self.initial.get("day")
        field = self.fields["day"]
        try:
            found: date | None = field.clean(field.widget.value_from_datadict(self.data, self.files, "day"))
        except ValidationError:
            return None
        return found

    def clean_number(self) -> int | None:
        """From 1 on; empty where nobody knows."""
        typed = self.cleaned_data["number"]
        if typed and not (re.fullmatch("[0-9]{1,2}", typed) and int(typed)):
            raise ValidationError(f"Which review must be a number from 1 to {MOST_REVIEWS}")
        return int(typed) if typed else None

    def clean(self) -> dict[str, Any]:
        """Nothing but what is booked lies ahead, to the minute."""
        typed = self.cleaned_data
        day, at = typed.get("day"), typed.get("time")
        if (
            day
            and at
            and self.kind not in BOOKED
            and day == timezone.localtime(self.now).date()
            and self._at() > self.now
        ):
            self.add_error("time", "The time must be now or earlier. Check the time and the day.")
        return typed

    def _at(self) -> datetime:
        """The moment; of a day without a time, its midday."""
        typed = self.cleaned_data
        return timezone.make_aware(datetime.combine(typed["day"], typed.get("time") or time(12)))

    def says(self) -> dict[str, Any]:
        """What is to be on record: each field of a happening that this kind is asked."""
        typed = self.cleaned_data
        if typed.get("mistake"):
            return {"outcome": Outcome.NOT_DONE.value}
        outcome, home = typed.get("outcome", DONE), typed.get("home", NO_HOME)
        return {
            "at": self._at(),
            "timed": bool(typed.get("time")),
            "outcome": "" if outcome == DONE else outcome,
            "placed_on": None if home == NO_HOME else date.fromisoformat(home),
            "number": typed.get("number"),
            "by_whom": typed.get("by_whom", ""),
            "sort": typed.get("sort", ""),
            "until": typed.get("until"),
        }


def as_on_record(row: Event) -> dict[str, Any]:
    """A happening on record as its form holds it."""
    at = timezone.localtime(row.at)
    return {
        "day": at.date(),
        "time": clock_time(row.at) if row.timed else "",
        "outcome": "" if row.outcome == Outcome.NOT_DONE else row.outcome or DONE,
        "home": row.placed_on.isoformat() if row.placed_on else None,
        "number": str(row.number) if row.number else "",
        "by_whom": row.by_whom,
        "sort": row.sort,
        "until": row.until,
        "mistake": row.outcome == Outcome.NOT_DONE,
    }


def home_words(home: HomeNear, today: date) -> str:
    """A home as this reader may know it, with its days."""
    until = f" to {day_alone(home.end, today)}" if home.end else ""
    with_whom = f"With {home.shown.carers}" if home.shown.carers else "At a home that is withheld"
    return f"{with_whom}, from {day_alone(home.start, today)}{until}"


def lines(
    kind: str, says: Mapping[str, Any], *, homes: Mapping[date, HomeNear], today: date
) -> dict[str, str]:
    """What is said of one happening, as labels and words; what was not said is left out."""
    details = details_of(kind)
    at = timezone.localtime(says["at"])
    when = day_in_full(at.date(), today) + (f", {clock_time(says['at'])}" if says["timed"] else "")
    choices = {"by_whom": dict(details.by), "sort": dict(details.sort)}
    outcome = says["outcome"]
    ended = (
        "Entered by mistake"
        if outcome == Outcome.NOT_DONE
        else Outcome(outcome).label
        if outcome in Outcome.values
        else ""
    )
    found = {"When": when, "How it ended": ended if outcome or details.ended else ""}
    if says["placed_on"]:
        home = homes.get(says["placed_on"])
        found["Which home"] = (
            home_words(home, today) if home else f"The home from {day_alone(says['placed_on'], today)}"
        )
    if says["number"]:
        found["Which review"] = str(says["number"])
    for name in ("by_whom", "sort"):
        if says[name]:
            found[details.labels.get(name, "Which kind")] = choices[name].get(says[name], says[name])
    if says["until"]:
        found[details.labels.get("until", "Extended to")] = day_in_full(says["until"], today)
    return {label: words for label, words in found.items() if words}


SAYS = ("at", "timed", "outcome", "placed_on", "number", "by_whom", "sort", "until")


def says_of(row: Event) -> dict[str, Any]:
    """What is on record of one happening, as `HappeningForm.says` has it."""
    return {name: getattr(row, name) for name in SAYS}
