"""The web socket of a flipchart, message by message."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from django.conf import settings
from django.test import Client

from conftest import ClientOf
from juuristo.gatherings import board_socket
from juuristo.gatherings.actions import boards
from juuristo.gatherings.actions.board_notes import Sent, write_all
from juuristo.gatherings.boards import Reader
from juuristo.gatherings.models import Board
from juuristo.gatherings.tests.board_ground import SECRET, SECRET_2, a_board, raw
from juuristo.people.models import Person
from juuristo.shell import live

pytestmark = pytest.mark.django_db(transaction=True)
HOST = b"testserver"
WAITS = 30  # s


class Caller:
    """A browser's end of the socket."""

    def __init__(self, client: Client | None, path: str, origin: str = "http://testserver") -> None:
        headers = [(b"host", HOST), (b"origin", origin.encode())]
        if client:
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode()))
        scope = {"type": "websocket", "path": path, "headers": headers}
        communicator: Any = ApplicationCommunicator  # asgiref does not type it
        self.wire = communicator(live.application, scope)

    async def connects(self) -> bool:
        await self.wire.send_input({"type": "websocket.connect"})
        answer = await self.wire.receive_output(timeout=WAITS)
        return bool(answer["type"] == "websocket.accept")

    async def leave(self) -> None:
        await self.wire.send_input({"type": "websocket.disconnect", "code": 1001})
        await self.wire.wait(timeout=WAITS)

    async def open(self, device: str = "", since: int | None = None) -> Any:
        assert await self.connects()
        await self.say(type="hello", device=device, since=since)
        return await self.hear()

    async def say(self, **message: Any) -> None:
        await self.send(json.dumps(message))

    async def send(self, text: str) -> None:
        await self.wire.send_input({"type": "websocket.receive", "text": text})

    async def do(self, kind: str, note: Any, **payload: Any) -> str:
        op = raw(kind, note, **payload)
        await self.say(type="op", **op)
        return str(op["op"])

    async def hear(self) -> Any:
        """The next message; a closing code when the socket is closed instead."""
        output = await self.wire.receive_output(timeout=WAITS)
        if output["type"] == "websocket.close":
            return output["code"]
        return json.loads(output["text"])

    async def told(self, kind: str) -> Any:
        """The next message of the type, whatever comes before it."""
        while True:
            message = await self.hear()
            if isinstance(message, int) or message["type"] == kind:
                return message


@pytest.fixture(autouse=True)
def no_loop_left() -> Iterator[None]:
    """Each test runs in a loop of its own."""
    yield
    live._loop = None


def path_of(board: Board) -> str:
    return f"/ws/boards/{board.pk}/"


def play(scene: Callable[[], Awaitable[None]]) -> None:
    async_to_sync(scene)()


def test_given_two_at_a_board_when_one_writes_then_the_other_hears_it_and_the_writer_it_is_stored(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor)
    one, two = (Caller(client_of(who), path_of(board)) for who in (adviser, mentor))

    async def scene() -> None:
        first = await one.open()
        assert (first["type"], first["version"], first["notes"]) == ("snapshot", 0, [])
        assert (await two.open())["board"]["leads"] is True
        note = uuid4()
        op = await one.do("add", note, column="c1", text="Hei")
        assert await one.told("done") == {"type": "done", "op": op, "version": 1}
        heard = await two.told("ops")
        assert heard["version"] == 1
        (told,) = heard["ops"]
        assert told["note"] == str(note)
        assert told["author"] == adviser.full_name
        assert (told["mine"], told["payload"]["text"]) == (False, "Hei")
        await one.leave()
        await two.leave()

    play(scene)


def test_given_what_was_missed_when_one_comes_back_then_they_catch_up_from_their_version(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor)
    client = client_of(adviser)

    async def scene() -> None:
        one = Caller(client, path_of(board))
        await one.open()
        for number in range(3):
            await one.do("add", uuid4(), column="c1", text=f"{number}")
            await one.told("done")
        await one.leave()
        again = Caller(client, path_of(board))
        caught = await again.open(since=1)
        assert [op["version"] for op in caught["ops"]] == [2, 3]
        assert all(op["mine"] for op in caught["ops"])
        await again.leave()

    play(scene)


