"""Sealed waves with answers, of every type of question, for what is taken out and brought in."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from juuristo.people.models import Person
from juuristo.programme.models import Programme
from juuristo.surveys.models import NamedResponse, Response, Wave
from juuristo.surveys.tests.factories import (
    InstrumentFactory,
    InstrumentVersionFactory,
    WaveFactory,
)


def texts(fi: str, sv: str = "", en: str = "") -> dict[str, str]:
    return {"fi": fi, "sv": sv or f"{fi} (sv)", "en": en or f"{fi} (en)"}


def options(*keys: str) -> list[dict[str, Any]]:
    return [{"key": key, "text": texts(f"Vaihtoehto {key}")} for key in keys]


EVERY_TYPE: dict[str, Any] = {
    "title": texts("Kaikki lajit"),
    "questions": [
        {
            "type": "single",
            "key": "use",
            "text": texts("Kuinka usein käytät portaita?", "Hur ofta använder du trappan?"),
            "may_decline": True,
            "options": options("daily", "weekly", "never"),
        },
        {
            "type": "single",
            "key": "years",
            "text": texts("Kauanko olet ollut työssä?"),
            "about_me": True,
            "options": options("under_1", "over_1"),
        },
        {
            "type": "multiple",
            "key": "attended",
            "text": texts("Missä olet ollut mukana?"),
            "options": options("workshop", "circle", "cafe"),
        },
        {
            "type": "grid",
            "key": "difficulty",
            "text": texts("Kuinka vaikea porras on?"),
            "may_decline": True,
            "ends": {"least": 1, "most": 10, "low": texts("helppoa"), "high": texts("vaikeaa")},
            "rows": [
                {"key": "hard_empathy", "text": texts("Empatia")},
                {"key": "hard_advice", "text": texts("Neuvonta")},
            ],
        },
        {
            "type": "ranking",
            "key": "order",
            "text": texts("Pane tärkeysjärjestykseen"),
            "options": options("time", "peace", "peers"),
        },
        {"type": "number", "key": "meetings", "text": texts("Montako tapaamista viikossa?")},
        {"type": "date", "key": "began", "text": texts("Milloin aloitit?")},
        {"type": "open", "key": "hinders", "text": texts("Mikä estää?")},
        {"type": "open", "key": "helps", "text": texts("Mikä auttaa?")},
    ],
}


def answer(number: int, **changes: Any) -> dict[str, Any]:
    """Return a full answer; the open ones tell their number, so that a joint would show."""
    given = {
        "use": ("daily", "weekly", "never")[number % 3],
        "years": "under_1" if number % 2 else "over_1",
        "attended": [["workshop"], ["workshop", "cafe"], []][number % 3],
        "hard_empathy": number % 10 + 1,
        "hard_advice": (number * 7) % 10 + 1,
        "order": ["peace", "time", "peers"] if number % 2 else ["time", "peers", "peace"],
        "meetings": 3.5 + number,
        "began": f"20{10 + number % 12}-03-01",
        "hinders": f"Este numero {number}",
        "helps": f"Apu numero {number}",
        **changes,
    }
    return {key: value for key, value in given.items() if value not in (None, [])}


def sealed(
    programme: Programme,
    answers: Sequence[dict[str, Any]],
    content: dict[str, Any] | None = None,
    **fields: Any,
) -> Wave:
    """Return a sealed wave that these were the answers to."""
    instrument = InstrumentFactory(
        organisation=programme.organisation, content=content or EVERY_TYPE
    )
    day = timezone.now() - timedelta(days=20)
    made: Wave = WaveFactory(
        **{
            "programme": programme,
            "instrument": instrument,
            "version": InstrumentVersionFactory(instrument=instrument),
            "state": Wave.State.SEALED,
            "opens_at": day,
            "closes_at": day + timedelta(days=14),
            "sealed_at": day + timedelta(days=14),
            "responses_count": len(answers),
            "invited": 2 * len(answers),
            **fields,
        }
    )
    Response.objects.bulk_create(Response(wave=made, answers=one) for one in answers)
    return made


def named(programme: Programme, people: Sequence[Person], **fields: Any) -> Wave:
    """Return an open named wave that these people have answered."""
    made = sealed(
        programme, [], kind=Wave.Kind.NAMED, state=Wave.State.OPEN, sealed_at=None, **fields
    )
    for number, person in enumerate(people):
        NamedResponse.objects.create(wave=made, person=person, answers=answer(number))
    return made
