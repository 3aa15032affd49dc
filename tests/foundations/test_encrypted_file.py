"""The encrypted file by itself: every change anywhere in it is found, and nothing is read before it is proved."""

from __future__ import annotations

import io

import pytest

from steadyhand.foundations.backups import encrypted
from steadyhand.foundations.backups.encrypted import EncryptedReader, EncryptedWriter
from steadyhand.foundations.backups.problems import BackupProblem

PASSPHRASE = "invented words that do not belong"
CHUNK = 32


@pytest.fixture(autouse=True)
def _quick_and_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encrypted, "_WORK", {"n": 16, "r": 1, "p": 1})
    monkeypatch.setattr(encrypted, "_CHUNK", CHUNK)


def written(content: bytes) -> bytes:
    file = io.BytesIO()
    with EncryptedWriter(file, PASSPHRASE) as writer:
        writer.write(content)
    return file.getvalue()


def read(content: bytes, passphrase: str = PASSPHRASE) -> bytes:
    return EncryptedReader(io.BytesIO(content), passphrase).read()


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 10 * CHUNK + 5])
def test_what_was_written_is_read(length: int) -> None:
    content = bytes(number % 251 for number in range(length))
    assert read(written(content)) == content


def test_two_backups_of_the_same_thing_have_nothing_in_common() -> None:
    one, two = (written(b"x" * 300).split(b"\n", 1)[1] for _ in range(2))
    assert {one[at : at + 16] for at in range(0, 320, 16)}.isdisjoint(
        two[at : at + 16] for at in range(0, 320, 16)
    )


def test_a_changed_byte_is_found_wherever_it_is() -> None:
    whole = written(bytes(3 * CHUNK))
    for at in range(len(whole)):
        for bit in (1, 0x80):
            changed = bytearray(whole)
            changed[at] ^= bit
            with pytest.raises(BackupProblem):
                read(bytes(changed))


def test_a_missing_end_is_found_wherever_it_begins() -> None:
    whole = written(bytes(3 * CHUNK))
    for at in range(len(whole)):
        with pytest.raises(BackupProblem):
            read(whole[:at])


def test_an_end_cut_off_between_chunks_is_called_so() -> None:
    whole = written(bytes(3 * CHUNK))
    with pytest.raises(BackupProblem, match="its end is missing"):
        read(whole[: -(CHUNK + 16)])


def test_an_end_cut_off_anywhere_else_is_called_cut_off_or_damaged() -> None:
    whole = written(bytes(3 * CHUNK))
    chunks = whole.index(b"\n") + 1
    for kept in (5, 60, chunks, chunks + 20, chunks + CHUNK + 16 + 20, len(whole) - 1):
        with pytest.raises(BackupProblem, match="is cut off"):
            read(whole[:kept])


def test_chunks_moved_added_or_taken_from_another_backup_are_found() -> None:
    first_line, body = written(bytes(range(4 * CHUNK))).split(b"\n", 1)
    chunks = [body[at : at + CHUNK + 16] for at in range(0, len(body), CHUNK + 16)]
    other = written(bytes(range(4 * CHUNK))).split(b"\n", 1)[1]
    for body in (
        b"".join([chunks[1], chunks[0], *chunks[2:]]),
        b"".join([*chunks, chunks[-1]]),
        b"".join([*chunks[:1], *chunks[2:]]),
        other,
        b"".join(chunks) + b"x",
    ):
        with pytest.raises(BackupProblem):
            read(first_line + b"\n" + body)


def test_a_wrong_passphrase_is_told_from_a_damaged_file() -> None:
    with pytest.raises(BackupProblem, match="passphrase does not open"):
        read(written(b"content"), "another passphrase")


def test_a_file_may_not_ask_for_all_the_memory_there_is() -> None:
    greedy = written(b"content").replace(b'"n":16', b'"n":1073741824')
    with pytest.raises(BackupProblem, match="changed"):
        read(greedy)


def interrupted(file: io.BytesIO) -> None:
    with EncryptedWriter(file, PASSPHRASE) as writer:
        writer.write(bytes(3 * CHUNK))
        raise KeyboardInterrupt


def test_a_writer_that_was_interrupted_leaves_no_whole_file() -> None:
    file = io.BytesIO()
    with pytest.raises(KeyboardInterrupt):
        interrupted(file)
    with pytest.raises(BackupProblem):
        read(file.getvalue())
