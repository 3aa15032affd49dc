"""`steadyhand duties`: one child's facts in, every answer out; what cannot be read is named, with its mend."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from steadyhand.commands.main import main
from steadyhand.engines.timescales import RULES, Outcome, answers
from steadyhand.engines.timescales.event_names import EVENTS
from steadyhand.engines.timescales.facts_file import (
    CHILD,
    EVENT,
    EXPLANATION,
    LEGAL_STATUS,
    PERIOD_OF_CARE,
    PLACEMENT,
    SCHOOL_TERM,
    FactsError,
    Field,
    read,
)
from steadyhand.engines.timescales.facts_format import schema

EXAMPLES = sorted((Path(__file__).parents[2] / "docs/guide/examples").glob("*.json"))
ENTRY = {
    "date_of_birth": "2014-05-01",
    "periods_of_care": [{"start": "2024-03-04"}],
    "placements": [{"id": "A", "start": "2024-03-04"}],
    "events": [{"event": "visit", "at": "2024-03-08"}],
}
ANSWER = {"code", "answer", "due", "done", "missing", "unconfirmed", "trail"}


def asked(
    facts: object, on: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, dict[str, object]]:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(facts))
    assert main(["duties", str(file), "--on", on, "--json"]) == 0
    return {answer["code"]: answer for answer in json.loads(capsys.readouterr().out)}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_fit_the_schema_and_are_answered(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    jsonschema.validate(json.loads(example.read_text()), json.loads(schema()))
    assert main(["duties", str(example), "--on", "2026-03-20", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [answer["code"] for answer in found] == list(RULES)
    for answer in found:
        assert set(answer) == ANSWER
        assert Outcome(answer["answer"])
        assert (answer["answer"] == "cannot_tell") == bool(answer["missing"])
        assert answer["trail"][0]["law"]["status"] == RULES[answer["code"]].citation.status
    assert main(["duties", str(example), "--on", "2026-03-20"]) == 0
    words = capsys.readouterr().out
    assert all(code in words for code in RULES)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 3


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema()))


def test_answers_and_how_they_were_reached(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(ENTRY, "2024-04-01", tmp_path, capsys)
    assert (found["V-1"]["answer"], found["V-1"]["due"], found["V-1"]["done"]) == (
        "done_on_time",
        "2024-03-11",
        "2024-03-08",
    )
    assert (found["REV-1"]["answer"], found["REV-1"]["due"]) == ("due", "2024-04-03")
    assert (found["V-3"]["answer"], found["V-3"]["due"]) == ("not_applicable", None)
    assert found["REV-7"]["unconfirmed"] is True
    assert [step["code"] for step in found["REV-1"]["trail"]] == ["rule", "applies", "due", "due"]  # type: ignore[attr-defined]


def test_null_is_not_known_and_what_is_left_out_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = ENTRY | {"placements": [{"id": "A", "start": "2024-03-04", "area": None}]}
    assert asked(unknown, "2024-04-01", tmp_path, capsys)["PP-3"]["missing"] == ["placements.A.area"]
    assert asked(ENTRY, "2024-04-01", tmp_path, capsys)["PP-3"]["answer"] == "not_applicable"
    unseen = ENTRY | {"events": [{"event": "visit", "at": "2024-03-08", "child_seen": None}]}
    assert asked(unseen, "2024-04-01", tmp_path, capsys)["V-1"]["missing"] == [
        "events.visit.2024-03-08.child_seen"
    ]
    no_age = {name: value for name, value in ENTRY.items() if name != "date_of_birth"}
    found = asked(no_age, "2024-04-01", tmp_path, capsys)
    assert found["REC-1"]["missing"] == ["date_of_birth"]


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        ("2024-03-08T09:59Z", "done_on_time"),
        ("2024-03-08T10:00:01Z", "done_late"),
        ("2024-03-08T10:30+01:00", "done_on_time"),
        ("2024-03-08T09:00", "done_on_time"),
        ("2024-03-08", "cannot_tell"),
        ("2024-03-07", "done_on_time"),
        ("2024-03-09", "done_late"),
    ],
)
def test_hours_are_elapsed_hours_in_utc(
    at: str, answer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spell = [
        {"event": "missing_end", "at": "2024-03-05", "time": "10:00"},
        {"event": "return_interview", "at": at},
    ]
    found = asked(ENTRY | {"events": spell}, "2024-04-01", tmp_path, capsys)["M-4"]
    assert found["answer"] == answer
    if answer == "cannot_tell":
        assert found["missing"] == ["events.return_interview.2024-03-08.time"]


def test_standard_input_and_no_database(tmp_path: Path) -> None:
    """Nothing is stored, and nothing needs to be there."""
    run = subprocess.run(
        [sys.executable, "-m", "steadyhand.commands", "duties", "-", "--on", "2024-04-01"],
        input=json.dumps(ENTRY), capture_output=True, text=True, cwd=tmp_path, check=False,
        env={"STEADYHAND_DATA": str(tmp_path / "none"), "PATH": "/usr/bin"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "Late\n" in run.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("changed", "path", "mend"),
    [
        ([], "The file", "Write an object"),
        ({"date_of_birth": "2014-02-30"}, "date_of_birth", "YYYY-MM-DD"),
        ({"date_of_birth": 20140501}, "date_of_birth", "YYYY-MM-DD"),
        ({"date_of_brith": "2014-05-01"}, "date_of_brith", "Did you mean date_of_birth?"),
        ({"placements": {"id": "A"}}, "placements", "Write a list"),
        ({"placements": None}, "placements", "Write a list"),
        ({"placements": [{"start": "2024-03-04"}]}, "placements[0].id", "is not there"),
        ({"placements": [{"id": "A", "start": "2024-03-04", "adoptive": "no"}]}, "placements[0].adoptive", "null"),
        ({"placements": [{"id": "A", "start": "2024-03-04", "area": "near"}]}, "placements[0].area", "distant"),
        ({"placements": [{"id": "A", "start": "2024-03-04", "end": "2024-03-01"}]}, "placements[0]", "before"),
        ({"events": [{"event": "vist", "at": "2024-03-08"}]}, "events[0].event", "Did you mean visit?"),
        ({"events": [{"event": "visit"}]}, "events[0].at", "is not there"),
        ({"events": [{"event": "visit", "at": None}]}, "events[0].at", "cannot be"),
        ({"events": [{"event": "visit", "at": "2024-03-08T25:00Z"}]}, "events[0].at", "day and time"),
        ({"events": [{"event": "visit", "at": "2024-03-08T10:00Z", "time": "10:00"}]}, "events[0]", "twice"),
        ({"events": [{"event": "visit", "at": "2024-03-08", "number": 1.5}]}, "events[0].number", "whole number"),
        ({"events": [{"event": "visit", "at": "2024-03-08", "placement": "Z"}]}, "events[0].placement", "List it in placements"),
        ({"events": [{"event": ["visit"], "at": "2024-03-08"}]}, "events[0].event", "not an event"),
        ({"events": [{"event": "visit", "at": "2014-W10-3"}]}, "events[0].at", "day that exists"),
        ({"events": [{"event": "visit", "at": "9999-12-31T23:59-12:00"}]}, "events[0].at", "to 2199"),
        ({"events": [{"event": "visit", "at": "2024-03-08", "time": "10:00+05:00"}]}, "events[0].time", "in `at`"),
        ({"events": [{"event": "visit", "at": "2024-03-08", "outcome": "Refused"}]}, "events[0].outcome", "refused"),
        ({"events": [{"event": "visit", "at": "2024-03-08", "by": "Director"}]}, "events[0].by", "small letters"),
        ({"explanations": [{"duty": {}, "due": "2024-03-11", "at": "2024-03-12"}]}, "explanations[0].duty", "table"),
        ({"date_of_birth": "9999-12-31"}, "date_of_birth", "1900 to 2199"),
        ({"date_of_death": "2014-04-30"}, "date_of_death", "before birth"),
        ({"periods_of_care": [{"start": "9999-12-30"}]}, "periods_of_care[0].start", "1900 to 2199"),
        ({"periods_of_care": [{"start": "2024-03-04"}, {"start": "2024-03-05"}]}, "periods_of_care", "overlap"),
        ({"events": [{"event": "placement_start", "at": "2024-03-05"}]}, "events[0].event", "List it in placements"),
        ({"explanations": [{"duty": "V-99", "due": "2024-03-11", "at": "2024-03-12"}]}, "explanations[0].duty", "duty"),
        ({"legal_status": [{"code": "", "from": "2024-03-04"}]}, "legal_status[0].code", "such as C2"),
        ({"legal_status": [{"code": "c2", "from": "2024-03-04"}]}, "legal_status[0].code", "such as C2"),
        ({"legal_status": [{"code": "C2 ", "from": "2024-03-04"}]}, "legal_status[0].code", "such as C2"),
        ({"reason_care_ended": "zz"}, "reason_care_ended", "such as C2 or E11"),
        ({"key_stage": True}, "key_stage", "Write 1 to 5"),
        ({"key_stage": 7}, "key_stage", "Write 1 to 5"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_where_and_what_to_do(changed: object, path: str, mend: str) -> None:
    told = ENTRY | changed if isinstance(changed, dict) else changed
    with pytest.raises(FactsError) as refused:
        read(told)
    assert str(refused.value).startswith(f"{path}: ")
    assert mend in str(refused.value)


AT_THE_BORDERS: list[object] = [
    None, True, 0, 4.0, 4.5, -1, 10_000, "", " ", "a", "A b", [], {}, ["visit"], "visit", "V-1", "inside", "refused",
    "1899-12-31", "1900-01-01", "2014-W10-3", "2024-02-30", "2024-03-08", "2199-12-31", "2200-01-01", "9999-12-31",
    "2024-03-08T10:00", "2024-03-08T10:00Z", "2024-03-08T10:00:59+05:30", "2024-03-08T24:00Z", "2199-12-31T23:59-12:00",
    "10:00", "10:00Z", "10:00:59", "10:00+01:00", "24:00", "director", 5, 6, "C2", "c2", "E4A",
]  # fmt: skip


# What no schema says: a day that does not exist, and what does not go together.
TOGETHER = ("2024-02-30", "before", "placements", "worked out", "overlap", "twice")


@pytest.mark.parametrize(
    "fields", [CHILD, PERIOD_OF_CARE, PLACEMENT, LEGAL_STATUS, SCHOOL_TERM, EVENT, EXPLANATION]
)
def test_the_schema_refuses_what_the_reader_refuses_and_no_answer_breaks(fields: tuple[Field, ...]) -> None:
    """A day that does not exist apart: a schema's `format` is only advice."""
    published = jsonschema.Draft202012Validator(json.loads(schema()))
    owner = next((field.name for field in CHILD if field.ordinary is fields), "")
    whole = {
        "ssda903": "C2",
        "day": "2024-03-04",
        "moment": "2024-03-04",
        "text": "A",
        "event": "visit",
        "code": "V-1",
    }
    ordinary = {field.name: whole[field.kind] for field in fields if field.required}
    for field in fields:
        for value in AT_THE_BORDERS:
            row = ordinary | {field.name: value}
            told = {owner: [row]} if owner else row
            fits = published.is_valid(told)
            said = refusal_of(told)
            if said:
                assert not fits or any(word in said for word in TOGETHER), (field.name, value, said)
            else:
                assert fits, (field.name, value)
                for on in (date(1900, 1, 1), date(2024, 4, 1), date(2199, 12, 31)):
                    assert len(answers(read(told), on=on)) == len(RULES)


