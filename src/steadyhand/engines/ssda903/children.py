"""What several rules ask of a child, worked out once: a row for each child of the return, whatever the order of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

import polars as pl

from steadyhand.engines.ssda903.tables import LAST, TABLES
from steadyhand.engines.ssda903.year import CollectionYear

_Frames: TypeAlias = Mapping[str, pl.DataFrame]
_EPISODE: Final = (
    "DECOM", "DEC", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "PL_POST", "URN", "PL_LA", "PL_LOCATION",
    "PL_DISTANCE",
)  # fmt: skip


def children(frames: _Frames, year: CollectionYear) -> pl.DataFrame:
    """Facts of every child who is in any table of either year, by `CHILD`. A fact whose table is not there is empty.

    in_TABLE             whether the child has a row there (`in_Episodes`, `in_Episodes_last`)
    child_SEX ...        of the header: SEX, DOB, ETHNIC, UPN, MOTHER, MC_DOB; last_SEX ... of last year's
    is_uasc, was_uasc    unaccompanied and seeking asylum at any time this year, last year
    first_DECOM ...      of the earliest episode this year; final_DECOM ... of the latest; last_final_DECOM ... last year's
    is_cla               looked after continuously for 12 months at the year's end (ssda903.md section 1)
    only_breaks          every episode is a short break (V3, V4)
    leaver_filled        any of IN_TOUCH, ACTIV, ACCOM is given; adoption_filled, health_filled: of AD1 and OC2

    Where a child has more than one row of a table that should have one, the least value stands, or that any row has it.
    """
    found = _everybody(frames)
    for fact in (_presence, _of_header, _asylum, _of_episodes, _filled):
        for part in fact(frames, year):
            found = found.join(part, on="CHILD", how="left")
    flags = [name for name, kind in found.schema.items() if kind == pl.Boolean]
    return found.with_columns(pl.col(flags).fill_null(False))


def _everybody(frames: _Frames) -> pl.DataFrame:
    told = [frame.select("CHILD") for frame in frames.values()]
    if not told:
        return pl.DataFrame(schema={"CHILD": pl.String})
    return pl.concat(told).unique().drop_nulls()


def _presence(frames: _Frames, year: CollectionYear) -> Iterator[pl.DataFrame]:
    for name in (*TABLES, *(table + LAST for table in TABLES)):
        if name in frames:
            yield frames[name].select("CHILD").unique().with_columns(pl.lit(True).alias(f"in_{name}"))
        else:
            yield pl.DataFrame(schema={"CHILD": pl.String, f"in_{name}": pl.Boolean})


def _of_header(frames: _Frames, year: CollectionYear) -> Iterator[pl.DataFrame]:
    columns = ("SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
    days = ("DOB", "MC_DOB")
    for name, prefix in (("Header", "child_"), ("Header" + LAST, "last_")):
        if name in frames:
            least = [pl.col(column).min().alias(prefix + column) for column in columns]
            yield _one_each(frames[name], least)
        else:
            kinds = {prefix + column: pl.Date if column in days else pl.String for column in columns}
            yield pl.DataFrame(schema={"CHILD": pl.String, **kinds})


def _asylum(frames: _Frames, year: CollectionYear) -> Iterator[pl.DataFrame]:
    """Who has a row of the table UASC, or is flagged in the header, as the return's XML does."""
    for ends, fact in (("", "is_uasc"), (LAST, "was_uasc")):
        told = []
        if "UASC" + ends in frames:
            told.append(frames["UASC" + ends].select("CHILD"))
        if "Header" + ends in frames:
            told.append(frames["Header" + ends].filter(pl.col("UASC") == "1").select("CHILD"))
        who = pl.concat(told).unique() if told else pl.DataFrame(schema={"CHILD": pl.String})
        yield who.with_columns(pl.lit(True).alias(fact))


def _of_episodes(frames: _Frames, year: CollectionYear) -> Iterator[pl.DataFrame]:
    for name, prefixes in (("Episodes", ("first_", "final_")), ("Episodes" + LAST, ("", "last_final_"))):
        episodes = frames.get(name)
        for prefix, stands in zip(prefixes, ("is_first", "is_final"), strict=True):
            if not prefix:
                continue
            named = [pl.col(column).alias(prefix + column) for column in _EPISODE]
            if episodes is None:
                empty = {prefix + column: _kind(column) for column in _EPISODE}
                yield pl.DataFrame(schema={"CHILD": pl.String, **empty})
            else:
                ends = episodes.filter(pl.col(stands) & pl.col("CHILD").is_not_null())
                yield ends.select("CHILD", *named)
    if "Episodes" in frames:
        yield _one_each(
            frames["Episodes"],
            [_continuously(year).alias("is_cla"), pl.col("is_break").all().alias("only_breaks")],
        )
    else:
        yield pl.DataFrame(schema={"CHILD": pl.String, "is_cla": pl.Boolean, "only_breaks": pl.Boolean})


def _kind(column: str) -> type[pl.DataType]:
    return {"DECOM": pl.Date, "DEC": pl.Date, "PL_DISTANCE": pl.Float64}.get(column, pl.String)


def _continuously(year: CollectionYear) -> pl.Expr:
    """In care at some point of the year, and no episode that began care after its first day, ended care before its last,
    or was a short break in it.
    """
    began, ended = pl.col("DECOM"), pl.col("DEC")
    during = (began <= year.end) & ((ended >= year.start) | ended.is_null())
    enters = (pl.col("RNE") == "S") & (began > year.start) & (began <= year.end)
    leaves = pl.col("REC").ne_missing("X1") & (ended >= year.start) & (ended < year.end)
    broken = (
        enters.fill_null(False) | leaves.fill_null(False) | (pl.col("is_break") & during.fill_null(False))
    )
    return during.fill_null(False).any() & ~broken.any()


def _filled(frames: _Frames, year: CollectionYear) -> Iterator[pl.DataFrame]:
    """Whether any column of a table about leavers, adoption, or health says anything of the child."""
    kept = ("CHILD", "DOB")
    for table, fact in (("OC3", "leaver_filled"), ("AD1", "adoption_filled"), ("OC2", "health_filled")):
        if table not in frames:
            yield pl.DataFrame(schema={"CHILD": pl.String, fact: pl.Boolean})
            continue
        said = [
            pl.col(field.column + ("_given" if field.kind == "date" else "")).is_not_null()
            for field in TABLES[table]
            if field.column not in kept
        ]
        yield _one_each(frames[table], [pl.any_horizontal(said).any().alias(fact)])


def _one_each(frame: pl.DataFrame, facts: list[pl.Expr]) -> pl.DataFrame:
    return frame.filter(pl.col("CHILD").is_not_null()).group_by("CHILD").agg(facts)


Facts: TypeAlias = Callable[[_Frames, CollectionYear], Iterator[pl.DataFrame]]
