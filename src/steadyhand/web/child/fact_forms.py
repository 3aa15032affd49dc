"""What is so of a child and of a home, in groups that are asked together, each with the rules that turn on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms

from steadyhand.contexts.cases.states import Area
from steadyhand.web.components.fields import DateField, PlainChoiceField, PlainMultipleChoiceField
from steadyhand.web.dates import day_in_full
from steadyhand.web.duty_rows import law_of

_YES_NO: Final = (("yes", "Yes"), ("no", "No"))
_OR_UNKNOWN: Final = (*_YES_NO, ("", "Nobody has said"))
_STAGES: Final = (
    *((str(stage), f"Key stage {stage}") for stage in range(1, 6)),
    ("0", "None"),
    ("", "Nobody has said"),
)
_AREAS: Final = (*Area.choices, ("", "Nobody has said"))
UNSAID = "unsaid"  # an empty answer cannot be chosen, so this stands for it on the page
MARKS = "marks"


@dataclass(frozen=True, slots=True)
class Asked:
    """One fact: its field in the record, as it is listed and as it is asked, and the rules that turn on it.

    `choices`: as values and words; none for a day, or for a mark: one of several that a home has or not.
    """

    name: str
    label: str
    question: str
    rules: tuple[str, ...]
    choices: tuple[tuple[str, str], ...] = ()
    mark: bool = False

    def words(self, value: Any, today: date) -> str:
        """What is on record, in words."""
        if not self.choices:
            return day_in_full(value, today) if value else "Nobody has said"
        return dict(self.choices)[self.typed(value)]

    def typed(self, value: Any) -> str:
        """What is on record, as it is chosen."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return "" if value is None else str(value)

    def value(self, typed: str) -> Any:
        """What is chosen, as it is kept."""
        if self.choices in (_YES_NO, _OR_UNKNOWN):
            return {"yes": True, "no": False}.get(typed)
        if self.choices is _STAGES:
            return int(typed) if typed else None
        return typed

    @property
    def why(self) -> list[str]:
        """The rules that turn on it, each with its law."""
        return [law_of(code) for code in self.rules]


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that are asked together. `name`: in the address; `ended`: only of a home they have left."""

    name: str
    title: str
    facts: tuple[Asked, ...]
    hint: str = ""
    ended: bool = False

    @property
    def why(self) -> list[str]:
        """Every rule that turns on one of them, once."""
        return list(dict.fromkeys(law for each in self.facts for law in each.why))


OF_THE_CHILD: Final = (
    Group("education", "Education", (
        Asked("key_stage", "Key stage", "Which key stage are they in?", ("PP-7", "E-1", "E-2", "E-3"), _STAGES),
        Asked(
            "early_years_education", "In early years education", "Are they in education before school age?",
            ("E-1", "E-2", "E-3"), _OR_UNKNOWN,
        ),
    )),
    Group("reviews", "Reviews", (
        Asked(
            "unable_to_take_part", "Not able to take part in reviews",
            "Are they unable to take part in reviews, whatever help they get?", ("REV-6",), _YES_NO,
        ),
    )),
    Group("arrival", "How they came", (
        Asked(
            "unaccompanied", "Came to the country alone, seeking asylum",
            "Did they come to the country alone, seeking asylum?", ("UA-1", "UA-3"), _YES_NO,
        ),
    )),
    Group("death", "If they died", (
        Asked("died_on", "The day they died", "The day they died", ("REC-1",)),
    ), hint="Leave it empty unless they died."),
)  # fmt: skip
OF_A_HOME: Final = (
    Group("where", "Where it is, and how they came there", (
        Asked("area", "Where it is", "Where is this home?", ("PP-3", "PP-4", "PP-5", "PP-6"), _AREAS),
        Asked("emergency", "Moved in an emergency", "Did they move in in an emergency?", ("PP-6",), _YES_NO),
        Asked("short_break", "A short break", "Is it a short break?", ("SB-1", "SB-2"), _YES_NO),
    )),
    Group("lasting", "How long it is meant to last", (
        Asked(
            "lasts_to_18", "Meant to last until 18", "Is this home meant to last until they are 18?", ("V-3", "V-4"),
            _OR_UNKNOWN,
        ),
        Asked(
            "long_term_foster", "Long-term foster home", "Is it agreed as a long-term foster home (regulation 22B)?",
            ("V-5",), _OR_UNKNOWN,
        ),
    )),
    Group("kind", "What kind of arrangement it is", (
        Asked(
            "urgent_with_parent", "With a parent before the assessment was complete (regulation 19)", "",
            ("V-6", "PP-10"), mark=True,
        ),
        Asked(
            "emergency_foster", "Foster carer outside their terms, in an emergency (regulation 23)", "", ("PP-11",),
            mark=True,
        ),
        Asked(
            "temporary_approval", "Relative or friend with temporary approval (regulation 24)", "",
            ("V-7", "PP-12", "PP-13"), mark=True,
        ),
        Asked(
            "other_arrangements", "Other arrangements: neither foster care nor a children’s home", "",
            ("PP-14", "PP-16"), mark=True,
        ),
        Asked("listed", "Of a kind that regulation 27A lists", "", ("PP-14",), mark=True),
        Asked("registered_supported", "Registered supported accommodation", "", ("PP-16",), mark=True),
        Asked(
            "excepted", "Excepted by regulation 27B or 27C", "", ("PP-14", "PP-16"), mark=True
        ),
    )),
    Group("end", "When it ended", (
        Asked(
            "told_beforehand", "Everybody was told before it ended", "Was everybody who is due notice told before it ended?",
            ("PP-15",), _OR_UNKNOWN,
        ),
    ), ended=True),
)  # fmt: skip


def group_of(groups: tuple[Group, ...], name: str) -> Group:
    """The group of this name; the first where there is none."""
    return next((group for group in groups if group.name == name), groups[0])


class FactsForm(forms.Form):
    """One group of facts. Nothing is filled in that nobody has said, but what is on record is."""

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        self.looks: dict[str, dict[str, Any]] = {}
        for each in group.facts:
            if each.mark:
                continue
            self.looks[each.name] = {"size": "s"}
            if each.choices:
                self.fields[each.name] = PlainChoiceField(
                    label=each.question,
                    choices=[(value or UNSAID, words) for value, words in each.choices],
                )
            else:
                self.fields[each.name] = DateField(
                    label=each.question, noun=each.label, required=False, help_text=group.hint
                )
        if marks := [(each.name, each.label) for each in group.facts if each.mark]:
            self.looks[MARKS] = {"size": "s"}
            self.fields[MARKS] = PlainMultipleChoiceField(
                label="Which of these is so?",
                choices=marks,
                required=False,
                help_text="Choose all that are so, or none.",
            )

    def says(self) -> dict[str, Any]:
        """Each field of the record that the group asks, as it is to be kept."""
        typed = self.cleaned_data
        found: dict[str, Any] = {}
        for each in self.group.facts:
            if each.mark:
                found[each.name] = each.name in typed[MARKS]
            elif each.choices:
                found[each.name] = each.value("" if typed[each.name] == UNSAID else typed[each.name])
            else:
                found[each.name] = typed[each.name]
        return found


def says_of(group: Group, row: Any) -> dict[str, Any]:
    """What is on record of a group, as `FactsForm.says` has it."""
    return {each.name: getattr(row, each.name) for each in group.facts}


def as_on_record(group: Group, row: Any) -> dict[str, Any]:
    """What is on record of a group, as its form holds it."""
    found: dict[str, Any] = {
        each.name: (each.typed(getattr(row, each.name)) or UNSAID)
        if each.choices
        else getattr(row, each.name)
        for each in group.facts
        if not each.mark
    }
    return found | {MARKS: [each.name for each in group.facts if each.mark and getattr(row, each.name)]}


def lines(group: Group, says: Any, today: date) -> dict[str, str]:
    """What is said of a group, as labels and words."""
    found = {each.label: each.words(says[each.name], today) for each in group.facts if not each.mark}
    if any(each.mark for each in group.facts):
        found["What is so of it"] = "; ".join(
            each.label for each in group.facts if each.mark and says[each.name]
        ) or ("None of those that rules turn on")
    return found
