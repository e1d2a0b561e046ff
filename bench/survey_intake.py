"""Submissions of an anonymous survey: how many a second, and processor time for each.

    python -m bench.survey_intake [--engine sqlite|postgres] [--clients 16] [--each 60]

The nine-question rooting survey on the real server, its worker beside it. First the answer alone,
then all that one respondent's browser sends: token for ballot, answer, acknowledgement. Each
client is an address of its own. The processor time is that of web, worker and PostgreSQL's own
processes; blinding is the browser's work and is not counted.
"""

import argparse
import base64
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.ground import ground
from bench.requests import Request, free_port, run, wait_for, work_of
from bench.voice_intake import processes_of

AIM = 8.0  # ms of processor time a submission
EACH_AT_MOST = 300  # respondents behind one address
ANSWERS: dict[str, Any] = {
    "been_mentor": "no",
    "attended": ["staff_workshop", "study_circle"],
    "stairs_use": "weekly",
    "difficulty_empathy": 3,
    "difficulty_guidance": 6,
    "difficulty_advice": 4,
    "difficulty_farewell": 5,
    "clearest_and_hardest": "Kohtaaminen on selkein, ohjaaminen vaikein, kun aikaa on vähän.",
    "helps": "Se, että työpari muistuttaa portaista, ja rauhallinen alku tapaamiselle.",
    "hinders": "Kiire, täydet kalenterit ja se, että järjestelmä kysyy aina samat asiat.",
    "wellbeing": "yes",
    "wellbeing_how": "Tapaamisen jälkeen olo on kevyempi, kun kaikkea ei tarvitse ratkaista itse.",
    "more_support": "no",
}


def stage(count: int) -> tuple[Any, list[str]]:
    """Store an open wave that ``count`` people are invited to; return it and their tokens."""
    from django.utils import timezone

    from juuristo.people.models import Organisation, Person
    from juuristo.programme.models import Programme
    from juuristo.surveys.actions.instruments import begin_from, freeze
    from juuristo.surveys.ballots import make_key
    from juuristo.surveys.models import Invitation, Wave
    from juuristo.surveys.tokens import hash_of, token_of

    organisation = Organisation.objects.create(slug="bench", name={"fi": "Mittaus"})
    programme = Programme.objects.create(
        organisation=organisation, slug="bench", name={"fi": "Mittaus"}, starts_on="2026-01-01"
    )
    instrument = begin_from(organisation, "rooting-2022", actor=None)
    now = timezone.now()
    wave = Wave.objects.create(
        programme=programme,
        instrument=instrument,
        version=freeze(instrument),
        slug="bench",
        name={"fi": "Mittaus"},
        state=Wave.State.OPEN,
        opens_at=now,
        invited_at=now,  # the letters have been written
        invited=count,
        ballot_key=make_key(),
    )
    people = Person.objects.bulk_create(
        Person(organisation=organisation, email=f"p{n}@example.org", first_name="P", last_name="M")
        for n in range(count)
    )
    invitations = [Invitation(wave=wave, person=person) for person in people]
    tokens = [token_of(invitation) for invitation in invitations]
    for invitation, token in zip(invitations, tokens, strict=True):
        invitation.token_hash = hash_of(token)
    Invitation.objects.bulk_create(invitations)
    return wave, tokens


def post(path: str, wanted: int, number: int, body: object) -> Request:
    block = number // EACH_AT_MOST
    address = f"10.{block // 250}.{block % 250}.1"
    headers = {"Content-Type": "application/json", "X-Forwarded-For": address}
    return Request("POST", path, headers, wanted, json.dumps(body).encode())


def answer_of(wave: Any, private: Any, number: int) -> Request:
    """An answer with a ballot as the browser has unblinded it: an ordinary PSS signature."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding

    from juuristo.surveys.links import code_of

    pss = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=48)
    message = secrets.token_bytes(48)
    signature = private.sign(message, pss, hashes.SHA384())
    ballot = {"message": base64_of(message), "signature": base64_of(signature)}
    body = {"wave": code_of(wave), "ballot": ballot, "answers": ANSWERS}
    return post("/s/answer", 201, number, body)


def whole_of(wave: Any, private: Any, number: int, token: str) -> list[Request]:
    """All that one browser sends. A blinded message looks like any number below the key's."""
    blinded = b"\0" + secrets.token_bytes(255)
    exchanged = {"token": token, "blinded": base64_of(blinded)}
    return [
        post("/s/ballot", 200, number, exchanged),
        answer_of(wave, private, number),
        post("/s/acknowledge", 204, number, {"token": token}),
    ]


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def database_root(engine: str) -> list[int]:
    """The process that PostgreSQL's others come from; nothing for SQLite."""
    if engine == "sqlite":
        return []
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text()
    return [int(stat.rpartition(")")[2].split()[1])]


def processor_seconds(roots: Iterable[int]) -> float:
    """Time of the processes, all that came of them, and those of them that have ended."""
    ticks = 0
    for root in roots:
        for pid in processes_of(root):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:  # it has just ended, and its parent counts it
                continue
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def measure(engine: str, options: argparse.Namespace, environment: dict[str, str]) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("setup")
    from juuristo.surveys.ballots import key_of

    count = options.clients * options.each
    warm = 100
    wave, tokens = stage(2 * warm + 2 * count)
    private = key_of(wave).numbers.private_key()
    alone = [answer_of(wave, private, n) for n in range(warm + count)]
    whole = [whole_of(wave, private, n, token) for n, token in enumerate(tokens[: warm + count])]
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "juuristo", "serve", "--port", str(port)],
        env=os.environ | environment | {"DJANGO_SETTINGS_MODULE": "bench.settings"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    roots = [server.pid, *database_root(engine)]
    try:
        wait_for(port)
        work_of(port, alone[:warm] + [each for some in whole[:warm] for each in some])
        sys.stdout.write(f"{engine}, {options.clients} clients, {count} submissions each way:\n")
        shares = [alone[warm + n :: options.clients] for n in range(options.clients)]
        tell(port, "answer alone", shares, roots, requests=1)
        wholes = [whole[warm + n :: options.clients] for n in range(options.clients)]
        every = [[request for some in share for request in some] for share in wholes]
        tell(port, "ballot, answer, thanks", every, roots, requests=3)
        check(wave, 2 * (warm + count))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def tell(
    port: int, name: str, shares: list[list[Request]], roots: list[int], *, requests: int
) -> None:
    before = processor_seconds(roots)
    rate = run(port, name, shares) / requests
    submissions = sum(map(len, shares)) / requests
    spent = 1000 * (processor_seconds(roots) - before) / submissions
    verdict = "within" if spent <= AIM else "above"
    sys.stdout.write(
        f"    {rate:.1f} submissions/s, processor {spent:.2f} ms a submission"
        f" ({verdict} the aim of {AIM:.0f})\n"
    )


def check(wave: Any, wanted: int) -> None:
    """Everything thanked for is in the sealed wave, once."""
    import time

    from juuristo.surveys.actions.sealing import close, seal

    close(wave, actor=None)
    began = time.perf_counter()
    if not seal(wave):
        wave.refresh_from_db()  # the worker was first
    seconds = time.perf_counter() - began
    sys.stdout.write(f"    sealed {wave.responses_count} of {wanted} in {seconds:.2f} s\n")
    if wave.responses_count != wanted:
        raise SystemExit(1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--each", type=int, default=60)
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
