"""The search of the servers' logs, which runs after every test of this folder, finds what there is to find."""

from __future__ import annotations

import pytest

from browser.logged import found_in

NAMES = {"Quillfeather", "Tayo", "Bo"}
TEXTS = {"14 Withern Road", "Cried about the moving van, and would not say why that was so"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"event": "request", "route": "child", "status": 200}', []),
        ('{"event": "quillfeather"}', ["Quillfeather"]),
        ("GET /find?q=Tayo%20A", ["Tayo"]),
        ("tayoto is a town; a bo tree", []),
        ("at 14%20Withern%20Road", ["14 Withern Road"]),
        ("q=14+withern+road", ["14 Withern Road"]),
        ("Cried about the moving van, and would not", [max(TEXTS, key=len)]),
    ],
)
def test_what_is_there_is_found(line: str, told: list[str]) -> None:
    assert found_in(line, names=NAMES, texts=TEXTS) == told
