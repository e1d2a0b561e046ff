"""How long 132,000 answers to 60 questions take to files, in the worker's own function.

    python -m bench.survey_export [--engine sqlite|postgres] [--rows 132000] [--format xlsx]

Prints seconds, processor seconds and the process's peak memory, which should stay under 60 s and
300 MB, and reads the file back: every row is there. Each format is measured in a process of its
own.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.ground import ground

QUESTIONS = 60


def content() -> dict[str, Any]:
    """Return a survey of half choices and half scales."""
    options = [{"key": f"o{n}", "text": {"fi": f"Vaihtoehto numero {n}"}} for n in range(6)]
    questions: list[dict[str, Any]] = []
    for number in range(QUESTIONS):
        asked = {"key": f"q{number}", "text": {"fi": f"Kysymys numero {number}?"}}
        if number % 2:
            questions.append(asked | {"type": "single", "options": options})
        else:
            questions.append(asked | {"type": "scale", "ends": {"least": 1, "most": 10}})
    return {"title": {"fi": "Mittaus"}, "questions": questions}


def fill(rows: int) -> str:
    """Make the wave with its answers; return its export's id."""
    from juuristo.people.models import HeldRole, Organisation, Person
    from juuristo.programme.models import Programme
    from juuristo.surveys.exports import job
    from juuristo.surveys.models import Instrument, InstrumentVersion, Response, Wave

    home = Organisation.objects.create(slug="mittaus", name={"fi": "Mittaus"})
    person = Person.objects.create(organisation=home, email="k@example.org", first_name="K")
    HeldRole.objects.create(person=person, role="coordinator")
    instrument = Instrument.objects.create(organisation=home, key="mittaus", content=content())
    wave = Wave.objects.create(
        programme=Programme.objects.create(organisation=home, slug="m", starts_on="2026-01-01"),
        instrument=instrument,
        version=InstrumentVersion.objects.create(
            instrument=instrument, number=1, content=content()
        ),
        slug="mittaus",
        state=Wave.State.SEALED,
        invited=rows,
        responses_count=rows,
    )
    chance = random.Random(1)  # noqa: S311 — the same answers each time
    for start in range(0, rows, 5_000):
        Response.objects.bulk_create(
            Response(wave=wave, answers=_answers(chance)) for _n in range(min(5_000, rows - start))
        )
    return str(job.begin(wave, kind="xlsx", language="fi", actor=person).pk)


def _answers(chance: random.Random) -> dict[str, Any]:
    return {
        f"q{n}": f"o{chance.randrange(6)}" if n % 2 else chance.randint(1, 10)
        for n in range(QUESTIONS)
    }


def export(kind: str, pk: str) -> None:
    """Run the task as the worker does, in this process; print what it took."""
    import django

    django.setup()
    from juuristo.surveys.exports import job
    from juuristo.surveys.models import SurveyExport

    SurveyExport.objects.filter(pk=pk).update(format=kind, state="waiting", file="")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, processor = time.perf_counter(), time.process_time()
    job.write_export.call(pk)
    took = time.perf_counter() - started, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    made = SurveyExport.objects.get(pk=pk)
    if made.state != "ready":
        raise SystemExit(f"{kind}: {made.state}")
    print(  # noqa: T201
        f"{kind:5} {took[0]:6.1f} s (processor {took[1]:5.1f} s), "
        f"{peak / 1024:4.0f} MB at most ({before / 1024:3.0f} MB before), "
        f"file {made.file.size / 1e6:5.1f} MB"
    )
    if kind == "xlsx":
        check(Path(made.file.path), made.total // 2)


def check(path: Path, rows: int) -> None:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(path) as book:
        sheet = book.get_sheet_by_name("Vastaukset").to_python()
    if len(sheet) != rows + 1 or {len(row) for row in sheet} != {QUESTIONS}:
        raise SystemExit("the file is cut short")
    print(f"      read back: {len(sheet) - 1} rows of {QUESTIONS} cells")  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--rows", type=int, default=132_000)
    parser.add_argument("--format", choices=["xlsx", "csv", "sav", "json"], action="append")
    parser.add_argument("--export", nargs=2, metavar=("FORMAT", "ID"), help=argparse.SUPPRESS)
    options, _others = parser.parse_known_args()
    if options.export:
        export(*options.export)
        return
    with ground(options.engine) as environment:
        os.environ.update(environment)
        measure(options.rows, options.format or ["xlsx", "csv", "sav", "json"])


def measure(rows: int, kinds: list[str]) -> None:
    made = subprocess.run(
        [sys.executable, "-c", MAKE, str(rows)], check=True, capture_output=True, text=True
    )
    pk = json.loads(made.stdout.splitlines()[-1])
    for kind in kinds:
        command = [sys.executable, "-m", "bench.survey_export", "--export", kind, pk]
        subprocess.run(command, check=True)


# Filled in a process of its own, so that what is measured begins empty.
MAKE = """
import django, json, sys
django.setup()
from django.core.management import call_command
from bench.survey_export import fill
call_command("migrate", verbosity=0)
print(json.dumps(fill(int(sys.argv[1]))))
"""


if __name__ == "__main__":
    main()
