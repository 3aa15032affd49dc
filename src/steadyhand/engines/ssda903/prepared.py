"""A return made ready for its rules: read, put in order, and what rules share worked out once. No rule can change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from steadyhand.engines.ssda903.cells import read_table
from steadyhand.engines.ssda903.children import children
from steadyhand.engines.ssda903.episodes import in_order
from steadyhand.engines.ssda903.places import authority as code_of_today
from steadyhand.engines.ssda903.places import with_places
from steadyhand.engines.ssda903.providers import registered
from steadyhand.engines.ssda903.spells import SPELLS, in_turn
from steadyhand.engines.ssda903.tables import LAST, TABLES, codes
from steadyhand.engines.ssda903.year import CollectionYear


@dataclass(frozen=True, slots=True)
class Return:
    """Two years of tables, ready to be asked. Tables that were not handed over are not in `tables`.

    `tables`: each with its columns as `cells.read_table` gives them; those of episodes in order, with their neighbours
    (`episodes.in_order`), and so those of spells (`spells.in_turn`); every table with the facts of the child
    (`children.children`).
    `bare`: the same without those facts, for rules that join two tables: a join less for each of them.
    `absent`: columns of a table that was handed over without them, which are empty in it.
    `providers`: Ofsted's list, a row for each number: `urn`; `places` and `providers`, codes; `closed`, a day; `post`
    without blanks; `named`, the code of the authority it names; `lies_in`, that of its postcode; several parted by
    commas. Nothing where it was not handed over; where it was, episodes stand beside it (`providers.registered`).
    """

    year: CollectionYear
    authority: str
    tables: Mapping[str, pl.LazyFrame]
    bare: Mapping[str, pl.LazyFrame]
    absent: Mapping[str, frozenset[str]]
    heights: Mapping[str, int]
    children: pl.LazyFrame
    providers: pl.LazyFrame | None

    def codes(self, code_set: str) -> tuple[str, ...]:
        """The codes of a set that this year's return may carry."""
        return codes(code_set, self.year)


def prepare(
    tables: Mapping[str, pl.DataFrame],
    *,
    year: CollectionYear,
    authority: str,
    providers: pl.DataFrame | None = None,
) -> Return:
    """Make a return ready. `tables`: by name, last year's with `_last`; others are left out.

    `authority`: code of the council whose return it is, such as E08000035. Raises ValueError for what is none.
    """
    own = code_of_today(authority)
    known = {name: frame for name, frame in tables.items() if name.removesuffix(LAST) in TABLES}
    read = {name: read_table(name, frame) for name, frame in known.items()}
    absent = {name: missing for name, (_, missing) in read.items()}
    frames = with_places({name: frame for name, (frame, _) in read.items()}, absent, own)
    for name in ("Episodes", "Episodes" + LAST):
        if name in frames:
            frames[name] = in_order(frames[name])
    for name in frames:
        if (table := name.removesuffix(LAST)) in SPELLS:
            frames[name] = in_turn(table, frames[name])
    of_children = children(frames, year).lazy()
    bare = {name: frame.lazy() for name, frame in frames.items()}
    full = {
        name: frame.join(of_children, on="CHILD", how="left", maintain_order="left")
        for name, frame in bare.items()
    }
    listed = None if providers is None else providers.lazy()
    if listed is not None and "Episodes" in full:
        full["Episodes"] = registered(full["Episodes"], listed)
    return Return(
        year=year,
        authority=own,
        tables=MappingProxyType(full),
        bare=MappingProxyType(bare),
        absent=MappingProxyType(absent),
        heights=MappingProxyType({name: frame.height for name, frame in frames.items()}),
        children=of_children,
        providers=listed,
    )
