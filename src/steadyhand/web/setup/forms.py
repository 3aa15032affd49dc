"""What an administrator says of a rule or of the calendar."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from steadyhand.contexts.cases.loaders.rules import Kept
from steadyhand.contexts.cases.states import DaysKind
from steadyhand.engines.timescales import RULES
from steadyhand.web.components.fields import DateField, PlainCharField, PlainChoiceField, PlainTextField

ON, OFF = "on", "off"


class OfACouncil(forms.Form):
    """Something said for one council, whose timetable the writer saw as `seen`."""

    seen = forms.Field(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    looks: dict[str, dict[str, Any]] = {}

    def __init__(self, *args: Any, councils: Sequence[Kept], **kwargs: Any) -> None:
        """`councils`: those whose timetable is the writer's to change; asked for only where there are several."""
        super().__init__(*args, **kwargs)
        self.councils = {str(kept.council.pk): kept for kept in councils}
        if len(councils) > 1:
            self.fields["council"] = PlainChoiceField(
                label="For which council?",
                choices=[(pk, kept.council.name) for pk, kept in self.councils.items()],
                error_messages={"required": "Choose a council"},
            )
            self.order_fields(["council"])

    @property
    def kept(self) -> Kept:
        """How the council that is meant keeps the timetable now. The form is valid."""
        chosen = self.cleaned_data.get("council") or next(iter(self.councils))
        return self.councils[chosen]

    def hidden(self) -> list[tuple[str, str]]:
        """All that was typed, to be sent again with the next step."""
        own = {name for name in self.fields if name != "seen"}
        parts = {f"{name}-{part}" for name in own for part in ("day", "month", "year")}
        return [(name, self.data[name]) for name in sorted(own | parts) if name in self.data]


class RuleForm(OfACouncil):
    """How a council keeps one rule from now on."""

    asked = PlainChoiceField(
        label="Is this rule asked here?",
        choices=[(ON, "Yes, it is asked"), (OFF, "No, switch it off")],
        error_messages={"required": "Say whether the rule is asked"},
    )
    valid_from = DateField(label="First day", noun="First day", required=False)
    valid_to = DateField(label="Day it ends", noun="Day it ends", required=False)
    source = PlainCharField(
        label="What was read, and where",
        help_text="Confirms this rule, so that it counts. Leave it empty while nobody has read the law.",
        required=False,
        max_length=400,
    )
    because = PlainTextField(
        label="Why",
        help_text="For whoever asks later. Name no child: everybody who works for the council can read this.",
        max_length=400,
        rows=3,
        error_messages={"required": "Say why, for whoever asks later"},
    )

    looks = {
        "council": {"size": "s"},
        "asked": {"size": "m"},
        "valid_from": {"size": "m"},
        "valid_to": {"size": "m"},
        "source": {"size": "m"},
        "because": {"size": "m"},
    }

    def __init__(self, *args: Any, code: str, as_it_is: str, ends: str, **kwargs: Any) -> None:
        """`as_it_is`, `ends`: what holds where the days are left empty."""
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].help_text = f"Counted only from this day on. Empty: {as_it_is}."
        self.fields["valid_to"].help_text = f"From this day on it is asked no more. Empty: {ends}."
        if not RULES[code].unconfirmed:
            del self.fields["source"]

    def says(self) -> dict[str, Any]:
        """What is said of the rule, as loaders and operations take it."""
        told = self.cleaned_data
        return {
            "is_on": told["asked"] == ON,
            "valid_from": told["valid_from"],
            "valid_to": told["valid_to"],
            "source": told.get("source", ""),
            "because": told["because"],
        }


class DaysForm(OfACouncil):
    """A bank holiday beside those of the table, or a school term."""

    kind = PlainChoiceField(
        label="What is it?",
        choices=DaysKind.choices,
        error_messages={"required": "Say whether it is a bank holiday or a school term"},
    )
    name = PlainCharField(
        label="What it is called",
        help_text="For example, King’s coronation, or Summer term 2027",
        max_length=80,
        error_messages={"required": "Say what it is called"},
    )
    start = DateField(label="First day", noun="First day")
    end = DateField(
        label="Last day",
        noun="Last day",
        required=False,
        help_text="Of a term. Leave it empty for a bank holiday, which is one day.",
    )

    looks = {
        "council": {"size": "s"},
        "kind": {"size": "m"},
        "name": {"size": "m"},
        "start": {"size": "m"},
        "end": {"size": "m"},
    }

    def clean(self) -> dict[str, Any] | None:
        told = super().clean() or self.cleaned_data
        start: date | None = told.get("start")
        if start and not told.get("end") and "end" not in self.errors:
            if told.get("kind") == DaysKind.TERM:
                self.add_error("end", "Enter the last day of the term")
            else:
                told["end"] = start
        return told

    def says(self) -> dict[str, Any]:
        """What is said of the days, as loaders and operations take it."""
        told = self.cleaned_data
        return {
            "kind": DaysKind(told["kind"]),
            "name": told["name"],
            "start": told["start"],
            "end": told["end"],
        }