def test_given_an_operation_the_live_layer_lost_when_the_next_comes_then_both_are_told(
    adviser: Person, mentor: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = a_board(adviser, mentor)
    one, two = (Caller(client_of(who), path_of(board)) for who in (adviser, mentor))

    async def scene() -> None:
        await one.open()
        await two.open()
        with monkeypatch.context() as lost:
            lost.setattr(live, "tell", lambda *args: None)
            await one.do("add", uuid4(), column="c1", text="Hukkunut")
            await one.told("done")
        await one.do("add", uuid4(), column="c1", text="Seuraava")
        heard = await two.told("ops")
        assert [op["payload"]["text"] for op in heard["ops"]] == ["Hukkunut", "Seuraava"]
        await one.leave()
        await two.leave()

    play(scene)


def test_given_a_hidden_anonymous_board_when_it_is_revealed_then_all_are_told_the_whole_board(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor, hides=True, is_anonymous=True)
    one, two = (Caller(client_of(who), path_of(board)) for who in (adviser, mentor))

    async def scene() -> None:
        await one.open(device=SECRET)
        await two.open(device=SECRET_2)
        await one.do("add", uuid4(), column="c1", text="Kukaan ei tiedä, kuka")
        (hidden,) = (await two.told("ops"))["ops"]
        assert (hidden["kind"], hidden["note"], hidden["payload"]) == ("add", None, {})
        (own,) = (await one.told("ops"))["ops"]
        assert (own["mine"], own["author"]) == (True, None)
        await database_sync_to_async(boards.reveal)(board, actor=mentor)
        shown = await two.told("snapshot")
        assert [note["text"] for note in shown["notes"]] == ["Kukaan ei tiedä, kuka"]
        assert [note["mine"] for note in shown["notes"]] == [False]
        await one.leave()
        await two.leave()

    play(scene)


def test_given_something_refused_then_the_socket_says_why_and_stays_open(
    adviser: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser)
    one = Caller(client_of(adviser), path_of(board))

    async def scene() -> None:
        await one.open()
        op = await one.do("add", uuid4(), column="c1", text="soita 040 123 4567")
        refused = await one.told("refused")
        assert (refused["op"], refused["code"]) == (op, "identifier")
        assert "puhelinnumero" in refused["message"]
        await one.do("add", uuid4(), column="c1", text="Ilman numeroa")
        assert (await one.told("done"))["version"] == 1
        await one.leave()

    play(scene)


def test_given_someone_who_may_not_come_then_the_socket_closes_with_its_reason(
    adviser: Person, supervisor: Person, stranger: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser)

    async def scene() -> None:
        assert await Caller(None, path_of(board)).open() == 4401
        for person in (supervisor, stranger):
            client = await database_sync_to_async(client_of)(person)
            assert await Caller(client, path_of(board)).open() == 4404
            unknown = f"/ws/boards/{uuid4()}/"
            assert await Caller(client, unknown).open() == 4404

    play(scene)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://testserver", "http://testserver:81", "null", ""]
)
def test_given_a_page_of_another_site_then_no_socket_opens(
    adviser: Person, client_of: ClientOf, origin: str
) -> None:
    one = Caller(client_of(adviser), path_of(a_board(adviser)), origin=origin)

    async def scene() -> None:
        assert not await one.connects()

    play(scene)


def test_given_an_address_that_leads_nowhere_then_no_socket_opens(
    adviser: Person, client_of: ClientOf
) -> None:
    one = Caller(client_of(adviser), "/ws/nothing/")

    async def scene() -> None:
        assert not await one.connects()

    play(scene)


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "[]",
        "{}",
        '{"type": "op"}',
        '{"type": "hello", "device": "", "since": null, "x": "' + "x" * 20_000 + '"}',
        "[" * 16_000,
    ],
)
def test_given_what_is_not_the_language_then_the_socket_closes(
    adviser: Person, client_of: ClientOf, text: str
) -> None:
    one = Caller(client_of(adviser), path_of(a_board(adviser)))

    async def scene() -> None:
        await one.connects()
        await one.send(text)
        assert await one.hear() == 4400

    play(scene)