def refusal_of(told: object) -> str:
    try:
        read(told)
    except FactsError as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"{", "is not JSON: line 1, column 2"),
        (b"\xff\xfe{}", "is not text in UTF-8, at byte 0"),
        (b'{"uasc": true, "uasc": false}', "uasc is there twice"),
        (b'{"key_stage": NaN}', "NaN is not a value of this format"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"date_of_birth": "\\ud800"}', "YYYY-MM-DD"),
        (b'{"reason_care_ended": "\\ud800"}', "Write a code"),
        (b'{"key_stage": ' + b"1" * 5_000 + b"}", "is too long a number"),
        (b'{"\\ud800": 1}', "is not a name of this format"),
    ],
)
def test_a_file_that_is_no_facts_is_refused_in_words(
    raw: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes(raw)
    assert main(["duties", str(file), "--on", "2024-04-01"]) == 1
    assert says in capsys.readouterr().err


def test_a_file_that_is_not_there_and_a_day_that_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["duties", str(tmp_path / "none.json"), "--on", "2024-04-01"]) == 1
    assert "cannot be read: No such file" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    with pytest.raises(SystemExit):
        main(["duties", "-", "--on", "2024-02-30"])
    assert "is not a day from 1900 to 2199 that exists" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["duties", "-", "--on", "2014-W10-3"])


def test_every_name_that_a_duty_turns_on_can_be_told() -> None:
    """Each event by itself, and each field, is read without a word of complaint."""
    for name in sorted(
        EVENTS
        - {
            "looked_after_start",
            "looked_after_end",
            "placement_start",
            "placement_end",
            "first_placement_start",
        }
    ):
        facts = read({"events": [{"event": name, "at": "2024-03-08"}]})
        assert facts.events[0].day == date(2024, 3, 8)
    empty = read({})
    assert empty.date_of_birth is None
    assert empty.placements == ()


def test_an_answer_for_which_there_is_no_room_is_said_to_be_cut_short() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "steadyhand.commands", "duties", str(EXAMPLES[0]), "--on", "2026-01-01"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        1,
        "There is no room left where the answer is written: it is cut short. Make room, and ask again.\n",
    )
