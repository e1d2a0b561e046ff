"""The client voice's way in: answers a second and processor time an answer at 16 clients.

    python -m bench.voice_intake [--engine sqlite|postgres] [--clients 16] [--each 100]

The real server, its worker rolling up beside it. Each client is an address of its own, as the
limit of tries counts addresses. The processor time is that of the whole server: web and worker.
"""

import argparse
import hashlib
import json
import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path

from bench.ground import ground
from bench.requests import Request, free_port, run, wait_for, work_of

MARKS = {"heard": 5, "answers": 4, "next_step": 4, "go_on": 5, "believe": 3}
EACH_AT_MOST = 50  # an address may ask sixty times a minute


def stage(count: int) -> list[str]:
    """Store an organisation and ``count`` tickets; return the tickets."""
    from juuristo.meetings.models import VoiceTicket
    from juuristo.meetings.voice_months import month_of, today_in
    from juuristo.people.models import Office, Organisation

    organisation = Organisation.objects.create(slug="bench", name={"fi": "Mittaus"})
    office = Office.objects.create(organisation=organisation, name="Mittaus")
    tickets = [secrets.token_urlsafe(32) for _ in range(count)]
    VoiceTicket.objects.bulk_create(
        VoiceTicket(
            ticket_hash=hashlib.sha256(ticket.encode()).hexdigest(),
            purpose="voice",
            organisation=organisation,
            month=month_of(today_in(organisation)),
            office=office,
            language="fi",
            form="phone",
        )
        for ticket in tickets
    )
    return tickets


def answer_of(number: int, ticket: str) -> Request:
    body = {"ticket": ticket, "marks": MARKS, "comment": "Kiitos" if number % 10 == 0 else ""}
    # Every fifty answers come from another address.
    address = f"10.{number // EACH_AT_MOST // 250}.{number // EACH_AT_MOST % 250}.1"
    headers = {"Content-Type": "application/json", "X-Forwarded-For": address}
    return Request("POST", "/voice/answer/", headers, 204, json.dumps(body).encode())


def processes_of(root: int) -> set[int]:
    """The process and all that came of it."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def processor_seconds(root: int) -> float:
    ticks = 0
    for pid in processes_of(root):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def measure(engine: str, options: argparse.Namespace, environment: dict[str, str]) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("setup")
    warm = 2 * EACH_AT_MOST
    tickets = stage(warm + options.clients * options.each)
    answers = [answer_of(number, ticket) for number, ticket in enumerate(tickets)]
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "juuristo", "serve", "--port", str(port)],
        env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": "bench.settings"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        work_of(port, answers[:warm])
        rest = answers[warm:]
        hello = [Request("GET", "/hello", {}, 200)] * options.each
        limit = run(port, "bare hello", [hello] * options.clients)
        before = processor_seconds(server.pid)
        sys.stdout.write(f"{engine}, {options.clients} clients, {len(rest)} answers:\n")
        shares = [rest[n :: options.clients] for n in range(options.clients)]
        rate = run(port, "client's answer (POST)", shares)
        sys.stdout.write(f"    that is {rate / limit:.2f} of the bare hello\n")
        spent = processor_seconds(server.pid) - before
        sys.stdout.write(f"    processor {1000 * spent / len(rest):.2f} ms an answer\n")
        check(len(answers))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def check(wanted: int) -> None:
    """Every answer is either waiting or summed, once."""
    from juuristo.meetings.models import VoiceMonth
    from juuristo.meetings.rollup import roll_up

    roll_up()
    counted = VoiceMonth.objects.get(by="all").answers
    sys.stdout.write(f"    {counted} of {wanted} answers in the month's sums\n")
    if counted != wanted:
        raise SystemExit(1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--each", type=int, default=100)
    options, _others = parser.parse_known_args()
    with ground(options.engine) as environment:
        os.environ.update(environment)
        measure(options.engine, options, environment)
        from django.db import connections

        connections["default"].close()
        if options.engine == "postgres":
            connections["default"].close_pool()  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
