"""Nothing that was acknowledged is lost when the server is killed. The long run is in tests/soak."""

from __future__ import annotations

from collections.abc import Callable

from contexts.builders import House
from contexts.killed import kill_again_and_again
from databases.servers import LiveServer
from databases.stores import Database


def test_every_acknowledged_save_survives_20_kills(
    committed_house: House, fresh_database: Database, live_server: Callable[..., LiveServer]
) -> None:
    kill_again_and_again(
        times=20, people=3, house=committed_house, database=fresh_database, live_server=live_server
    )
