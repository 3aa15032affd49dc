"""The form fields refuse in plain words, keep what was typed and raise nothing else."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.web.components.fields import (
    DateField,
    PlainCharField,
    PlainChoiceField,
    PlainMultipleChoiceField,
    PlainTextField,
    TimeField,
    texts_of,
)
from web.pages import assert_wired


def typed(day: str, month: str, year: str) -> dict[str, str]:
    return {"day": day, "month": month, "year": year}


@pytest.mark.parametrize(
    ("day", "month", "year", "date"),
    [
        ("16", "11", "2026", dt.date(2026, 11, 16)),
        (" 1 ", "01", "2026", dt.date(2026, 1, 1)),
        ("29", "2", "2028", dt.date(2028, 2, 29)),
        ("9", "Nov", "2026", dt.date(2026, 11, 9)),
        ("9", "SEPTEMBER", "2026", dt.date(2026, 9, 9)),
        ("9", "may", "0987", dt.date(987, 5, 9)),
    ],
)
def test_dates_that_are_understood(day, month, year, date):
    assert DateField().clean(typed(day, month, year)) == date


@pytest.mark.parametrize(
    ("day", "month", "year", "message", "parts"),
    [
        ("", "", "", "Enter the date of visit", ("day", "month", "year")),
        (" ", "\t", "", "Enter the date of visit", ("day", "month", "year")),
        ("3", "", "2026", "Date of visit must include a month", ("month",)),
        ("", "", "2026", "Date of visit must include a day and month", ("day", "month")),
        ("31", "2", "2026", "Date of visit must be a real date", ("day", "month", "year")),
        ("29", "2", "2026", "Date of visit must be a real date", ("day", "month", "year")),
        ("32", "1", "2026", "Date of visit must be a real date", ("day",)),
        ("0", "1", "2026", "Date of visit must be a real date", ("day",)),
        ("1", "13", "2026", "Date of visit must be a real date", ("month",)),
        ("1", "-1", "2026", "Date of visit must be a real date", ("month",)),
        ("x", "y", "2026", "Date of visit must be a real date", ("day", "month")),
        ("1", "1", "26", "The year of the date of visit must have 4 numbers, like 2026", ("year",)),
        ("1", "1", "20266", "The year of the date of visit must have 4 numbers, like 2026", ("year",)),
        ("1", "1", "0000", "Date of visit must be a real date", ("day", "month", "year")),
        ("٣", "1", "2026", "Date of visit must be a real date", ("day",)),
        ("1\x00", "1", "2026", "Date of visit must be a real date", ("day",)),
        ("1" * 10_000, "1", "2026", "Date of visit must be a real date", ("day",)),
        ("1", "1", "²⁰²⁶", "The year of the date of visit must have 4 numbers, like 2026", ("year",)),
        ("😀", "<b>", "2026", "Date of visit must be a real date", ("day", "month")),
    ],
)
def test_dates_that_are_refused_say_why_and_which_part(day, month, year, message, parts):
    with pytest.raises(ValidationError) as refused:
        DateField(noun="Date of visit").clean(typed(day, month, year))
    assert refused.value.messages == [message]
    assert refused.value.params["parts"] == parts


anything = st.one_of(st.none(), st.text(), st.integers(), st.binary(), st.lists(st.text()))


@given(st.one_of(anything, st.dictionaries(st.sampled_from(["day", "month", "year", "x"]), anything)))
def test_a_date_field_raises_nothing_but_its_own_refusal(value):
    with suppress(ValidationError):
        found = DateField(required=False).clean(value)
        assert found is None or isinstance(found, dt.date)


@given(st.dates())
def test_every_date_comes_back_from_its_three_parts(date):
    assert DateField().clean(texts_of(date)) == date


def test_a_date_that_is_not_needed_may_be_left_out():
    assert DateField(required=False).clean(typed("", "", "")) is None
    assert DateField(required=False).clean(None) is None


class DateForm(forms.Form):
    met = DateField(noun="Date of visit", label="When did you visit?", help_text="For example, 16 11 2026")


@pytest.mark.parametrize(
    "query", ["", "met=2026-01-01", "met-day=1&met-day=2", "met-day=%00&met-month=%FF&met-year=1"]
)
def test_a_form_with_any_posted_date_renders_with_its_error(query):
    form = DateForm(QueryDict(query))
    assert not form.is_valid()
    page = assert_wired(str(form))
    assert page.by_id()["id_met-error"].text.strip().removeprefix("Error: ")


def test_typed_parts_stay_and_only_the_wrong_one_is_outlined():
    form = DateForm({"met-day": "7", "met-month": "<b>", "met-year": "2026"})
    page = assert_wired(str(form))
    boxes = page.all("input", type="text")
    assert [box.attributes["value"] for box in boxes] == ["7", "<b>", "2026"]
    assert ["govuk-input--error" in box.attributes["class"] for box in boxes] == [False, True, False]


def test_a_date_known_beforehand_fills_the_boxes():
    page = assert_wired(str(DateForm(initial={"met": dt.date(2026, 11, 6)})))
    assert [box.attributes["value"] for box in page.all("input", type="text")] == ["6", "11", "2026"]


def test_a_rule_of_the_form_can_name_the_part_that_is_wrong():
    field = DateField(noun="Date of visit")
    refusal = field.refusal("future", ("year",), "%(noun)s must be today or earlier")
    assert refusal.messages == ["Date of visit must be today or earlier"]
    assert refusal.params["parts"] == ("year",)


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe", "\x1c"])
def test_characters_that_cannot_be_kept_are_refused_in_plain_words(sign):
    for text in (f"a{sign}b", sign, f"{sign}b"):
        with pytest.raises(ValidationError) as refused:
            PlainTextField().clean(text)
        assert [error.code for error in refused.value.error_list] == ["unkeepable"]
        assert "cannot be kept" in refused.value.messages[0]


def test_text_of_every_language_and_emoji_is_kept_as_it_is():
    text = "Zoë said: “não” 😀👩‍👧 <b>&amp;</b>\n\tمرحبا"
    assert PlainTextField().clean(text) == text


def test_line_ends_of_every_kind_count_as_one_character():
    assert PlainTextField(max_length=5).clean("a\r\nb\rc") == "a\nb\nc"
    with pytest.raises(ValidationError, match="one line"):
        PlainCharField().clean("a\r\nb")


def test_a_text_that_is_too_long_is_counted_in_its_error():
    with pytest.raises(ValidationError) as refused:
        PlainTextField(max_length=20_000).clean("x" * 10_485_760)
    assert refused.value.messages == ["Shorten this to 20,000 characters or fewer. It is 10,485,760 now."]
    assert PlainTextField(max_length=20_000).clean("x" * 20_000)


def test_a_text_that_is_too_short_is_counted_in_its_error():
    with pytest.raises(ValidationError, match=r"Make this 10 characters or more\. It is 3 now\."):
        PlainCharField(min_length=10).clean(" abc ")
    assert PlainCharField(min_length=10, required=False).clean("") == ""


@given(st.one_of(anything, st.text(alphabet=st.characters(), min_size=1)))
def test_a_text_field_raises_nothing_but_its_own_refusal(value):
    with suppress(ValidationError):
        assert isinstance(PlainTextField(required=False, max_length=5).clean(value), str)


class TextForm(forms.Form):
    note = PlainTextField(label="What happened", max_length=20)
    where = PlainCharField(label="Where")


def test_refused_text_stays_in_the_form_and_shows_where_the_sign_is():
    form = TextForm({"note": "\n<script>x</script> a\x00b", "where": "x\ud800"})
    page = assert_wired(str(form))
    # The first line end after the tag is the one that a browser drops.
    assert page.all("textarea")[0].text == "\n\n<script>x</script> a\ufffdb"
    assert page.all("input")[0].attributes["value"] == "x\ufffd"
    str(form).encode("utf-8")


def test_the_browser_is_never_told_to_cut_text_short():
    assert "maxlength" not in str(TextForm())


@pytest.mark.parametrize("field", [PlainChoiceField, PlainMultipleChoiceField])
def test_a_choice_that_was_not_offered_is_refused_without_repeating_it(field):
    wrong = "<b>x</b>\x00" * 1000
    with pytest.raises(ValidationError) as refused:
        field(choices=[("a", "A")]).clean([wrong] if field is PlainMultipleChoiceField else wrong)
    assert "x" not in "".join(refused.value.messages)
    assert len(refused.value.messages[0]) < 100


def test_many_choices_given_as_one_text_are_refused():
    with pytest.raises(ValidationError, match="Choose from the answers"):
        PlainMultipleChoiceField(choices=[("a", "A")]).clean("a")


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("4pm", dt.time(16)),
        (" 4.05 PM ", dt.time(16, 5)),
        ("12am", dt.time(0)),
        ("12:30pm", dt.time(12, 30)),
        ("16:05", dt.time(16, 5)),
        ("0005", dt.time(0, 5)),
        ("Midday", dt.time(12)),
        ("midnight", dt.time(0)),
    ],
)
def test_times_that_are_understood(text, time):
    assert TimeField().clean(text) == time


@pytest.mark.parametrize(
    "text", ["4", "25:00", "13pm", "0am", "4:60", "٤pm", "4\x00pm", "16:05:00", "x" * 10_000, "<b>"]
)
def test_times_that_are_refused_say_what_a_time_looks_like(text):
    with pytest.raises(ValidationError) as refused:
        TimeField(noun="Time you left").clean(text)
    assert refused.value.messages == ["Time you left must be a time, like 4pm or 16:05"]


def test_a_time_that_is_needed_is_asked_for():
    with pytest.raises(ValidationError, match="Enter the time you left"):
        TimeField(noun="Time you left").clean("  ")
    assert TimeField(required=False).clean(None) is None


@given(anything)
def test_a_time_field_raises_nothing_but_its_own_refusal(value):
    with suppress(ValidationError):
        found = TimeField(required=False).clean(value)
        assert found is None or isinstance(found, dt.time)


@given(st.times())
def test_every_time_to_the_minute_comes_back_from_how_it_is_shown(time):
    time = time.replace(second=0, microsecond=0)
    assert TimeField().clean(TimeField().prepare_value(time)) == time


def test_a_typed_time_stays_and_a_known_one_fills_the_box():
    class Left(forms.Form):
        left = TimeField(label="When did you leave?")

    assert assert_wired(str(Left({"left": "x\x00"}))).all("input")[0].attributes["value"] == "x\ufffd"
    page = assert_wired(str(Left(initial={"left": dt.time(16, 50)})))
    assert page.all("input")[0].attributes["value"] == "4:50pm"
