"""
Forms give GOV.UK markup by the kind of widget, wired for those who listen, with a summary that leads to
each control.
"""

from __future__ import annotations

import pytest
from django import forms
from django.template import Context, Template

from steadyhand.web.components.fields import (
    DateField,
    PlainCharField,
    PlainChoiceField,
    PlainMultipleChoiceField,
    PlainTextField,
)
from steadyhand.web.components.forms import problems, render_field
from web.pages import Page, assert_wired

CHOICES = [("both", "Both, one at a time"), ("none", "Neither")]


class Visit(forms.Form):
    looks = {
        "alone": {"size": "m", "choice_hints": {"none": "You will be asked why."}},
        "said": {"words": True},
        "note": {"size": "m", "rows": 8},
        "kind": {"inline": True, "small": True},
        "where": {"width": 10},
    }

    met = DateField(noun="Date of visit", label="When did you visit?", help_text="For example, 16 11 2026")
    who = PlainMultipleChoiceField(label="Who did you see?", choices=[("tayo", "Tayo"), ("ife", "Ife")])
    alone = PlainChoiceField(label="Who did you see alone?", choices=CHOICES)
    kind = PlainChoiceField(label="Kind", choices=[("visit", "Visit"), ("call", "Call")])
    said = PlainTextField(label="What Tayo said", help_text="He can read this part.")
    note = PlainTextField(label="What happened")
    where = PlainCharField(label="Where")
    count = forms.IntegerField(label="How many", min_value=1)
    reach = forms.EmailField(label="E-mail")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    school = forms.ChoiceField(label="School", choices=[("", ""), ("a", "Alder"), ("b", "Birch")])
    worry = forms.BooleanField(label="I am worried", help_text="Anneke is told at once.")
    version = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("Somebody else is writing this too")


GOOD = {
    "met-day": "16",
    "met-month": "11",
    "met-year": "2026",
    "who": ["tayo"],
    "alone": "none",
    "kind": "call",
    "said": "Saturdays",
    "note": "We walked.",
    "where": "At home",
    "count": "2",
    "reach": "a@example.com",
    "secret": "hunter2",
    "school": "b",
    "worry": "on",
    "version": "7",
}


def test_every_field_is_wired_without_and_with_errors():
    for form in (Visit(), Visit({}), Visit(GOOD)):
        assert_wired(str(form))


def test_what_was_answered_stays_answered():
    page = assert_wired(str(Visit(GOOD)))
    checked = [e.attributes["value"] for e in page.all("input") if "checked" in e.attributes]
    assert checked == ["tayo", "none", "call", "on"]
    assert [e.attributes["value"] for e in page.all("option") if "selected" in e.attributes] == ["b"]
    assert [e.text.removeprefix("\n") for e in page.all("textarea")] == ["Saturdays", "We walked."]
    assert page.by_id()["id_where"].attributes["value"] == "At home"
    assert page.all("input", name="version")[0].attributes["value"] == "7"


def test_nothing_is_answered_beforehand_and_a_password_never_comes_back():
    page = assert_wired(str(Visit()))
    assert not [e for e in page.all("input") if "checked" in e.attributes]
    assert "hunter2" not in str(Visit(GOOD))


def test_hint_and_error_describe_their_control_in_that_order():
    ids = assert_wired(str(Visit({}))).by_id()
    assert ids["id_said"].attributes["aria-describedby"] == "id_said-hint id_said-error"
    assert ids["id_worry"].attributes["aria-describedby"] == "id_worry-error id_worry-item-hint"
    assert ids["id_said-error"].text == "Error: Enter an answer"
    assert ids["id_alone-2"].attributes["aria-describedby"] == "id_alone-2-item-hint"


