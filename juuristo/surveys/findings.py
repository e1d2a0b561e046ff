"""What results say, in whole sentences made by rule from their figures.

A sentence about how many answered what is true of those who answered. A sentence that sets one
above another is said only when their 95 % intervals do not touch; otherwise it says that no
difference can be told from chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _

from . import finding_words as own
from .finding_words import Finding, Known
from .share_words import people_of

Result = Mapping[str, Any]  # one question of the results document
Interval = tuple[float, float]
SHOWN = "shown"
NOTHING = Known()


@dataclass(frozen=True)
class Figure:
    """A share or a mean with what it is called, ready to be compared."""

    name: str
    value: float
    interval: Interval


def apart(one: Interval, other: Interval) -> bool:
    """Whether the intervals do not even touch: more than chance gives."""
    return one[1] < other[0] or other[1] < one[0]


def interval_of(found: Mapping[str, Any], key: str, value: float) -> Interval:
    """The interval of the document; a value that nothing is known around stands for itself."""
    low, high = found.get(key) or (value, value)
    return float(low), float(high)


def quoted(name: str) -> str:
    return _("”%(words)s”") % {"words": name}


# ---- one question


def of_question(result: Result, names: Mapping[str, str], known: Known = NOTHING) -> Finding:
    """``names``: the options' texts by key. The result is shown and has answers."""
    kind = result["type"]
    if kind == "single":
        return own.of_single(known, result) or _of_single(result, names)
    if kind == "multiple":
        return _of_multiple(result, names)
    return _of_ranking(result, names)


def _figures(result: Result, names: Mapping[str, str]) -> list[Figure]:
    """Options from the most chosen to the least; of equals the first first."""
    figures = [
        Figure(
            names.get(option["key"], option["key"]),
            float(option["percent"]),
            interval_of(option, "interval", float(option["percent"])),
        )
        for option in result["options"]
    ]
    return sorted(figures, key=lambda figure: -figure.value)


def _of_single(result: Result, names: Mapping[str, str]) -> Finding:
    first, second, *_rest = _figures(result, names)
    most = max(option["count"] for option in result["options"])
    said = {"people": people_of(most, result["n"]), "option": quoted(first.name)}
    key = str(result["key"])
    if first.interval[0] > 50:
        return Finding(_("%(people)s vastasi %(option)s") % said, first.interval[0] - 50, key)
    if len(result["options"]) == 2:
        return Finding(_("Vastaukset jakautuvat kahtia"), key=key)
    if apart(first.interval, second.interval):
        gap = first.interval[0] - second.interval[1]
        return Finding(_("Yleisin vastaus on %(option)s") % said, gap, key)
    return Finding(_("Mikään vastaus ei ole selvästi muita yleisempi"), key=key)


def _of_multiple(result: Result, names: Mapping[str, str]) -> Finding:
    first, second, *_rest = _figures(result, names)
    most = max(option["count"] for option in result["options"])
    key = str(result["key"])
    if not most:
        return Finding(_("Kukaan ei valinnut mitään vaihtoehdoista"), key=key)
    said = {"people": people_of(most, result["n"]), "option": quoted(first.name)}
    if apart(first.interval, second.interval):
        gap = first.interval[0] - second.interval[1]
        return Finding(_("Useimmin valittiin %(option)s") % said, gap, key)
    if first.interval[0] > 50:
        gap = first.interval[0] - 50
        return Finding(_("%(people)s valitsi muun muassa %(option)s") % said, gap, key)
    return Finding(_("Mikään vaihtoehto ei nouse selvästi muiden yläpuolelle"), key=key)


def _of_ranking(result: Result, names: Mapping[str, str]) -> Finding:
    """Whether one was put first more often than the rest."""
    first, second, *_rest = _figures(result, names)
    key = str(result["key"])
    if apart(first.interval, second.interval):
        said = {"option": quoted(first.name)}
        gap = first.interval[0] - second.interval[1]
        return Finding(_("Useimmin ensimmäiseksi pantiin %(option)s") % said, gap, key)
    return Finding(_("Mikään vaihtoehto ei nouse selvästi muiden edelle"), key=key)


