"""Figures of results in the reader's words: shares, intervals, means, who was asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from juuristo.people.models import Role
from juuristo.shell.dates import day_year, in_words, number, share_text
from juuristo.shell.texts import text_in

from .definition import Texts
from .models import Wave
from .share_words import FEWEST_FOR_WORDS, people_of

Interval = tuple[float, float]


def text_of(texts: Texts) -> str:
    return text_in(texts.model_dump())


def decimal(value: float, digits: int = 1) -> str:
    """4,1 · 4.1; whole numbers without decimals when ``digits`` is 0."""
    return str(number_format(value, decimal_pos=digits, use_l10n=True))


def plain(value: float) -> str:
    """An answer as it was given: 12 or 12,5."""
    return decimal(value, 0 if float(value).is_integer() else 1)


def percent_sign() -> str:
    return "%" if (get_language() or "fi")[:2] == "en" else "\N{NO-BREAK SPACE}%"


def percent_of(value: float) -> str:
    """32,04 as 32 %, as a table or a narrow piece of a bar says it."""
    return f"{round(value)}{percent_sign()}"


def interval_words(interval: Sequence[float] | None) -> str:
    """väli 26–39 %; nothing when nothing is known or nothing may vary."""
    if not interval:
        return ""
    low, high = (round(at) for at in interval)
    if low == high:
        return ""
    return _("väli %(low)s–%(high)s") % {"low": low, "high": f"{high}{percent_sign()}"}


def mean_interval_words(interval: Sequence[float] | None) -> str:
    if not interval:
        return ""
    low, high = (decimal(at) for at in interval)
    return _("väli %(low)s–%(high)s") % {"low": low, "high": high}


def share_said(count: int, n: int, interval: Sequence[float] | None = None) -> str:
    """33 / 103 (32 %), väli 26–39 %."""
    return ", ".join(filter(None, (share_text(count, n), interval_words(interval))))


def n_words(results: Sequence[Mapping[str, Any]]) -> str:
    """n = 103; of several that differ: n = 101–103."""
    counts = sorted({int(result["n"]) for result in results if result["n"] is not None})
    if not counts:
        return ""
    ends = counts if len(counts) == 1 else [counts[0], counts[-1]]
    return f"n = {'–'.join(number(count) for count in ends)}"


def skipped_words(skipped: int) -> str:
    words = in_words(skipped).capitalize()
    said = {"words": words}
    return ngettext("%(words)s ohitti kysymyksen.", "%(words)s ohitti kysymyksen.", skipped) % said


def declined_words(declined: int) -> str:
    said = {"words": in_words(declined).capitalize()}
    return (
        ngettext("%(words)s ei halunnut vastata.", "%(words)s ei halunnut vastata.", declined)
        % said
    )


# ---- who was asked


def audience_words(wave: Wave) -> str:
    """To whom the invitation went. Asks for offices and teams (two queries)."""
    if wave.is_imported:
        return _("Vastaukset on tuotu toisesta ohjelmasta.")
    if wave.access == Wave.Access.LINK:
        return _("Linkki oli avoin: emme tiedä, kuinka moni sen näki.")
    if wave.session_id:
        return _("Kutsu lähti niille, jotka olivat mukana.")
    narrowed = [
        *(str(Role(role).label) for role in wave.audience_roles),
        *(office.name for office in wave.audience_offices.all()),
        *(team.name for team in wave.audience_teams.all()),
    ]
    before = _started_before(wave)
    if narrowed:
        said = {"who": ", ".join(narrowed)}
        return " ".join(filter(None, (_("Kutsu rajattiin: %(who)s.") % said, before)))
    return before or _("Kutsu lähti koko henkilöstölle.")


def _started_before(wave: Wave) -> str:
    day = wave.audience_started_before
    if day is None:
        return ""
    if (day.month, day.day) == (1, 1):
        return _("Kutsu lähti ennen vuotta %(year)s aloittaneille.") % {"year": day.year}
    return _("Kutsu lähti ennen %(day)s aloittaneille.") % {"day": day_year(day)}


def silence_words(answered: int, invited: int, *, is_measured: bool) -> str:
    """What is not known of those who did not answer; nothing is known of shares not shown."""
    silent = invited - answered
    if not answered:
        return ""
    if silent <= 0:
        return _("Kaikki kutsutut vastasivat.")
    if silent == 1:
        first = _("Yksi kutsutuista jätti vastaamatta, eikä hänen ajatuksiaan tiedetä.")
    elif invited < FEWEST_FOR_WORDS:
        figures = {"part": number(silent), "whole": number(invited)}
        first = (
            _("%(whole)s kutsutusta %(part)s jätti vastaamatta, eikä heidän ajatuksiaan tiedetä.")
            % figures
        )
    else:
        first = _("%(people)s jätti vastaamatta, eikä heidän ajatuksiaan tiedetä.") % {
            "people": people_of(silent, invited)
        }
    if not is_measured:
        return first
    return f"{first} " + _(
        "Jos vastaajat ajattelevat toisin kuin muut, todelliset osuudet ovat toiset. "
        "Välit kertovat vain sattumasta, eivät tästä."
    )
