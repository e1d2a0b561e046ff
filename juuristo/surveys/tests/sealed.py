"""Sealed waves for tests: answers as rows, without taking the long way by ballots."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from juuristo.surveys.models import NamedResponse, Response, Wave
from juuristo.surveys.tests.factories import (
    InstrumentFactory,
    InstrumentVersionFactory,
    WaveFactory,
)

Rows = Iterable[Mapping[str, Any]]


def sealed_wave(content: Mapping[str, Any] | None, rows: Rows, **fields: Any) -> Wave:
    """A sealed wave that asked ``content`` (the factory's own when None) and got ``rows``."""
    if "version" not in fields:
        instrument = fields.pop("instrument", None) or InstrumentFactory(
            **({"content": content} if content else {})
        )
        fields["version"] = InstrumentVersionFactory(
            instrument=instrument, number=1 + instrument.versions.count()
        )
    now = timezone.now()
    given = {
        "instrument": fields["version"].instrument,
        "state": Wave.State.SEALED,
        "opens_at": now - timedelta(days=30),
        "closes_at": now - timedelta(days=2),
        "sealed_at": now - timedelta(days=2),
    } | fields
    wave = WaveFactory(**given)
    assert isinstance(wave, Wave)
    Response.objects.bulk_create(Response(wave=wave, answers=dict(row)) for row in rows)
    wave.responses_count = wave.responses.count()
    wave.save(update_fields=["responses_count"])
    return wave


def named(wave: Wave, answers: Mapping[Any, Mapping[str, Any]]) -> None:
    """Answers under names, by person."""
    NamedResponse.objects.bulk_create(
        NamedResponse(wave=wave, person=person, answers=dict(row))
        for person, row in answers.items()
    )


def single(key: str, options: str, **more: Any) -> dict[str, Any]:
    """A question of one choice; options by letters or words: ``single("q", "yes no")``."""
    return {
        "key": key,
        "type": "single",
        "text": {"fi": key},
        "options": [{"key": each, "text": {"fi": each}} for each in options.split()],
    } | more


def survey(*questions: Mapping[str, Any]) -> dict[str, Any]:
    return {"title": {"fi": "Kysely"}, "questions": list(questions)}
