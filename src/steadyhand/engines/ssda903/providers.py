"""Ofsted's lists of registered homes and agencies, read from their workbooks.

The lists come in several layouts: children's homes and other providers apart or together, those that closed on a sheet
of their own, supported accommodation on another. Every sheet that has registration numbers and placement or provider
codes is read, by the names of its columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import polars as pl

from steadyhand.engines.ssda903.cells import as_text
from steadyhand.engines.ssda903.places import AUTHORITIES, found

SCHEMA: Final = {
    "urn": pl.String, "places": pl.String, "providers": pl.String, "closed": pl.Date, "post": pl.String,
    "named": pl.String, "lies_in": pl.String,
}  # fmt: skip
_SEVERAL: Final = (
    "places",
    "providers",
    "post",
    "named",
    "lies_in",
)  # what a number may have more than one of
SUPPORTED: Final = "H5,K3"  # what supported accommodation is for, which its sheet does not say
_PRIVATE: Final = "PR4"  # who provides it, where its sheet does not say that either
# Names of a column in the layouts seen, in plain letters; the first that is there counts.
_COLUMNS: Final = {
    "urn": ("urn",),
    "places": ("placement code", "provider placement code"),
    "providers": ("placement provider code", "provider code"),
    "closed": ("deregistration date", "closed date"),
    "post": ("setting postcode", "setting address postcode", "provider postcode"),
    "named": ("local authority", "setting local authority", "provider local authority"),
}


class ListError(ValueError):
    """A workbook that is no list of Ofsted's: why, and what to do."""


def read(*workbooks: bytes) -> pl.DataFrame:
    """One row for each registration number, with the columns that `prepared.Return` names.

    A number that stands in several rows, as one with several settings does, may do whatever any of them says: codes,
    postcodes and authorities are put together, in order; it is closed once all of them are, on the last day.
    Raises ListError.
    """
    sheets = [sheet for number, content in enumerate(workbooks, 1) for sheet in _sheets(content, number)]
    if not sheets:
        return pl.DataFrame(schema=SCHEMA)
    rows = pl.concat(sheets)
    known = found(rows["post"].drop_nulls())
    rows = rows.join(known.select("post", pl.col("authority").alias("lies_in")), on="post", how="left")
    every = {name: pl.col(name).str.split(",").explode().drop_nulls().unique().sort() for name in _SEVERAL}
    open_still = pl.col("closed").is_null().any()
    return (
        rows.group_by("urn")
        .agg(
            *(pl.when(one.len() > 0).then(one.str.join(",")).alias(name) for name, one in every.items()),
            pl.when(~open_still).then(pl.col("closed").max()).alias("closed"),
        )
        .sort("urn")
        .cast(SCHEMA)  # type: ignore[arg-type]
        .select(*SCHEMA)
    )


def registered(episodes: pl.LazyFrame, listed: pl.LazyFrame) -> pl.LazyFrame:
    """Episodes with what the list says of their number: `in_list`, `urn_closed`, and a list each of `urn_places`,
    `urn_providers`, `urn_post`, `urn_named`, `urn_lies_in`, empty where it says nothing.
    """
    facts = listed.select(
        pl.col("urn").alias("URN"),
        pl.lit(True).alias("in_list"),
        pl.col("closed").alias("urn_closed"),
        *(pl.col(name).str.split(",").alias("urn_" + name) for name in _SEVERAL),
    )
    return episodes.join(facts, on="URN", how="left", maintain_order="left")


def _sheets(content: bytes, number: int) -> Iterator[pl.DataFrame]:
    import fastexcel

    which = f"List {number} of Ofsted’s" if number > 1 else "Ofsted’s list"
    try:
        book = fastexcel.read_excel(content)
        frames = {name: book.load_sheet(name, dtypes="string").to_polars() for name in book.sheet_names}
    except fastexcel.FastExcelError as wrong:
        raise ListError(
            f"{which} cannot be read as a workbook. Save it as xlsx, as Ofsted publishes it."
        ) from wrong
    plain = {name: _plain_names(frame) for name, frame in frames.items()}
    listed = [(name, frame) for name, frame in plain.items() if "urn" in frame.columns]
    posts = _posts_elsewhere([frame for _, frame in listed])
    read_any = False
    for name, frame in listed:
        named = {key: _first(frame, wanted) for key, wanted in _COLUMNS.items()}
        supported = _is_supported(name, frame, named)
        if named["places"] is None and named["providers"] is None and not supported:
            continue
        rows = _read(frame, named, supported, posts)
        read_any = read_any or not rows.is_empty()
        yield rows
    if not read_any:
        raise ListError(
            f"{which} has no sheet with registration numbers (URN) and placement or provider codes. Choose the list of"
            " children’s homes, or of social care providers, that Ofsted sends to councils."
        )


