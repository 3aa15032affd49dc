"""The import contracts of `pyproject.toml` hold, for type checking too, and there is one for every room."""

import tomllib
from pathlib import Path

from architecture.imports import broken_contracts
from architecture.source import PACKAGE, REPOSITORY, SOURCE, context_ranks

PYPROJECT = REPOSITORY / "pyproject.toml"


def test_import_contracts_hold() -> None:
    assert broken_contracts(SOURCE) == set()


def test_imports_for_type_checking_run_downwards_too(counting_type_checking: Path) -> None:
    # Contract 6 alone lets them be: a type may name another context's model, never a higher room.
    assert broken_contracts(SOURCE, config=counting_type_checking) <= {"6"}


def test_every_contract_of_the_house_is_written_down() -> None:
    assert {contract["name"].partition(".")[0] for contract in _contracts()} == {*"123456789", "4a"}


def test_every_context_keeps_its_models_to_itself() -> None:
    kept = {
        (contract["protected_modules"][0], contract["allowed_importers"][0])
        for contract in _contracts()
        if contract["type"] == "protected"
    }
    assert kept == {(f"{PACKAGE}.*.{name}.models", f"{PACKAGE}.contexts.{name}") for name in context_ranks()}


def test_every_engine_but_ssda903_is_refused_bytes() -> None:
    engines = {path.parent.name for path in (SOURCE / PACKAGE / "engines").glob("*/__init__.py")}
    listed = next(contract["source_modules"] for contract in _contracts() if contract["id"] == "bytes")
    assert set(listed) == {f"{PACKAGE}.engines.{name}" for name in engines - {"ssda903"}} | {
        f"{PACKAGE}.kernel"
    }


def _contracts() -> list[dict]:
    return tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
