"""The committed styles carry nothing that is not ours to show, and fetch nothing from elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import steadyhand.web

STATIC = Path(steadyhand.web.__file__).parent / "static" / "steadyhand"
SHEETS = sorted(STATIC.rglob("*.css"))


def test_both_style_sheets_are_committed():
    assert [sheet.name for sheet in SHEETS] == ["app.css", "product.css"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize(
    "forbidden", ["@font-face", "@import", "crest", "crown", "GDS Transport", "sourceMappingURL"]
)
def test_styles_hold_no_font_file_arms_or_crown(sheet, forbidden):
    assert forbidden.lower() not in sheet.read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_styles_point_only_at_files_beside_them(sheet):
    targets = re.findall(
        r"""url\(\s*["']?([^"')]*)""", sheet.read_text(encoding="utf-8"), flags=re.IGNORECASE
    )
    for target in targets:
        path = (sheet.parent / target).resolve()
        assert path.is_file(), f"{sheet.name} points at {target}, which is not a file beside it"
        assert path.is_relative_to(STATIC)


def test_only_our_own_mark_is_carried():
    images = sorted(
        path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.suffix != ".css"
    )
    assert [image for image in images if "." in image] == ["drafts.js", "images/mark.svg", "narrow.js"]


def test_our_own_style_sheet_is_the_one_that_the_build_copies():
    source = Path(__file__).parents[2] / "frontend" / "styles" / "product.css"
    assert source.read_bytes() == (STATIC / "product.css").read_bytes(), (
        "Run: npm run build --prefix frontend"
    )


def test_the_lock_of_the_npm_packages_names_no_registry():
    lock = Path(__file__).parents[2] / "frontend" / "package-lock.json"
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    assert all("integrity" in package for path, package in packages.items() if path)
    assert not [path for path, package in packages.items() if "resolved" in package]


def test_every_class_that_a_part_uses_has_a_style():
    """A class in a template that no style sheet knows is a slip of the pen."""
    styles = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
    templates = Path(steadyhand.web.__file__).parent.glob("**/templates/**/*.html")
    named = {
        name
        for template in templates
        for names in re.findall(r'class="([^"{%]*)"', template.read_text(encoding="utf-8"))
        for name in names.split()
    }
    assert "sh-duty" in named
    assert {name for name in named if f".{name}" not in styles} == UNSTYLED


# Part of the Ministry of Justice's markup that carries no rule of its own.
UNSTYLED = {"moj-timeline__header"}
