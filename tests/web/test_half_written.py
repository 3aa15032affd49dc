"""What a page sends while somebody types: kept as it is, or refused in words that the page shows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from steadyhand.contexts.cases.models import Draft, Visit
from steadyhand.contexts.cases.policies import LONGEST_TEXT, MOST_HALF_WRITTEN
from steadyhand.foundations.access import tenancy
from steadyhand.web.dates import day_alone, day_in_full
from web.pages import Page
from web.visits import chosen, visit_data
from web.world import World


@pytest.fixture
def address(world: World) -> str:
    return reverse("draft_visit", args=[world.child_ref])


def drafts(world: World) -> list[dict[str, list[str]]]:
    with tenancy.within([world.council_id]):
        return list(Draft.objects.values_list("typed", flat=True))


def test_a_null_character_does_not_stop_the_keeping(world: World, address: str) -> None:
    client = world.client("social worker")
    assert client.post(address, {"narrative": "He \x00laughed", "day-year": "\x00"}).status_code == 200
    assert drafts(world) == [{"narrative": ["He laughed"], "day-year": [""]}]
    page = client.get(reverse("record_visit", args=[world.child_ref]))
    assert "He laughed" in page.content.decode()


def test_of_more_children_than_live_together_nothing_is_kept(world: World, address: str) -> None:
    client = world.client("social worker")
    answer = client.post(address, {f"said_{number:020x}": "x" for number in range(11)})
    assert answer.status_code == 422
    assert "10 children" in answer.json()["problem"]
    assert drafts(world) == []
    assert client.post(address, {f"said_{number:020x}": "x" for number in range(10)}).status_code == 200


def test_a_text_too_long_is_refused_in_words_and_the_page_keeps_it(world: World, address: str) -> None:
    client = world.client("social worker")
    text = "x" * LONGEST_TEXT
    assert client.post(address, {"narrative": text}).status_code == 200
    answer = client.post(address, {"narrative": text + "y"})
    assert answer.status_code == 422
    assert "100,000" in answer.json()["problem"]
    assert drafts(world) == [{"narrative": [text]}]
    finished = client.post(
        reverse("record_visit", args=[world.child_ref]),
        visit_data(world.child_ref, as_of=str(world.newest_visit), narrative=text + "y"),
    )
    assert finished.status_code == 422
    assert text + "y" in finished.content.decode()


def test_a_draft_sent_late_says_so_and_is_not_half_written(world: World, address: str) -> None:
    client = world.client("social worker")
    data = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative="Finished.")
    assert client.post(reverse("record_visit", args=[world.child_ref]), data).status_code == 302
    answer = client.post(address, data | {"narrative": "Finished, and more."})
    assert answer.status_code == 422
    assert "finished before" in answer.json()["problem"]
    assert drafts(world) == []
    assert "Half-written" not in client.get(reverse("today")).content.decode()


def test_a_draft_sent_before_what_is_kept_says_how_far_that_is(world: World, address: str) -> None:
    client, data = world.client("social worker"), visit_data(world.child_ref)
    assert client.post(address, data | {"narrative": "Newer", "number": "12"}).status_code == 200
    answer = client.post(address, data | {"narrative": "Older", "number": "11"})
    assert (answer.status_code, answer.json()["newer"]) == (409, 12)
    for odd in ("", "-1", "1.5", "9" * 400, "\u0661"):
        assert client.post(address, data | {"number": odd}).status_code == 200, (
            "counted as a page that does not count"
        )


def test_of_somebody_elses_page_nothing_is_kept(world: World, address: str) -> None:
    """Another person signed in over it; the words are not theirs."""
    client = world.client("social worker")
    answer = client.post(address, {"narrative": "Mine", "person": "0" * 20})
    assert answer.status_code == 409
    assert drafts(world) == []
    assert client.post(address, {"narrative": "Mine", "person": answer.json()["person"]}).status_code == 200


def test_a_page_finished_twice_is_kept_as_a_page_of_its_own(world: World, address: str) -> None:
    """Else the second text would be on the page with both texts alone."""
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    data = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative="First.")
    assert client.post(page, data).status_code == 302
    answer = client.post(page, data | {"narrative": "Second."})
    assert answer.status_code == 409
    assert "Both texts saved" in answer.content.decode()
    (kept,) = drafts(world)
    assert kept["narrative"] == ["Second."]
    with tenancy.within([world.council_id]):
        assert Draft.objects.get().page != data["occasion"]
    again = client.post(page, chosen(answer, "apart"))
    assert again.status_code == 302
    assert drafts(world) == []


def test_a_second_text_too_long_to_keep_says_so(world: World, address: str) -> None:
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    data = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative="First.")
    assert client.post(page, data).status_code == 302
    answer = client.post(page, data | {"narrative": "Second.", "who": [world.child_ref] * 101})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Second." in shown
    assert "Yours is not saved." in shown
    assert "Choose before you leave." in shown


def hidden(client: Client, address: str) -> dict[str, str]:
    """The hidden fields of the page's own form, as its script sends them."""
    answer = client.get(address)
    assert answer.status_code == 200
    found = Page(answer.content.decode()).all("input", type="hidden")
    fields = {str(each.attributes["name"]): each.attributes.get("value") or "" for each in found}
    return {name: fields[name] for name in ("occasion", "as_of", "version", "page", "continues")}