def test_looks_come_from_the_form_and_from_the_template():
    page = assert_wired(str(Visit()))
    legends = {e.text: e.attributes["class"] for e in page.all("legend")}
    assert "govuk-fieldset__legend--m" in legends["Who did you see alone?"]
    assert "govuk-fieldset__legend--m" not in legends["Who did you see?"]
    assert page.by_id()["id_note"].attributes["rows"] == "8"
    assert "govuk-input--width-10" in page.by_id()["id_where"].attributes["class"]
    assert "sh-words" in str(Visit()["said"].as_field_group())
    html = Template(
        '{% load components %}{% field form.where size="l" page_heading=True hint="New" %}'
    ).render(Context({"form": Visit()}))
    page = assert_wired(html)
    assert page.all("h1")[0].text == "Where"
    assert "govuk-label--l" in page.all("label")[0].attributes["class"]
    assert page.by_id()["id_where-hint"].text == "New"


def test_numbers_are_typed_as_text_so_that_nothing_typed_is_lost():
    page = assert_wired(str(Visit(GOOD | {"count": "two"})))
    box = page.by_id()["id_count"].attributes
    assert (box["type"], box["inputmode"], box["value"]) == ("text", "numeric", "two")
    assert "min" not in box


def test_a_look_or_a_widget_that_is_not_known_is_an_error():
    with pytest.raises(TypeError, match="colour"):
        render_field(Visit()["where"], colour="red")
    with pytest.raises(ValueError, match="not a size"):
        render_field(Visit()["where"], size="huge")

    class Twofold(forms.Form):
        moment = forms.SplitDateTimeField()

    with pytest.raises(TypeError, match="has no GOV"):
        render_field(Twofold()["moment"])


def test_fields_that_cannot_be_changed_say_so():
    class Closed(forms.Form):
        name = PlainCharField(disabled=True, initial="Tayo")
        one = PlainChoiceField(choices=CHOICES, disabled=True)
        met = DateField(disabled=True)

    controls = assert_wired(str(Closed())).all("input")
    assert len(controls) == 6
    assert all("disabled" in control.attributes for control in controls)


SUMMARY = "{% load components %}{% error_summary form description='Your words are saved.' %}{{ form }}"


def test_the_summary_leads_to_the_first_control_of_each_answer_in_the_order_of_the_page():
    form = Visit(GOOD | {"met-month": "", "alone": "x", "who": [], "school": "", "version": ""})
    page = assert_wired(Template(SUMMARY).render(Context({"form": form})))
    links = [e.attributes["href"] for e in page.all("a")]
    assert links == ["#id_met-month", "#id_who", "#id_alone", "#id_school"]
    items = [e.text for e in page.all("li")]
    assert items[0] == "Somebody else is writing this too"
    assert items[1] == "Date of visit must include a month"
    assert page.by_id()["id_alone"].attributes["type"] == "radio"
    # A control that nobody sees can be named but not led to.
    assert items[-1] == "This field is required."


def test_the_summary_takes_the_focus_without_a_script():
    html = Template(SUMMARY).render(Context({"form": Visit({})}))
    summary = next(e for e in Page(html).elements if e.attributes.get("class") == "govuk-error-summary")
    assert summary.attributes["tabindex"] == "-1"
    assert "autofocus" in summary.attributes
    assert len([e for e in Page(html).elements if "autofocus" in e.attributes]) == 1


def test_there_is_no_summary_where_nothing_is_wrong():
    class Empty(forms.Form):
        pass

    for form in (Empty({}), Visit()):
        assert Template("{% load components %}{% error_summary form %}").render(Context({"form": form})) == ""


def test_the_summary_takes_several_forms_and_errors_of_no_form():
    given = {
        "forms": [Visit({}, prefix="a"), Visit({}, prefix="b")],
        "errors": [{"text": "Too late", "href": "#x"}],
    }
    html = Template("{% load components %}{% error_summary forms errors=errors %}").render(Context(given))
    links = [e.attributes["href"] for e in Page(html).all("a")]
    assert {"#id_a-met-day", "#id_b-met-day", "#x"} <= set(links)
    assert len(problems(*given["forms"])) == 2 * (1 + len(Visit.base_fields))


def test_two_forms_with_prefixes_share_no_id():
    assert_wired(str(Visit({}, prefix="a")) + str(Visit({}, prefix="b")))


def test_a_form_without_automatic_ids_is_still_wired():
    assert_wired(str(Visit({}, auto_id=False)))
