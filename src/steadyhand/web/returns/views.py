"""Checking a return in the browser: files in, findings on a page, nothing kept.

Findings that somebody takes away are those that the page itself sends back: no file and no finding stays here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.web.entry.doors import VisitorRequest, signed_in
from steadyhand.web.returns.forms import ReturnForm

if TYPE_CHECKING:
    from steadyhand.engines.ssda903 import Checked
    from steadyhand.engines.ssda903.reading import Read

UNFOLDED = 200_000_000  # bytes to which a zip may unfold here; the command takes more
KINDS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check_return(request: VisitorRequest) -> HttpResponse:
    """Ask the rules of the files that are handed over, and show what they find."""
    if request.method != "POST":
        return _form(request, ReturnForm(), 200)
    form = ReturnForm(request.POST, request.FILES)
    found = _checked(form) if form.is_valid() else None
    if found is None:
        return _form(request, form, 422)
    return render(request, "returns/findings.html", {"page_title": "Return checked", **found})


def _form(request: VisitorRequest, form: ReturnForm, status: int) -> HttpResponse:
    return render(
        request, "returns/check.html", {"page_title": "Check a return", "form": form}, status=status
    )


def _checked(form: ReturnForm) -> dict[str, Any] | None:
    """The context of the page of findings; nothing where the form has been told what is wrong."""
    from steadyhand.engines import ssda903
    from steadyhand.engines.ssda903 import providers, reading
    from steadyhand.web.returns.findings import arranged

    said = form.cleaned_data
    try:
        read = reading.read(_contents(said["this"]), _contents(said["last"]), most_bytes=UNFOLDED)
    except reading.ReadingError as wrong:
        form.add_error("this", str(wrong))
        return None
    try:
        homes = providers.read(*(one.read() for one in said["providers"])) if said["providers"] else None
    except ValueError as wrong:
        form.add_error("providers", str(wrong))
        return None
    checked = ssda903.check(read.tables, year=said["year"], authority=said["authority"], providers=homes)
    found = arranged(checked, read)
    return {**found, "notes": read.notes, "findings": _sent(checked, found["whose"], read)}


def _contents(files: Sequence[UploadedFile[Any]]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for number, one in enumerate(files):
        name = one.name or "file"
        found[name if name not in found else f"{name} ({number + 1})"] = one.read()
    return found


# What the page sends back


def _sent(checked: Checked, whose: Mapping[str, Sequence[str]], read: Read) -> str:
    failing = {code: found for code, found in checked.failed.items() if found}
    children: dict[str, dict[int, str]] = {}
    for found in failing.values():
        for table, rows in found.items():
            children.setdefault(table, {}).update((row, whose[table][row]) for row in rows)
    told = {
        "year": checked.year.label,
        "rules": checked.failed,
        "not_run": checked.not_run,
        "rows": dict(checked.rows),
        "children": children,
        "sources": {
            table: [[one.name, one.rows, one.line] for one in some] for table, some in read.sources.items()
        },
    }
    return json.dumps(told, separators=(",", ":"), default=dict)


@require_POST
@signed_in
def return_findings(request: VisitorRequest) -> HttpResponse:
    """The findings that a page shows, as a file."""
    from steadyhand.engines.ssda903 import writing

    kind = request.POST.get("as", "")
    told = _read_back(request.POST.get("findings", ""))
    if kind not in KINDS or told is None:
        context = {"page_title": "Check a return", "form": ReturnForm(), "not_whole": True}
        return render(request, "returns/check.html", context, status=422)
    checked, children, read = told
    made = (
        writing.as_json(checked)
        if kind == "json"
        else writing.as_csv(checked, children, read.place)
        if kind == "csv"
        else writing.as_workbook(checked, children, read.place)
    )
    name = f"return-{checked.year.label.replace('/', '-')}-findings.{kind}"
    return HttpResponse(
        made,
        content_type=KINDS[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _read_back(text: str) -> tuple[Checked, dict[str, dict[int, str]], Read] | None:
    """Findings as `_sent` wrote them; nothing for what is not."""
    from steadyhand.engines.ssda903 import Checked
    from steadyhand.engines.ssda903.reading import Read, Source
    from steadyhand.engines.ssda903.rule import ROWS
    from steadyhand.engines.ssda903.year import CollectionYear

    try:
        told = json.loads(text)
        rows = {str(name): int(number) for name, number in told["rows"].items()}
        rules = {
            code: {table: [int(row) for row in found] for table, found in tables.items()}
            for code, tables in told["rules"].items()
            if code in ROWS
        }
        not_run = {code: str(why) for code, why in told["not_run"].items() if code in ROWS}
        children = {
            table: {int(row): str(child) for row, child in found.items()}
            for table, found in told["children"].items()
        }
        read = Read()
        for table, some in told["sources"].items():
            read.sources[table] = [Source(str(name), int(number), int(line)) for name, number, line in some]
        for tables in rules.values():
            for table, found in tables.items():
                if not children[table].keys() >= set(found):
                    return None
                for row in found:
                    read.place(table, row)
        return Checked(CollectionYear(str(told["year"])), rules, not_run, rows), children, read
    except (LookupError, ArithmeticError, ValueError, TypeError, AttributeError, RecursionError):
        return None
