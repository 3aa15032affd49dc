"""Nothing that is sent breaks a page: a clear error beside its field, and what was typed is still there."""

from __future__ import annotations

import html
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soak.lengths import examples
from steadyhand.contexts.cases.models import AccessWindow, Visit
from steadyhand.foundations.access import tenancy
from steadyhand.foundations.access.models import Installation
from web.fixtures import rolled_back
from web.pages import Page, assert_wired
from web.visits import chosen, visit_data
from web.world import PASSWORD, World

FORM = "application/x-www-form-urlencoded"
TEN_MEGABYTES = 10_000_000
STRANGE = {
    "emoji": "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}\N{SPARKLES}" * 3,
    "markup": "<script>alert(1)</script><b>\"'&",
    "right to left": "\u202eabc\u202c \u05d0\u05d1 \u0660\u0661",
    "NUL": "before\x00after",
    "controls": "a\x01\x02\x1b[31mb\x7f\x85",
    "line ends": "one\r\ntwo\rthree\u2028four",
    "a lone surrogate": "\ud800",
    "long": "long " * 40_000,
    "a template": "{{ 7|add:7 }}{% url 'home' %}${7*7}",
    "digits of another script": "\u0663\u0661",
    "a number too large": "9" * 5_000,
    "negative": "-1",
    "a list": "[1, 2]",
    "spaces": " \t\u3000\u00a0",
}
# What no database could stumble over, on one; the rest is of its encodings, its lengths and its numbers.
OF_NO_DATABASE = {"markup", "right to left", "line ends", "a template", "a list", "spaces"}
EACH_STRANGE = [
    pytest.param(name, marks=pytest.mark.sqlite if name in OF_NO_DATABASE else ()) for name in STRANGE
]
UNREAL_DATES = [
    ("31", "2", "2026"),
    ("45", "13", "2026"),
    ("1", "1", "0"),
    ("1", "1", "0000"),
    ("1", "1", "99999"),
    ("-1", "1", "2026"),
    ("\u0663", "\u0661", "\u0662\u0660\u0662\u0666"),
    ("1.5", "1", "2026"),
    ("", "1", "2026"),
    ("29", "Feb", "2025"),
    ("1", "Brumaire", "2026"),
    ("9" * 5000, "1", "2026"),
]
UNREAL_TIMES = [
    "25:00",
    "24:60",
    "13pm",
    "0pm",
    "noonish",
    "-1:00",
    "4",
    "\u0664pm",
    "4:5",
    "9" * 500,
    "12:00:00",
    "1e3",
]


@pytest.fixture
def worker(world: World) -> Client:
    return world.client("social worker")


def visit_url(world: World) -> str:
    return reverse("record_visit", args=[world.child_ref])


def visit(world: World, **changes: Any) -> dict[str, Any]:
    return visit_data(world.child_ref, **{"as_of": str(world.newest_visit)} | changes)


def post(client: Client, url: str, data: dict[str, Any]) -> HttpResponse:
    """Sent as a browser sends it, what UTF-8 cannot hold as the bytes a broken one would send."""
    body = urlencode(data, doseq=True, encoding="utf-8", errors="surrogatepass")
    return client.generic("POST", url, body, content_type=FORM)


def asked_again(answer: HttpResponse, *fields: str) -> Page:
    """The form came back: each of these fields has its error beside it, and the summary leads to it."""
    assert answer.status_code == 422
    text = answer.content.decode()
    page = assert_wired(text)
    ids = page.by_id()
    leads = {a.attributes["href"] for a in page.all("a") if (a.attributes["href"] or "").startswith("#id_")}
    assert "There is a problem" in text
    for field in fields:
        assert f"id_{field}-error" in ids, f"{field} has no error beside it"
        described = [
            e for e in page.elements if f"id_{field}-error" in (e.attributes.get("aria-describedby") or "")
        ]
        assert described, f"nothing is described by the error of {field}"
        assert any(link == f"#id_{field}" or link.startswith(f"#id_{field}-") for link in leads), (
            f"no link to {field}"
        )
    return page


