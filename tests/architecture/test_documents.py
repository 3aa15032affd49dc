"""Decision records keep their numbers, names and parts; the glossary says each term once, in one sentence."""

import re

import pytest

from architecture.source import REPOSITORY, is_sentence

DECISIONS = sorted((REPOSITORY / "docs" / "decisions").glob("[0-9]*.md"))
PARTS = ["Context", "Options", "Decision", "Consequences", "Superseded by"]


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [path.name[:4] for path in DECISIONS] == [
        f"{number:04}" for number in range(1, len(DECISIONS) + 1)
    ]
    assert DECISIONS


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem[:4])
def test_a_decision_is_named_for_its_heading_and_has_its_parts(path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    slug = re.sub(r"[^a-z0-9]+", "-", lines[0].removeprefix("# ").lower()).strip("-")
    assert lines[0].startswith("# ")
    assert path.stem == slug
    assert [line.removeprefix("## ") for line in lines if line.startswith("## ")] == PARTS


def test_the_glossary_says_each_term_once_in_one_sentence_in_order() -> None:
    text = (REPOSITORY / "GLOSSARY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", text, flags=re.MULTILINE)
    rows = [(term, meaning) for term, meaning in rows if term != "Term" and set(term) != {"-"}]
    terms = [term.lower().strip("`") for term, _ in rows]
    assert len(rows) > 100
    assert terms == sorted(set(terms))
    assert not [term for term, meaning in rows if not is_sentence(meaning) or ". " in meaning.rstrip(".")]