def test_given_one_who_says_nothing_then_the_socket_closes(
    adviser: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_socket, "PATIENCE", 0.1)
    one = Caller(client_of(adviser), path_of(a_board(adviser)))

    async def scene() -> None:
        await one.connects()
        assert await one.hear() == 4400

    play(scene)


def test_given_far_too_many_messages_then_the_socket_closes(
    adviser: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_socket, "MOST_MESSAGES", 3)
    one = Caller(client_of(adviser), path_of(a_board(adviser)))

    async def scene() -> None:
        await one.open()
        for _ in range(3):
            await one.say(type="op", op="x")
        assert await one.told("never") == 4429

    play(scene)


def test_given_more_to_send_again_than_one_line_takes_then_each_line_brings_it_further(
    adviser: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_socket, "MOST_MESSAGES", 3)
    board = a_board(adviser)
    client = client_of(adviser)
    waiting = [raw("add", uuid4(), column="c1", text=f"{number}") for number in range(5)]

    async def scene() -> None:
        for left in (3, 1, 0):
            one = Caller(client, path_of(board))
            await one.open()
            for op in list(waiting):
                await one.say(type="op", **op)
            while len(waiting) > left:
                done = await one.told("done")
                waiting[:] = [op for op in waiting if op["op"] != done["op"]]
            if left:
                assert await one.told("never") == 4429
            else:
                await one.leave()

    play(scene)
    assert board.notes.count() == 5


def test_given_someone_signs_out_or_loses_their_place_then_their_socket_closes_soon(
    adviser: Person, mentor: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_socket, "LOOKS_EVERY", 0.05)
    board = a_board(adviser, mentor)
    signing_out = client_of(adviser)
    one, two = Caller(signing_out, path_of(board)), Caller(client_of(mentor), path_of(board))

    async def scene() -> None:
        await one.open()
        await two.open()
        await database_sync_to_async(signing_out.logout)()
        assert await one.told("never") == 4401
        await database_sync_to_async(board.session.facilitators.remove)(mentor)
        assert await two.told("never") == 4404

    play(scene)


def test_given_many_who_write_at_once_then_all_is_stored_in_one_order_and_all_hear_it(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor)
    callers = [
        Caller(client_of(who), path_of(board)) for who in (adviser, mentor) for _ in range(3)
    ]

    async def hears_all(caller: Caller) -> list[int]:
        versions: list[int] = []
        while len(versions) < 30:
            versions += [op["version"] for op in (await caller.told("ops"))["ops"]]
        return versions

    async def scene() -> None:
        for caller in callers:
            await caller.open()
        for number in range(5):
            for caller in callers:
                await caller.do("add", uuid4(), column="c1", text=f"{number}")
        heard = await asyncio.gather(*[hears_all(caller) for caller in callers])
        assert heard == [list(range(1, 31))] * len(callers)
        for caller in callers:
            await caller.leave()

    play(scene)
    assert board.ops.count() == board.notes.count() == 30


def test_given_one_operation_that_breaks_the_writing_then_those_written_with_it_are_stored(
    adviser: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = a_board(adviser)
    good, bad, better = (
        Sent(board.pk, raw("add", uuid4(), column="c1", text=text), Reader(adviser))
        for text in ("Hyvä", "Rikki", "Parempi")
    )

    def breaks(sent: Sequence[Sent]) -> Any:
        if bad in sent:
            raise RuntimeError("broken")
        return write_all(sent)

    monkeypatch.setattr(board_socket, "write_all", breaks)
    answers: list[Any] = []

    async def scene() -> None:
        desk = board_socket.Desk()
        asked = [desk.write(sent) for sent in (good, bad, better)]
        answers.extend(await asyncio.gather(*asked, return_exceptions=True))

    play(scene)
    assert [one["version"] for one in (answers[0], answers[2])] == [1, 2]
    assert isinstance(answers[1], RuntimeError)
