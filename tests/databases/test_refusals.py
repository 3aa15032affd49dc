"""Ways of using a database that would not work here are refused when tests are collected, with what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent

PLANTED = """
import pytest

def test_flushes_by_fixture(transactional_db): pass

@pytest.mark.django_db(transaction=True)
def test_flushes_by_mark(): pass

def test_mixes(db, fresh_database): pass

@pytest.mark.django_db
def test_mixes_by_mark(fresh_demonstration): pass

def test_is_fine(db): pass
"""


def test_what_would_not_work_is_refused(tmp_path: Path) -> None:
    (tmp_path / "test_planted.py").write_text(PLANTED)
    (tmp_path / "conftest.py").write_text((TESTS / "conftest.py").read_text())
    result = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "--rootdir", tmp_path, "-c", TESTS.parent / "pyproject.toml"),
            *("-o", f"pythonpath={TESTS}", tmp_path),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == pytest.ExitCode.USAGE_ERROR, result.stdout + result.stderr
    for name, says in {
        "test_flushes_by_fixture": "Use fresh_database",
        "test_flushes_by_mark": "Use fresh_database",
        "test_mixes": "asks for fresh_database beside another database",
        "test_mixes_by_mark": "asks for fresh_demonstration beside another database",
    }.items():
        (line,) = (line for line in result.stderr.splitlines() if f"::{name} " in line)
        assert says in line
    assert "test_is_fine" not in result.stderr
