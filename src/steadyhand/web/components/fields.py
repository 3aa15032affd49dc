"""
Form fields that say what is wrong in plain words, keep what was typed, and raise nothing but
ValidationError.

Django's own fields answer a NUL with a technical sentence, cut pasted text short in the browser, and repeat
a wrong choice in full. These do not. Write the messages of a form as GOV.UK does: what to do, with the name
of the answer in it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from steadyhand.web.components.markup import STAND_IN, UNKEEPABLE

PARTS = ("day", "month", "year")
LINE_END = re.compile(r"\r\n?")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


class PlainCharField(forms.CharField):
    """
    One line of text, without control characters, of at most `max_length` characters.

    The browser is not told the length: it would cut a paste short without a word. The error counts instead.
    """

    multiline = False
    default_error_messages = {
        "required": "Enter an answer",
        "unkeepable": f"Take out what cannot be kept, shown here as {STAND_IN}. Everything else is safe.",
        "lines": "Write this on one line",
        "too_long": "Shorten this to %(limit)s characters or fewer. It is %(length)s now.",
        "too_short": "Make this %(limit)s characters or more. It is %(length)s now.",
    }

    def __init__(
        self, *, max_length: int | None = None, min_length: int | None = None, **kwargs: Any
    ) -> None:
        # Kept from Django's field, which would add validators with other words.
        super().__init__(**kwargs)
        self.max_length = max_length
        self.min_length = min_length
        self.validators = [
            v for v in self.validators if v.__class__.__name__ != "ProhibitNullCharactersValidator"
        ]

    def to_python(self, value: object) -> str:
        """
        The text with line ends as "\\n", checked. ValidationError with code unkeepable, lines, too_long or
        too_short.
        """
        text = "" if value in self.empty_values else LINE_END.sub("\n", str(value))
        if UNKEEPABLE.search(text):
            raise ValidationError(self.error_messages["unkeepable"], code="unkeepable")
        text = text.strip() if self.strip else text
        if not text:
            return ""
        if not self.multiline and "\n" in text:
            raise ValidationError(self.error_messages["lines"], code="lines")
        if self.max_length is not None and len(text) > self.max_length:
            self._refuse("too_long", self.max_length, text)
        if self.min_length is not None and len(text) < self.min_length:
            self._refuse("too_short", self.min_length, text)
        return text

    def _refuse(self, code: str, limit: int, text: str) -> None:
        params = {"limit": f"{limit:,}", "length": f"{len(text):,}"}
        raise ValidationError(self.error_messages[code], code=code, params=params)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class PlainTextField(PlainCharField):
    """Several lines of text: as PlainCharField, in a textarea of `rows` lines."""

    multiline = True

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)


class PlainChoiceField(forms.ChoiceField):
    """One of several answers, as radios. A value that was not offered is refused without being repeated."""

    widget = forms.RadioSelect
    default_error_messages = {
        "required": "Choose an answer",
        "invalid_choice": "Choose one of the answers that are offered",
    }


class PlainMultipleChoiceField(forms.MultipleChoiceField):
    """
    Any of several answers, as checkboxes. A value that was not offered is refused without being repeated.
    """

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": "Choose at least one answer",
        "invalid_choice": "Choose from the answers that are offered",
        "invalid_list": "Choose from the answers that are offered",
    }


def texts_of(value: object) -> dict[str, str]:
    """The three texts for a date, for what was typed in three boxes, or for nothing."""
    if isinstance(value, dt.date):
        return {"day": str(value.day), "month": str(value.month), "year": f"{value.year:04}"}
    if isinstance(value, Mapping):
        return {part: str(value.get(part) or "") for part in PARTS}
    return dict.fromkeys(PARTS, "")


class DatePartsWidget(forms.Widget):
    """Day, month and year in a box each. What was typed is kept as three texts."""

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> dict[str, str] | None:
        typed = {part: data.get(f"{name}-{part}") for part in PARTS}
        if all(text is None for text in typed.values()):
            return None
        return {part: "" if text is None else str(text) for part, text in typed.items()}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:
        return all(f"{name}-{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-day" if id_ else ""


class DateField(forms.Field):
    """
    A date in three boxes. Months may be a number or a name ("11", "Nov", "November").

    `noun` names the date in errors, as it would open a sentence ("Date of visit"). The errors follow the
    order of the GOV.UK date pattern: nothing entered, a part missing, not a number, not a real date. Each
    carries the wrong parts in `params["parts"]`, so that they can be outlined and the summary can point at
    the first.
    """

    widget = DatePartsWidget
    default_error_messages = {
        "required": "Enter the %(noun_inside)s",
        "missing": "%(noun)s must include a %(missing)s",
        "year": "The year of the %(noun_inside)s must have 4 numbers, like 2026",
        "unreal": "%(noun)s must be a real date",
    }

    def __init__(self, *, noun: str = "Date", **kwargs: Any) -> None:
        self.noun = noun
        super().__init__(**kwargs)

    def refusal(self, code: str, parts: tuple[str, ...], message: str = "", **params: str) -> ValidationError:
        """
        An error about this date and these parts of it; for a form's own rules, with a `message` of its own.
        """
        noun_inside = self.noun[:1].lower() + self.noun[1:]
        known: dict[str, Any] = {**params, "noun": self.noun, "noun_inside": noun_inside, "parts": parts}
        return ValidationError(message or self.error_messages[code], code=code, params=known)

    def clean(self, value: object) -> dt.date | None:
        """
        The date, or None where nothing was typed and none is needed. ValidationError otherwise; never
        another error.
        """
        typed = {part: text.strip() for part, text in texts_of(value).items()}
        missing = tuple(part for part, text in typed.items() if not text)
        if len(missing) == 3:
            if self.required:
                raise self.refusal("required", missing)
            return None
        if missing:
            raise self.refusal("missing", missing, missing=" and ".join(missing))
        day, month = number(typed["day"], 31), month_number(typed["month"])
        unreal = tuple(part for part, read in (("day", day), ("month", month)) if read is None)
        if unreal:
            raise self.refusal("unreal", unreal)
        if not re.fullmatch("[0-9]{4}", typed["year"]):
            raise self.refusal("year", ("year",))
        try:
            date = dt.date(int(typed["year"]), month or 0, day or 0)
        except ValueError:
            raise self.refusal("unreal", PARTS) from None
        self.run_validators(date)
        return date

    def has_changed(self, initial: object, data: object) -> bool:
        return texts_of(initial) != texts_of(data)


class TimeField(forms.Field):
    """
    A time of day as people write it: 4pm, 4:05pm, 4.05 pm, 16:05, midday, midnight. Cleans to a `time`.

    `noun` names the time in errors, as it would open a sentence ("Time you left"). An hour alone is asked
    again ("4" is twice a day), and so is a time that does not exist.
    """

    widget = forms.TextInput
    default_error_messages = {
        "required": "Enter the %(noun_inside)s",
        "unreal": "%(noun)s must be a time, like 4pm or 16:05",
    }
    words = {"midday": dt.time(12), "noon": dt.time(12), "midnight": dt.time(0)}
    pattern = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))? ?(am|pm)?")

    def __init__(self, *, noun: str = "Time", **kwargs: Any) -> None:
        self.noun = noun
        super().__init__(**kwargs)

    def clean(self, value: object) -> dt.time | None:
        """The time, or None where nothing was typed and none is needed. ValidationError otherwise."""
        if isinstance(value, dt.time):
            return value
        text = "" if value is None else str(value).strip().lower()
        if not text and not self.required:
            return None
        time = self.words.get(text) or self.read(text)
        if time is None:
            code = "unreal" if text else "required"
            params = {"noun": self.noun, "noun_inside": self.noun[:1].lower() + self.noun[1:]}
            raise ValidationError(self.error_messages[code], code=code, params=params)
        self.run_validators(time)
        return time

    def read(self, text: str) -> dt.time | None:
        """The time that a text in figures says, or None."""
        found = self.pattern.fullmatch(text)
        if found is None:
            return None
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half is None and found[2] is None:
            return None
        if half is not None:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half == "pm" else 0)
        return dt.time(hour, minute) if hour < 24 and minute < 60 else None

    def prepare_value(self, value: object) -> object:
        """A time known beforehand as GOV.UK writes it: 4pm, 4:05pm, midday, midnight."""
        if not isinstance(value, dt.time):
            return value
        if value.minute == 0 and value.hour in (0, 12):
            return "midday" if value.hour else "midnight"
        minute = f":{value.minute:02}" if value.minute else ""
        return f"{value.hour % 12 or 12}{minute}{'pm' if value.hour >= 12 else 'am'}"

    def has_changed(self, initial: object, data: object) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


def number(text: str, most: int) -> int | None:
    """A number from 1 to `most` written in one or two plain digits, or None."""
    read = int(text) if re.fullmatch("[0-9]{1,2}", text) else 0
    return read if 1 <= read <= most else None


def month_number(text: str) -> int | None:
    """The number of a month written as a number, a name or its first three letters; or None."""
    lower = text.lower()
    for names in (MONTH_NAMES, MONTHS):
        if lower in names:
            return names.index(lower) + 1
    return number(text, 12)
