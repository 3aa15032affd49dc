"""How long the long runs are. `make soak` says it in the environment; without it tests are as short as in CI."""

from __future__ import annotations

import os

KILLS = int(os.environ.get("SOAK_KILLS", "300"))
STOPS = int(os.environ.get("SOAK_STOPS", "100"))
RACES = int(os.environ.get("SOAK_RACES", "20"))


def examples(usual: int) -> int:
    """How many examples a property is tried on: as many as usual, or that many times more."""
    return usual * int(os.environ.get("SOAK_TIMES", "1"))
