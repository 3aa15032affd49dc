"""What several rules ask of a child, worked out once: a row for each child of the return, whatever the order of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, TypeAlias

import polars as pl

from steadyhand.engines.ssda903.cells import GIVEN
from steadyhand.engines.ssda903.episodes import days_within
from steadyhand.engines.ssda903.tables import LAST, TABLES
from steadyhand.engines.ssda903.year import CollectionYear

_Frames: TypeAlias = Mapping[str, pl.DataFrame]
REMANDS: Final = ("J1", "J2", "J3")
GUARDIANSHIPS: Final = ("E45", "E46", "E47", "E48")
_EPISODE: Final = (
    "DECOM", "DEC", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "PL_POST", "URN", "PL_LA", "PL_LOCATION",
    "PL_DISTANCE",
)  # fmt: skip


def children(frames: _Frames, year: CollectionYear) -> pl.DataFrame:
    """Facts of every child who is in any table of either year, by `CHILD`. A fact whose table is not there is empty.

    in_TABLE             whether the child has a row there (`in_Episodes`, `in_Episodes_last`)
    child_SEX ...        of the header: SEX, DOB, ETHNIC, UPN, MOTHER, MC_DOB; last_SEX ... of last year's
    is_uasc, was_uasc    unaccompanied and seeking asylum at any time this year, last year
    child_UASC           the header's flag; where no header has one, 1 or 0 by the table UASC; last_UASC of last year's
    ceased_on            day on which that status ceased; ceased_given its text; last_ceased_on last year's day
    ceases_at_18         that day is the 18th birthday, by the birth date of its own table; last_ceases_at_18
    first_DECOM ...      of the earliest episode this year; final_DECOM ... of the latest; last_final_DECOM ... last year's;
                         one whose start cannot be read is the latest only where there is no other
    last_open            last year's latest episode has no end
    open_earliest        earliest start of last year's episodes without an end; open_latest, the latest
    in_care              looked after at any time this year
    died_in_care         an episode of either year ended by death (E2)
    is_cla               looked after continuously for 12 months at the year's end (ssda903.md section 1)
    only_breaks          every episode is a short break (V3, V4)
    cared_for            an episode that is no short break touches the year
    left_care            an episode that is no short break ended in the year with another reason than X1
    care_began           first day of the latest period of care
    mixed_breaks         short breaks of both kinds; break_days, days of V3 in the year
    first_remand         day on which the first episode of youth justice (J1 to J3) began
    last_guardianship    day of the last end by special guardianship (E45 to E48)
    first_custody        first day on which an episode began after one that ended for custody (CUSTOD)
    three_holidays       more than two placements for a carer's holiday (T3) began in some 12 months
    leaver_filled        any of IN_TOUCH, ACTIV, ACCOM is given; adoption_filled, health_filled: of AD1 and OC2;
                         review_filled: of Reviews

    Where a child has more than one row of a table that should have one, the least value stands, or that any row has it.
    """
    found = _everybody(frames)
    for fact in (_presence, _of_header, _asylum, _of_episodes, _of_care, _of_some_episodes, _deaths, _filled):
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
    for ends, fact, prefix in (("", "is_uasc", ""), (LAST, "was_uasc", "last_")):
        told = []
        if "UASC" + ends in frames:
            told.append(frames["UASC" + ends].select("CHILD"))
        if "Header" + ends in frames:
            told.append(frames["Header" + ends].filter(pl.col("UASC") == "1").select("CHILD"))
        who = pl.concat(told).unique() if told else pl.DataFrame(schema={"CHILD": pl.String})
        yield who.with_columns(pl.lit(True).alias(fact))
        yield _flagged(frames.get("Header" + ends), frames.get("UASC" + ends), prefix)
        yield _ceased(frames.get("UASC" + ends), prefix)


def _flagged(header: pl.DataFrame | None, asylum: pl.DataFrame | None, prefix: str) -> pl.DataFrame:
    fact = (prefix or "child_") + "UASC"
    if header is None or (asylum is None and header["UASC"].is_null().all()):
        return pl.DataFrame(schema={"CHILD": pl.String, fact: pl.String})
    if asylum is not None and header["UASC"].is_null().all():
        rows = pl.col("CHILD").is_in(asylum["CHILD"].drop_nulls().unique().implode())
        header = header.with_columns(pl.when(rows).then(pl.lit("1")).otherwise(pl.lit("0")).alias("UASC"))
    return _one_each(header, [pl.col("UASC").min().alias(fact)])


def _ceased(asylum: pl.DataFrame | None, prefix: str) -> pl.DataFrame:
    facts = {
        "ceased_on": (pl.col("DUC").min(), pl.Date()),
        "ceased_given": (pl.col("DUC" + GIVEN).min(), pl.String()),
        "ceases_at_18": ((pl.col("DUC") == birthday(18)).any(), pl.Boolean()),
    }
    if asylum is None:
        return pl.DataFrame(
            schema={"CHILD": pl.String, **{prefix + name: kind for name, (_, kind) in facts.items()}}
        )
    return _one_each(asylum, [expr.alias(prefix + name) for name, (expr, _) in facts.items()])


def _of_episodes(frames: _Frames, year: CollectionYear) -> Iterator[pl.DataFrame]:
    latest = pl.col("after_DECOM").is_null() & (pl.col("DECOM").is_not_null() | pl.col("is_first"))
    for name, prefixes in (("Episodes", ("first_", "final_")), ("Episodes" + LAST, ("", "last_final_"))):
        episodes = frames.get(name)
        for prefix, stands in zip(prefixes, (pl.col("is_first"), latest), strict=True):
            if not prefix:
                continue
            named = [pl.col(column).alias(prefix + column) for column in _EPISODE]
            empty = {prefix + column: _kind(column) for column in _EPISODE}
            if prefix.startswith("last_"):
                named.append(pl.col("DEC" + GIVEN).is_null().alias("last_open"))
                empty["last_open"] = pl.Boolean
            if episodes is None:
                yield pl.DataFrame(schema={"CHILD": pl.String, **empty})
            else:
                ends = episodes.filter(stands & pl.col("CHILD").is_not_null())
                yield ends.select("CHILD", *named)
    yield _open_at_the_end(frames.get("Episodes" + LAST))
    if "Episodes" in frames:
        yield _one_each(
            frames["Episodes"],
            [
                _during(year).any().alias("in_care"),
                _continuously(year).alias("is_cla"),
                pl.col("is_break").all().alias("only_breaks"),
            ],
        )
    else:
        flags = dict.fromkeys(("in_care", "is_cla", "only_breaks"), pl.Boolean)
        yield pl.DataFrame(schema={"CHILD": pl.String, **flags})


def _deaths(frames: _Frames, year: CollectionYear) -> Iterator[pl.DataFrame]:
    told = [
        frames[name].filter(pl.col("REC") == "E2").select("CHILD")
        for name in ("Episodes", "Episodes" + LAST)
        if name in frames
    ]
    who = pl.concat(told).unique() if told else pl.DataFrame(schema={"CHILD": pl.String})
    yield who.with_columns(pl.lit(True).alias("died_in_care"))


def _of_care(frames: _Frames, year: CollectionYear) -> Iterator[pl.DataFrame]:
    leaves = pl.col("DEC").is_between(year.start, year.end) & (pl.col("REC") != "X1")
    opens = pl.col("is_first") | (pl.col("RNE") == "S")
    for fact, of, value, kind in (
        ("cared_for", ~pl.col("is_break") & _during(year), pl.lit(True), pl.Boolean()),
        ("left_care", ~pl.col("is_break") & leaves, pl.lit(True), pl.Boolean()),
        ("care_began", opens, pl.col("DECOM").max(), pl.Date()),
    ):
        if "Episodes" in frames:
            yield _one_each(frames["Episodes"].filter(of), [value.alias(fact)])
        else:
            yield pl.DataFrame(schema={"CHILD": pl.String, fact: kind})


def _open_at_the_end(episodes: pl.DataFrame | None) -> pl.DataFrame:
    if episodes is None:
        return pl.DataFrame(schema={"CHILD": pl.String, "open_earliest": pl.Date, "open_latest": pl.Date})
    began = pl.col("DECOM")
    facts = [began.min().alias("open_earliest"), began.max().alias("open_latest")]
    return _one_each(episodes.filter(pl.col("DEC" + GIVEN).is_null()), facts)


def _of_some_episodes(frames: _Frames, year: CollectionYear) -> Iterator[pl.DataFrame]:
    remand, guardianship = pl.col("LS").is_in(REMANDS), pl.col("REC").is_in(GUARDIANSHIPS)
    custody, holiday = pl.col("REASON_PLACE_CHANGE") == "CUSTOD", pl.col("PLACE") == "T3"
    holidays = pl.col("DECOM").filter(holiday & pl.col("RNE").ne_missing(pl.lit("L"))).drop_nulls().sort()
    breaks, days = pl.col("LS") == "V3", days_within(year)
    facts = {
        "mixed_breaks": (breaks.any() & (pl.col("LS") == "V4").any(), pl.Boolean()),
        "break_days": (days.filter(breaks & (days > 0)).sum(), pl.Int64()),
        "first_remand": (pl.col("DECOM").filter(remand).min(), pl.Date()),
        "last_guardianship": (pl.col("DEC").filter(guardianship).max(), pl.Date()),
        "first_custody": (pl.col("after_DECOM").filter(custody).min(), pl.Date()),
        "three_holidays": ((holidays.shift(-2) < holidays.dt.offset_by("1y")).any(), pl.Boolean()),
    }
    if "Episodes" in frames:
        asked = frames["Episodes"].filter(pl.col("is_break") | remand | guardianship | custody | holiday)
        yield _one_each(asked, [expr.alias(name) for name, (expr, _) in facts.items()])
    else:
        kinds = {name: kind for name, (_, kind) in facts.items()}
        yield pl.DataFrame(schema={"CHILD": pl.String, **kinds})


def _kind(column: str) -> type[pl.DataType]:
    return {"DECOM": pl.Date, "DEC": pl.Date, "PL_DISTANCE": pl.Float64}.get(column, pl.String)


def _during(year: CollectionYear) -> pl.Expr:
    """Whether an episode touches the year; one whose end cannot be read does."""
    began, ended = pl.col("DECOM"), pl.col("DEC")
    return ((began <= year.end) & ((ended >= year.start) | ended.is_null())).fill_null(False)


def _continuously(year: CollectionYear) -> pl.Expr:
    """In care at some point of the year, and no episode that began care after its first day, ended care before its last,
    or was a short break in it.
    """
    began, ended = pl.col("DECOM"), pl.col("DEC")
    enters = (pl.col("RNE") == "S") & (began > year.start) & (began <= year.end)
    leaves = pl.col("REC").ne_missing("X1") & (ended >= year.start) & (ended < year.end)
    broken = enters.fill_null(False) | leaves.fill_null(False) | (pl.col("is_break") & _during(year))
    return _during(year).any() & ~broken.any()


def _filled(frames: _Frames, year: CollectionYear) -> Iterator[pl.DataFrame]:
    """Whether any column of a table about leavers, adoption, health or reviews says anything of the child."""
    kept = ("CHILD", "DOB")
    for table, fact in (
        ("OC3", "leaver_filled"), ("AD1", "adoption_filled"), ("OC2", "health_filled"), ("Reviews", "review_filled"),
    ):  # fmt: skip
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


def aged(years: int, on: date, born: str = "DOB") -> pl.Expr:
    """Whether somebody is at least that old on a day, which is no 29 February."""
    return pl.col(born) <= on.replace(year=on.year - years)


def turns(age: int, year: CollectionYear, born: str = "DOB") -> pl.Expr:
    """Whether somebody reaches an age in the year."""
    return aged(age, year.end, born) & ~aged(age, year.start - timedelta(days=1), born)


def birthday(age: int, born: str = "DOB") -> pl.Expr:
    """The day on which somebody reaches an age; 28 February where the year lacks the 29th."""
    return pl.col(born).dt.offset_by(f"{age}y")


Facts: TypeAlias = Callable[[_Frames, CollectionYear], Iterator[pl.DataFrame]]
