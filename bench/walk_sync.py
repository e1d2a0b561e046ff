"""How long the server takes a device's 1,000 walks: at most 2 seconds.

    python -m bench.walk_sync [--engine sqlite|postgres] [--walks 1000] [--runs 5]

One POST to /api/v1/meetings/sync in this process, with moves, reflections and identifiers looked
for; then the same again, which must change nothing. Exits 1 over the limit.
"""

import argparse
import os
import sys
import time
import uuid
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from bench.ground import ground

LIMIT = 2.0  # seconds
PLAN = {"empathy": 6.75, "guidance": 15.75, "advice": 15.75, "farewell": 6.75}
MOVES = (("empathy", 0), ("guidance", 7.25), ("advice", 23), ("guidance", 28.5), ("advice", 33))


def walks_of(person: Any, count: int) -> list[dict[str, Any]]:
    began = datetime(2026, 1, 7, 9, tzinfo=UTC)
    return [
        {
            "id": str(uuid.uuid4()),
            "person": str(person.pk),
            "kind": "client_meeting",
            "form": "face_to_face",
            "with_interpreter": n % 3 == 0,
            "minutes": 45,
            "plan": PLAN,
            "moves": [{"stair": stair, "at": at} for stair, at in MOVES],
            "lasted": 44.5,
            "started_at": (began + timedelta(hours=n)).isoformat(),
            "reflection": {"difficulty": {"advice": n % 10 + 1}, "note": f"Rivi numero {n}. " * 9},
        }
        for n in range(count)
    ]


def stage() -> tuple[Any, Any]:
    """Store one person; return them and a client that asks in their name."""
    from django.test import Client

    from juuristo.people.models import ApiToken, Organisation, Person
    from juuristo.people.tokens import hash_of

    organisation = Organisation.objects.create(slug="bench", name={"fi": "Mittaus"})
    person = Person.objects.create(
        organisation=organisation, email="p@example.org", first_name="P", last_name="Mittaus"
    )
    ApiToken.objects.create(person=person, token_hash=hash_of("bench"))
    return person, Client(headers={"Authorization": "Bearer bench"}, SERVER_NAME="127.0.0.1")


def measure(engine: str, options: argparse.Namespace) -> float:
    """Send on one database and print its figures; return the slowest run in seconds."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    person, client = stage()
    first: list[float] = []
    again: list[float] = []
    busy: list[float] = []  # the processor's own seconds: what a crowded machine does not stretch
    for _run in range(options.runs):
        body = {"walks": walks_of(person, options.count)}
        for seconds, key in ((first, "stored"), (again, "known")):
            began, worked = time.perf_counter(), time.process_time()
            response = client.post("/api/v1/meetings/sync", body, "application/json")
            seconds.append(time.perf_counter() - began)
            busy.append(time.process_time() - worked)
            answer = response.json()
            if answer[key] != options.count or answer["refused"]:
                raise SystemExit(f"not all were {key}: {str(answer)[:300]}")
    sys.stdout.write(
        f"{engine:9} {options.count} walks: stored in {median(first):.2f} s "
        f"(slowest {max(first):.2f} s), sent again {median(again):.2f} s, "
        f"at most {max(busy):.2f} s of one processor; limit {LIMIT:.0f} s\n"
    )
    return max(*first, *again)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--walks", dest="count", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with ground(options.engine) as environment:
        os.environ.update(environment)
        slowest = measure(options.engine, options)
        from django.db import connections

        connections["default"].close()
        if options.engine == "postgres":
            connections["default"].close_pool()  # type: ignore[attr-defined]
    raise SystemExit(1 if slowest > LIMIT else 0)


if __name__ == "__main__":
    main()
