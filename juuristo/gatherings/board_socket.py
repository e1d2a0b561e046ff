"""The web socket of a flipchart: one person, one board, as ``boards.py`` describes."""

import asyncio
import json
import random
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from channels.db import database_sync_to_async

from juuristo.people.live import person_behind
from juuristo.shell.live import Message, Receive, Scope, Send, listening

from .access import may_lead_board
from .actions.board_notes import Sent, write_all
from .boards import SECRET, LiveOp, Reader, Wire, group_name, later, news
from .models import Board

What = Callable[[Board, Reader], Wire]

SIGNED_OUT, NOT_YOURS, TOO_MANY, NOT_UNDERSTOOD = 4401, 4404, 4429, 4400
LONGEST_MESSAGE = 16_384  # characters
MOST_MESSAGES = 1200  # a minute; more than one who comes back has to send again
MOST_AT_ONCE = 100  # operations in one transaction
BREATH = 0.05  # seconds between two transactions: what comes meanwhile is written and told together
MOST_TOLD = 100  # operations in one message to who has fallen behind
MOST_WAITING = 30  # messages kept for a browser that is slow to read
LOOKS_EVERY = (
    30  # seconds at most; heals what the live layer lost, and notices who may no longer look
)
PATIENCE = 60  # seconds for a browser to take one message; it comes back from its version


class Over(Exception):  # noqa: N818 — it is what happened
    """The socket ends; ``code`` is what it is closed with, None when it is gone already."""

    def __init__(self, code: int | None = None) -> None:
        super().__init__(code)
        self.code = code


async def board_socket(scope: Scope, receive: Receive, send: Send) -> None:
    await BoardSocket(scope, receive, send).serve()


