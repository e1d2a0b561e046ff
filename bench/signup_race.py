"""200 people at once for 15 seats, 100 times: exactly 15 booked, 185 waiting in order of arrival.

    python -m bench.signup_race [--runs 100] [--people 200] [--seats 15]

Every person is a thread with a database connection; all start at one barrier. "In order of
arrival" is checked as linearizability: whoever was answered before another began must stand
before that other. Exits 1 when one run breaks any of it.
"""

import argparse
import os
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bench.ground import ground, percentile


@dataclass(frozen=True)
class Answer:
    """One person's attempt: when it began and ended (seconds), what came of it."""

    began: float
    ended: float
    state: str
    ticket: int


def race(people: list[Any], session: Any, barrier: threading.Barrier) -> list[Answer]:
    """Let everybody sign up at once."""
    from django.db import connection

    from juuristo.gatherings.actions import sign_up

    def run(person: Any) -> Answer:
        barrier.wait()
        began = time.perf_counter()
        try:
            signup = sign_up(session, person, actor=person)
            state, ticket = signup.state, signup.ticket or 0
        except Exception as fault:
            state, ticket = f"error: {type(fault).__name__}", 0
        finally:
            ended = time.perf_counter()
            connection.close()
        return Answer(began, ended, state, ticket)

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(run, people))


def faults_of(answers: list[Answer], seats: int) -> list[str]:
    """Say what is wrong with one run; an empty list is a good run."""
    states = Counter(answer.state for answer in answers)
    wanted = {"booked": seats, "waiting": len(answers) - seats}
    found = [f"{dict(states)} instead of {wanted}"] if states != Counter(wanted) else []
    tickets = sorted(a.ticket for a in answers if a.state == "waiting")
    if tickets != list(range(1, len(tickets) + 1)):
        found.append("tickets are not 1, 2, 3 …")
    # The booked stand before ticket 1; a later ticket must not have been answered first.
    in_order = sorted(answers, key=lambda a: a.ticket)
    latest_start = in_order[0].began
    for answer in in_order:
        if answer.ended < latest_start and answer.ticket:
            found.append(f"ticket {answer.ticket} was out of order of arrival")
        latest_start = max(latest_start, answer.began)
    return found


def stage(count: int, seats: int) -> tuple[list[Any], Any]:
    """Store ``count`` people; return them and a function that makes a fresh session."""
    from django.utils import timezone

    from juuristo.gatherings.models import Series, Session
    from juuristo.people.models import HeldRole, Organisation, Person
    from juuristo.programme.models import Programme

    organisation = Organisation.objects.create(slug="bench", name={"fi": "Mittaus"})
    people = Person.objects.bulk_create(
        Person(
            organisation=organisation,
            email=f"p{n}@example.org",
            first_name=f"P{n}",
            last_name="Mittaus",
        )
        for n in range(count)
    )
    HeldRole.objects.bulk_create(HeldRole(person=person, role="adviser") for person in people)
    programme = Programme.objects.create(
        organisation=organisation, slug="bench", name={"fi": "Mittaus"}, starts_on="2026-01-01"
    )

    def fresh_session() -> Session:
        now = timezone.now()
        series = Series.objects.create(
            programme=programme, kind="workshop", name={"fi": "Mittaus"}, published_at=now
        )
        return Session.objects.create(
            series=series,
            starts_at=now + timedelta(days=7),
            ends_at=now + timedelta(days=7, hours=2),
            capacity=seats,
        )

    return people, fresh_session


def measure(engine: str, options: argparse.Namespace) -> int:
    """Race on one database and print its figures; return the number of broken runs."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    people, fresh_session = stage(options.people, options.seats)
    barrier = threading.Barrier(options.people)
    milliseconds: list[float] = []
    broken = 0
    for run in range(options.runs):
        answers = race(people, fresh_session(), barrier)
        milliseconds += [(a.ended - a.began) * 1000 for a in answers]
        for fault in faults_of(answers, options.seats):
            broken += 1
            sys.stdout.write(f"  run {run}: {fault}\n")
    sys.stdout.write(
        f"{engine:9} {options.runs} runs, {options.people} people for {options.seats} seats: "
        f"{broken} faults; one sign-up in the crowd: "
        f"median {percentile(milliseconds, 0.5):.0f} ms, "
        f"p95 {percentile(milliseconds, 0.95):.0f} ms\n"
    )
    return broken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seats", type=int, default=15)
    options = parser.parse_args()
    with ground(options.engine) as environment:
        os.environ.update(environment)
        broken = measure(options.engine, options)
        from django.db import connections

        connections["default"].close()
        if options.engine == "postgres":
            connections["default"].close_pool()  # type: ignore[attr-defined]
    raise SystemExit(1 if broken else 0)


if __name__ == "__main__":
    main()
