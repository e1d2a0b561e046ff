"""The web socket of a flipchart: one person, one board, as ``boards.py`` describes."""

import asyncio
import json
import time
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from juuristo.people.live import person_behind

from .access import may_lead_board
from .actions.board_notes import Sent, write_all
from .boards import SECRET, LiveOp, Reader, Wire, group_name, news
from .models import Board

SIGNED_OUT, NOT_YOURS, TOO_MANY, NOT_UNDERSTOOD = 4401, 4404, 4429, 4400
LONGEST_MESSAGE = 16_384  # characters
MOST_MESSAGES = 600  # a minute
MOST_AT_ONCE = 100  # operations in one transaction
LOOKS_EVERY = 30  # seconds; heals what the live layer lost, and notices who may no longer look


class BoardSocket(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels is untyped
    """What the person sends and what the live layer tells come here one at a time, in order."""

    async def connect(self) -> None:
        self.board_id: UUID = self.scope["url_route"]["kwargs"]["pk"]
        self.board: Board | None = None
        self.reader: Reader | None = None
        self.known = 0  # the newest version told
        self.looking: asyncio.Task[None] | None = None
        self.minute, self.messages = 0, 0
        await self.accept()

    async def disconnect(self, code: int) -> None:
        if self.looking:
            self.looking.cancel()
        await self.channel_layer.group_discard(group_name(self.board_id), self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        message = read(text_data)
        if not self.in_pace():
            await self.close(TOO_MANY)
        elif message.get("type") == "hello" and self.reader is None:
            await self.greet(message)
        elif message.get("type") == "op" and self.reader is not None:
            await self.answer(message)
        else:
            await self.close(NOT_UNDERSTOOD)

    def in_pace(self) -> bool:
        minute = int(time.monotonic() // 60)
        self.messages = self.messages + 1 if minute == self.minute else 1
        self.minute = minute
        return self.messages <= MOST_MESSAGES

    async def greet(self, message: Wire) -> None:
        """Join first and read then: what comes between is told twice and passed over once."""
        device, since = message.get("device"), message.get("since")
        secret = device if isinstance(device, str) and SECRET.fullmatch(device) else ""
        await self.channel_layer.group_add(group_name(self.board_id), self.channel_name)
        if await self.tell_news(secret, since if type(since) is int else None):
            self.looking = asyncio.create_task(self.look_again())

    async def tell_news(self, secret: str, since: int | None) -> bool:
        """Tell what the person does not know, or close the socket and return False."""
        found = await database_sync_to_async(look)(self.scope, self.board_id, secret, since)
        if isinstance(found, int):
            self.reader = None
            await self.close(found)
            return False
        self.board, self.reader, told = found
        self.known = told["version"]
        await self.say(told)
        return True

    async def look_again(self) -> None:
        while True:
            await asyncio.sleep(LOOKS_EVERY)
            await self.channel_layer.send(self.channel_name, {"type": "board.look"})

    async def board_look(self, message: Wire) -> None:
        if self.reader:
            await self.tell_news(self.reader.secret, self.known)

    async def answer(self, message: Wire) -> None:
        assert self.reader is not None
        await self.say(await Desk.here().write(Sent(self.board_id, message, self.reader)))

    async def board_ops(self, message: Wire) -> None:
        """Operations from the live layer. They may come out of order, or some may be missing."""
        if self.reader is None or self.board is None:
            return
        ops = [
            one
            for one in (LiveOp(*fields) for fields in message["ops"])
            if one.version > self.known
        ]
        if not ops:
            return
        if ops[0].version > self.known + 1 or any(op.kind == "reveal" for op in ops):
            await self.tell_news(self.reader.secret, self.known)
            return
        self.known = ops[-1].version
        texts = ", ".join(op.text_for(self.reader, self.board) for op in ops)
        text = f'{{"type": "ops", "version": {self.known}, "ops": [{texts}]}}'
        await self.send(text_data=text)

    async def say(self, message: Wire) -> None:
        await self.send(text_data=json.dumps(message, ensure_ascii=False))


def read(text: str | None) -> Wire:
    """The message in ``text``; an empty one when it is none."""
    if text is None or len(text) > LONGEST_MESSAGE:
        return {}
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def look(
    scope: dict[str, Any], board_id: UUID, secret: str, since: int | None
) -> tuple[Board, Reader, Wire] | int:
    """Who asks, by the session as it is now, and what they do not know; else a closing code."""
    person = person_behind(scope)
    if person is None:
        return SIGNED_OUT
    board = Board.objects.visible_to(person).with_session().filter(pk=board_id).first()
    if board is None:
        return NOT_YOURS
    reader = Reader(person, secret, leads=may_lead_board(person, board))
    return board, reader, news(board, reader, since)


class Desk:
    """Writes what arrives while the database works together, once it is free (``write_all``)."""

    _here: WeakKeyDictionary[asyncio.AbstractEventLoop, "Desk"] = WeakKeyDictionary()

    def __init__(self) -> None:
        self.waiting: list[tuple[Sent, asyncio.Future[Wire]]] = []
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
            try:
                told = await database_sync_to_async(write_all)([sent for sent, _answer in batch])
            except Exception as fault:
                for _sent, answer in batch:
                    if not answer.done():
                        answer.set_exception(fault)
                continue
            for (_sent, answer), wire in zip(batch, told, strict=True):
                if not answer.done():  # its socket may have gone
                    answer.set_result(wire)
