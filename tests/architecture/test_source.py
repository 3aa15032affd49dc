"""Rules of the house that only the syntax tree or the text can show. Each finding says what to do instead."""

from architecture import committed, purity, rooms, shape, verbs
from architecture.source import REPOSITORY, SOURCE, committed_files, report

TESTS = REPOSITORY / "tests"


def test_engines_and_kernel_use_no_clock_chance_file_or_output() -> None:
    assert not (found := purity.impure(SOURCE)), report(found)


def test_law_and_money_use_no_floats() -> None:
    assert not (found := purity.floats(SOURCE)), report(found)


def test_the_kernel_stands_on_the_standard_library_alone() -> None:
    assert not (found := purity.kernel_imports(SOURCE)), report(found)


def test_every_package_says_what_lives_there() -> None:
    assert not (found := shape.wordless_packages(SOURCE)), report(found)


def test_nothing_is_called_utils() -> None:
    assert not (found := shape.utils(SOURCE, TESTS)), report(found)


def test_no_source_file_is_longer_than_can_be_read() -> None:
    assert not (found := shape.long_files(SOURCE, TESTS)), report(found)


def test_every_write_names_who_and_when() -> None:
    assert not (found := verbs.loose_operations(SOURCE)), report(found)


def test_no_model_of_a_context_is_reached_by_its_name_from_outside() -> None:
    assert not (found := verbs.reached_by_name(SOURCE)), report(found)


def test_pages_ask_for_no_rows_by_themselves() -> None:
    assert not (found := rooms.own_queries(SOURCE)), report(found)


def test_nothing_committed_names_one_machine() -> None:
    assert not (found := committed.machine_names(committed_files(REPOSITORY), root=REPOSITORY)), report(found)


def test_lock_files_fetch_from_public_registries_alone() -> None:
    assert not (found := committed.private_registries(committed_files(REPOSITORY), root=REPOSITORY)), report(
        found
    )