@pytest.mark.parametrize("form", ["record_visit", "correct_visit"])
def test_two_open_pages_lose_no_word_of_each_other(form: str, world: World, address: str) -> None:
    client, puts_right = world.client("social worker"), {}
    page = reverse("record_visit", args=[world.child_ref])
    if form == "correct_visit":
        page = reverse("correct_visit", args=[world.child_ref, world.occasion])
        puts_right = {"puts_right": world.occasion}
    first, second = hidden(client, page) | puts_right, hidden(client, page) | puts_right
    for fields, words in ((second, "On the second."), (first, "T"), (second, "On the second, more.")):
        assert client.post(address, fields | {"narrative": words}).status_code == 200
    assert sorted(draft["narrative"][0] for draft in drafts(world)) == ["On the second, more.", "T"]
    # both are gone on with, the newest first
    newest = client.get(page).content.decode()
    assert "On the second, more." in newest
    assert "Half-written on another page too" in newest
    (other,) = [a for a in Page(newest).all("a") if a.text.startswith("saved ")]
    assert ">T</textarea>" in client.get(str(other.attributes["href"])).content.decode().replace("\n", "")
    today = client.get(reverse("today")).content.decode()
    assert today.count("Carry on where you stopped.") == 2


def test_going_on_takes_the_place_of_what_it_went_on_from_unless_that_went_on_too(
    world: World, address: str
) -> None:
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    first = hidden(client, page)
    client.post(address, first | {"narrative": "Begun."})
    second, third = hidden(client, page), hidden(client, page)
    assert len({each["occasion"] for each in (first, second, third)}) == 3
    client.post(address, second | {"narrative": "Begun. Gone on with."})
    assert [draft["narrative"] for draft in drafts(world)] == [["Begun. Gone on with."]]
    client.post(address, third | {"narrative": "Begun. Elsewhere."})
    client.post(address, first | {"narrative": "Begun, on the first page."})
    assert len(drafts(world)) == 3, "each was typed on after the others were opened"


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "@",
        "a" * 32,
        "a" * 32 + "@",
        "a" * 32 + "@yesterday",
        "a" * 32 + "@2026-11-22",
        "@0001-01-01T00:00:00+23:59",
        "@9999-12-31T23:59:59-23:59",
        "\x00",
        "@" * 9,
        "é@1",
    ],
)
def test_a_page_that_cannot_say_what_it_goes_on_with_is_kept(sent: str, world: World, address: str) -> None:
    client = world.client("social worker")
    assert client.post(address, {"narrative": "Kept", "continues": sent, "page": sent}).status_code == 200
    assert drafts(world) == [{"narrative": ["Kept"]}]


def test_a_page_finished_leaves_the_other_half_written(world: World, address: str) -> None:
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    first, second = hidden(client, page), hidden(client, page)
    for fields in (first, second):
        client.post(address, fields | {"narrative": fields["occasion"]})
    data = visit_data(world.child_ref, narrative="Finished.") | first
    assert client.post(page, data).status_code == 302
    assert [draft["narrative"] for draft in drafts(world)] == [[second["occasion"]]]
    answer = client.post(page, visit_data(world.child_ref, narrative="Finished too.") | second)
    assert answer.status_code == 409, "and whoever finishes it is told of the first"
    assert client.post(page, chosen(answer, "both")).status_code == 302
    assert drafts(world) == []


