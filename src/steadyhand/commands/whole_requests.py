"""What stands between the server and the pages: a page begins once all that was sent to it is here.

The server would give a request to a thread as soon as its first line has come, and a few unfinished forms would hold
every thread there is. Here waiting for a form takes no thread, and only for as long as it keeps coming.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress
from typing import Any, Final

from asgiref.wsgi import WsgiToAsgiInstance

Message = MutableMapping[str, Any]
Pages = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
# A form keeps coming: no longer pause, and after the first PAUSE as many bytes a second as the weakest signal brings.
PAUSE: Final = 10.0  # seconds
SLOWEST: Final = 1_000  # bytes a second
BODY_WITHIN: Final = 120.0  # seconds for all that is sent
# What many may send at once, and how many may send more than that: together they bound the memory that waits.
ORDINARY: Final = 125_000  # bytes
LARGE_AT_ONCE: Final = 4


class WholeRequests:
    """A WSGI application as an ASGI one, asked when a request is whole, on one of so many threads.

    What did not come in time, or is more than `largest` bytes, is handed on as far as it came, or not at all: it is
    shorter than was announced, and the pages answer so. An answer is made before it is sent, so that a slow reader
    holds no thread either.
    """

    def __init__(
        self, pages: Pages, *, threads: int, largest: int, within: float = BODY_WITHIN, pause: float = PAUSE
    ) -> None:
        self._pages = pages
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="pages")
        self._largest = largest
        self._within = within
        self._pause = pause
        self._large = asyncio.Semaphore(LARGE_AT_ONCE)

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        body = await self._body(scope, receive)
        loop = asyncio.get_running_loop()
        start, content = await loop.run_in_executor(self._threads, self._answer, scope, body)
        await send(start)
        await send({"type": "http.response.body", "body": content})

    async def _body(self, scope: Message, receive: Callable[[], Awaitable[Message]]) -> bytes:
        announced = int(dict(scope["headers"]).get(b"content-length", 0))
        kept, came = bytearray(), 0
        more, is_large = announced > 0, False
        now = asyncio.get_running_loop().time
        begun, counted_from = now(), 0
        async with AsyncExitStack() as turn:
            with suppress(TimeoutError):
                while more:
                    whole_by = begun + min(self._within, self._pause + (came - counted_from) / SLOWEST)
                    async with asyncio.timeout_at(min(whole_by, now() + self._pause)):
                        message = await receive()
                    more = message.get("more_body", False)  # none where the line was cut
                    part = message.get("body", b"")
                    came += len(part)
                    if came > ORDINARY and announced <= self._largest and not is_large:
                        # who only says that they will send so much keeps nobody waiting, nor does waiting count;
                        # and what came before the turn is no time to lie idle in it
                        async with asyncio.timeout(self._within):
                            await turn.enter_async_context(self._large)
                        begun, counted_from, is_large = now(), came, True
                    if announced <= self._largest:
                        kept += part
        return bytes(kept)

    def _answer(self, scope: Message, body: bytes) -> tuple[Message, bytes]:
        request = WsgiToAsgiInstance(self._pages)  # type: ignore[no-untyped-call]
        request.scope = {**scope, "query_string": b""}
        start: Message = {}

        def start_response(status: str, headers: list[tuple[str, str]], _: object = None) -> None:
            start.update(
                type="http.response.start",
                status=int(status.partition(" ")[0]),
                headers=[(name.lower().encode("ascii"), value.encode("latin-1")) for name, value in headers],
            )

        environ = request.build_environ(request.scope, io.BytesIO(body))  # type: ignore[no-untyped-call]
        # as WSGI has it; the library takes ASCII alone, and browsers may send more
        environ["QUERY_STRING"] = scope["query_string"].decode("latin-1")
        answer = self._pages(environ, start_response)
        try:
            return start, b"".join(answer)
        finally:
            if hasattr(answer, "close"):  # ends the request: Django looks at its connection to the database
                answer.close()
