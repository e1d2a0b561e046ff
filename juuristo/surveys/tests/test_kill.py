"""The real server, killed with -9 in the middle of 500 submissions at once: every answer that was
thanked for is stored, and none is stored twice."""

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.db import connection

from juuristo.cli.management.commands.serve import web_command
from juuristo.surveys import ballots
from juuristo.surveys.envelopes import open_envelope
from juuristo.surveys.links import code_of
from juuristo.surveys.models import Arrival, SpentBallot, Wave
from juuristo.surveys.tests.respondent import b64
from juuristo.surveys.tests.waves import open_wave

MANY = 500
KILLED_AFTER = 120  # thanks
THANKS, KNOWN, LOST = 201, 409, 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def address_of_the_database() -> str:
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


@contextmanager
def server(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The web process that ``juuristo serve`` starts, with its worker in one group."""
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
    try:
        wait_for(port)
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while send(port, "/s/acknowledge", {"token": "x"}) != 204:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.1)


def send(port: int, path: str, body: object) -> int:
    """Post the body; return the status, ``LOST`` when no answer came."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        client.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        response = client.getresponse()
        response.read()
        return response.status
    except (OSError, http.client.HTTPException):
        return LOST
    finally:
        client.close()


def submissions(wave: Wave) -> list[dict[str, object]]:
    """Ballots as browsers hold them after unblinding: ordinary PSS signatures."""
    private = ballots.key_of(wave).numbers.private_key()
    bodies: list[dict[str, object]] = []
    for number in range(MANY):
        message = secrets.token_bytes(40)
        signature = private.sign(message, ballots._PADDING, hashes.SHA384())
        ballot = {"message": b64(message), "signature": b64(signature)}
        answers = {"why": str(number)}
        bodies.append({"wave": code_of(wave), "ballot": ballot, "answers": answers})
    return bodies


def send_all(port: int, bodies: dict[int, dict[str, object]], after: int) -> dict[int, int]:
    """Send all at once and return their statuses; kill the server after so many thanks."""
    thanked, start = threading.Semaphore(0), threading.Barrier(len(bodies) + 1)

    def one(item: tuple[int, dict[str, object]]) -> tuple[int, int]:
        start.wait()
        status = send(port, "/s/answer", item[1])
        if status in {THANKS, KNOWN}:
            thanked.release()
        return item[0], status

    with server(port) as process, ThreadPoolExecutor(len(bodies)) as pool:
        sent = [pool.submit(one, item) for item in bodies.items()]
        start.wait()
        for _ in range(after):
            assert thanked.acquire(timeout=120)
        kill(process)
        return dict(each.result() for each in sent)


def stored(wave: Wave) -> Counter[int]:
    key = ballots.key_of(wave)
    envelopes = Arrival.objects.order_by("pk").values_list("envelope", flat=True)
    return Counter(int(open_envelope(key, wave.pk, bytes(e))["why"]) for e in envelopes)


@pytest.mark.django_db(transaction=True)
def test_given_the_server_killed_amid_500_answers_then_the_thanked_are_there_once() -> None:
    wave = open_wave()
    bodies = dict(enumerate(submissions(wave)))
    first = send_all(free_port(), bodies, KILLED_AFTER)
    thanked = {number for number, status in first.items() if status == THANKS}
    there = stored(wave)
    assert set(first.values()) == {THANKS, LOST}
    assert thanked <= set(there)
    assert max(there.values()) == 1
    assert sum(there.values()) == SpentBallot.objects.count()

    # The browsers kept their answers and send them again; what had got through is known.
    unsure = {number: body for number, body in bodies.items() if number not in thanked}
    again = send_all(free_port(), unsure, len(unsure))
    assert set(again.values()) <= {THANKS, KNOWN}
    known = {number for number, status in again.items() if status == KNOWN}
    assert known == set(there) - thanked
    assert stored(wave) == Counter(range(MANY))