@pytest.mark.parametrize("form", ["record_visit", "correct_visit"])
def test_a_page_sent_with_an_error_is_kept(form: str, world: World) -> None:
    """With no script, or sent before the script could: its words do not hang on the browser alone."""
    client = world.client("social worker")
    arguments = [world.child_ref] if form == "record_visit" else [world.child_ref, world.occasion]
    page = reverse(form, args=arguments)
    fields = hidden(client, page)
    sent = visit_data(world.child_ref, narrative="Two pages of text.") | fields | {"started": "half past"}
    answer = client.post(page, sent)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Your words are safe." in shown
    assert "You can close this and come back." in shown
    assert [draft["narrative"] for draft in drafts(world)] == [["Two pages of text."]]
    assert "Two pages of text." in client.get(page).content.decode()
    assert client.post(page, sent | {"started": "00:01"}).status_code in (302, 409)


def test_a_page_with_an_error_that_is_too_long_to_keep_does_not_say_it_is_safe(world: World) -> None:
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    answer = client.post(page, visit_data(world.child_ref, narrative="x" * (LONGEST_TEXT + 1)))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Your words are on this page." in shown
    assert "Not saved. One answer is longer" in shown
    assert drafts(world) == []


def test_a_page_sent_again_with_an_error_after_it_was_saved_is_a_visit_of_its_own(world: World) -> None:
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    sent = visit_data(world.child_ref, as_of=str(world.newest_visit), narrative="First.")
    assert client.post(page, sent).status_code == 302
    answer = client.post(page, sent | {"narrative": "Second.", "started": "half past"})
    assert answer.status_code == 422
    (again,) = Page(answer.content.decode()).all("input", name="occasion")
    assert again.attributes["value"] != sent["occasion"]
    assert [draft["narrative"] for draft in drafts(world)] == [["Second."]]
    finished = client.post(page, sent | {"narrative": "Second.", "occasion": str(again.attributes["value"])})
    assert finished.status_code == 409
    assert client.post(page, chosen(finished, "apart")).status_code == 302
    assert drafts(world) == []


def test_why_a_second_text_is_not_kept_is_said_truly(world: World, address: str) -> None:
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    for number in range(MOST_HALF_WRITTEN):
        assert client.post(address, {"narrative": "x", "page": f"{number:032x}"}).status_code == 200
    sent = visit_data(world.child_ref, as_of="0", narrative="One more.")
    answer = client.post(page, sent)
    assert answer.status_code == 409
    assert "Yours is not saved. You have 20 half-written pages about this child." in answer.content.decode()


def test_a_visit_of_ones_own_at_the_same_minute_is_asked_about(world: World) -> None:
    """A browser gone back to a page that was finished shows its words on a page that knows of nothing yet."""
    client, recording = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    first = visit_data(world.child_ref, as_of=str(world.newest_visit))
    assert client.post(recording, first).status_code == 302
    with tenancy.within([world.council_id]):
        newest = Visit.objects.latest("pk").pk
    again = visit_data(world.child_ref, as_of=str(newest))
    answer = client.post(recording, again)
    assert "You recorded a visit to" in answer.content.decode()
    assert client.post(recording, chosen(answer, "apart")).status_code == 302, "where it is another after all"
    other = world.client("lead").post(recording, visit_data(world.child_ref, as_of=str(newest + 1)))
    assert other.status_code == 302, "a colleague may have been there too"


def test_a_page_gone_on_with_says_the_day_it_is_about(world: World, address: str) -> None:
    """Not today: half-written on Friday, it is still of Friday on Monday."""
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    typed = visit_data(world.child_ref, started="4:05pm", ended="4.50 pm", place="home")
    day = world.today - timedelta(days=3)
    typed |= {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}
    assert client.post(address, typed).status_code == 200
    said = f"{day_in_full(day, world.today)}, 4:05pm to 4:50pm. At home"
    assert said in client.get(page).content.decode()
    unfinished = client.post(page, typed | {"who": []})
    assert unfinished.status_code == 422
    assert said in unfinished.content.decode()
    typed |= {"place": "school", "day-day": "31", "day-month": "2"}
    assert "When and where cannot be told" in client.post(page, typed).content.decode()
    typed |= {"day-day": str(day.day), "day-month": str(day.month), "who": []}
    assert "4:50pm. At school." in client.post(page, typed).content.decode()


