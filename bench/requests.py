"""Requests a second and p99 at 16 clients on the real server, beside a bare hello.

    python -m bench.requests [--engine sqlite|postgres] [--clients 16] [--each 60]

Three kinds: POST of one's own sign-up by the REST interface, GET of the sign-up page with a
session cookie, and GET of a view that says hello through the same middleware.
"""

import argparse
import hashlib
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.ground import ground, percentile
from bench.signup_race import stage


@dataclass(frozen=True)
class Request:
    """One request a client is to make, and the status that means it was completed."""

    method: str
    path: str
    headers: dict[str, str]
    wanted: int
    body: bytes | None = None


def work_of(port: int, requests: list[Request]) -> list[float]:
    """Make the requests one after the other on one connection; return seconds each."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    seconds = []
    for request in requests:
        began = time.perf_counter()
        connection.request(request.method, request.path, request.body, request.headers)
        response = connection.getresponse()
        body = response.read()
        seconds.append(time.perf_counter() - began)
        if response.status != request.wanted:
            raise SystemExit(f"{request.path}: {response.status} {body[:200]!r}")
    connection.close()
    return seconds


def run(port: int, name: str, clients: list[list[Request]]) -> float:
    """Let all clients work at once; print and return completed requests a second."""
    began = time.perf_counter()
    with ThreadPoolExecutor(len(clients)) as pool:
        seconds = [s for each in pool.map(lambda r: work_of(port, r), clients) for s in each]
    rate = len(seconds) / (time.perf_counter() - began)
    sys.stdout.write(
        f"  {name:26} {rate:7.1f}/s, median {percentile(seconds, 0.5) * 1000:6.1f} ms, "
        f"p99 {percentile(seconds, 0.99) * 1000:6.1f} ms\n"
    )
    return rate


def stage_clients(clients: int, each: int) -> tuple[list[list[Request]], list[list[Request]]]:
    """Store people, tokens, sign-ins and one large session; return both kinds of work."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from juuristo.people.models import ApiToken, User

    people, fresh_session = stage(clients * each, clients * each)
    session = fresh_session()
    tokens = [secrets.token_urlsafe(32) for _ in people]
    ApiToken.objects.bulk_create(
        ApiToken(person=p, name="bench", token_hash=hashlib.sha256(t.encode()).hexdigest())
        for p, t in zip(people, tokens, strict=True)
    )
    posts = [
        Request(
            "POST", f"/api/v1/sessions/{session.pk}/signups", {"Authorization": f"Bearer {t}"}, 201
        )
        for t in tokens
    ]
    pages: list[list[Request]] = []
    for person in people[:clients]:
        user = User.objects.create_user(person.email)
        person.user = user
        person.save()
        store = SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = backend()
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.create()
        page = Request(
            "GET",
            f"/gatherings/{session.series_id}/",
            {"Cookie": f"sessionid={store.session_key}"},
            200,
        )
        pages.append([page] * each)
    return [posts[n::clients] for n in range(clients)], pages


def backend() -> str:
    from django.conf import settings

    return str(settings.AUTHENTICATION_BACKENDS[0])


def wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def measure(engine: str, options: argparse.Namespace, environment: dict[str, str]) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("setup")
    posts, pages = stage_clients(options.clients, options.each)
    hellos: list[list[Request]] = [
        [Request("GET", "/hello", {}, 200)] * options.each
    ] * options.clients
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "juuristo", "serve", "--port", str(port)],
        env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": "bench.settings"},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        work_of(port, hellos[0][:5] + pages[0][:5])
        sys.stdout.write(f"{engine}, {options.clients} clients:\n")
        limit = run(port, "bare hello", hellos)
        for name, work in (("sign-up page (GET)", pages), ("completed sign-up (POST)", posts)):
            rate = run(port, name, work)
            sys.stdout.write(f"    that is {rate / limit:.2f} of the bare hello\n")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--each", type=int, default=60)
    options = parser.parse_args()
    with ground(options.engine) as environment:
        os.environ.update(environment)
        measure(options.engine, options, environment)
        from django.db import connections

        connections["default"].close()
        if options.engine == "postgres":
            connections["default"].close_pool()  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
