"""Fixtures for the checks of the house."""

import shutil
from pathlib import Path

import pytest

from architecture.source import PACKAGE, REPOSITORY, SOURCE


@pytest.fixture
def copied_source(tmp_path: Path) -> Path:
    """A copy of `src` to plant faults in."""
    root = tmp_path / "src"
    ignored = shutil.ignore_patterns("__pycache__", "static", "node_modules")
    shutil.copytree(SOURCE / PACKAGE, root / PACKAGE, ignore=ignored)
    return root


@pytest.fixture
def counting_type_checking(tmp_path: Path) -> Path:
    """The import contracts with imports for type checking counted like any other."""
    written = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    option = "exclude_type_checking_imports = true"
    assert written.count(option) == 1, "the option that leaves imports for type checking aside has moved"
    config = tmp_path / "pyproject.toml"
    config.write_text(written.replace(option, "exclude_type_checking_imports = false"), encoding="utf-8")
    return config