def on_day(day: date) -> dict[str, str]:
    return {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}


def links(answer: HttpResponse) -> dict[str, str]:
    found = Page(answer.content.decode()).all("a")
    return {each.text.strip(): str(each.attributes["href"]) for each in found}


def test_a_page_with_nothing_on_it_is_not_kept_and_one_emptied_again_goes(world: World, address: str) -> None:
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    opened = hidden(client, page) | on_day(world.today) | {"started": "00:01", "place": "home"}
    empty = opened | {"narrative": " \r\n", f"said_{world.child_ref}": "", "ended": ""}
    answer = client.post(address, empty)
    assert (answer.status_code, answer.json()["saved"]) == (200, "")
    assert drafts(world) == []
    assert client.post(address, empty | {"narrative": "A"}).json()["saved"]
    assert client.post(address, empty).json()["saved"] == ""
    assert drafts(world) == []
    for answered in ({"who": world.child_ref}, {"worried": "on"}, {"ended": "4pm"}):
        assert client.post(address, empty | answered).json()["saved"], answered
    # gone on with on another page, and emptied there
    gone_on = hidden(client, page)
    assert gone_on["continues"]
    client.post(address, empty | gone_on)
    assert drafts(world) == []


def test_finishing_a_page_with_nothing_on_it_keeps_nothing(world: World) -> None:
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    answer = client.post(
        page, hidden(client, page) | on_day(world.today) | {"started": "00:01", "place": "home"}
    )
    assert answer.status_code == 422
    assert "Nothing is saved until you finish." in answer.content.decode()
    assert drafts(world) == []


def test_a_half_written_page_of_another_day_says_so_and_a_new_one_can_be_begun(
    world: World, address: str
) -> None:
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    day = world.today - timedelta(days=6)
    client.post(address, hidden(client, page) | on_day(day) | {"narrative": "Of Monday."})
    with tenancy.within([world.council_id]):
        kept = Draft.objects.get()
        Draft.objects.update(saved_at=kept.saved_at - timedelta(days=6))
    shown = client.get(page)
    text = shown.content.decode()
    assert f"Its visit was on {day_in_full(day, world.today)}, not today." in text
    assert f"Saved {day_in_full(day, world.today)}, " in text, "the save line does not sound like today"
    assert (
        f"You can go on with it until {day_alone(timezone.localdate(kept.expires_at), world.today)}." in text
    )
    new = client.get(links(shown)["Begin a new page"])
    text = new.content.decode()
    assert "Of Monday.</textarea>" not in text
    assert "You are going on" not in text
    (typed,) = Page(text).all("input", name="day-day")
    assert typed.attributes["value"] == str(world.today.day)
    assert "(“Of Monday.”)" in text, "where the other one is"
    assert len(drafts(world)) == 1