def visits(world: World) -> int:
    with tenancy.within([world.council_id]):
        return Visit.objects.count()


@pytest.mark.parametrize("typed", UNREAL_DATES, ids=lambda parts: "-".join(parts)[:20])
@pytest.mark.parametrize("form", ["visit", "emergency"])
def test_a_date_that_does_not_exist_is_asked_again(
    form: str, typed: tuple[str, str, str], world: World, worker: Client
) -> None:
    name = "day" if form == "visit" else "date_of_birth"
    parts = dict(zip((f"{name}-day", f"{name}-month", f"{name}-year"), typed, strict=True))
    if form == "visit":
        answer = post(worker, visit_url(world), visit(world, **parts, narrative="Kept words"))
    else:
        sent = {"name": "Somebody", "because": "Kept words", **parts}
        answer = post(worker, reverse("emergency"), sent)
    page = asked_again(answer, name)
    boxes = {e.attributes.get("name"): e.attributes.get("value") or "" for e in page.all("input")}
    assert [boxes[box] for box in parts] == list(typed)
    assert "Kept words" in answer.content.decode()
    assert visits(world) == 2


@pytest.mark.parametrize("typed", UNREAL_TIMES)
@pytest.mark.parametrize("name", ["started", "ended"])
def test_a_time_that_does_not_exist_is_asked_again(
    name: str, typed: str, world: World, worker: Client
) -> None:
    answer = post(worker, visit_url(world), visit(world, **{name: typed}))
    page = asked_again(answer, name)
    (box,) = page.all("input", name=name)
    assert box.attributes["value"] == typed


def test_a_visit_in_the_future_or_before_birth_is_asked_again(world: World, worker: Client) -> None:
    asked_again(post(worker, visit_url(world), visit(world, **{"day-year": "2999"})), "day")
    before = asked_again(post(worker, visit_url(world), visit(world, **{"day-year": "1999"})), "day")
    assert "id_started-error" not in before.by_id()
    asked_again(post(worker, visit_url(world), visit(world, started="4pm", ended="3pm")), "ended")


def clocks_change(month: int, **times: str) -> dict[str, str]:
    """A day in 2026 on which clocks in England change: 29 March, 25 October."""
    days = {3: "29", 10: "25"}
    return {"day-day": days[month], "day-month": str(month), "day-year": "2026"} | times


@pytest.mark.parametrize("typed", ["1am", "01:30", "1:59am"])
def test_a_time_that_was_left_out_is_asked_again(typed: str, world: World, worker: Client) -> None:
    sent = visit(world, **clocks_change(3, started=typed), narrative="Kept words")
    answer = post(worker, visit_url(world), sent)
    page = asked_again(answer, "started")
    assert "Kept words" in answer.content.decode()
    assert "id_day-error" not in page.by_id()
    asked_again(post(worker, visit_url(world), visit(world, **clocks_change(3, ended=typed))), "ended")
    assert visits(world) == 2


@pytest.mark.parametrize("times", [(3, "00:59"), (3, "2am"), (10, "01:30"), (10, "1am")])
def test_a_time_that_there_was_is_taken_be_it_twice(
    times: tuple[int, str], world: World, worker: Client
) -> None:
    month, started = times
    answer = post(worker, visit_url(world), visit(world, **clocks_change(month, started=started)))
    assert answer.status_code == 302
    assert visits(world) == 3


def test_a_date_of_birth_ahead_is_asked_again(worker: Client) -> None:
    born = {"date_of_birth-day": "3", "date_of_birth-month": "3", "date_of_birth-year": "2999"}
    answer = post(worker, reverse("emergency"), {"name": "Somebody", "because": "Kept words"} | born)
    asked_again(answer, "date_of_birth")
    assert "Date of birth must be today or in the past" in answer.content.decode()
    assert "Kept words" in answer.content.decode()


