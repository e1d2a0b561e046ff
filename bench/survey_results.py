"""The results of a wave with 100,000 answers: the first look, and every later one.

    python -m bench.survey_results [--engine sqlite|postgres] [--answers 100000]

The rooting survey's questions with one breakdown. The first look computes (at most 3 s), later ones
find what was kept (at most 200 ms); both by REST, as a script or a page would ask.
"""

import argparse
import logging
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any

from bench.ground import ground

FIRST, LATER = 3.0, 0.2  # s
LATER_LOOKS = 30


def answers_of(rng: random.Random, questions: list[Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for question in questions:
        if question.type == "single":
            answers[question.key] = rng.choice(question.options).key
        elif question.type == "multiple":
            answers[question.key] = [each.key for each in question.options if rng.random() < 0.5]
        elif question.type == "scale":
            answers[question.key] = rng.randint(question.ends.least, question.ends.most)
        elif rng.random() < 0.5:
            answers[question.key] = "Kiire ja vaihtuvat tehtävät vievät aikaa asiakkaalta."
    return {key: value for key, value in answers.items() if value}


def stage(count: int) -> tuple[Any, Any]:
    """A sealed wave, and a client with its coordinator's token."""
    from django.test import Client

    from juuristo.people.actions import create_api_token
    from juuristo.people.models import HeldRole, Organisation, Person, User

    organisation = Organisation.objects.create(slug="bench", name={"fi": "Mittaus"})
    user = User.objects.create_user("bench@example.org")
    person = Person.objects.create(
        organisation=organisation, user=user, email=user.email, first_name="M", last_name="M"
    )
    HeldRole.objects.create(person=person, role="coordinator")
    bearer = f"Bearer {create_api_token(person, 'bench', actor=None)}"
    client = Client(headers={"host": "127.0.0.1", "authorization": bearer})
    return sealed_wave(organisation, count), client


def sealed_wave(organisation: Any, count: int) -> Any:
    from django.utils import timezone

    from juuristo.programme.models import Programme
    from juuristo.surveys.definition import Definition
    from juuristo.surveys.models import Instrument, InstrumentVersion, Response, Wave
    from juuristo.surveys.ready import ready

    programme = Programme.objects.create(
        organisation=organisation, slug="bench", starts_on=timezone.localdate()
    )
    content = ready("rooting-2022").model_dump(mode="json", by_alias=True)
    content["questions"][0]["about_me"] = True  # has been a mentor
    instrument = Instrument.objects.create(
        organisation=organisation, key="bench", content=content, name={"fi": "Mittaus"}
    )
    version = InstrumentVersion.objects.create(instrument=instrument, number=1, content=content)
    wave = Wave.objects.create(
        programme=programme,
        instrument=instrument,
        version=version,
        slug="bench",
        state=Wave.State.SEALED,
        sealed_at=timezone.now(),
        invited=2 * count,
        responses_count=count,
        breakdowns=[content["questions"][0]["key"]],
    )
    questions = list(Definition.model_validate(content).answered_questions())
    Response.objects.bulk_create(_rows(wave, questions, count), batch_size=2_000)
    return wave


def _rows(wave: Any, questions: list[Any], count: int) -> Iterator[Any]:
    from juuristo.surveys.models import Response

    rng = random.Random(7)  # noqa: S311 - a fixed seed
    return (Response(wave=wave, answers=answers_of(rng, questions)) for _ in range(count))


def look(client: Any, count: int) -> float:
    began = time.perf_counter()
    response = client.get("/api/v1/waves/bench/results")
    seconds = time.perf_counter() - began
    if response.status_code != 200 or response.json()["answered"] != count:
        raise SystemExit(f"{response.status_code}: {response.content[:200]!r}")
    return seconds


def measure(engine: str, count: int) -> bool:
    import django
    from django.core.management import call_command

    django.setup()
    logging.disable(logging.INFO)
    call_command("setup")
    wave, client = stage(count)
    client.get("/api/v1/waves")  # what a process does once is not the results' cost
    processor = time.process_time()
    first = look(client, count)
    processor = time.process_time() - processor
    later = [look(client, count) for _ in range(LATER_LOOKS)]
    from juuristo.surveys.results import open_answers

    began = time.perf_counter()
    open_answers(wave, "hinders", 7)
    page = time.perf_counter() - began
    median, worst = statistics.median(later), max(later)
    sys.stdout.write(
        f"{engine}: {count:,} answers: first {first:.2f} s (processor {processor:.2f}), then "
        f"{1000 * median:.0f} ms (worst {1000 * worst:.0f}); "
        f"a page of open answers {1000 * page:.0f} ms\n"
    )
    return first <= FIRST and worst <= LATER


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--answers", type=int, default=100_000)
    options, _others = parser.parse_known_args()
    with ground(options.engine) as environment:
        os.environ.update(environment)
        is_good = measure(options.engine, options.answers)
        from django.db import connections

        connections["default"].close()
        if options.engine == "postgres":
            connections["default"].close_pool()  # type: ignore[attr-defined]
    raise SystemExit(0 if is_good else 1)


if __name__ == "__main__":
    main()
