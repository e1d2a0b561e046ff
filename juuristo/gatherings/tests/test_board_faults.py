"""The real server and real sockets: cut twenty times, and the server killed in the middle."""

import asyncio
import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from bench.websocket import Refused, WebSocket
from conftest import ClientOf
from juuristo.cli.management.commands.serve import web_command
from juuristo.gatherings.models import Board
from juuristo.gatherings.tests.board_ground import a_board, raw
from juuristo.people.models import Person

NOTES = 40  # of each
LONGEST = 120.0  # s, on a machine with much else to do

pytestmark = pytest.mark.django_db(transaction=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def address_of_the_database() -> str:
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def start(port: int) -> subprocess.Popen[bytes]:
    """The web process that ``juuristo serve`` starts."""
    environment = {
        "DATABASE_URL": address_of_the_database(),
        "JUURISTO_SECRET_KEY": settings.SECRET_KEY,
        "PYTHONPATH": str(settings.BASE_DIR),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    process = subprocess.Popen(
        web_command("127.0.0.1", port),
        env=os.environ | environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            break
    return process


@contextmanager
def server(port: int) -> Iterator[Callable[[], None]]:
    """Run the server; yields what kills it with -9 and starts it again."""

    def kill() -> None:
        os.killpg(running[0].pid, signal.SIGKILL)
        running[0].wait()

    def restart() -> None:
        kill()
        running[0] = start(port)

    running = [start(port)]
    try:
        yield restart
    finally:
        kill()


@dataclass
class Writer:
    """A page that writes its notes, keeps what has no answer, and comes back when cut off."""

    port: int
    path: str
    cookie: str
    waiting: list[dict[str, Any]]
    known: int = 0
    heard: list[int] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    cuts: int = 0
    to_be_cut: int = 0
    at: WebSocket | None = None

    def has_more(self, total: int) -> bool:
        """Whether something is still to be written, heard or suffered."""
        return bool(self.waiting) or len(self.heard) < total or self.cuts < self.to_be_cut

    async def live(self, total: int) -> None:
        """Write and hear until everybody's notes have been heard."""
        until = time.monotonic() + LONGEST
        while self.has_more(total):
            assert time.monotonic() < until, (len(self.heard), len(self.waiting))
            try:
                at = await WebSocket.open(self.port, self.path, cookie=self.cookie)
            except (OSError, Refused):
                await asyncio.sleep(0.2)
                continue
            self.at = at
            try:
                await self.speak(at, total)
            except ConnectionError:
                await asyncio.sleep(0.1)
            finally:
                at.cut()
        await asyncio.sleep(0)  # lets the transports close

    async def speak(self, at: WebSocket, total: int) -> None:
        await at.say({"type": "hello", "device": "", "since": self.known})
        for op in list(self.waiting):
            await at.say({"type": "op", **op})
        while self.has_more(total):
            if not await self.hear(at):
                return

    async def hear(self, at: WebSocket) -> bool:
        message = await at.hear()
        if message is None:
            return False
        if message["type"] == "done":
            self.done[message["op"]] = message["version"]
            self.waiting = [op for op in self.waiting if op["op"] != message["op"]]
        elif message["type"] == "ops":
            for op in message["ops"]:
                assert op["version"] == self.known + 1, "a gap"
                self.known = op["version"]
                self.heard.append(op["version"])
        else:
            raise AssertionError(message)
        return True

    async def be_cut(self) -> None:
        """Lose the network again and again, at any moment."""
        while self.cuts < self.to_be_cut:
            await asyncio.sleep(random.random() * 0.2)
            if self.at:
                self.at.cut()
                self.at = None
                self.cuts += 1


def writers_at(board: Board, people: list[Person], client_of: ClientOf, port: int) -> list[Writer]:
    def cookie_of(client: Client) -> str:
        name = settings.SESSION_COOKIE_NAME
        return f"{name}={client.cookies[name].value}"

    return [
        Writer(
            port,
            f"/ws/boards/{board.pk}/",
            cookie_of(client_of(person)),
            [raw("add", uuid4(), column="c1", text=f"{n}") for n in range(NOTES)],
        )
        for person in people
    ]


def check(board: Board, writers: list[Writer]) -> None:
    """Everything thanked for is stored once, in one order, and everybody has heard it all."""
    total = NOTES * len(writers)
    stored = dict(board.ops.values_list("op", "version"))
    assert sorted(stored.values()) == list(range(1, total + 1))
    assert board.notes.count() == total
    for writer in writers:
        assert writer.heard == list(range(1, total + 1))
        assert len(writer.done) == NOTES
        assert {str(op): version for op, version in stored.items()}.items() >= writer.done.items()


def test_given_a_socket_cut_twenty_times_then_nothing_is_lost_or_doubled(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor)
    port = free_port()
    writers = writers_at(board, [adviser, mentor], client_of, port)
    writers[0].to_be_cut = 20

    async def scene() -> None:
        total = NOTES * len(writers)
        living = [asyncio.create_task(writer.live(total)) for writer in writers]
        await writers[0].be_cut()
        await asyncio.gather(*living)

    with server(port):
        asyncio.run(scene())
    assert writers[0].cuts == 20
    check(board, writers)


def test_given_the_server_killed_while_many_write_then_nothing_thanked_for_is_lost(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor)
    port = free_port()
    writers = writers_at(board, [adviser, mentor, adviser], client_of, port)

    async def scene(restart: Callable[[], None]) -> None:
        total = NOTES * len(writers)
        living = [asyncio.create_task(writer.live(total)) for writer in writers]
        while not any(writer.done for writer in writers):
            await asyncio.sleep(0.01)
        await asyncio.to_thread(restart)
        await asyncio.gather(*living)

    with server(port) as restart:
        asyncio.run(scene(restart))
    check(board, writers)