@pytest.mark.parametrize("login", ["", "nobody", "a\x00@example.org", "\x00", "a" * 5000 + "@example.org"])
def test_signing_in_asks_in_our_words(login: str) -> None:
    answer = post(Client(), reverse("account_login"), {"login": login, "password": "a\x00"})
    errors = [
        each.text
        for each in Page(answer.content.decode()).all("p")
        if "error" in (each.attributes["class"] or "")
    ]
    assert len(errors) == 2
    assert "Enter your work email" in errors[0]
    assert "." not in errors[0].replace("example.org", ""), "one error, and in our words"
    assert errors[1].endswith("Enter your password")


@pytest.mark.parametrize("after", ["<b>", "idle<b>", "\x00", ""])
def test_what_is_no_reason_for_signing_out_gives_the_page_to_sign_in(after: str) -> None:
    answer = Client().get(reverse("account_login"), {"after": after})
    assert answer.status_code == 200
    assert [each.text for each in Page(answer.content.decode()).all("h1")] == ["Sign in"]


VISIT_FIELDS = ["occasion", "as_of", "version", "day-day", "day-month", "day-year", "started", "ended", "place", "who", "alone",
                "because", "narrative", "said", "worried"]  # fmt: skip


@pytest.mark.parametrize("strange", EACH_STRANGE)
@pytest.mark.parametrize("field", VISIT_FIELDS)
def test_no_field_of_a_visit_breaks_the_page(field: str, strange: str, world: World, worker: Client) -> None:
    name = f"said_{world.child_ref}" if field == "said" else field
    answer = post(worker, visit_url(world), visit(world, **{name: STRANGE[strange]}))
    if answer.status_code == 302:
        assert visits(world) == 3
        return
    assert visits(world) == 2
    assert answer.status_code in {400, 409, 422}
    if answer.status_code != 400:
        assert_wired(answer.content.decode())
    assert b"<script>alert" not in answer.content
    assert b"We played cards." in answer.content or field == "narrative" or answer.status_code == 400


@pytest.mark.parametrize("strange", sorted(set(STRANGE) - {"a lone surrogate", "spaces"}))
@pytest.mark.parametrize("field", ["narrative", "said"])
def test_words_are_kept_or_come_back(field: str, strange: str, world: World, worker: Client) -> None:
    name = f"said_{world.child_ref}" if field == "said" else field
    words = STRANGE[strange]
    answer = post(worker, visit_url(world), visit(world, **{name: words}))
    if answer.status_code == 302:
        with tenancy.within([world.council_id]):
            kept = getattr(Visit.objects.order_by("-pk").first(), field)
        assert kept == words.replace("\r\n", "\n").replace("\r", "\n").strip()
        page = worker.get(reverse("child", args=[world.child_ref])).content.decode()
        assert html.escape(kept.splitlines()[0])[:100] in page
    else:
        asked_again(answer, name)
        readable = words[:6] if strange in {"NUL", "controls"} else words
        shown = next(e.text for e in Page(answer.content.decode()).all("textarea", name=name))
        assert shown.lstrip("\n").startswith(readable[:1])


@pytest.mark.parametrize("field", ["narrative", "started", "day-day", "who", "as_of", "alone"])
def test_ten_megabytes_come_back_with_an_error_beside_them(field: str, world: World, worker: Client) -> None:
    answer = post(worker, visit_url(world), visit(world, **{field: "x" * TEN_MEGABYTES}))
    assert answer.status_code == (409 if field == "as_of" else 422)  # the page cannot tell what it knew of
    assert len(answer.content) < TEN_MEGABYTES or field != "as_of"
    assert visits(world) == 2
    if field == "narrative":
        asked_again(answer, "narrative")
        assert b"x" * TEN_MEGABYTES in answer.content


@pytest.mark.parametrize("field", ["day", "started", "place", "who", "alone"])
def test_a_field_that_is_missing_is_asked_for(field: str, world: World, worker: Client) -> None:
    names = {"day": ["day-day", "day-month", "day-year"]}.get(field, [field])
    answer = post(worker, visit_url(world), visit(world, **dict.fromkeys(names)))
    asked_again(answer, field)
    assert "We played cards." in answer.content.decode()


