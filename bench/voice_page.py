"""The page of the client voice over 5,000 answers and over 5 million: it must cost the same.

    python -m bench.voice_page [--engine sqlite|postgres] [--looks 40]

Five years of one organisation: 5 offices, 6 languages, 3 forms. The 5,000 answers are stored one
by one and summed by the worker's own round, whose pace is told. The 5 million are stored as the
sums that round would leave (drawing them one by one would only measure the drawing), with their
100,000 comments as rows, since comments are never summed.
"""

import argparse
import logging
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

from bench.ground import ground

MONTHS = [date(2021 + n // 12, n % 12 + 1, 1) for n in range(60)]
LANGUAGES = ("fi", "sv", "ru", "uk", "ar", "so")
FORMS = ("face_to_face", "phone", "video")
SMALL, LARGE = 5_000, 5_000_000
COMMENTS_OF_LARGE = 100_000
TABS = ("month", "office", "language", "form")


def stage() -> tuple[Any, list[Any], Any]:
    """One organisation, its offices, and a signed-in client of its coordinator."""
    from django.test import Client

    from juuristo.people.models import HeldRole, Office, Organisation, Person, User

    organisation = Organisation.objects.create(slug="bench", name={"fi": "Mittaus"})
    offices = [
        Office.objects.create(organisation=organisation, name=f"Toimipaikka {n}") for n in range(5)
    ]
    user = User.objects.create_user("bench@example.org")
    person = Person.objects.create(
        organisation=organisation, user=user, email=user.email, first_name="M", last_name="M"
    )
    HeldRole.objects.create(person=person, role="coordinator")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    return organisation, offices, client


def answers(organisation: Any, offices: list[Any], count: int) -> Iterator[Any]:
    from juuristo.meetings.actions.voice import STATEMENTS
    from juuristo.meetings.models import VoiceAnswer

    rng = random.Random(5)  # noqa: S311 - a fixed seed
    for number in range(count):
        month = MONTHS[number % len(MONTHS)]
        yield VoiceAnswer(
            organisation=organisation,
            month=month,
            office=rng.choice(offices),
            language=rng.choice(LANGUAGES),
            form=rng.choice(FORMS),
            marks={statement: rng.randint(1, 5) for statement in STATEMENTS},
            comment="Kiitos, kun kuuntelit." if month == MONTHS[-1] else "",
        )


def close() -> None:
    """What the closing round does, with as many advisers as a large organisation has."""
    from juuristo.meetings.models import VoiceMonth

    VoiceMonth.objects.update(is_closed=True, advisers=80)


def grow(organisation: Any) -> None:
    """Make the sums those of five million: every row a thousandfold, and the comments as rows."""
    from juuristo.meetings.models import VoiceComment, VoiceMonth

    times = LARGE // SMALL
    rows = list(VoiceMonth.objects.order_by("pk"))
    for row in rows:
        row.answers *= times
        row.marks = {key: [times * n for n in counts] for key, counts in row.marks.items()}
    VoiceMonth.objects.bulk_update(rows, ["answers", "marks"])
    VoiceComment.objects.bulk_create(
        (
            VoiceComment(
                organisation=organisation,
                month=MONTHS[number % len(MONTHS)],
                text="Kiitos, kun kuuntelit.",
            )
            for number in range(COMMENTS_OF_LARGE)
        ),
        batch_size=5_000,
    )


def look(client: Any, tab: str, looks: int) -> tuple[float, float]:
    """Median wall and processor milliseconds of one look at a tab."""
    walls, processors = [], []
    for number in range(looks + 3):
        wall, processor = time.perf_counter(), time.process_time()
        response = client.get(f"/meetings/voice/?by={tab}")
        if number >= 3:
            walls.append(1000 * (time.perf_counter() - wall))
            processors.append(1000 * (time.process_time() - processor))
        if response.status_code != 200:
            raise SystemExit(f"{tab}: {response.status_code}")
    return statistics.median(walls), statistics.median(processors)


def measure(engine: str, looks: int) -> bool:
    import django
    from django.core.management import call_command

    django.setup()
    logging.disable(logging.INFO)  # a line for every look
    call_command("setup")
    from juuristo.meetings.models import VoiceAnswer, VoiceMonth
    from juuristo.meetings.rollup import roll_up

    organisation, offices, client = stage()
    VoiceAnswer.objects.bulk_create(answers(organisation, offices, SMALL), batch_size=1_000)
    began = time.perf_counter()
    summed = roll_up()
    seconds = time.perf_counter() - began
    close()
    sys.stdout.write(f"{engine}: {summed} answers summed in {seconds:.2f} s\n")
    small = {tab: look(client, tab, looks) for tab in TABS}
    grow(organisation)
    total = sum(VoiceMonth.objects.filter(by="all").values_list("answers", flat=True).order_by())
    large = {tab: look(client, tab, looks) for tab in TABS}
    told = [_told(tab, small[tab], large[tab], total) for tab in TABS]
    return all(told)


def _told(tab: str, small: tuple[float, float], large: tuple[float, float], total: int) -> bool:
    ratio = large[1] / small[1]
    sys.stdout.write(
        f"  by {tab:9} over {SMALL:,}: {small[0]:6.1f} ms (processor {small[1]:6.1f}), "
        f"over {total:,}: {large[0]:6.1f} ms (processor {large[1]:6.1f}), ratio {ratio:.2f}\n"
    )
    return ratio <= 1.5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--looks", type=int, default=40)
    options, _others = parser.parse_known_args()
    with ground(options.engine) as environment:
        os.environ.update(environment)
        is_good = measure(options.engine, options.looks)
        from django.db import connections

        connections["default"].close()
        if options.engine == "postgres":
            connections["default"].close_pool()  # type: ignore[attr-defined]
    raise SystemExit(0 if is_good else 1)


if __name__ == "__main__":
    main()
