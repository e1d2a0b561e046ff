"""Sentences of our own for the surveys that come ready with Juuristo.

Keyed by instrument and question, and used only when the question still has the options they speak
of. The rules that decide between sentences are the same as in ``findings``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.figures.intervals import wilson_finite

from .share_words import people_of

ROOTING = "rooting-2022"
ORIENTATION, FEEDBACK, PULSE = "orientation-2021", "session-feedback", "rooting-pulse"
ROUTINE_SHARE = 0.5  # the stairs are everyday when certainly more than half use them weekly
WISHED_SHARE = 0.25  # support is wished for when certainly more than every fourth wishes it


@dataclass(frozen=True)
class Finding:
    """A sentence; ``strength`` orders them, 0 meaning that nothing stands out."""

    words: str
    strength: float = 0.0
    key: str = ""  # of the question it is about


@dataclass(frozen=True)
class Known:
    """What a sentence may lean on: the key of the instrument, and how many were asked if known."""

    instrument: str = ""
    population: int | None = None


@dataclass(frozen=True)
class Together:
    """Options that are said as one: the first ones of the question, in its order."""

    options: tuple[str, ...]
    words: Promise  # %(people)s
    name: Promise | str


TOPICS: Mapping[tuple[str, str], Promise] = {
    (ROOTING, "been_mentor"): gettext_lazy("Mentorit"),
    (ROOTING, "attended"): gettext_lazy("Perehdytys"),
    (ROOTING, "stairs_use"): gettext_lazy("Käyttö"),
    (ROOTING, "difficulty_empathy"): gettext_lazy("Vaikeus"),
    (ROOTING, "wellbeing"): gettext_lazy("Hyvinvointi"),
    (ROOTING, "more_support"): gettext_lazy("Tuki"),
    (FEEDBACK, "useful"): gettext_lazy("Hyöty"),
    (FEEDBACK, "pace"): gettext_lazy("Tahti"),
    (FEEDBACK, "next_form"): gettext_lazy("Jatko"),
    (ORIENTATION, "time_in_office"): gettext_lazy("Vastaajat"),
    (ORIENTATION, "useful"): gettext_lazy("Hyöty"),
    (ORIENTATION, "place_in_programme"): gettext_lazy("Ajankohta"),
    (ORIENTATION, "material_in_advance"): gettext_lazy("Aineisto"),
    (ORIENTATION, "remote_or_face_to_face"): gettext_lazy("Tapa kokoontua"),
    (ORIENTATION, "joint_reflection"): gettext_lazy("Yhteinen pohdinta"),
    (PULSE, "sense_aim"): gettext_lazy("Mielekkyys"),
    (PULSE, "part_mine"): gettext_lazy("Mukaan lähteminen"),
    (PULSE, "together_daily"): gettext_lazy("Yhdessä tekeminen"),
    (PULSE, "weigh_talk"): gettext_lazy("Punninta"),
}
"""What a question is about, in the margin; another's name is its title or its number."""

TOGETHER: Mapping[tuple[str, str], Together] = {
    (ROOTING, "been_mentor"): Together(("yes",), gettext_lazy("%(people)s on ollut mentorina"), ""),
    (ROOTING, "stairs_use"): Together(
        ("daily", "weekly"),
        gettext_lazy("%(people)s käyttää portaita tietoisesti vähintään viikoittain"),
        gettext_lazy("vähintään viikoittain"),
    ),
    (ROOTING, "wellbeing"): Together(
        ("yes",), gettext_lazy("%(people)s voi työssään paremmin"), ""
    ),
    (ROOTING, "more_support"): Together(
        ("yes",), gettext_lazy("%(people)s toivoo lisää tukea"), ""
    ),
}


def together_of(instrument: str, result: Mapping[str, Any]) -> Together | None:
    """The options said as one, when they still are the question's first ones."""
    found = TOGETHER.get((instrument, str(result["key"])))
    keys = [option["key"] for option in result.get("options", ())]
    return found if found and tuple(keys[: len(found.options)]) == found.options else None


def count_of(result: Mapping[str, Any], options: Sequence[str]) -> int:
    return sum(option["count"] for option in result["options"] if option["key"] in options)


def share_interval(
    result: Mapping[str, Any], options: Sequence[str], population: int | None
) -> tuple[float, float]:
    """The interval, 0–1, of those who chose any one of ``options``."""
    return wilson_finite(count_of(result, options), result["n"], population)


def of_single(asked: Known, result: Mapping[str, Any]) -> Finding | None:
    said = together_of(asked.instrument, result)
    part = count_of(result, said.options) if said else 0
    if said is None or not part:
        return None
    words = str(said.words) % {"people": people_of(part, result["n"])}
    low, high = share_interval(result, said.options, asked.population)
    strength = max(100 * low - 50, 50 - 100 * high, 0.0)
    return Finding(words, strength, str(result["key"]))


# ---- scales side by side


@dataclass(frozen=True)
class ScalesWords:
    alike: str
    highest: str  # %(name)s
    differ: str  # %(first)s, %(last)s


def scales_words(instrument: str, keys: Sequence[str]) -> ScalesWords:
    if instrument == ROOTING and all(key.startswith("difficulty_") for key in keys):
        return ScalesWords(
            _("Mikään porras ei ole selvästi muita vaikeampi"),
            _("Vaikein porras on selvästi %(name)s"),
            _("Portaat eivät ole yhtä vaikeita: vaikein on %(first)s, helpoin %(last)s"),
        )
    return ScalesWords(
        _("Keskiarvojen välillä ei näy eroa, jota voisi erottaa sattumasta"),
        _("Selvästi korkeimmalle nousee %(name)s"),
        _("Keskiarvot eroavat: ylimpänä %(first)s, alimpana %(last)s"),
    )


# ---- the whole


def of_wave(asked: Known, shown: Sequence[Mapping[str, Any]]) -> str:
    if asked.instrument != ROOTING:
        return ""
    by_key = {result["key"]: result for result in shown}
    use, support = by_key.get("stairs_use"), by_key.get("more_support")
    if use is None or support is None:
        return ""
    return _rooted(
        share_interval(use, ("daily", "weekly"), asked.population),
        share_interval(support, ("yes",), asked.population),
    )


def _rooted(use: tuple[float, float], support: tuple[float, float]) -> str:
    is_wished = support[0] > WISHED_SHARE
    if use[0] > ROUTINE_SHARE:
        if is_wished:
            return _("Portaat ovat arjessa, ja tukea toivotaan lisää")
        return _("Portaat ovat arjessa")
    if use[1] < ROUTINE_SHARE:
        if is_wished:
            return _("Portaat eivät vielä ole useimpien arjessa, ja tukea toivotaan lisää")
        return _("Portaat eivät vielä ole useimpien arjessa")
    if is_wished:
        return _("Portaat ovat arjessa noin puolella, ja tukea toivotaan lisää")
    return _("Portaat ovat arjessa noin puolella")