def test_nothing_at_all_is_asked_for(world: World, worker: Client) -> None:
    asked_again(post(worker, visit_url(world), {}), "day", "started", "who")
    asked_again(post(worker, reverse("emergency"), {}), "name", "date_of_birth", "because")


def test_other_children_cannot_be_named_in_a_visit(world: World, worker: Client) -> None:
    for ref in (world.plain_ref, world.neighbour_ref, "0" * 20, str(world.child_id)):
        answer = post(worker, visit_url(world), visit(world, who=[world.child_ref, ref]))
        asked_again(answer, "who")
        answer = post(worker, visit_url(world), visit(world, alone=ref))
        asked_again(answer, "alone")
        sent = visit(world) | {f"said_{ref}": "Words of another child"}
        if ref != str(world.child_id):  # that is no name of a box
            asked_again(post(worker, visit_url(world), sent), "without_them")
        with rolled_back():
            assert post(worker, visit_url(world), sent | {"without_them": "on"}).status_code == 302
            with tenancy.within([world.council_id]):
                assert not Visit.objects.filter(said="Words of another child").exists()


@pytest.mark.parametrize("field", ["place", "alone", "because", "who"])
def test_a_choice_that_was_not_offered_is_asked_again(field: str, world: World, worker: Client) -> None:
    answer = post(worker, visit_url(world), visit(world, **{field: "elsewhere"}))
    asked_again(answer, field)


def test_fields_sent_twice_are_read_once(world: World, worker: Client) -> None:
    sent = visit(world, started=["3pm", "00:01"], narrative=["one", "two"], who=[world.child_ref] * 3)
    answer = post(worker, visit_url(world), sent)
    assert answer.status_code == 302
    with tenancy.within([world.council_id]):
        assert Visit.objects.order_by("-pk").first().narrative == "two"


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x",
                                  "application/x-www-form-urlencoded; charset=utf-16", "nonsense", ""])  # fmt: skip
@pytest.mark.parametrize(
    "body", [b'{"who": ["x"]}', b"\xff\xfe\x00%", b"%00=%ff&%ed%a0%80=1", b"--x\r\nbroken"]
)
def test_a_body_of_another_kind_saves_nothing(kind: str, body: bytes, world: World, worker: Client) -> None:
    for url in (visit_url(world), reverse("emergency"), reverse("account_login")):
        client = worker if url != reverse("account_login") else Client()
        answer = client.generic("POST", url, body, content_type=kind)
        assert answer.status_code in {200, 400, 422}, url
        assert b"<h1" in answer.content
    assert visits(world) == 2


def test_a_file_in_the_place_of_words_is_no_words(world: World, worker: Client) -> None:
    sent = visit(
        world, narrative=SimpleUploadedFile("words.txt", b"words"), started=SimpleUploadedFile("t", b"4pm")
    )
    asked_again(worker.post(visit_url(world), sent), "started")


def test_invalid_bytes_come_back_as_what_cannot_be_kept(world: World, worker: Client) -> None:
    body = urlencode(visit(world, narrative=None), doseq=True) + "&narrative=%ff%fe%ed%a0%80words"
    answer = worker.generic("POST", visit_url(world), body, content_type=FORM)
    assert answer.status_code in {302, 422}


def test_a_body_larger_than_any_page_takes_is_refused_in_words(world: World, worker: Client) -> None:
    answer = post(worker, visit_url(world), visit(world, narrative="x" * 41_000_000))
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()
    many = urlencode([("field", "1")] * 600)
    answer = worker.generic("POST", visit_url(world), many, content_type=FORM)
    assert answer.status_code == 400
    assert "could not be read" in answer.content.decode()
    assert visits(world) == 2


