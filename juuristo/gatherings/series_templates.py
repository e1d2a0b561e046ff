"""Ready plans for a new series: what it usually is, for whom, how many times and how long.

A template only fills the forms; everything in it can be changed before anything is saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juuristo.people.models import Role

from .models import Attends, Kind

Texts = Mapping[str, str]


@dataclass(frozen=True)
class SeriesTemplate:
    """``series`` and ``sessions`` are the first values of the two forms (``forms.series``,
    ``forms.sessions``)."""

    key: str
    label: str | Promise
    series: Mapping[str, Any]
    sessions: Mapping[str, Any] = field(default_factory=dict)


def _series(kind: str, name: Texts, description: Texts, **values: Any) -> dict[str, Any]:
    return {"kind": kind, "name": name, "description": description, **values}


TEMPLATES = (
    SeriesTemplate(
        "workshops",
        _("Perehdytystyöpajat"),
        _series(
            Kind.WORKSHOP,
            {
                "fi": "Perehdytystyöpajat",
                "sv": "Workshoppar för introduktion",
                "en": "Orientation workshops",
            },
            {
                "fi": "Kaksi tuntia portaiden äärellä. Jokainen kerta on samanlainen, joten "
                "valitse itsellesi sopivin.",
                "sv": "Två timmar kring trappan. Alla tillfällen är lika, så välj det som passar "
                "dig bäst.",
                "en": "Two hours with the stairs. Every session is the same, so choose the one "
                "that suits you best.",
            },
            attends=Attends.ONE,
            expected="yes",
            capacity=15,
        ),
        {"count": 20, "minutes": 120, "together": 2},
    ),
    SeriesTemplate(
        "orientation",
        pgettext_lazy("series template", "Uusien perehdytys"),
        _series(
            Kind.ORIENTATION,
            {
                "fi": "Perehdytys työotteeseen",
                "sv": "Introduktion i arbetssättet",
                "en": "Orientation to the way of working",
            },
            {
                "fi": "Uusille asiantuntijoille: mistä työotteessa on kyse ja miten sitä "
                "kokeillaan heti ensimmäisissä tapaamisissa.",
                "sv": "För nya sakkunniga: vad arbetssättet går ut på och hur man prövar det "
                "genast i de första mötena.",
                "en": "For new advisers: what the way of working is about and how to try it in "
                "the very first meetings.",
            },
            attends=Attends.ONE,
            expected="yes",
            capacity=12,
        ),
        {"count": 10, "minutes": 180, "together": 2},
    ),
    SeriesTemplate(
        "mentor_training",
        _("Mentorikoulutus"),
        _series(
            Kind.MENTOR_TRAINING,
            {"fi": "Mentorikoulutus", "sv": "Mentorutbildning", "en": "Mentor training"},
            {
                "fi": "Viisi osaa: ensin työote omassa työssä, sitten mentorin tehtävä.",
                "sv": "Fem delar: först arbetssättet i det egna arbetet, sedan mentorns uppgift.",
                "en": "Five parts: first the way of working in your own work, then the mentor’s "
                "task.",
            },
            attends=Attends.ALL,
            expected="yes",
            capacity=15,
            audience_roles=[Role.MENTOR],
        ),
        {"count": 5, "minutes": 180, "together": 2},
    ),
    SeriesTemplate(
        "case_workshops",
        _("Asiakastapausten työpajat"),
        _series(
            Kind.CASE_WORKSHOP,
            {
                "fi": "Asiakastapausten työpajat",
                "sv": "Workshoppar kring kundfall",
                "en": "Case workshops",
            },
            {
                "fi": "Pohdimme yhdessä keksittyä tai nimettömäksi tehtyä asiakastapausta "
                "portaiden avulla.",
                "sv": "Vi funderar tillsammans på ett påhittat eller avidentifierat kundfall med "
                "hjälp av trappan.",
                "en": "Together we reflect on an invented or anonymised case with the stairs.",
            },
            attends=Attends.ANY,
            expected="no",
            capacity=12,
        ),
        {"count": 6, "minutes": 90, "together": 2},
    ),
    SeriesTemplate(
        "mentees",
        _("Aktorien tapaamiset"),
        _series(
            Kind.MENTEES_MEETING,
            {"fi": "Aktorien tapaamiset", "sv": "Adepternas träffar", "en": "Mentees’ meetings"},
            {
                "fi": "Aktorit vaihtavat ajatuksia siitä, mitä ovat kokeilleet ja mitä siitä "
                "seurasi.",
                "sv": "Adepterna utbyter tankar om vad de har prövat och vad det ledde till.",
                "en": "Mentees share what they have tried and what came of it.",
            },
            attends=Attends.ANY,
            expected="no",
            capacity=20,
        ),
        {"count": 4, "minutes": 90, "together": 1},
    ),
)
BY_KEY = {template.key: template for template in TEMPLATES}


@dataclass(frozen=True)
class CafeTheme:
    """What a café is about; ``name`` becomes the series' name."""

    key: str
    label: str | Promise
    name: Texts
    description: Texts


CAFE_THEMES = (
    CafeTheme(
        "stairs",
        _("Portaat"),
        {
            "fi": "Portaat kahvilla",
            "sv": "Trappan över en kopp kaffe",
            "en": "The stairs over coffee",
        },
        {
            "fi": "Mikä porras on sinulle tutuin, mikä vaikein? Jutellaan siitä hetki.",
            "sv": "Vilket trappsteg känns bekantast, vilket svårast? Vi pratar en stund.",
            "en": "Which stair do you know best, which is the hardest? Let us talk for a while.",
        },
    ),
    CafeTheme(
        "what_was_it",
        _("Mitä se olikaan?"),
        {"fi": "Mitä se olikaan?", "sv": "Vad var det nu igen?", "en": "What was it again?"},
        {
            "fi": "Työpajasta on jo aikaa. Muistellaan yhdessä, mistä työotteessa oli kyse.",
            "sv": "Det är länge sedan workshoppen. Vi minns tillsammans vad det handlade om.",
            "en": "The workshop was a while ago. Let us recall together what it was about.",
        },
    ),
    CafeTheme(
        "new_model",
        _("Uudessa palvelumallissa"),
        {
            "fi": "Työote uudessa palvelumallissa",
            "sv": "Arbetssättet i den nya servicemodellen",
            "en": "The way of working in the new service model",
        },
        {
            "fi": "Miten kohtaaminen mahtuu uuteen palvelumalliin? Tuo oma kokemuksesi.",
            "sv": "Hur ryms mötet i den nya servicemodellen? Ta med din egen erfarenhet.",
            "en": "How does encounter fit the new service model? Bring your own experience.",
        },
    ),
)
OWN_THEME = "own"
