"""Generated documents: written, compared, and never left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from steadyhand.commands import docs
from steadyhand.commands.refusal import Refusal

DOCUMENTS = {"one.md": lambda: "# One\n", "two.md": lambda: "# Two\n"}


def test_what_was_written_is_current(tmp_path: Path) -> None:
    docs.write(DOCUMENTS, tmp_path / "generated")
    assert (tmp_path / "generated" / "two.md").read_text() == "# Two\n"
    assert docs.check(DOCUMENTS, tmp_path / "generated") == 0


@pytest.mark.parametrize("change", ["edited", "missing", "left over"])
def test_what_differs_is_shown(change: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs.write(DOCUMENTS, tmp_path)
    capsys.readouterr()
    name = {"edited": "one.md", "missing": "two.md", "left over": "three.md"}[change]
    if change == "missing":
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_text("# Somebody's own words\n")

    assert docs.check(DOCUMENTS, tmp_path) == 1
    said = capsys.readouterr()
    assert name in said.out + said.err


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    in_the_way = tmp_path / "generated"
    in_the_way.write_text("a file, not a folder")
    with pytest.raises(Refusal, match="cannot be written"):
        docs.write(DOCUMENTS, in_the_way)