def test_the_same_page_sent_twice_is_saved_once(world: World, worker: Client) -> None:
    sent = visit(world)
    for _ in range(2):
        answer = post(worker, visit_url(world), sent)
        assert answer.status_code == 302
        assert sent["occasion"] in answer["Location"]
    assert visits(world) == 3


def test_a_page_overtaken_by_another_visit_is_shown_again_and_can_be_sent(
    world: World, worker: Client
) -> None:
    late = visit(world, narrative="My own words")
    assert post(worker, visit_url(world), visit(world)).status_code == 302
    answer = post(worker, visit_url(world), late)
    assert answer.status_code == 409
    assert "recorded a visit to Zephyrine too" in answer.content.decode()
    assert post(worker, visit_url(world), chosen(answer, "apart")).status_code == 302
    assert visits(world) == 4


@pytest.mark.parametrize("token", [None, "", "x" * 64, "\x00"])
def test_a_form_open_too_long_shows_what_was_typed_and_can_be_sent_again(
    token: str | None, world: World
) -> None:
    client = world.client("social worker", enforce_csrf_checks=True)
    sent = visit(
        world, narrative="Long words <b>that must not be lost</b>, of many letters", csrfmiddlewaretoken=token
    )
    answer = post(client, visit_url(world), sent)
    assert answer.status_code == 403
    assert visits(world) == 2
    page = Page(answer.content.decode())
    assert "<b>that must" not in answer.content.decode()
    typed: dict[str, list[str]] = {}
    for box in page.all("input", type="hidden"):
        typed.setdefault(box.attributes["name"] or "", []).append(box.attributes["value"] or "")
    assert typed["narrative"] == [sent["narrative"]]
    again = post(client, visit_url(world), typed)
    assert again.status_code == 302
    assert visits(world) == 3


def test_a_password_is_never_shown_again(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("account_login"), {"login": "a@example.org", "password": PASSWORD})
    assert answer.status_code == 403
    assert PASSWORD not in answer.content.decode()


@pytest.mark.parametrize("strange", EACH_STRANGE)
@pytest.mark.parametrize("field", ["login", "password", "next"])
def test_no_field_of_signing_in_breaks_the_page(field: str, strange: str, world: World) -> None:
    sent = {"login": "nobody@example.org", "password": "wrong", field: STRANGE[strange]}
    answer = post(Client(), reverse("account_login"), sent)
    assert answer.status_code in {200, 400, 422}
    assert b"<script>alert" not in answer.content
    answer = Client().get(
        reverse("account_login") + "?next=" + quote(STRANGE[strange], errors="surrogatepass")[:20_000]
    )
    assert answer.status_code in {200, 400}
    assert b"<script>alert" not in answer.content


@pytest.mark.parametrize("strange", EACH_STRANGE)
@pytest.mark.parametrize(
    "field", ["name", "date_of_birth-day", "date_of_birth-month", "date_of_birth-year", "because"]
)
def test_no_field_of_the_emergency_door_breaks_the_page(
    field: str, strange: str, world: World, worker: Client
) -> None:
    born = {"date_of_birth-day": "3", "date_of_birth-month": "3", "date_of_birth-year": "2014"}
    sent = {"name": "Somebody", "because": "At risk", **born, field: STRANGE[strange]}
    answer = post(worker, reverse("emergency"), sent)
    assert answer.status_code in {302, 400, 422}
    if answer.status_code == 422:
        assert_wired(answer.content.decode())
        assert b"<script>alert" not in answer.content
        with tenancy.within([world.council_id]):
            assert not AccessWindow.objects.filter(person__ref=world.people["social worker"]).exists()


@pytest.mark.parametrize(
    "ref", ["0", "-1", "0" * 20, "9" * 5_000, "G" * 20, "\u0661" * 20, "%00", "0" * 19 + "%00"]
)
def test_a_notice_that_is_nobodys_is_not_here(ref: str, world: World, worker: Client) -> None:
    assert worker.post(f"/told/{ref}/seen").status_code == 404


