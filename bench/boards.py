"""Flipcharts live: how soon others see a note, and whether any is lost.

    python -m bench.boards [--engine sqlite|postgres] [--seconds 60]

Forty people on one board write a note a second each for a minute; then ten boards of fifteen people
do the same. The real server; each person has a web socket with their own sign-in. What counts is
the time from sending a note to another's hearing of it. Exits 1 when the 95th percentile is over
300 ms or anybody misses a note.
"""

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from bench.ground import ground, percentile
from bench.requests import backend, free_port, wait_for
from bench.signup_race import stage
from bench.voice_intake import processor_seconds
from bench.websocket import WebSocket

SLOWEST_MS = 300.0
AFTER = 10.0  # seconds to wait for the last ones


@dataclass
class Room:
    """One board and those at it: when each note was sent, and how late the others heard."""

    board: str
    cookies: list[str]
    sent: dict[str, float] = field(default_factory=dict)
    stored: int = 0
    heard: list[set[str]] = field(default_factory=list)
    late: list[float] = field(default_factory=list)  # ms
    faults: list[str] = field(default_factory=list)


def stage_rooms(boards: int, people: int) -> list[Room]:
    from juuristo.gatherings.actions.boards import make_board
    from juuristo.people.models import Person

    everybody, fresh_session = ROOMS["stage"]
    rooms = []
    for number in range(boards):
        here: list[Person] = everybody[number * people : (number + 1) * people]
        session = fresh_session()
        session.facilitators.set(here)  # whoever leads may open the board: no sign-ups to make
        values: dict[str, Any] = {
            "title": "Mittaus",
            "prompt": "",
            "columns": ["Yksi", "Kaksi", "Kolme"],
            "is_anonymous": False,
            "hides": False,
        }
        board = make_board(session, values, actor=here[0])
        rooms.append(Room(str(board.pk), [ROOMS["cookies"][person.pk] for person in here]))
    return rooms


ROOMS: dict[str, Any] = {}


def sign_everybody_in(people: list[Any]) -> dict[Any, str]:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from juuristo.people.models import User

    cookies = {}
    for person in people:
        person.user = User.objects.create_user(person.email)
        person.save()
        store = SessionStore()
        store[SESSION_KEY] = str(person.user.pk)
        store[BACKEND_SESSION_KEY] = backend()
        store[HASH_SESSION_KEY] = person.user.get_session_auth_hash()
        store.create()
        cookies[person.pk] = f"sessionid={store.session_key}"
    return cookies


async def sit(room: Room, place: int, port: int, seconds: float, start: asyncio.Event) -> None:
    """One person: hears everything, and writes a note a second."""
    socket = await WebSocket.open(port, f"/ws/boards/{room.board}/", cookie=room.cookies[place])
    await socket.say({"type": "hello", "device": "", "since": None})
    first = await socket.hear()
    assert first["type"] == "snapshot", first
    hearing = asyncio.create_task(hear(room, place, socket, first["version"]))
    await start.wait()
    began = time.perf_counter() + random.random()  # noqa: S311 — spread over the first second
    for number in range(int(seconds)):
        await asyncio.sleep(max(0.0, began + number - time.perf_counter()))
        note = str(uuid.uuid4())
        room.sent[note] = time.perf_counter()
        payload = {"column": f"c{number % 3 + 1}", "text": f"Ajatus {place}/{number}"}
        await socket.say(
            {"type": "op", "op": str(uuid.uuid4()), "kind": "add", "note": note, "payload": payload}
        )
    until = time.perf_counter() + AFTER
    while len(room.heard[place]) < len(room.cookies) * int(seconds) and time.perf_counter() < until:
        await asyncio.sleep(0.1)
    hearing.cancel()
    socket.cut()


async def hear(room: Room, place: int, socket: WebSocket, version: int) -> None:
    while message := await socket.hear():
        now = time.perf_counter()
        if message["type"] == "refused":
            room.faults.append(message["code"])
        elif message["type"] == "done":
            room.stored += 1
        for op in message.get("ops", []):
            if op["version"] != version + 1:
                room.faults.append(f"version {op['version']} after {version}")
            version = op["version"]
            room.heard[place].add(op["note"])
            if not op["mine"]:
                room.late.append((now - room.sent[op["note"]]) * 1000)
    room.faults.append("a socket was closed")


async def work(rooms: list[Room], port: int, seconds: float) -> None:
    start = asyncio.Event()
    sitting = []
    for room in rooms:
        room.heard = [set() for _ in room.cookies]
        for place in range(len(room.cookies)):
            sitting.append(asyncio.create_task(sit(room, place, port, seconds, start)))
            await asyncio.sleep(0.02)
    await asyncio.sleep(2)
    start.set()
    await asyncio.gather(*sitting)


def judge(name: str, rooms: list[Room]) -> int:
    late = [ms for room in rooms for ms in room.late]
    sent = sum(len(room.sent) for room in rooms)
    lost = sum(len(set(room.sent) - heard) for room in rooms for heard in room.heard)
    faults = [fault for room in rooms for fault in room.faults]
    p95 = percentile(late, 0.95)
    sys.stdout.write(
        f"{name}: {sent} notes, {len(late)} times heard by another, {lost} not heard; "
        f"median {percentile(late, 0.5):.0f} ms, p95 {p95:.0f} ms, most {max(late):.0f} ms"
        f"{'; ' + ', '.join(sorted(set(faults))) if faults else ''}\n"
    )
    return int(p95 > SLOWEST_MS or lost > 0 or bool(faults))


def measure(engine: str, options: argparse.Namespace, environment: dict[str, str]) -> int:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("setup", verbosity=0)
    people, fresh_session = stage(150, 15)
    ROOMS.update(stage=(people, fresh_session), cookies=sign_everybody_in(people))
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "juuristo", "serve", "--port", str(port)],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    failed = 0
    try:
        wait_for(port)
        for name, boards, each in (("one board of 40", 1, 40), ("ten boards of 15", 10, 15)):
            rooms = stage_rooms(boards, each)
            before = processor_seconds(server.pid)
            asyncio.run(work(rooms, port, options.seconds))
            spent = processor_seconds(server.pid) - before
            failed += judge(f"{engine}, {name}", rooms)
            notes = sum(len(room.sent) for room in rooms)
            sys.stdout.write(f"    the server's processor: {1000 * spent / notes:.1f} ms a note\n")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
    return failed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--seconds", type=int, default=60)
    options, _others = parser.parse_known_args()
    with ground(options.engine) as environment:
        os.environ.update(environment)
        failed = measure(options.engine, options, environment)
        from django.db import connections

        connections["default"].close()
        if options.engine == "postgres":
            connections["default"].close_pool()  # type: ignore[attr-defined]
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
