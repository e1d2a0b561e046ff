"""The protected results, the questions and the wave itself as plain tables.

Every figure comes from ``results_of``: of what is protected nothing is known here either, and what
it does not call shown is left empty whatever else it says.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from juuristo.shell.sheets.writing import Cell
from juuristo.shell.texts import LANGUAGES, text_in

from ..models import Wave
from .columns import asked_words, declined_number, declined_words, option_text
from .contents import Contents

Table = Iterator[Sequence[Cell]]
FIGURES = 14  # columns of _figure_heads


def state_words(state: str) -> str:
    return {
        "shown": _("näytetään"),
        "protected": _("suojattu, koska vastaajia on liian vähän"),
        "missing": _("ei vastauksia"),
    }.get(state, state)


class Naming:
    """How a table speaks: in words of one language, or by keys."""

    def __init__(self, contents: Contents, language: str | None) -> None:
        self._asked = {each.key: each for each in contents.definition.answered_questions()}
        self._grids = contents.definition.grid_texts()
        self.language = language

    def question(self, key: str) -> str:
        if not self.language:
            return key
        return asked_words(self._asked[key], self._grids.get(key), self.language)

    def option(self, question: str, key: str) -> str:
        asked = self._asked[question]
        if not self.language or not hasattr(asked, "options"):
            return key
        if key == "not_told":
            return _("ei kertonut")
        return option_text(asked, key, self.language)

    def state(self, state: str) -> str:
        return state_words(state) if self.language else state

    def head(self, word: str, key: str) -> str:
        return word if self.language else key


def results_table(contents: Contents, naming: Naming) -> Table:
    """A row for each question, then one for each of its options."""
    assert contents.results is not None
    yield _figure_heads(naming)
    for question in contents.results["questions"]:
        yield from _figures(question, naming)


def breakdowns_table(contents: Contents, naming: Naming) -> Table:
    """The same for each group of each breakdown; a hidden group says only that it is hidden."""
    assert contents.results is not None
    yield [
        naming.head(_("Taustakysymys"), "by"),
        naming.head(_("Ryhmä"), "group"),
        naming.head(_("Ryhmän tila"), "group_state"),
        naming.head(_("Ryhmässä"), "group_n"),
        *_figure_heads(naming),
    ]
    for breakdown in contents.results["breakdowns"]:
        by = breakdown["by"]
        for group in breakdown["groups"]:
            state = "protected" if breakdown.get("withheld") else group["state"]
            name = [naming.question(by), naming.option(by, group["key"]), naming.state(state)]
            if state != "shown":
                yield [*name, None, *_filled()]
                continue
            for question in group["questions"]:
                for row in _figures(question, naming):
                    yield [*name, group["n"], *row]


def _figure_heads(naming: Naming) -> list[Cell]:
    heads = [
        (_("Kysymys"), "question"),
        (_("Vaihtoehto"), "option"),
        (_("Tila"), "state"),
        (_("Vastaajia"), "n"),
        (_("Ei halunnut vastata"), "declined"),
        (_("Lukumäärä"), "count"),
        (_("Prosenttia"), "percent"),
        (_("Väli alkaen, 95 %"), "low"),
        (_("Väli päättyen, 95 %"), "high"),
        (_("Keskiarvo"), "mean"),
        (_("Mediaani"), "median"),
        (_("Keskihajonta"), "sd"),
        (_("Pienin"), "least"),
        (_("Suurin"), "most"),
    ]
    return [naming.head(word, key) for word, key in heads]


def _figures(question: dict[str, Any], naming: Naming) -> Table:
    key, state = question["key"], question["state"]
    name, told = naming.question(key), naming.state(state)
    if state != "shown":
        yield _filled(name, None, told)
        return
    low, high = question.get("mean_interval") or (None, None)
    summary = [question.get(one) for one in ("mean", "median", "sd", "least", "most")]
    told_of = (told, question["n"], question.get("declined"))
    yield _filled(name, None, *told_of, None, None, low, high, *summary)
    for option in question.get("options", []):
        low, high = option.get("interval") or (None, None)
        yield _filled(
            *(name, naming.option(key, option["key"]), told, question["n"], None),
            *(option.get("count"), option.get("percent"), low, high, option.get("mean_rank")),
        )


def _filled(*cells: Cell) -> list[Cell]:
    """Return as many cells as a row of figures has."""
    return [*cells, *[None] * (FIGURES - len(cells))]


def questions_table(contents: Contents, naming: Naming) -> Table:
    """Every question and option with its key, its number in SPSS and its texts."""
    text = naming.head(_("Teksti"), "text")
    yield [
        naming.head(pgettext("question key", "Tunniste"), "question"),
        naming.head(_("Laji"), "type"),
        naming.head(_("Vaihtoehdon tunniste"), "option"),
        naming.head(_("Numero SPSS-tiedostossa"), "number"),
        *(f"{text} ({code})" for code in LANGUAGES),
    ]
    for question in contents.definition.answered_questions():
        yield [question.key, question.type, None, None, *_texts(question.text)]
        for number, option in enumerate(getattr(question, "options", []), 1):
            coded = number if question.type == "single" else None
            yield [question.key, question.type, option.key, coded, *_texts(option.text)]
        if question.may_decline:
            yield [
                *(question.key, question.type, "prefer_not_to_say", declined_number(question)),
                *(declined_words(code) for code in LANGUAGES),
            ]


def _texts(texts: Any) -> list[Cell]:
    return [getattr(texts, code) for code in LANGUAGES]


def wave_table(contents: Contents, naming: Naming) -> Table:
    """What this file is, and what it leaves out and why."""
    wave = contents.wave
    results = contents.results or {}
    yield [naming.head(_("Kyselykerta"), "wave"), text_in(wave.name, naming.language)]
    yield [naming.head(_("Lyhytnimi"), "slug"), wave.slug]
    yield [naming.head(_("Laji"), "kind"), str(wave.get_kind_display())]
    yield [naming.head(_("Avattu"), "opened"), _day(wave, wave.opens_at)]
    yield [naming.head(_("Päättynyt"), "closed"), _day(wave, wave.closes_at)]
    if wave.kind == Wave.Kind.ANONYMOUS:
        yield [naming.head(_("Kutsuttuja"), "invited"), results.get("invited")]
        yield [naming.head(_("Vastauksia"), "answered"), results.get("answered")]
        yield [naming.head(_("Suojaraja"), "threshold"), wave.threshold]
        yield [naming.head(_("Suojaraja avoimille"), "open_threshold"), wave.open_threshold]
    yield [naming.head(_("Mitä tässä on"), "contents"), promise_of(contents)]


def _day(wave: Wave, moment: Any) -> str | None:
    zone = wave.programme.organisation.zone
    return timezone.localtime(moment, zone).date().isoformat() if moment else None


def promise_of(contents: Contents) -> str:
    """Say what the file holds of this wave."""
    if contents.has_names:
        return _("Tässä kyselyssä vastattiin omalla nimellä. Käsittele tiedostoa sen mukaan.")
    if contents.wave.kind == Wave.Kind.CONFIDENTIAL:
        return _("Luottamuksellisen kyselyn vastaukset lukijalle. Älä anna tiedostoa muille.")
    if contents.shows_groups:
        return _(
            "Suojatut tulokset taustaryhmineen. Vastausrivejä ei anneta, koska niistä ja "
            "taustaryhmistä yhdessä voisi päätellä yksittäisiä vastauksia. "
            "Avoimet vastaukset ovat omissa luetteloissaan satunnaisessa järjestyksessä."
        )
    if not contents.columns:
        return _(
            "Suojatut tulokset. Vastausrivejä ei anneta, koska vastauksia on liian vähän. "
            "Avoimet vastaukset ovat omissa luetteloissaan satunnaisessa järjestyksessä."
        )
    return _(
        "Suojatut tulokset sekä suljettujen kysymysten vastausrivit satunnaisessa järjestyksessä "
        "ilman taustakysymyksiä. Avoimet vastaukset ovat omissa luetteloissaan, eikä niitä voi "
        "yhdistää riveihin."
    )
