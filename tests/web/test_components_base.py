"""The page around every page."""

from __future__ import annotations

from django import forms
from django.template.loader import render_to_string

from steadyhand.web.components.fields import PlainCharField
from web.pages import Page


class OneField(forms.Form):
    name = PlainCharField()


def base(**context: object) -> Page:
    """The layout with this context alone: without a request, nothing else adds to it."""
    return Page(render_to_string("base.html", {"csrf_token": "token", **context}))


def title(page: Page) -> str:
    return page.all("title")[0].text


def test_title_names_the_page_and_says_when_something_is_wrong():
    assert title(base(page_title="Today")) == "Today – Steadyhand"
    assert title(base()) == "Steadyhand"
    assert title(base(page_title="Record a visit", form=OneField({}))) == "Error: Record a visit – Steadyhand"
    assert (
        title(base(page_title="Record a visit", form=OneField({"name": "x"})))
        == "Record a visit – Steadyhand"
    )
    assert title(base(page_title="Record a visit", page_has_errors=True)).startswith("Error: ")
    assert title(base(page_title="</title><script>")) == "</title><script> – Steadyhand"


def test_page_says_its_language_width_and_colour():
    page = base()
    assert page.all("html")[0].attributes["lang"] == "en"
    assert "width=device-width" in page.all("meta", name="viewport")[0].attributes["content"]
    assert page.all("meta", name="theme-color")[0].attributes["content"] == "#0b4f55"


def test_skip_link_comes_first_and_leads_to_the_only_main():
    page = base(nav_items=[("Today", "/", True)], person_name="Maeve")
    assert page.all("a")[0].attributes["href"] == "#main"
    assert [e.attributes["id"] for e in page.all("main")] == ["main"]


def test_nobody_signed_in_means_no_name_no_row_and_no_way_out():
    page = base()
    assert not page.all("nav")
    assert not page.all("form")
    assert [e.attributes["href"] for e in page.all("a")] == ["#main", "/"]


def test_signed_in_page_shows_who_for_whom_and_a_way_out_that_posts():
    page = base(person_name="Maeve Tolland", organisation_name="Fernhallow", person_url="/me")
    assert page.all("a", href="/me")[0].text == "Maeve Tolland"
    assert page.all("span", class_="sh-header__org")[0].text == "Fernhallow"
    assert page.all("form")[0].attributes["method"] == "post"
    assert page.all("input", name="csrfmiddlewaretoken")
    assert not base(person_name="Maeve Tolland").all("a", href="")


def test_navigation_marks_where_the_person_is():
    page = base(nav_items=[("Today", "/today", False), ("Children", "/children", True)])
    assert [e.attributes.get("aria-current") for e in page.all("a", class_="govuk-link")] == [None, "page"]
    assert page.all("nav")[0].attributes["aria-label"] == "Main"


def test_footer_holds_only_links_that_are_given_and_says_demonstration_only_in_one():
    words = "Every person, council and practice here is invented."
    assert words not in base().all("footer")[0].text
    page = base(demonstration=True, footer_items=[("Who can see what", "/who")])
    assert words in page.all("footer")[0].text
    assert page.all("a", class_="govuk-footer__link")[0].attributes["href"] == "/who"


def test_nothing_is_inline_and_nothing_comes_from_elsewhere():
    page = base(nav_items=[("Today", "/", True)], person_name="Maeve", demonstration=True)
    for element in page.elements:
        assert element.name not in {"script", "style"}
        for name, value in element.attributes.items():
            assert name != "style"
            assert not name.startswith("on")
            assert name not in {"src", "href"} or not (value or "").startswith(("http", "//"))
