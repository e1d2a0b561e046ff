"""A browser that reads slowly, or not at all: nothing is lost to it, nothing piles up for it."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import pytest
from channels.db import database_sync_to_async
from django.conf import settings
from django.test import Client

from conftest import ClientOf
from juuristo.gatherings import board_socket
from juuristo.gatherings.actions import boards
from juuristo.gatherings.board_socket import BoardSocket
from juuristo.gatherings.boards import Reader, group_name
from juuristo.gatherings.models import Board
from juuristo.gatherings.tests.board_ground import a_board, add, raw
from juuristo.people.models import Person
from juuristo.shell import live

pytestmark = pytest.mark.django_db(transaction=True)
WAITS = 30.0  # s
NOTES = 25


class Phone:
    """A browser's end of a socket that may fall asleep: then it takes nothing that is sent."""

    def __init__(self, client: Client, board: Board) -> None:
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        headers = [(b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode())]
        scope = {"headers": headers, "url_route": {"kwargs": {"pk": board.pk}}}
        self.says: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.is_awake = asyncio.Event()
        self.is_awake.set()
        self.heard: list[dict[str, Any]] = []
        self.socket = BoardSocket(scope, self.says.get, self.take)
        self.says.put_nowait({"type": "websocket.connect"})
        self.say(type="hello", device="", since=0)
        self.work = asyncio.create_task(self.socket.serve())

    def say(self, **message: Any) -> None:
        self.says.put_nowait({"type": "websocket.receive", "text": json.dumps(message)})

    async def take(self, event: dict[str, Any]) -> None:
        await self.is_awake.wait()
        self.heard.append(json.loads(event["text"]) if "text" in event else event)

    def versions(self) -> list[int]:
        return [op["version"] for one in self.heard for op in one.get("ops", [])]

    async def until(self, *, version: int) -> None:
        async with asyncio.timeout(WAITS):
            while self.versions()[-1:] != [version]:
                await asyncio.sleep(0.01)

    async def leave(self) -> None:
        self.is_awake.set()
        self.says.put_nowait({"type": "websocket.disconnect"})
        await asyncio.wait_for(self.work, WAITS)


async def write_notes(board: Board, by: Person, count: int) -> None:
    for number in range(count):
        await database_sync_to_async(add)(board, Reader(by), f"Ajatus {number}")


async def opened(client: Client, board: Board) -> Phone:
    """A phone at the board, in a loop that the live layer knows."""
    live._loop = asyncio.get_running_loop()
    phone = Phone(client, board)
    async with asyncio.timeout(WAITS):
        while not phone.heard[1:]:
            await asyncio.sleep(0.01)
    return phone


@pytest.fixture(autouse=True)
def few_are_kept(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(board_socket, "MOST_WAITING", 3)
    yield
    live._loop = None


def test_given_a_phone_that_sleeps_when_it_wakes_then_it_hears_all_in_order_though_few_were_kept(
    adviser: Person, mentor: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    board, client = a_board(adviser, mentor), client_of(adviser)

    monkeypatch.setattr(board_socket, "MOST_TOLD", 4)

    async def scene() -> None:
        phone = await opened(client, board)
        phone.is_awake.clear()
        await write_notes(board, mentor, NOTES)
        assert phone.socket.waiting.qsize() <= 3
        phone.is_awake.set()
        await phone.until(version=NOTES)
        assert phone.versions() == list(range(1, NOTES + 1))
        assert max(len(one.get("ops", [])) for one in phone.heard) <= 4
        await write_notes(board, mentor, 1)  # and the line is as good as before
        await phone.until(version=NOTES + 1)
        await phone.leave()

    asyncio.run(scene())


def test_given_a_phone_that_writes_but_never_reads_then_no_more_of_its_writing_is_taken_in(
    adviser: Person, client_of: ClientOf
) -> None:
    board, client = a_board(adviser), client_of(adviser)

    async def scene() -> None:
        phone = await opened(client, board)
        phone.is_awake.clear()
        for number in range(NOTES):
            phone.say(type="op", **raw("add", uuid4(), column="c1", text=f"{number}"))
        left = -1
        while left != (left := phone.says.qsize()):
            await asyncio.sleep(0.5)
        assert left > NOTES // 2
        phone.is_awake.set()
        await phone.until(version=NOTES)
        await phone.leave()

    asyncio.run(scene())


def test_given_a_phone_that_never_wakes_then_its_socket_ends_and_nobody_listens_for_it(
    adviser: Person, mentor: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    board, client = a_board(adviser, mentor), client_of(adviser)

    async def scene() -> None:
        phone = await opened(client, board)
        phone.is_awake.clear()
        monkeypatch.setattr(board_socket, "PATIENCE", 0.05)
        await write_notes(board, mentor, 1)
        await asyncio.wait_for(phone.work, WAITS)
        assert not live._ears[asyncio.get_running_loop()].hearers

    asyncio.run(scene())


def test_given_what_the_live_layer_lost_when_it_is_looked_at_then_it_is_told(
    adviser: Person, mentor: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    board, client = a_board(adviser, mentor), client_of(adviser)
    monkeypatch.setattr(board_socket, "LOOKS_EVERY", 0.1)

    async def scene() -> None:
        phone = await opened(client, board)
        with monkeypatch.context() as deaf:
            deaf.setattr("juuristo.gatherings.boards.live.tell", lambda *_: None)
            await write_notes(board, mentor, 2)
        await phone.until(version=2)
        await phone.leave()

    asyncio.run(scene())


def test_given_an_operation_told_twice_or_late_then_each_version_is_passed_on_once(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board, client = a_board(adviser, mentor), client_of(adviser)
    told: list[Any] = []

    async def scene() -> None:
        phone = await opened(client, board)
        async with live.listening(group_name(board.pk), told.append):
            await write_notes(board, mentor, 2)
            await phone.until(version=2)
            for message in (*told, *reversed(told)):
                phone.socket.wait(message)
            await database_sync_to_async(boards.close)(board, actor=mentor)
            await phone.until(version=3)
        assert phone.versions() == [1, 2, 3]
        await phone.leave()

    asyncio.run(scene())