def _plain_names(frame: pl.DataFrame) -> pl.DataFrame:
    names = [re.sub(r"[\s_]+", " ", column).strip().lower() for column in frame.columns]
    kept = dict(reversed(list(zip(names, frame.columns, strict=True))))
    return frame.select(pl.col(column).alias(name) for name, column in kept.items())


def _first(frame: pl.DataFrame, wanted: Sequence[str]) -> str | None:
    return next((name for name in wanted if name in frame.columns), None)


def _is_supported(sheet: str, frame: pl.DataFrame, named: dict[str, str | None]) -> bool:
    """Supported accommodation has a sheet of its own, which names two authorities and the setting's category."""
    return "provider local authority" in frame.columns or bool(re.match(r"(?i)sa\b", sheet))


def _posts_elsewhere(frames: Sequence[pl.DataFrame]) -> pl.DataFrame | None:
    """Postcodes by number, from a sheet of addresses beside the one that has the codes."""
    for frame in frames:
        post = _first(frame, _COLUMNS["post"])
        if post and _first(frame, _COLUMNS["places"]) is None:
            return frame.select(_text(frame, "urn"), _text(frame, post).alias("elsewhere"))
    return None


def _text(frame: pl.DataFrame, column: str) -> pl.Series:
    return as_text(frame[column]).alias(column)


def _read(
    frame: pl.DataFrame, named: dict[str, str | None], supported: bool, posts: pl.DataFrame | None
) -> pl.DataFrame:
    def column(key: str) -> pl.Series:
        name = named[key]
        empty = pl.Series(key, [None], dtype=pl.String).new_from_index(0, frame.height)
        return empty if name is None else _text(frame, name).alias(key)

    read_in = pl.DataFrame([column(key) for key in _COLUMNS]).drop_nulls("urn")
    if named["post"] is None and posts is not None:
        read_in = (
            read_in.join(posts, on="urn", how="left").with_columns(post=pl.col("elsewhere")).drop("elsewhere")
        )
    return read_in.select(
        "urn",
        pl.lit(SUPPORTED).alias("places") if supported else _codes("places"),
        pl.lit(_PRIVATE).alias("providers") if supported and not named["providers"] else _codes("providers"),
        _day(pl.col("closed")),
        pl.col("post").str.replace_all(" ", "", literal=True),
        pl.Series(
            "named",
            [None if name is None else authority_named(name) for name in read_in["named"]],
            dtype=pl.String,
        ),
    )


def _codes(column: str) -> pl.Expr:
    """Codes parted by commas, however they were parted."""
    return pl.col(column).str.replace_all(r"[/;, ]+", ",").str.strip_chars(",").alias(column)


def _day(cells: pl.Expr) -> pl.Expr:
    written = cells.str.slice(0, 10)
    return pl.coalesce(
        written.str.to_date("%Y-%m-%d", strict=False), written.str.to_date("%d/%m/%Y", strict=False)
    )


def _plain(name: str) -> str:
    """A council's name without what its lists write around it."""
    words = re.sub(r"[^A-Z ]", " ", name.upper().replace("&", " AND "))
    bare = re.sub(
        r"\b(COUNCIL|CITY|COUNTY|BOROUGH|METROPOLITAN|LONDON|ROYAL|DISTRICT|OF|THE|UPON|UA|MBC|CC)\b",
        " ",
        words,
    )
    return " ".join(bare.split()) or " ".join(words.split())  # the City of London is nothing else


def authority_named(name: str) -> str | None:
    """Today's code of the council that a list names, however it is written; nothing where none is known by it."""
    return _BY_NAME.get(_plain(name))


_BY_NAME: Final = {
    _plain(one.name): AUTHORITIES[one.upper].now for one in AUTHORITIES.values() if one.upper == one.code
}
