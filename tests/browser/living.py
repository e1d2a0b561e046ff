"""The real server, websockets and all, on the test's own database: it can be killed and started
again. Django's live server speaks no websockets."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from playwright.sync_api import Page

from juuristo.cli.management.commands.serve import answers

SECONDS = 60  # for a start on a busy machine
Opener = Callable[..., Page]


class LivingServer:
    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = (sys.executable, "-m", "granian", "--interface", "asginl")
        where = ("--host", "127.0.0.1", "--port", str(self.port), "--workers", "1")
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*program, *where, "--no-access-log", "tests.browser.living_asgi:application"],
                env={
                    **os.environ,
                    "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
                    "JUURISTO_DATA": str(self.folder),
                    "JUURISTO_SECRET_KEY": settings.SECRET_KEY,
                },
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that its workers are killed with it
            )
        ends = time.monotonic() + SECONDS
        while not answers("127.0.0.1", self.port):
            assert self.process.poll() is None, (self.folder / "server.log").read_text()
            assert time.monotonic() < ends, "the server never answered"
            time.sleep(0.1)

    def kill(self) -> None:
        """As when the power goes."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@contextmanager
def living_server(folder: Path) -> Iterator[LivingServer]:
    server = LivingServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()
