"""Postcodes looked up where they stand, against all of them read; what is laid out otherwise is still read."""

from __future__ import annotations

import random

import msgpack
import polars as pl
import pytest

from steadyhand.engines.ssda903 import places, postcodes


@pytest.mark.parametrize("letter", ["Z", "J", "U", "F", "K"])
def test_what_is_looked_up_is_what_is_there(letter: str) -> None:
    """In letters long and short, also where a postcode lies in no authority, at both ends, and of none that is there."""
    content = places._published(letter)
    every = list(postcodes.everything(content))
    chance = random.Random(1)
    some = [*chance.sample(every, 300), every[0], every[-1], *[one for one in every if one.laua is None][:20]]
    assert postcodes._Rows.of(content) is not None, "the quick way no longer fits the published file"
    assert postcodes.look_up(content, [one.post for one in some]) == some
    assert postcodes.look_up(content, ["", letter, letter + "999ZZZ", "S1 1AA", "é", letter * 12]) == []


def test_another_layout_is_read_too() -> None:
    cells = {"oseast1m": [1.0], "osnrth1m": [float("nan")], "laua": ["E08000035"], "pcd": ["LS1 1AA"]}
    content = msgpack.packb({"data": cells})
    assert postcodes._Rows.of(content) is None
    assert postcodes.look_up(content, ["LS11AA"]) == [postcodes.Found("LS11AA", "E08000035", 1.0, None)]


def test_authorities_of_today_and_countries() -> None:
    """Cumbria, Barnsley and Sheffield have codes that are newer than 2021."""
    posts = pl.Series(["CA1 1AA", "S1 1AA", "EH1 1AA", "CF10 1AA", "BT1 1AA", "ls1 1aa".upper(), "QQ1 1AA"])
    found = dict(places.found(posts).select("post", "authority").iter_rows())
    assert found == {
        "CA11AA": "E06000063", "S11AA": "E08000039", "EH11AA": "SCO", "CF101AA": "WAL", "BT11AA": "NIR",
        "LS11AA": "E08000035",
    }  # fmt: skip


@pytest.mark.parametrize("code", ["E08000016", "e08000038 "])
def test_an_older_code_of_a_council_is_that_council(code: str) -> None:
    assert places.authority(code) == "E08000038"


@pytest.mark.parametrize("code", ["", "E07000026", "E10000006", "Leeds", "E99999999"])
def test_what_answers_for_no_children_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="is not the code of a council"):
        places.authority(code)
