"""What the companion's page carries along, so that it needs no network later (see ``data.ts``)."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.stairs.staircase import STAIRCASES, Staircase

from . import card_lists, practice
from .minutes_words import minutes_words, number_words
from .models import Kind


def companion_data(person: Person) -> dict[str, Any]:
    """Return the data of ``person``'s companion in the active language, ready for JSON."""
    language = (get_language() or "fi")[:2]
    return {
        "person": str(person.id),
        "language": language,
        "organisation": person.organisation.slug,
        "defaults": practice.defaults_of(person),
        "kinds": [_kind(STAIRCASES[kind], label) for kind, label in _kinds()],
        "minutes_words": minutes_words(language),
        "number_words": number_words(language),
        **card_lists.for_companion(person),
        "words": words(),
    }


def _kinds() -> list[tuple[Any, str]]:
    return [(kind.value, str(kind.label)) for kind in Kind]


def _kind(staircase: Staircase, name: str) -> dict[str, Any]:
    return {
        "kind": staircase.kind.value,
        "name": name,
        "shares": staircase.shares,
        "minimums": staircase.minimums,
        "lines": _said(staircase.lines),
        "prompts": _said(staircase.prompts),
    }


def _said(sayings: Any) -> dict[str, list[str]]:
    return {stair.value: [_(saying) for saying in said] for stair, said in sayings.items()}


def words() -> dict[str, str]:
    """Return the sentences that the scripts say; what stands still is in the templates."""
    return {
        "time_left": _("Aikaa on"),
        "ask_yourself": _("Kysy itseltäsi"),
        "ask_farewell_now": _("Olisiko nyt hyvä koota yhteen?"),
        "left": _("Aikaa on {left}."),
        "left_and_kept": _("Aikaa on {left}, siitä {kept} lopuksi."),
        "gather_calmly": _("Kootkaa rauhassa se, mikä on tärkeintä."),
        "close_calmly": _("Päättäkää rauhassa."),
        "to_empathy": _("Empatiaan"),
        "to_guidance": _("Ohjaukseen"),
        "to_advice": _("Neuvontaan"),
        "to_farewell": _("Hyvästelyyn"),
        "to_plan": _("Suunnitelmaan"),
        "empathy": _("Empatia"),
        "guidance": _("Ohjaus"),
        "advice": _("Neuvonta"),
        "farewell": _("Hyvästely"),
        "place_empathy": _(", porras 1 neljästä"),
        "place_guidance": _(", porras 2 neljästä"),
        "place_advice": _(", porras 3 neljästä"),
        "place_farewell": _(", porras 4 neljästä"),
        "minutes": _("{n} min"),
        "shares": _(
            "Portaiden osuudet: empatia {empathy}, ohjaus {guidance}, neuvonta {advice} "
            "ja hyvästely {farewell} minuuttia"
        ),
        "new_client_meeting": _("Uusi tapaaminen"),
        "new_team_meeting": _("Tiimin kokous"),
        "new_development_discussion": _("Kehityskeskustelu"),
        "plan_title": _("Suunnitelma"),
        "begin": _("Aloita tapaaminen"),
        "begin_rehearsal": _("Aloita harjoitus"),
        "go_on": _("Jatka tapaamista"),
        "rehearsed": _("Harjoitus on ohi. Mitään ei tallentunut."),
        "thanks": _("Kiitos. Tapaaminen on tallessa."),
        "identity_code": _("henkilötunnus"),
        "email": _("sähköpostiosoite"),
        "phone": _("puhelinnumero"),
        "identifiers": _("Rivillä on henkilötieto: {what}. Poista se, niin rivi tallentuu."),
        "with_interpreter": _("Tulkki tarvitsee aikaa: varaa {n} minuuttia."),
        "running_since": _("Tapaaminen alkoi klo {time}."),
        "forgotten_since": _("Tapaaminen alkoi {day} klo {time}, ja se jäi päättämättä."),
    }