@pytest.mark.parametrize("pk", ["0", "9" * 30, "0" * 20, "\x00" * 20, "g" * 20])
def test_signing_in_as_nobody_of_a_demonstration_is_not_here(pk: str, world: World) -> None:
    today = timezone.localdate()
    Installation.objects.create(kind=Installation.Kind.DEMONSTRATION, made_on=today)
    assert Client().post(f"/demonstration/{quote(pk)}").status_code == 404


@pytest.mark.parametrize("path", ["/%00", "/children/%00", "/children/" + "0" * 19 + "%00", "/%ff%fe", "/children/%ed%a0%80",
                                  "/" + "x" * 60_000, "/children/" + "0" * 60_000, "/children/../today", 
                                  "/children/" + "A" * 20, "/children/<script>alert(1)</script>", "/today/"])  # fmt: skip
def test_an_address_that_means_nothing_is_not_here(path: str, world: World, worker: Client) -> None:
    answer = worker.get(path)
    assert answer.status_code == 404
    assert b"<script>alert" not in answer.content


@pytest.mark.parametrize("strange", EACH_STRANGE)
@pytest.mark.parametrize(
    "page",
    [
        "today",
        "children",
        "choose_visit",
        "emergency",
        "child",
        "record_visit",
        "who_has_looked",
        "timetable",
    ],
)
def test_what_follows_the_question_mark_breaks_nothing(
    page: str, strange: str, world: World, worker: Client
) -> None:
    of_a_child = {"child", "record_visit", "who_has_looked", "timetable"}
    arguments = [world.child_ref] if page in of_a_child else []
    value = quote(STRANGE[strange][:10_000], errors="surrogatepass")
    for name in ("recorded", "next", "page", "why", "explained", value):
        answer = worker.get(f"{reverse(page, args=arguments)}?{name}={value}&{name}={value}")
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content


def test_what_was_recorded_is_said_only_to_its_readers(world: World, worker: Client) -> None:
    answer = post(worker, visit_url(world), visit(world))
    assert "Visit recorded" in worker.get(answer["Location"]).content.decode()
    other = world.client("worker of another practice")
    assert "Visit recorded" not in other.get(answer["Location"]).content.decode()


_texts = st.one_of(
    st.text(max_size=40), st.sampled_from(["", "home", "all", "none", "carers", "nobody", "4pm", "1", "2026"])
)
_generated = st.dictionaries(
    st.one_of(
        st.sampled_from([*VISIT_FIELDS[:-2], "worried", "said_own", "said_sibling", "csrfmiddlewaretoken"]),
        _texts,
    ),
    st.one_of(_texts, st.lists(_texts, max_size=3), st.sampled_from(["own", "sibling"])),
    max_size=16,
)


@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(changes=_generated, leave_out=st.sets(st.sampled_from(VISIT_FIELDS), max_size=3), both=st.booleans())
def test_whatever_is_sent_a_visit_is_saved_whole_or_not_at_all(
    changes: dict[str, Any], leave_out: set[str], both: bool, world: World
) -> None:
    refs = {"own": world.child_ref, "sibling": world.sibling_ref}

    def named(value: Any) -> Any:
        return [named(each) for each in value] if isinstance(value, list) else refs.get(value, value)

    sent: dict[str, Any] = visit(
        world, who=[world.child_ref, world.sibling_ref] if both else [world.child_ref]
    )
    for name, value in changes.items():
        sent[name.replace("_own", f"_{refs['own']}").replace("_sibling", f"_{refs['sibling']}")] = named(
            value
        )
    for name in leave_out:
        sent.pop(name, None)
    with rolled_back():
        before = visits(world)
        answer = post(world.client("social worker"), visit_url(world), sent)
        after = visits(world)
        if answer.status_code == 302:
            with tenancy.within([world.council_id]):
                rows = list(Visit.objects.order_by("-pk")[: after - before])
            assert 1 <= len(rows) <= 2
            assert len({(row.occasion, row.started_at, row.narrative) for row in rows}) == 1
        else:
            assert answer.status_code in {400, 409, 422}
            assert after == before
