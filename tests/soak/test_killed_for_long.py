"""The server killed 300 times under the saves of six people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contexts.builders import House
from contexts.killed import kill_again_and_again
from databases.servers import LiveServer
from databases.stores import Database
from soak.lengths import KILLS


@pytest.mark.soak
def test_every_acknowledged_save_survives_every_kill(
    committed_house: House, fresh_database: Database, live_server: Callable[..., LiveServer]
) -> None:
    kill_again_and_again(
        times=KILLS, people=6, house=committed_house, database=fresh_database, live_server=live_server
    )
