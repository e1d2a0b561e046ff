"""The live layer: web sockets under ``/ws/``, and telling those who are connected.

An app adds its routes to ``ROUTES`` in ``AppConfig.ready()``. Sockets come from our own pages only.
What is told here is a hint and no record: a message may be lost (a full queue, a restart), so who
listens must be able to catch up from the database.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future
from typing import Any
from urllib.parse import urlsplit

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import URLPattern

logger = logging.getLogger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

ROUTES: list[URLPattern] = []


_loop: asyncio.AbstractEventLoop | None = None  # where this process has its sockets


def tell(group: str, message: Mapping[str, Any]) -> None:
    """Send ``message`` to everyone in ``group``. A layer out of order is logged, never raised: what
    happened is already in the database."""
    layer = get_channel_layer()
    if _loop is None and isinstance(layer, InMemoryChannelLayer):
        return  # nobody is connected to this process, and it knows no other
    try:
        if _loop and _loop.is_running():
            sent = asyncio.run_coroutine_threadsafe(layer.group_send(group, dict(message)), _loop)
            sent.add_done_callback(_look_at)
        else:
            async_to_sync(layer.group_send)(group, dict(message))
    except Exception:
        logger.exception("The live layer does not answer.")


def _look_at(sent: "Future[None]") -> None:
    if fault := sent.exception():
        logger.error("The live layer does not answer.", exc_info=fault)


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
