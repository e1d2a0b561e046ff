"""Loads the founding case and a living present; the same every time but for today's date."""

from django.core.files.base import ContentFile
from django.db import transaction

from juuristo.people.models import Organisation
from juuristo.programme.models import Document, Programme, TimelineEntry

from . import (
    card,
    case,
    history,
    led,
    led_now,
    meetings,
    orientation,
    people,
    present,
    present_surveys,
    proposed,
    surveys,
    voices,
)


class AlreadyLoadedError(Exception):
    """The example is there already; nothing was changed."""


def is_loaded() -> bool:
    return Organisation.objects.filter(slug=case.read()["organisation"]["slug"]).exists()


@transaction.atomic
def load() -> Organisation:
    """Store the whole example at once, or nothing. Raises ``AlreadyLoadedError``."""
    if is_loaded():
        raise AlreadyLoadedError
    cast = people.load()
    programme = _programme(cast)
    _timeline(programme)
    history.load(programme, cast)
    led.load(programme, cast)
    orientation.load(programme, cast)
    surveys.load(programme, cast)
    today = present.load(cast)
    present_surveys.load(today, cast)
    led_now.load(today, cast)
    orientation.renew(today, cast)
    proposed.load(today, cast)
    card.load(cast)
    voices.load(cast)
    meetings.load(cast.adviser)
    return cast.organisation


def _programme(cast: people.Cast) -> Programme:
    facts = case.read()["programme"]
    return Programme.objects.create(
        organisation=cast.organisation,
        slug=facts["slug"],
        name=facts["name"],
        practice=facts["practice"],
        starts_on=case.first_day(facts["starts_on"]),
        ends_on=case.last_day(facts["ends_on"]),
    )


def _timeline(programme: Programme) -> None:
    for row in case.read()["timeline"]:
        monthly = len(row["date"]) == len("2020-02")
        planned = row.get("planned", [None, None])
        entry = TimelineEntry.objects.create(
            programme=programme,
            kind=row["kind"],
            lane=row["lane"],
            what=row["what"],
            short=row.get("short", {}),
            start=case.first_day(row["date"]),
            end=case.last_day(row["end"]) if "end" in row else None,
            planned_start=case.first_day(planned[0]) if planned[0] else None,
            planned_end=case.last_day(planned[1]) if planned[1] else None,
            precision="month" if monthly else "day",
            approximate=row.get("approximate", False),
            responsible_role=row.get("by", {}),
            sessions=row.get("sessions"),
            invited=row.get("invited"),
            answers=row.get("answers"),
        )
        if name := row.get("document"):
            _attach(entry, name)


def _attach(entry: TimelineEntry, name: str) -> None:
    content = (case.FOLDER / "documents" / name).read_bytes()
    document = Document(entry=entry, name=name, content_type="text/plain", size=len(content))
    document.file.save(name, ContentFile(content), save=False)
    document.save()
