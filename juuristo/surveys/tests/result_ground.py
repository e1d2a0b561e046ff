"""Sealed waves with answers, for the pages of results."""

import random
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from juuristo.surveys.definition import Definition
from juuristo.surveys.models import Instrument, InstrumentVersion, Response, Wave
from juuristo.surveys.ready import ready
from juuristo.surveys.tests.factories import (
    InstrumentFactory,
    InstrumentVersionFactory,
    WaveFactory,
)

Answers = dict[str, Any]


def sealed_wave(content: Mapping[str, Any], answers: Iterable[Answers], **fields: Any) -> Wave:
    """A wave that has been answered, closed and sealed."""
    key = fields.pop("instrument_key", "oma")
    programme = fields["programme"]
    instrument = Instrument.objects.filter(organisation=programme.organisation, key=key).first()
    instrument = instrument or InstrumentFactory(
        organisation=programme.organisation, key=key, content=content
    )
    number = InstrumentVersion.objects.filter(instrument=instrument).count() + 1
    version = InstrumentVersionFactory(instrument=instrument, number=number, content=content)
    wave: Wave = WaveFactory(
        **{
            "instrument": instrument,
            "version": version,
            "state": Wave.State.SEALED,
            "opens_at": datetime(2022, 2, 21, 8, tzinfo=timezone.get_default_timezone()),
            "closes_at": datetime(2022, 4, 20, 16, tzinfo=timezone.get_default_timezone()),
            "sealed_at": datetime(2022, 4, 20, 17, tzinfo=timezone.get_default_timezone()),
            **fields,
        }
    )
    rows = [Response(wave=wave, answers=each) for each in answers]
    Response.objects.bulk_create(rows)
    wave.responses_count = len(rows)
    wave.save()
    return wave


def rooting_definition() -> dict[str, Any]:
    definition: Definition = ready("rooting-2022")
    return definition.model_dump(mode="json", by_alias=True, exclude_none=True)


# The use question of the published survey: its one hundred and fourth answerer passed it over.
USE = {"daily": 33, "weekly": 37, "monthly": 10, "not_at_all": 19, "do_not_remember": 4}


def rooting_answers() -> list[Answers]:
    """104 answers in the shape of the published survey."""
    rng = random.Random(2022)
    rows: list[Answers] = [{} for _each in range(104)]
    used = [key for key, count in USE.items() for _each in range(count)]
    for number, (row, use) in enumerate(zip(rows, used, strict=False)):
        row["stairs_use"] = use
        row["wellbeing"] = "yes" if number % 103 < 65 else "no"
        row["more_support"] = "yes" if number * 37 % 103 < 40 else "no"
    for number, row in enumerate(rows):
        row["been_mentor"] = "yes" if number < 12 else "no"
        row["attended"] = ["staff_workshop"] if number % 4 else ["study_circle", "staff_workshop"]
        for stair, middle in _MIDDLES.items():
            row[f"difficulty_{stair}"] = min(10, max(1, round(rng.gauss(middle, 2.2))))
        if number < 80:
            row["hinders"] = (
                "Kiire" if number % 2 else "Aikaa on liian vähän\nja asiakkaita paljon."
            )
    return rows


_MIDDLES = {"empathy": 4.1, "guidance": 4.3, "advice": 3.9, "farewell": 3.8}


def text(finnish: str) -> dict[str, str]:
    return {"fi": finnish}


def options(*names: str) -> list[dict[str, Any]]:
    return [{"key": f"o{number}", "text": text(name)} for number, name in enumerate(names, 1)]


OFFICES = ("Kouvola", "Lappeenranta", "Kotka", "Hamina", "Imatra")

EVERYTHING: dict[str, Any] = {
    "title": text("Kaikenlaista"),
    "questions": [
        {
            "key": "office",
            "type": "single",
            "text": text("Missä työskentelet?"),
            "about_me": True,
            "options": options(*OFFICES),
        },
        {
            "key": "often",
            "type": "single",
            "text": text("Kuinka usein luet yhteisen muistion kokouksen jälkeen?"),
            "options": options("Aina", "Usein", "Joskus", "En koskaan"),
        },
        {
            "key": "ways",
            "type": "multiple",
            "text": text("Mistä olet saanut tietoa?"),
            "options": options(
                *(f"Tiedon lähde numero {n}, jolla on pitkä nimi" for n in range(8))
            ),
        },
        {
            "key": "ease",
            "type": "scale",
            "text": text("Kuinka helppoa tiedon löytäminen on?"),
            "ends": {"least": 1, "most": 10, "low": text("helppoa"), "high": text("vaikeaa")},
        },
        {"key": "years", "type": "number", "text": text("Montako vuotta olet ollut työssä?")},
        {"key": "began", "type": "date", "text": text("Milloin aloitit?")},
        {
            "key": "order",
            "type": "ranking",
            "text": text("Mikä on tärkeintä?"),
            "options": options("Aika", "Rauha", "Tila"),
        },
        {"key": "why", "type": "open", "text": text("Mistä se johtuu?")},
        {
            "key": "rare",
            "type": "single",
            "text": text("Harva vastasi"),
            "options": options("Kyllä", "Ei"),
        },
        {
            "key": "none",
            "type": "single",
            "text": text("Kukaan ei vastannut"),
            "options": options("Kyllä", "Ei"),
        },
    ],
}


def everything_answers(offices: Iterable[int] = (31, 28, 25, 3, 2)) -> list[Answers]:
    rng = random.Random(7)
    rows: list[Answers] = []
    for number, count in enumerate(offices, 1):
        for _each in range(count):
            row: Answers = {
                "office": f"o{number}",
                "often": rng.choice(["o1", "o1", "o2", "o2", "o2", "o3", "o4"]),
                "ways": rng.sample([f"o{n}" for n in range(1, 9)], 3),
                "ease": rng.randint(1, 7),
                "years": rng.randint(0, 30),
                "began": f"{rng.randint(2015, 2021)}-03-01",
                "order": rng.sample(["o1", "o2", "o3"], 3),
                "why": f"Sanon tämän {len(rows)}. kerran.",
            }
            if len(rows) < 3:
                row["rare"] = "o1"
            rows.append(row)
    return rows
