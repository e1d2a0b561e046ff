"""The live layer: web sockets under ``/ws/``, and telling those who are connected.

An app adds its routes to ``ROUTES`` in ``AppConfig.ready()``. Sockets come from our own pages only.
What is told here is a hint and no record: a message may be lost (a full queue, a restart), so who
listens must be able to catch up from the database.

Channels carries messages between processes; within one, a message is heard once and handed to all
who listen. A channel for each socket would cost a copy, three tasks and a walk over everybody's
groups for every listener and message, and forgets a socket that was slow for a minute.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import Future
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import URLPattern

logger = logging.getLogger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

Message = dict[str, Any]
Hear = Callable[[Message], None]

ROUTES: list[URLPattern] = []
PAUSE = 1.0  # seconds before a layer out of order is listened to again

_loop: asyncio.AbstractEventLoop | None = None  # where this process has its sockets


def tell(group: str, message: Mapping[str, Any]) -> None:
    """Send ``message`` to everyone in ``group``. A layer out of order is logged, never raised: what
    happened is already in the database."""
    layer = get_channel_layer()
    if _loop is None and isinstance(layer, InMemoryChannelLayer):
        return  # nobody is connected to this process, and it knows no other
    told = {**message, "group": group}
    try:
        if _loop and _loop.is_running():
            sent = asyncio.run_coroutine_threadsafe(layer.group_send(group, told), _loop)
            sent.add_done_callback(_look_at)
        else:
            async_to_sync(layer.group_send)(group, told)
    except Exception:
        logger.exception("The live layer does not answer.")


def _look_at(sent: "Future[None]") -> None:
    if fault := sent.exception():
        logger.error("The live layer does not answer.", exc_info=fault)


@asynccontextmanager
async def listening(group: str, hear: Hear) -> AsyncIterator[None]:
    """Hand every message told to ``group`` to ``hear``, which must not wait for anything.

    Nothing told after the block has been entered is passed over, unless the layer loses it.
    """
    ear = _ears.setdefault(asyncio.get_running_loop(), Ear())
    await ear.join(group, hear)
    try:
        yield
    finally:
        await ear.leave(group, hear)


class Ear:
    """What one process hears: a channel for all its sockets, read by one task."""

    def __init__(self) -> None:
        self.hearers: dict[str, list[Hear]] = {}  # by group
        self.channel = ""
        self.work: asyncio.Task[None] | None = None
        self.turn = asyncio.Lock()  # the layer may be far away

    async def join(self, group: str, hear: Hear) -> None:
        layer = get_channel_layer()
        async with self.turn:
            if self.work is None:
                self.channel = await layer.new_channel()
                self.work = asyncio.create_task(self.hear_on())
            await layer.group_add(group, self.channel)
            self.hearers.setdefault(group, []).append(hear)

    async def leave(self, group: str, hear: Hear) -> None:
        async with self.turn:
            self.hearers[group].remove(hear)
            if not self.hearers[group]:
                del self.hearers[group]
                await get_channel_layer().group_discard(group, self.channel)
            if not self.hearers and self.work:
                self.work.cancel()
                self.work = None

    async def hear_on(self) -> None:
        layer = get_channel_layer()
        while True:
            try:
                message = await layer.receive(self.channel)
            except Exception:
                logger.exception("The live layer does not answer.")
                await asyncio.sleep(PAUSE)
                await self.join_again()
                continue
            for hear in list(self.hearers.get(message["group"], ())):
                hear(message)

    async def join_again(self) -> None:
        """A layer that was out of order may have forgotten who listens."""
        for group in list(self.hearers):
            with suppress(Exception):  # the next try to listen tells what is wrong
                await get_channel_layer().group_add(group, self.channel)


_ears: "WeakKeyDictionary[asyncio.AbstractEventLoop, Ear]" = WeakKeyDictionary()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Route a socket to its consumer; one that may not come, or knows no route, is refused."""
    global _loop
    _loop = asyncio.get_running_loop()
    found = _route(scope["path"]) if comes_from_us(scope) else None
    if found is None:
        await receive()
        await send({"type": "websocket.close", "code": 4404})
        return
    consumer, kwargs, name = found
    try:
        await consumer({**scope, "url_route": {"args": (), "kwargs": kwargs}}, receive, send)
    except Exception:  # not left to the server: its log would hold the path
        logger.exception("A socket broke off.", extra={"fields": {"route": name}})
        await send({"type": "websocket.close", "code": 1011})


def _route(path: str) -> tuple[Callable[..., Awaitable[None]], dict[str, Any], str] | None:
    for route in ROUTES:
        if match := route.resolve(path.lstrip("/")):
            return match.func, match.kwargs, match.url_name or "-"
    return None


def comes_from_us(scope: Scope) -> bool:
    """Whether a page of this very site opened the socket: browsers send cookies from any site's."""
    headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
    host, origin = headers.get(b"host", ""), urlsplit(headers.get(b"origin", ""))
    if origin.scheme != ("https" if settings.HTTPS else "http") or origin.netloc != host:
        return False
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
