"""The server asked to stop just after it answered, again and again: none of its processes aborts."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from databases.servers import LiveServer
from soak.lengths import STOPS


@pytest.mark.soak
def test_it_ends_in_its_own_words_however_often_it_is_stopped(
    live_server: Callable[..., LiveServer],
) -> None:
    server = live_server()
    for _ in range(STOPS):
        address = urlsplit(server.url)
        connection = http.client.HTTPConnection("127.0.0.1", address.port or 80, timeout=10)
        connection.request("GET", "/sign-in")
        connection.getresponse().read()
        connection.close()
        server.restart()
    server.stop()

    said = [line for line in server.output.splitlines() if not line.startswith("Steadyhand is ready")]
    assert said.count("Stopped.") == STOPS + 1
    assert all(json.loads(line) for line in said if line != "Stopped.")
