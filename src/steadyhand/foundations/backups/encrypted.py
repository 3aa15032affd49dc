"""The file as it lies on the disk: a line that says what it is, then chunks, each encrypted and authenticated.

    steadyhand-backup {"version":1,"scrypt":{"n":131072,"r":8,"p":1},"salt":"...","check":"...","chunk":65536}
    chunk, chunk, ... last chunk

The key comes from the passphrase by scrypt (RFC 7914) with the parameters and the salt in that line, so they can be
made harder later. Chunks are ChaCha20-Poly1305 (RFC 8439) in the STREAM construction of Hoang, Reyhanitabar, Rogaway
and Vizár (2015): the nonce is the chunk's number and whether it is the last, and the first line is authenticated with
each. So a byte changed, a chunk moved and an end cut off are all found, and nothing is read before it has been
proved.
"""

import hmac
import io
import json
import os
from collections.abc import Iterator
from types import TracebackType
from typing import IO, Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from steadyhand.foundations.backups.problems import BackupProblem

VERSION: Final = 1
_FIRST_WORD: Final = b"steadyhand-backup "
_LONGEST_FIRST_LINE: Final = 1_000
_CHUNK: Final = 65_536  # bytes before encryption
_TAG: Final = 16  # bytes that authenticate a chunk
_WORK: Final = {"n": 2**17, "r": 8, "p": 1}  # 128 MiB and about half a second for each guess
_MOST_WORK: Final = 2**21  # n x r x p of a file from elsewhere: 2 GiB of memory at most
_CUT = "The backup is cut off: its end is missing. Nothing was restored. Use another copy of it."
# Only what follows a chunk tells a short one from a damaged one, so of the last both may be true.
_CUT_OR_DAMAGED = "The backup is cut off or damaged: its last part is not whole. Nothing was restored. Use another copy of it."
_CHANGED = (
    "The backup was changed or damaged after it was made. Nothing was restored. Use another copy of it."
)


def begins_as_a_backup(file: IO[bytes]) -> bool:
    """Whether a file, read from its start, says that it is a backup."""
    return file.read(len(_FIRST_WORD)) == _FIRST_WORD


class EncryptedWriter(io.RawIOBase):
    """Encrypts what is written to it into `file`. Whole only once closed without an error."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file = file
        self._waiting = bytearray()
        self._number = 0
        salt = os.urandom(16)
        key, check = _derive(passphrase, salt, _WORK)
        about = {
            "version": VERSION,
            "scrypt": _WORK,
            "salt": salt.hex(),
            "check": check.hex(),
            "chunk": _CHUNK,
        }
        self._first_line = _FIRST_WORD + json.dumps(about, separators=(",", ":")).encode() + b"\n"
        self._cipher = ChaCha20Poly1305(key)
        file.write(self._first_line)
        file.flush()  # from here on it is seen whose it is, also where the process is killed

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Take bytes; what fills a chunk is encrypted at once."""
        self._waiting += data
        while len(self._waiting) > _CHUNK:  # a full chunk may still be the last, and is kept back
            self._put(bytes(self._waiting[:_CHUNK]), last=False)
            del self._waiting[:_CHUNK]
        return len(data)

    def finish(self) -> None:
        """Write the last chunk. Without it the file is a cut one."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.finish()
        super().__exit__(kind, value, trace)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), chunk, self._first_line))
        self._number += 1


class EncryptedReader(io.RawIOBase):
    """What was written, chunk by chunk, each proved before it is handed on.

    Raises `BackupProblem` for a file that is no backup, another version, a wrong passphrase, a changed byte and a
    missing end.
    """

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._first_line = file.readline(_LONGEST_FIRST_LINE)
        about = _about(self._first_line)
        key, check = _derive(passphrase, about["salt"], about["scrypt"])
        if not hmac.compare_digest(check, about["check"]):
            raise BackupProblem(
                "The passphrase does not open this backup. Nothing was restored.\n"
                "Give the passphrase that was in use on the day on which the backup was made."
            )
        self._cipher = ChaCha20Poly1305(key)
        self._chunks = self._opened(file, about["chunk"] + _TAG)
        self._at_hand = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._at_hand:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._at_hand = chunk
        taken = self._at_hand[: len(buffer)]
        buffer[: len(taken)] = taken
        self._at_hand = self._at_hand[len(taken) :]
        return len(taken)

    def _opened(self, file: IO[bytes], size: int) -> Iterator[bytes]:
        number, ahead = 0, file.read(size)
        while True:
            chunk, ahead = ahead, file.read(size)
            last = not ahead
            try:
                yield self._cipher.decrypt(_nonce(number, last), chunk, self._first_line)
            except InvalidTag as reason:
                raise BackupProblem(self._what_is_wrong(number, chunk, last)) from reason
            if last:
                return
            number += 1

    def _what_is_wrong(self, number: int, chunk: bytes, last: bool) -> str:
        if not last:
            return _CHANGED
        return _CUT if self._is_whole(number, chunk) else _CUT_OR_DAMAGED

    def _is_whole(self, number: int, chunk: bytes) -> bool:
        """Whether the chunk would have been right in the middle of a file: what followed it is gone."""
        try:
            self._cipher.decrypt(_nonce(number, False), chunk, self._first_line)
        except InvalidTag:
            return False
        return True


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _derive(passphrase: str, salt: bytes, work: dict[str, int]) -> tuple[bytes, bytes]:
    """The key, and 16 bytes that tell a wrong passphrase from a damaged file."""
    made = Scrypt(salt=salt, length=48, n=work["n"], r=work["r"], p=work["p"]).derive(passphrase.encode())
    return made[:32], made[32:]


def _about(first_line: bytes) -> dict[str, Any]:
    """The first line, read and held to what may be expected of one."""
    if first_line and _FIRST_WORD.startswith(first_line):  # not even the first word is whole
        raise BackupProblem(_CUT)
    if not first_line.startswith(_FIRST_WORD):
        raise BackupProblem("This file is not a backup of Steadyhand. Nothing was restored.")
    try:
        about = json.loads(first_line[len(_FIRST_WORD) :])
        version = about["version"]
        if version != VERSION:
            raise BackupProblem(
                f"This backup has version {version} of the file format, and this Steadyhand reads version {VERSION}. "
                "Nothing was restored.\nRestore it with the Steadyhand that made it."
            )
        read = {name: int(about["scrypt"][name]) for name in ("n", "r", "p")}
        if min(read.values()) < 1 or read["n"] * read["r"] * read["p"] > _MOST_WORK:
            raise ValueError("more work than a file may ask for")
        if read["n"] < 2 or read["n"].bit_count() != 1:
            raise ValueError("scrypt takes a power of two")
        salt, check, chunk = bytes.fromhex(about["salt"]), bytes.fromhex(about["check"]), int(about["chunk"])
        if not 0 < chunk <= 2**24:
            raise ValueError("no size of a chunk")
    except (ValueError, KeyError, TypeError) as reason:
        raise BackupProblem(_CHANGED if first_line.endswith(b"\n") else _CUT_OR_DAMAGED) from reason
    return {"scrypt": read, "salt": salt, "check": check, "chunk": chunk}
