"""The web process's entry: Django's ASGI handler with one hop into a thread for each request,
and web sockets."""

import os

import django
from asgiref.sync import sync_to_async
from channels.routing import ProtocolTypeRouter
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from juuristo.shell import live

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class ThreadedHandler(ASGIHandler):
    """Runs middleware and view together in the request's thread.

    All of them are plain functions here. Django would still build the chain around an asynchronous
    core, and each request would go from the thread back to the loop and into a thread again.
    """

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 — Django's own
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)


django.setup(set_prefix=False)
application = ProtocolTypeRouter({"http": ThreadedHandler(), "websocket": live.application})