@pytest.mark.parametrize("form", ["record_visit", "correct_visit"])
def test_a_half_written_page_is_put_away_once_it_was_said_what_is_lost(
    form: str, world: World, address: str
) -> None:
    client, puts_right = world.client("social worker"), {}
    page = reverse("record_visit", args=[world.child_ref])
    if form == "correct_visit":
        page = reverse("correct_visit", args=[world.child_ref, world.occasion])
        puts_right = {"puts_right": world.occasion}
    other = hidden(client, page) | puts_right | {"narrative": "Of another time."}
    begun = hidden(client, page) | puts_right
    client.post(address, begun | {"narrative": "Begun."})
    away = links(shown := client.get(page))["Put this one away"]
    # typed on before the link is followed: kept under a name of its own by then
    fields = Page(shown.content.decode()).all("input", type="hidden")
    going_on = {str(each.attributes["name"]): each.attributes.get("value") or "" for each in fields}
    assert client.post(address, going_on | puts_right | {"narrative": "Begun, and more."}).status_code == 200
    client.post(address, other)
    asked = client.get(away)
    text = asked.content.decode()
    assert "What you wrote on it is in no record." in text
    assert ("Begun, and more." in text) is (form == "record_visit"), "a correction may hold words of others"
    assert len(drafts(world)) == 2, "asking takes nothing away"
    sent = {
        str(each.attributes["name"]): each.attributes.get("value") or ""
        for each in Page(text).all("input", type="hidden")
    }
    # typed on since it was asked: asked again
    client.post(address, going_on | puts_right | {"narrative": "Begun, and much more."})
    again = client.post(away, sent)
    assert again.status_code == 409
    assert "Something was typed on it since" in again.content.decode()
    assert len(drafts(world)) == 2
    sent |= {
        str(each.attributes["name"]): each.attributes.get("value") or ""
        for each in Page(again.content.decode()).all("input", type="hidden")
    }
    answer = client.post(away, sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    assert [draft["narrative"] for draft in drafts(world)] == [["Of another time."]]
    assert client.post(away, sent).status_code == 302, "pressed twice"
    assert client.get(away).status_code == 302
    assert len(drafts(world)) == 1


def test_nobody_puts_away_a_page_of_somebody_else(world: World, address: str) -> None:
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    client.post(address, hidden(client, page) | {"narrative": "Mine."})
    away = links(client.get(page))["Put this one away"]
    with tenancy.within([world.council_id]):
        draft = Draft.objects.get()
    sent = {"page": draft.page, "as_kept": f"{draft.page}@{draft.saved_at.isoformat()}"}
    lead = world.client("lead")
    assert lead.get(away).status_code == 302
    assert lead.post(away, sent).status_code == 302
    assert world.client("reviewing officer").post(away, sent).status_code == 404
    assert len(drafts(world)) == 1


def test_half_written_pages_about_one_child_are_told_apart_on_today(world: World, address: str) -> None:
    client, page = world.client("social worker"), reverse("record_visit", args=[world.child_ref])
    day = world.today - timedelta(days=6)
    first, second = hidden(client, page), hidden(client, page)
    said = f"said_{world.child_ref}"
    client.post(address, first | on_day(day) | {"narrative": "Played  cards\r\nall " + "afternoon " * 20})
    client.post(address, second | on_day(world.today) | {said: "I like the dog."})
    right = reverse("correct_visit", args=[world.child_ref, world.occasion])
    correction = hidden(client, right) | {"puts_right": world.occasion}
    client.post(address, correction | on_day(day) | {"narrative": "May hold words of others."})
    today = client.get(reverse("today")).content.decode()
    assert f"Of {day_in_full(day, world.today)}. “Played cards all afternoon" in today
    assert "afternoon " * 8 not in today
    assert "“I like the dog.”" in today
    assert "May hold words" not in today
    assert "You can go on with a page for 14 days after it was saved last." in today


def test_a_correction_of_a_visit_out_of_sight_is_not_offered_on_today(world: World, address: str) -> None:
    """On call, a visit is read for 30 days: what would put it right leads nowhere after that."""
    client = world.client("on call")
    with tenancy.within([world.council_id]):
        visits = Visit.objects.filter(child_id=world.child_id).exclude(occasion=world.occasion)
        old, lately = visits.get().occasion, world.occasion
    for occasion in (old, lately):
        typed = {"puts_right": occasion, "page": occasion, "narrative": "Put right."}
        assert client.post(address, typed).status_code == 200
    assert client.get(reverse("correct_visit", args=[world.child_ref, old])).status_code == 404
    offered = links(client.get(reverse("today"))).values()
    assert [url for url in offered if "put-right" in url] == [
        f"{reverse('correct_visit', args=[world.child_ref, lately])}?page={lately}"
    ]


def test_an_emptied_page_that_comes_late_takes_no_newer_words_away(world: World, address: str) -> None:
    client = world.client("social worker")
    page = hidden(client, reverse("record_visit", args=[world.child_ref]))
    assert client.post(address, page | {"narrative": "Newer.", "number": "2"}).status_code == 200
    assert client.post(address, page | {"narrative": "", "number": "1"}).status_code == 409
    assert [draft["narrative"] for draft in drafts(world)] == [["Newer."]]
    assert client.post(address, page | {"narrative": "", "number": "3"}).json()["saved"] == ""
    assert drafts(world) == []
