"""A plain web socket client (RFC 6455) for measuring and for trying what may break."""

import asyncio
import base64
import json
import os
import struct
from typing import Any

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class Refused(Exception):  # noqa: N818 — it is what happened
    """The server did not open the socket; holds the status line."""


class WebSocket:
    """One open socket that speaks JSON."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer
        self.closed_with: int | None = None

    @classmethod
    async def open(
        cls, port: int, path: str, *, cookie: str = "", origin: str | None = None
    ) -> "WebSocket":
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            f"Origin: {origin or f'http://127.0.0.1:{port}'}",
            *([f"Cookie: {cookie}"] if cookie else []),
        ]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        try:
            answer = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError) as fault:
            writer.transport.abort()
            raise Refused("no answer") from fault
        status = answer.split(b"\r\n")[0].decode()
        if " 101 " not in status:
            writer.transport.abort()
            raise Refused(status)
        return cls(reader, writer)

    async def say(self, message: Any) -> None:
        await self._send(TEXT, json.dumps(message).encode())

    async def _send(self, kind: int, data: bytes) -> None:
        mask = os.urandom(4)
        length = len(data)
        head = bytes([0x80 | kind])
        if length < 126:
            head += bytes([0x80 | length])
        else:
            head += bytes([0x80 | 126]) + struct.pack("!H", length)
        body = bytes(byte ^ mask[n % 4] for n, byte in enumerate(data))
        self.writer.write(head + mask + body)
        await self.writer.drain()

    async def hear(self) -> Any:
        """The next message; None once the server has closed the socket (``closed_with``)."""
        while True:
            try:
                kind, data = await self._frame()
            except (asyncio.IncompleteReadError, ConnectionError):
                return None
            if kind == PING:
                await self._send(PONG, data)
            elif kind == CLOSE:
                self.closed_with = struct.unpack("!H", data[:2])[0] if data else None
                return None
            elif kind == TEXT:
                return json.loads(data)

    async def _frame(self) -> tuple[int, bytes]:
        first, second = await self.reader.readexactly(2)
        length = second & 0x7F
        if length == 126:
            (length,) = struct.unpack("!H", await self.reader.readexactly(2))
        elif length == 127:
            (length,) = struct.unpack("!Q", await self.reader.readexactly(8))
        return first & 0x0F, await self.reader.readexactly(length)

    def cut(self) -> None:
        """Break off without a word, as a lost network does."""
        self.writer.transport.abort()