# ---- scales


@dataclass(frozen=True)
class Ends:
    """The ends of a scale with their words."""

    least: float
    most: float
    low: str = ""
    high: str = ""

    @property
    def middle(self) -> float:
        return (self.least + self.most) / 2


def of_scale(result: Result, ends: Ends) -> Finding:
    """Which end the mean lies nearer to, when its interval leaves the middle out."""
    mean = float(result["mean"])
    low, high = interval_of(result, "mean_interval", mean)
    key = str(result["key"])
    half = (ends.most - ends.least) / 2 or 1
    if low > ends.middle:
        words = _nearer(ends.high, _("Vastaukset painottuvat asteikon yläpäähän"))
        return Finding(words, 100 * (low - ends.middle) / half, key)
    if high < ends.middle:
        words = _nearer(ends.low, _("Vastaukset painottuvat asteikon alapäähän"))
        return Finding(words, 100 * (ends.middle - high) / half, key)
    return Finding(_("Vastaukset eivät kallistu kumpaankaan päähän"), key=key)


def _nearer(end: str, otherwise: str) -> str:
    if not end:
        return otherwise
    return _("Keskiarvo on lähempänä vastausta %(end)s") % {"end": quoted(end)}


def of_scales(
    results: Sequence[Result], names: Mapping[str, str], known: Known = NOTHING
) -> Finding:
    """Scales with the same ends beside each other: does one stand above the rest?"""
    figures = [
        Figure(
            names.get(result["key"], result["key"]),
            float(result["mean"]),
            interval_of(result, "mean_interval", float(result["mean"])),
        )
        for result in results
    ]
    key = str(results[0]["key"])
    ordered = sorted(figures, key=lambda figure: -figure.value)
    words = own.scales_words(known.instrument, [str(result["key"]) for result in results])
    if not differ(figures):
        return Finding(words.alike, key=key)
    first, *rest = ordered
    gap = min(first.interval[0] - other.interval[1] for other in rest)
    if gap > 0:
        return Finding(words.highest % {"name": quoted(first.name)}, gap, key)
    last = ordered[-1]
    said = {"first": quoted(first.name), "last": quoted(last.name)}
    return Finding(words.differ % said, 0.1, key)


def differ(figures: Sequence[Figure]) -> bool:
    """Whether any two are apart."""
    return any(apart(one.interval, other.interval) for one, other in combinations(figures, 2))


# ---- the whole


def of_groups(figures: Sequence[Figure]) -> str:
    """The heading of a breakdown: one figure of each group that is shown."""
    if not figures:
        return _("Ryhmien vastaukset on suojattu")
    if len(figures) == 1:
        return _("Vain yhden ryhmän vastaukset voi näyttää")
    if not differ(figures):
        return _("Ryhmien välillä ei näy eroa, jota voisi erottaa sattumasta")
    ordered = sorted(figures, key=lambda figure: -figure.value)
    said = {"first": quoted(ordered[0].name), "last": quoted(ordered[-1].name)}
    return _("Ryhmien välillä on eroa: ylimpänä %(first)s, alimpana %(last)s") % said


def of_wave(
    findings: Sequence[Finding], document: Mapping[str, Any], known: Known = NOTHING
) -> Finding:
    """What stands above the whole page: our own sentence of a known survey, or the strongest."""
    if not document["answered"]:
        return Finding(_("Vastauksia ei tullut"))
    shown = [result for result in document["questions"] if result["state"] == SHOWN]
    if not shown:
        return Finding(_("Vastauksia on niin vähän, että tulokset on suojattu"))
    if said := own.of_wave(known, shown):
        return Finding(said, 100.0)
    strongest = max(findings, key=lambda finding: finding.strength, default=None)
    if strongest is None:
        if any(result["type"] != "open" for result in shown):
            return Finding(_("Vastaajia on vähän, ja luvut kertovat vain heistä"))
        return Finding(_("Vastaukset ovat vastaajien omin sanoin"))
    if not strongest.strength:
        return Finding(_("Mikään tulos ei nouse selvästi muiden yläpuolelle"))
    return strongest
