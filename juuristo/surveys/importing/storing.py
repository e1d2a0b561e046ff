"""An old wave made out of a file: sealed from the start, its answers in an order that tells
nothing."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.audit import trail
from juuristo.people.models import Person
from juuristo.programme.models import Programme

from ..actions.instruments import freeze
from ..actions.waves import save_under_free_slug
from ..models import Instrument, Response, Wave
from ..refusals import Refused
from .reading import Reading

BATCH = 1_000
FIRST_YEAR = 1990  # what is older was not asked on a screen, and is a slip
MOST_INVITED = 10_000_000


@dataclass(frozen=True)
class Telling:
    """What is told of an old wave besides its answers; ``invited`` None: not known."""

    name: str
    day: date
    invited: int | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"day": self.day.isoformat()}

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> "Telling":
        return cls(**{**told, "day": date.fromisoformat(told["day"])})


@transaction.atomic
def bring_in(
    reading: Reading,
    instrument: Instrument,
    programme: Programme,
    telling: Telling,
    *,
    actor: Person | None,
) -> Wave:
    """Store the answers as a sealed anonymous wave. Raises Refused; then nothing is stored."""
    _check(reading, programme, telling)
    opens_at, closes_at = _times(telling.day, programme)
    wave = Wave(
        programme=programme,
        instrument=instrument,
        version=freeze(instrument),
        name={"fi": telling.name},
        kind=Wave.Kind.ANONYMOUS,
        access=Wave.Access.INVITATION if telling.invited else Wave.Access.LINK,
        state=Wave.State.SEALED,
        opens_at=opens_at,
        closes_at=closes_at,
        sealed_at=closes_at,
        is_imported=True,
        invited=telling.invited,
        responses_count=len(reading.answers),
    )
    save_under_free_slug(wave)
    answers = list(reading.answers)
    secrets.SystemRandom().shuffle(answers)
    Response.objects.bulk_create(
        (Response(wave=wave, answers=one) for one in answers), batch_size=BATCH
    )
    trail.record(
        "wave.imported", actor=actor, about=wave, organisation_id=programme.organisation_id
    )
    return wave


def _check(reading: Reading, programme: Programme, telling: Telling) -> None:
    if reading.faults or not reading.answers:
        raise Refused("nothing_to_import", _("Tiedostossa ei ole vastauksia, jotka voisi tuoda."))
    if not telling.name:
        raise Refused("no_name", _("Anna kyselykerralle nimi."))
    if telling.invited is not None and telling.invited > MOST_INVITED:
        message = _("Kutsuttujen määrä on liian suuri. Tarkista luku tai jätä se pois.")
        raise Refused("too_many_invited", message)
    if telling.invited is not None and telling.invited < len(reading.answers):
        message = _("Kutsuttuja on vähemmän kuin vastauksia. Tarkista luku tai jätä se pois.")
        raise Refused("too_few_invited", message)
    if telling.day.year < FIRST_YEAR:
        raise Refused("bad_date", _("Kerro, milloin kysely tehtiin."))
    if telling.day > timezone.localdate(timezone=programme.organisation.zone):
        raise Refused("future_day", _("Päivä on vasta tulossa. Kerro, milloin kysely tehtiin."))
    same = Wave.objects.filter(programme=programme, is_imported=True, name={"fi": telling.name})
    if same.exists():
        message = _("Ohjelmaan on jo tuotu kyselykerta ”%(name)s”. Anna tälle toinen nimi.")
        raise Refused("wave_exists", message % {"name": telling.name})


def _times(day: date, programme: Programme) -> tuple[datetime, datetime]:
    """The day is all that is known: the wave was open on it."""
    zone = programme.organisation.zone
    opens_at = datetime.combine(day, time.min, zone)
    return opens_at, datetime.combine(day + timedelta(days=1), time.min, zone) - timedelta(
        minutes=1
    )


def report_of(reading: Reading, wave: Wave | None) -> dict[str, Any]:
    """Return the JSON other systems rely on (design: interfaces, Surveys)."""
    return {
        "wave": wave.slug if wave else None,
        "rows": reading.rows,
        "imported": len(reading.answers) if wave else 0,
        "skipped": reading.skipped if wave else 0,
        "unmapped_columns": reading.unmapped,
        "faults": [fault.as_json() for fault in reading.faults],
    }
