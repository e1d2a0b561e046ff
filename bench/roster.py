"""How long a staff list of 10,000 rows takes, in the worker's own functions.

    python -m bench.roster [--engine sqlite|postgres] [--rows 10000]

Prints for each file reading and checking, applying, and rows a second; both together should stay
under 10 s.
"""

import argparse
import io
import os
import time
from collections.abc import Callable
from typing import Any

from bench.ground import ground

HEADER = [
    *("email", "first_name", "last_name", "office", "team"),
    *("title", "start_date", "left_date", "roles"),
]


def rows_of(title: str, rows: int) -> list[list[str]]:
    return [
        [
            f"p{n}@example.org",
            f"Etunimi{n}",
            f"Sukunimi{n}",
            f"Toimipaikka {n % 45}",
            f"Tiimi {n % 300}",
            title,
            "24.9.2020",
            "",
            "mentori" if n % 20 == 0 else "",
        ]
        for n in range(rows)
    ]


def csv_of(rows: list[list[str]]) -> bytes:
    return "\n".join(",".join(row) for row in [HEADER, *rows]).encode()


def xlsx_of(rows: list[list[str]]) -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([HEADER, *rows]):
            sheet.write_row(at, 0, row)
    return file.getvalue()


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Return the wall seconds and the processor seconds that ``work`` took."""
    started, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - processor


def measure(name: str, data: bytes, admin: Any) -> None:
    from django.core.files.base import ContentFile

    from juuristo.people.roster import job

    item = job.begin(ContentFile(data, name=name), actor=admin)
    checking = timed(lambda: job.check_roster.call(str(item.pk), "fi"))
    job.approve(item, actor=admin, end_missing=False)
    applying = timed(lambda: job.apply_roster.call(str(item.pk), "fi"))
    item.refresh_from_db()
    report = item.report
    if item.state != "applied":
        raise SystemExit(f"{name}: {item.state} {report}")
    print(  # noqa: T201
        f"{name:24} new {report['new']:6} changed {report['changed']:6} "
        f"unchanged {report['unchanged']:6}   check {checking[0]:5.2f} s, "
        f"apply {applying[0]:5.2f} s "
        f"(processor {checking[1] + applying[1]:5.2f} s), "
        f"{item.rows_total / (checking[0] + applying[0]):6.0f} rows/s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--rows", type=int, default=10_000)
    options, _others = parser.parse_known_args()
    with ground(options.engine) as environment:
        os.environ.update(environment)
        import django

        django.setup()
        run(options.rows)
        from django.db import connections

        connections["default"].close()
        if options.engine == "postgres":
            connections["default"].close_pool()  # type: ignore[attr-defined]


def run(rows: int) -> None:
    from django.core.management import call_command

    from juuristo.people.models import HeldRole, Office, Organisation, Person, Team

    call_command("migrate", verbosity=0)
    home = Organisation.objects.create(slug="mittaus", name={"fi": "Mittaus"})
    Office.objects.bulk_create(
        Office(organisation=home, name=f"Toimipaikka {n}") for n in range(45)
    )
    Team.objects.bulk_create(Team(organisation=home, name=f"Tiimi {n}") for n in range(300))
    admin = Person.objects.create(organisation=home, email="admin@x.fi", first_name="A")
    HeldRole.objects.create(person=admin, role="admin")
    measure("all new, csv", csv_of(rows_of("Asiantuntija", rows)), admin)
    measure("nothing changed, csv", csv_of(rows_of("Asiantuntija", rows)), admin)
    measure("all changed, csv", csv_of(rows_of("Neuvoja", rows)), admin)
    measure("all changed, xlsx", xlsx_of(rows_of("Ohjaaja", rows)), admin)


if __name__ == "__main__":
    main()
