"""The races of the ordinary suite, run again and again: who wins is chance, and differs each time."""

from __future__ import annotations

import pytest

from contexts import test_at_once as races
from contexts.builders import House
from soak.lengths import RACES

pytestmark = [pytest.mark.soak, pytest.mark.parametrize("again", range(RACES))]


def test_of_50_allocations_at_once_one_wins_every_time(again: int, committed_house: House) -> None:
    races.test_of_50_allocations_at_once_one_wins(committed_house)


def test_of_20_hand_overs_at_once_one_wins_every_time(again: int, committed_house: House) -> None:
    races.test_of_20_hand_overs_at_once_one_wins(committed_house)