class BoardSocket:
    """One task reads what the person sends, another tells what they do not know, in order.

    What waits to be told is bounded: when a browser reads slower than the others write, what does
    not fit is dropped, and what was missed is read from the database once there is room.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope, self.receive, self.send = scope, receive, send
        self.board_id: UUID = scope["url_route"]["kwargs"]["pk"]
        self.waiting: asyncio.Queue[Message] = asyncio.Queue(MOST_WAITING)
        self.must_look = False  # what is in the database is to be told next
        self.known = 0  # the newest version told
        self.minute, self.messages = 0, 0

    async def serve(self) -> None:
        await self.receive()  # that it wants to connect
        await self.send({"type": "websocket.accept"})
        try:
            hello = await self.hello()
            async with listening(group_name(self.board_id), self.wait):
                await self.greet(hello)
                await self.converse()
        except Over as over:
            if over.code:
                await self.pass_on({"type": "websocket.close", "code": over.code})

    async def hello(self) -> Wire:
        """The first message. Raises ``Over`` when it does not come: whoever opened this may be
        nobody at all."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.heard("hello")
        except TimeoutError:
            raise Over(NOT_UNDERSTOOD) from None

    async def greet(self, hello: Wire) -> None:
        """Who listens already reads now: what comes between is told twice, passed over once."""
        device, since = hello.get("device"), hello.get("since")
        self.secret = device if isinstance(device, str) and SECRET.fullmatch(device) else ""
        known = since if type(since) is int else None
        await self.tell_what(lambda board, reader: news(board, reader, known))

    async def converse(self) -> None:
        """Read, tell and look until one of the three is over. Raises ``Over``."""
        tasks = {asyncio.create_task(one()) for one in (self.read_on, self.tell_on, self.look_on)}
        try:
            done, _others = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            done.pop().result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    # ---- what the person sends

    async def read_on(self) -> None:
        while True:
            message = await self.heard("op")
            sent = Sent(self.board_id, message, self.reader)
            await self.waiting.put(await Desk.here().write(sent))  # who never reads may not write

    async def heard(self, kind: str) -> Wire:
        """The next message, which must be of this kind. Raises ``Over``."""
        event = await self.receive()
        if event["type"] == "websocket.disconnect":
            raise Over
        message = read(event.get("text"))
        if not self.in_pace():
            raise Over(TOO_MANY)
        if message.get("type") != kind:
            raise Over(NOT_UNDERSTOOD)
        return message

    def in_pace(self) -> bool:
        minute = int(time.monotonic() // 60)
        self.messages = self.messages + 1 if minute == self.minute else 1
        self.minute = minute
        return self.messages <= MOST_MESSAGES

    # ---- what the person is told

    def wait(self, message: Message) -> None:
        """Keep a message until the browser has read those before it."""
        try:
            self.waiting.put_nowait(message)
        except asyncio.QueueFull:
            self.must_look = True  # there is something in the queue to come by

    async def look_on(self) -> None:
        while True:
            # Not all at once: those who came together would hold up everybody's notes together.
            await asyncio.sleep(LOOKS_EVERY * random.uniform(0.4, 1))  # noqa: S311 — no secret
            self.must_look = True
            self.wait({"type": "look"})

    async def tell_on(self) -> None:
        while True:
            message = await self.waiting.get()
            if message["type"] == "board.ops":
                await self.tell_ops([LiveOp(*fields) for fields in message["ops"]])
            elif message["type"] != "look":
                await self.say(json.dumps(message, ensure_ascii=False))
            while self.must_look:
                await self.catch_up()

    async def tell_ops(self, told: list[LiveOp]) -> None:
        """Operations from the live layer. They may come out of order, or some may be missing."""
        ops = [op for op in told if op.version > self.known]
        if not ops:
            return
        if ops[0].version > self.known + 1 or any(op.kind == "reveal" for op in ops):
            await self.catch_up()
            return
        self.known = ops[-1].version
        texts = ", ".join(op.text_for(self.reader, self.board) for op in ops)
        await self.say(f'{{"type": "ops", "version": {self.known}, "ops": [{texts}]}}')

    async def catch_up(self) -> None:
        """Tell the next of what was missed: not all at once, since a browser that has been slow may
        be so again."""
        await self.tell_what(lambda board, reader: later(board, reader, self.known, MOST_TOLD))
        self.must_look = self.must_look or self.known < self.board.version

    async def tell_what(self, what: What) -> None:
        """Tell something of the board as it is. Raises ``Over`` when the person may not see it."""
        self.must_look = False
        found = await database_sync_to_async(look)(self.scope, self.board_id, self.secret, what)
        if isinstance(found, int):
            raise Over(found)
        self.board, self.reader, told = found
        self.known = told["version"]
        await self.say(json.dumps(told, ensure_ascii=False))

    async def say(self, text: str) -> None:
        await self.pass_on({"type": "websocket.send", "text": text})

    async def pass_on(self, event: dict[str, Any]) -> None:
        """Raises ``Over`` when nobody takes it: a phone that sleeps keeps nothing here."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self.send(event)
        except TimeoutError:
            raise Over from None


def read(text: str | None) -> Wire:
    """The message in ``text``; an empty one when it is none."""
    if text is None or len(text) > LONGEST_MESSAGE:
        return {}
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def look(scope: Scope, board_id: UUID, secret: str, what: What) -> tuple[Board, Reader, Wire] | int:
    """Who asks, by the session as it is now, and what to tell them; else a closing code."""
    person = person_behind(scope)
    if person is None:
        return SIGNED_OUT
    board = Board.objects.visible_to(person).with_session().filter(pk=board_id).first()
    if board is None:
        return NOT_YOURS
    reader = Reader(person, secret, leads=may_lead_board(person, board))
    return board, reader, what(board, reader)


Asked = tuple[Sent, "asyncio.Future[Wire]"]


class Desk:
    """Writes together what arrives while it writes and takes breath (``write_all``).

    A lonely note is written at once. In a crowd, telling everybody of each note by itself would be
    most of the work.
    """

    _here: WeakKeyDictionary[asyncio.AbstractEventLoop, "Desk"] = WeakKeyDictionary()

    def __init__(self) -> None:
        self.waiting: list[Asked] = []
        self.work: asyncio.Task[None] | None = None

    @classmethod
    def here(cls) -> "Desk":
        return cls._here.setdefault(asyncio.get_running_loop(), cls())

    async def write(self, sent: Sent) -> Wire:
        answer: asyncio.Future[Wire] = asyncio.get_running_loop().create_future()
        self.waiting.append((sent, answer))
        if self.work is None or self.work.done():
            self.work = asyncio.create_task(self.write_on())
        return await answer

    async def write_on(self) -> None:
        while self.waiting:
            batch, self.waiting = self.waiting[:MOST_AT_ONCE], self.waiting[MOST_AT_ONCE:]
            fault = await self.fault_in(batch)
            for one in batch if fault and len(batch) > 1 else ():  # what breaks takes none along
                await self.fault_in([one])
            await asyncio.sleep(BREATH)

    async def fault_in(self, batch: list[Asked]) -> Exception | None:
        """Write the batch whole or not at all, and answer; but of many who failed together, none
        is told so yet."""
        try:
            told = await database_sync_to_async(write_all)([sent for sent, _answer in batch])
        except Exception as fault:
            if len(batch) == 1 and not batch[0][1].done():
                batch[0][1].set_exception(fault)
            return fault
        for (_sent, answer), wire in zip(batch, told, strict=True):
            if not answer.done():  # its socket may have gone
                answer.set_result(wire)
        return None
