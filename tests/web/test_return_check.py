"""A return checked in the browser: what is found is shown and taken away, and nothing of it stays."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from factories import return_903
from steadyhand.engines import ssda903
from web.pages import Page
from web.world import World

MADE = return_903.made(25, seed=3, errors=0.02)
TABLES = return_903.as_frames(MADE.tables)


def files(last: str = "") -> list[SimpleUploadedFile]:
    named = {
        name: rows for name, rows in MADE.tables.items() if name.endswith("_last") == bool(last) and rows
    }
    return [
        SimpleUploadedFile(f"{name}.csv", return_903.as_csv(rows, return_903.columns(name)).encode())
        for name, rows in named.items()
    ]


def send(client: Client, **changed: object) -> str:
    sent = {"this": files(), "last": files("_last"), "year": "2026/27", "authority": "E08000035", **changed}
    answer = client.post(reverse("check_return"), sent)
    assert answer.status_code in (200, 422)
    return answer.content.decode()


def sent_back(page: str) -> str:
    (field,) = [each for each in Page(page).all("input") if each.attributes.get("name") == "findings"]
    return str(field.attributes["value"])


def rows_of_everything() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_what_is_found_is_what_the_engine_finds_and_none_of_it_stays(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    client = world.client("social worker")
    client.get(reverse("check_return"))
    before, kept = rows_of_everything(), sorted(Path(settings.DATA).rglob("*"))
    page = send(client)
    told = json.loads(sent_back(page))
    there = {name: frame for name, frame in TABLES.items() if frame.height}
    wanted = ssda903.check(there, year="2026/27", authority="E08000035")
    assert told["rules"] == {code: dict(found) for code, found in wanted.failed.items()}
    assert told["not_run"] == dict(wanted.not_run)
    assert any(told["rules"].values())
    assert rows_of_everything() == before
    assert sorted(Path(settings.DATA).rglob("*")) == kept
    assert not re.search("C3X[0-9]", caplog.text), "a child of the return is in the log"


def test_findings_are_taken_away_as_a_file(world: World) -> None:
    client = world.client("social worker")
    findings = sent_back(send(client))
    rules = json.loads(findings)["rules"]
    number = sum(len(rows) for found in rules.values() for rows in found.values())
    for kind in ("json", "csv", "xlsx"):
        answer = client.post(reverse("return_findings"), {"as": kind, "findings": findings})
        assert answer.status_code == 200
        assert answer["Content-Disposition"] == f'attachment; filename="return-2026-27-findings.{kind}"'
        assert "no-store" in answer["Cache-Control"]
        if kind == "json":
            assert json.loads(answer.content)["rules"] == rules
        elif kind == "csv":
            lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
            assert len(lines) == number
            assert {line["File"] for line in lines} >= {"Episodes.csv"}
        else:
            assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


@pytest.mark.parametrize(
    "findings",
    [
        "", "[]", "{}", "null", '{"year": "2026/27"}', "[" * 100_000,
        '{"year":"1999/00","rules":{},"not_run":{},"rows":{},"children":{},"sources":{}}',
        '{"year":"2026/27","rules":{"501":{"Episodes":[7]}},"not_run":{},"rows":{},"children":{},"sources":{}}',
        '{"year":"2026/27","rules":{"501":{"Episodes":[-1]}},"not_run":{},"rows":{},"children":{"Episodes":{"-1":"A"}},"sources":{}}',
        '{"year":"2026/27","rules":{},"not_run":{},"rows":{"Header":1e999},"children":{},"sources":{}}',
    ],
)  # fmt: skip
def test_findings_that_a_page_did_not_send_are_refused_in_words(findings: str, world: World) -> None:
    answer = world.client("social worker").post(
        reverse("return_findings"), {"as": "xlsx", "findings": findings}
    )
    assert answer.status_code == 422
    assert "What the page sent is not whole" in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"this": []}, "Choose this year’s files"),
        ({"authority": ""}, "Enter the code of your council"),
        ({"authority": "E07000026"}, "is not the code of a council that answers for children"),
        ({"year": "1999/00"}, "Choose a year"),
        ({"this": SimpleUploadedFile("a.csv", b"\x00\x01\x02" * 50)}, "a.csv"),
        ({"this": SimpleUploadedFile("a.csv", b"NAME,AGE\nA,1\n")}, "a.csv"),
        ({"this": SimpleUploadedFile("a.zip", b"PK\x03\x04 and no more")}, "a.zip"),
        ({"this": SimpleUploadedFile("a.xml", b"<a><b></a>")}, "a.xml"),
        ({"this": SimpleUploadedFile("empty.csv", b"")}, "There is a problem"),
        ({"providers": SimpleUploadedFile("homes.xlsx", b"no workbook")}, "Ofsted’s list"),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(
    changed: dict[str, object], says: str, world: World
) -> None:
    page = send(world.client("social worker"), **changed)
    assert says in page
    assert "There is a problem" in page
    if "authority" not in changed:
        assert 'value="E08000035"' in page
