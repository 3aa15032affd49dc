"""The page of a visit: what is known is filled in; what is evidence (seen, seen alone, said) never is."""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone

from steadyhand.contexts.cases.loaders import ChildFile
from steadyhand.contexts.cases.policies import LONGEST_TEXT
from steadyhand.contexts.cases.states import NotAlone, VisitPlace
from steadyhand.web.components.fields import (
    PARTS,
    DateField,
    PlainChoiceField,
    PlainMultipleChoiceField,
    PlainTextField,
    TimeField,
)

if TYPE_CHECKING:
    from steadyhand.contexts.cases.models import Visit

CARERS, NOBODY = "carers", "nobody"
MOST_TOGETHER = 10  # children on one page
_OF_ONE_CHILD = re.compile("(?:said|own)_[0-9a-f]{20}")


class VisitForm(forms.Form):
    """One visit to one child, or to brothers and sisters who live together."""

    # Not typed by anybody, so nothing is said of them: what is not as this page made it is made anew.
    occasion = forms.Field(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    as_of = forms.Field(required=False, widget=forms.HiddenInput)
    version = forms.Field(required=False, widget=forms.HiddenInput)
    # Of an opening of a page: browsers must not carry it from one to the next.
    page = forms.Field(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    continues = forms.Field(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    day = DateField(label="Date of the visit", noun="Date of the visit")
    started = TimeField(label="Start time", noun="Start time")
    ended = TimeField(
        label="End time", noun="End time", required=False, help_text="Leave it empty if you are still there"
    )
    place = PlainChoiceField(
        label="Where",
        choices=VisitPlace.choices,
        error_messages={"required": "Say where the visit was"},
    )
    because = PlainChoiceField(
        label="Why not alone?",
        choices=NotAlone.choices,
        required=False,
        error_messages={"required": "Say why they were not seen alone"},
    )
    narrative = PlainTextField(
        label="What happened, and what you make of it",
        help_text="Write what you saw first, then what you think. You can say it aloud with the microphone on your"
        " keyboard.",
        required=False,
        max_length=LONGEST_TEXT,
        rows=8,
    )
    worried = forms.BooleanField(label="I am worried about someone’s safety", required=False)
    without_them = forms.BooleanField(label="Finish without these words", required=False)

    looks = {
        "who": {"size": "m"},
        "alone": {"size": "m"},
        "because": {"size": "s"},
        "narrative": {"size": "m"},
        "place": {"size": "s", "inline": True},
        "day": {"size": "s"},
        "started": {"size": "s", "width": 10},
        "ended": {"size": "s", "width": 10},
    }

    def __init__(
        self,
        *args: Any,
        children: Sequence[ChildFile],
        carers: str,
        now: datetime,
        apart: bool | None = None,
        **kwargs: Any,
    ) -> None:
        """`now`: no visit begins later. `apart`: ask what to write of each child alone; of several, unless said."""
        super().__init__(*args, **kwargs)
        self.children, self.now = children, timezone.localtime(now)
        told: Mapping[str, Any] = self.data if self.is_bound else self.initial
        typed_apart = any(told.get(f"own_{file.child.ref}") for file in children)
        self.apart = typed_apart or (len(children) > 1 if apart is None else apart)
        names = [file.identity.first_name for file in children]
        self.fields["who"] = PlainMultipleChoiceField(
            label="Who did you see?",
            help_text=f"{names[1]} lives here too. One record counts for both." if len(children) == 2 else "",
            choices=[(file.child.ref, name) for file, name in zip(children, names, strict=True)]
            + ([(CARERS, carers)] if carers else [])
            + [(NOBODY, "Nobody")],
            error_messages={
                "required": "Say who you saw, or that you saw nobody",
                "invalid_choice": "Choose from the people who live here",
            },
        )
        self.fields["alone"] = PlainChoiceField(
            label="Who did you see alone?" if len(children) > 1 else f"Did you see {names[0]} alone?",
            choices=self._alone_choices(names),
            required=False,
        )
        for file, name in zip(children, names, strict=True):
            self.fields[f"said_{file.child.ref}"] = PlainTextField(
                label=f"What {name} said",
                help_text=f"{name} can read this part. Leave it empty if there is nothing {name} wants kept.",
                required=False,
                max_length=LONGEST_TEXT,
                rows=3,
            )
            self.looks = {**self.looks, f"said_{file.child.ref}": {"words": True}}
            if self.apart:
                self.fields[f"own_{file.child.ref}"] = PlainTextField(
                    label=f"Only in {name}’s record",
                    required=False,
                    max_length=LONGEST_TEXT,
                    rows=4,
                )
        self._left_over = self._words_with_no_box()
        for number, name in enumerate(self._left_over, 1):
            self.fields[name] = PlainTextField(
                label="What you wrote"
                + (f" ({number} of {len(self._left_over)})" if len(self._left_over) > 1 else ""),
                required=False,
                max_length=LONGEST_TEXT,
                rows=4,
            )
        if len(children) > 1:
            self.fields["narrative"].help_text = (
                "This is kept in the record of each child you saw. What belongs to one of them alone has a box of its"
                f" own below. {self.fields['narrative'].help_text}"
            )

    def _words_with_no_box(self) -> list[str]:
        """The fields of words about a child who is not on this page any more: they moved, or the writer's work changed."""
        told: Mapping[str, Any] = self.data if self.is_bound else self.initial
        return sorted(
            name for name in told if _OF_ONE_CHILD.fullmatch(name) and name not in self.fields and told[name]
        )[: 2 * MOST_TOGETHER]

    def left_over_fields(self) -> list[forms.BoundField]:
        """Boxes with words that belong in no record that this page can write: shown until the writer lets them go."""
        return [self[name] for name in self._left_over]

    def _alone_choices(self, names: Sequence[str]) -> list[tuple[str, str]]:
        if len(names) == 1:
            return [("all", "Yes"), ("none", "No")]
        each = [(file.child.ref, f"Only {name}") for file, name in zip(self.children, names, strict=True)]
        everybody = "Both, one at a time" if len(names) == 2 else "Everybody I saw, one at a time"
        return [("all", everybody), *each, ("none", "Neither" if len(names) == 2 else "Nobody")]

    def clean_occasion(self) -> str:
        """Which page this is: 32 hexadecimal digits."""
        typed = str(self.cleaned_data["occasion"] or "")
        return typed if re.fullmatch("[0-9a-f]{32}", typed) else secrets.token_hex(16)

    def clean_as_of(self) -> str:
        """Which visit was the newest when the page was opened; empty where that cannot be told."""
        typed = str(self.cleaned_data["as_of"] or "")
        return typed if re.fullmatch("[0-9]{1,19}", typed) else ""

    def clean_version(self) -> str:
        """How many versions the record had when this was written, child by child; empty where that cannot be told."""
        typed = str(self.cleaned_data["version"] or "")
        return typed if re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,6}){0,30}", typed) else ""

    def own_fields(self) -> list[forms.BoundField]:
        """The boxes for what belongs in one child's record alone; none where one child was visited."""
        return [self[f"own_{file.child.ref}"] for file in self.children] if self.apart else []

    def said_fields(self) -> list[forms.BoundField]:
        """The boxes for each child's own words."""
        return [self[f"said_{file.child.ref}"] for file in self.children]

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        who = cleaned.get("who")
        if who and NOBODY in who and len(who) > 1:
            self.add_error("who", "You said that you saw nobody, and somebody. Choose one of them.")
        elif who:
            seen = [ref for ref in who if ref not in (CARERS, NOBODY)]
            self._check_alone(seen, cleaned.get("alone", ""), cleaned.get("because", ""))
        self._check_times(cleaned)
        if any(cleaned.get(name) for name in self._left_over) and not cleaned.get("without_them"):
            self.add_error(
                "without_them",
                "You wrote about somebody who is not on this page any more. Copy what you need, then say that you finish"
                " without it",
            )
        return cleaned

    def _check_alone(self, seen: list[str], alone: str, because: str) -> None:
        if not seen or "alone" in self.errors:
            return
        if not alone:
            self.add_error(
                "alone",
                "Say who you saw alone. The law asks for it at each visit, unless the child says no."
                if len(self.children) > 1
                else "Say whether you saw them alone. The law asks for it at each visit, unless the child says no.",
            )
        elif alone not in {"all", "none", *seen}:
            self.add_error("alone", "You did not say that you saw them. Choose somebody you saw.")
        elif not self._all_alone(seen, alone) and not because and "because" not in self.errors:
            self.add_error("because", "Say why they were not seen alone. A child may say no.")

    @staticmethod
    def _all_alone(seen: list[str], alone: str) -> bool:
        return alone == "all" or [alone] == seen

    def _check_times(self, cleaned: dict[str, Any]) -> None:
        day, started, ended = cleaned.get("day"), cleaned.get("started"), cleaned.get("ended")
        if day and day > self.now.date():
            field = cast(DateField, self.fields["day"])
            self.add_error("day", field.refusal("ahead", ("day",), "The visit must be today or in the past"))
        elif day == self.now.date():
            if started and started > self.now.time():
                self.add_error("started", "Start time must be now or earlier today")
            elif ended and ended > self.now.time():
                self.add_error(
                    "ended", "End time must be now or earlier. Leave it empty if you are still there"
                )
        for name, at in (("started", started), ("ended", ended)):
            if day and at and not _on_the_clock(day, at):
                self.add_error(
                    name,
                    f"{self.fields[name].label} must be a time that there was. The clocks went forward by an hour on"
                    " this day, and this time was left out",
                )
        if started and ended and ended < started:
            self.add_error(
                "ended",
                "The visit must not end before it starts. If it went on past midnight, leave this empty and write below"
                " when it ended",
            )

    def moment(self, at: time) -> datetime:
        """A time on the day of the visit as a moment in England."""
        return self.on_day(self.cleaned_data["day"], at)

    @staticmethod
    def on_day(day: date, at: time) -> datetime:
        """A time on a day as a moment in England."""
        return timezone.make_aware(datetime.combine(day, at))

    def as_it_is(self, name: str) -> object:
        """What a field would be taken for as it stands on the page; nothing where that is no answer."""
        try:
            return self.fields[name].clean(self[name].value())
        except forms.ValidationError:
            return None

    def evidence(self) -> list[dict[str, Any]]:
        """What is said of each child: the one the page is about, and each brother or sister who was seen."""
        who, alone = set(self.cleaned_data["who"]), self.cleaned_data["alone"]
        found = []
        for file in self.children:
            ref = file.child.ref
            seen = ref in who
            said = self.cleaned_data[f"said_{ref}"]
            own = self.cleaned_data.get(f"own_{ref}", "")
            if file is not self.children[0] and not seen and not said and not own:
                continue
            by_themself = seen and (alone in ("all", ref))
            found.append(
                {
                    "child": file.child,
                    "seen": seen,
                    "alone": by_themself if seen else None,
                    "not_alone_because": self.cleaned_data["because"] if seen and not by_themself else "",
                    "said": said,
                    "own_part": own,
                }
            )
        return found

    def says(self) -> dict[int, dict[str, Any]]:
        """What a record made from this page says of each child, by child id: each field of VISIT_SAYS."""
        data = self.cleaned_data
        shared = {
            "started_at": self.moment(data["started"]),
            "ended_at": self.moment(data["ended"]) if data["ended"] else None,
            "place": VisitPlace(data["place"]),
            "carers_seen": CARERS in data["who"],
            "narrative": data["narrative"],
            "worried": data["worried"],
        }
        return {
            each["child"].pk: {
                **shared,
                "child_seen": each["seen"],
                "seen_alone": each["alone"],
                "not_alone_because": each["not_alone_because"],
                "said": each["said"],
                "own_part": each["own_part"],
            }
            for each in self.evidence()
        }

    def holds_anything_apart(self) -> bool:
        """Whether something is written, or wrong, in a box for one child alone: then it is not folded away."""
        return any(bound.value() or bound.errors for bound in self.own_fields())


def kept_fields(typed: Iterable[str]) -> set[str]:
    """Of what a page of a visit sent, the names of its own fields: nothing else is kept."""
    # not whether words are to go: that is asked anew of each page
    own = set(VisitForm.base_fields) - {"day", "page", "continues", "without_them"} | {"who", "alone"}
    own |= {f"day-{part}" for part in PARTS}
    return own & set(typed) | {name for name in typed if _OF_ONE_CHILD.fullmatch(name)}


# What a page of a new visit holds before anybody has answered anything.
_PREFILLED = {"occasion", "as_of", "version", "started", "place", *(f"day-{part}" for part in PARTS)}


def says_anything(typed: Mapping[str, Sequence[str]]) -> bool:
    """Whether a page of a new visit was answered anywhere; all else stood on it when it was opened."""
    return any(text.strip() for name, texts in typed.items() if name not in _PREFILLED for text in texts)


def day_typed(typed: Mapping[str, Sequence[str]]) -> date | None:
    """Of which day a half-written page is; nothing where that is no day."""
    try:
        return cast(date, VisitForm.base_fields["day"].clean(as_typed(typed)["day"]))
    except forms.ValidationError:
        return None


def _on_the_clock(day: date, at: time) -> bool:
    """Whether clocks in England showed this time on this day: not in the hour that is left out in March."""
    typed = datetime.combine(day, at)
    shown = timezone.localtime(timezone.make_aware(typed).astimezone(UTC))
    return shown.replace(tzinfo=None) == typed


def as_typed(typed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What was half-written, as a form shows it again: one text a field, but every box that was ticked."""
    shown: dict[str, Any] = {name: texts[-1] for name, texts in typed.items() if texts}
    shown["who"] = list(typed.get("who", ()))
    shown["day"] = {part: shown.pop(f"day-{part}", "") for part in ("day", "month", "year")}
    return shown


def as_written(visit: "Visit", *, version: str) -> dict[str, Any]:
    """What stands of one visit to one child, as a form shows it to be put right."""
    ref, start = visit.child.ref, timezone.localtime(visit.started_at)
    who = [ref] * visit.child_seen + [CARERS] * visit.carers_seen
    return {
        "occasion": visit.occasion,
        "version": version,
        "day": start.date(),
        "started": start.time(),
        "ended": timezone.localtime(visit.ended_at).time() if visit.ended_at else None,
        "place": visit.place,
        "who": who or [NOBODY],
        "alone": "" if visit.seen_alone is None else "all" if visit.seen_alone else "none",
        "because": visit.not_alone_because,
        "narrative": visit.narrative,
        "worried": visit.worried,
        f"said_{ref}": visit.said,
        f"own_{ref}": visit.own_part,
    }
