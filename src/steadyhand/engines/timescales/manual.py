"""The rules table as a page of the manual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from steadyhand.engines.timescales.duties import CARRIED_OUT
from steadyhand.engines.timescales.rules import RULES, Rule

_HEADINGS: Final = ("Code", "Duty", "Due", "Applies when", "Law", "Source", "Law from", "Note")


def as_markdown(rules: Mapping[str, Rule] = RULES) -> str:
    """Every row of the table, its law and how well that is known, and whether the engine works it out."""
    lines = [
        "# Statutory timescales",
        "",
        f"{len(rules)} duties are in the table. A source that was read, or found in secondary sources, counts; "
        "an unconfirmed one is shown as such and counts nowhere.",
        "",
        _row(_HEADINGS),
        _row(("---",) * len(_HEADINGS)),
    ]
    lines += [_row(_cells(rule)) for rule in rules.values()]
    lines += ["", "## When a row applies", ""]
    for code, duty in CARRIED_OUT.items():
        if code in rules:
            lines.append(f"- **{code}**: {' '.join(condition.meaning for condition in duty.conditions)}")
    return "\n".join(lines) + "\n"


def _cells(rule: Rule) -> tuple[str, ...]:
    return (
        rule.code,
        rule.duty,
        rule.due_in_words,
        rule.applies_when,
        str(rule.citation),
        rule.citation.status.value,
        "no start shown" if rule.valid_from is None else rule.valid_from.isoformat(),
        rule.note,
    )


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
