"""One question by the groups that were named when the wave was opened (trust T4).

Groups are margins, never crossed; what is hidden has been decided before anything comes here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from juuristo.figures.intervals import wilson
from juuristo.shell.dates import in_words, share_text

from . import findings
from .definition import Definition
from .finding_words import count_of, together_of
from .result_words import decimal, mean_interval_words, text_of
from .tallies import NOT_TOLD

Result = Mapping[str, Any]


@dataclass(frozen=True)
class GroupRow:
    """One group: its bar's share 0–1 and what is said of it."""

    name: str
    state: str
    said: str
    share: float = 0.0
    cells: list[str] = field(default_factory=list)  # of the table: every option


@dataclass(frozen=True)
class Notice:
    first: str
    rest: str


@dataclass(frozen=True)
class GroupView:
    """``title`` asks of whom, ``asked`` of what; ``of`` says which share the bars are."""

    by: str
    title: str
    asked: str
    of: str
    finding: str
    column: str
    rows: list[GroupRow]
    notice: Notice | None
    options: list[str]


@dataclass(frozen=True)
class Measure:
    """What is compared between groups: options' share, or a mean on the scale ``ends``."""

    key: str
    of: str
    options: tuple[str, ...] = ()
    ends: tuple[float, float] = (0.0, 1.0)
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_share(self) -> bool:
        return bool(self.options)

    def figure(self, name: str, result: Result) -> findings.Figure:
        if self.is_share:
            part, n = count_of(result, self.options), result["n"]
            low, high = wilson(part, n)
            return findings.Figure(name, 100 * part / n, (100 * low, 100 * high))
        mean = float(result["mean"])
        return findings.Figure(name, mean, findings.interval_of(result, "mean_interval", mean))

    def said(self, result: Result) -> str:
        if self.is_share:
            return share_text(count_of(result, self.options), result["n"])
        interval = mean_interval_words(result.get("mean_interval"))
        return ", ".join(filter(None, (decimal(result["mean"]), interval)))

    def share(self, figure: findings.Figure) -> float:
        least, most = (0.0, 100.0) if self.is_share else self.ends
        return (figure.value - least) / ((most - least) or 1)

    def cells(self, result: Result) -> list[str]:
        return [share_text(count_of(result, [key]), result["n"]) for key in self.names]


def closed_questions(document: Mapping[str, Any], definition: Definition) -> dict[str, str]:
    """Questions that may be looked at by groups, with their texts."""
    texts = {each.key: text_of(each.text) for each in definition.answered_questions()}
    about = {each.key for each in definition.answered_questions() if each.about_me}
    return {
        str(result["key"]): texts[str(result["key"])]
        for result in document["questions"]
        if result["type"] in ("single", "multiple", "scale", "number")
        and result["state"] == "shown"
        and str(result["key"]) not in about
    }


def first_question(questions: Iterable[str], instrument: str) -> str | None:
    """The question that a known survey is about, else the first one."""
    keys = list(questions)
    known = (key for key in keys if (instrument, key) in _leading())
    return next(known, keys[0] if keys else None)


def _leading() -> Iterable[tuple[str, str]]:
    from .finding_words import TOGETHER

    return [known for known, together in TOGETHER.items() if together.name]


def measure_of(result: Result, definition: Definition, instrument: str) -> Measure:
    """What to compare: our own sum of options, the commonest option, or the mean."""
    key = str(result["key"])
    question = next(each for each in definition.answered_questions() if each.key == key)
    if result["type"] in ("scale", "number"):
        ends = getattr(question, "ends", None)
        span = (ends.least, ends.most) if ends else (0.0, float(result["most"]) or 1.0)
        return Measure(key, _("Keskiarvo"), ends=(float(span[0]), float(span[1])))
    names = {option.key: text_of(option.text) for option in getattr(question, "options", [])}
    if together := together_of(instrument, result):
        listed = str(together.name) or names[together.options[0]]
        return Measure(key, listed[:1].upper() + listed[1:], together.options, names=names)
    most = max(result["options"], key=lambda option: option["count"])["key"]
    return Measure(key, _("Vastasi ”%(option)s”") % {"option": names[most]}, (most,), names=names)


def view_of(
    document: Mapping[str, Any], by: str, measure: Measure, definition: Definition
) -> GroupView:
    breakdown = next(each for each in document["breakdowns"] if each["by"] == by)
    texts = {each.key: text_of(each.text) for each in definition.answered_questions()}
    names = _group_names(definition, by)
    rows, figures = [], []
    for group in breakdown["groups"]:
        name = names.get(group["key"], group["key"])
        result = _result_in(group, measure.key)
        if result is None:
            state = group["state"] if group["state"] != "shown" else "missing"
            rows.append(_hidden(name, state))
        elif result["state"] != "shown":
            rows.append(_hidden(name, result["state"]))
        else:
            figure = measure.figure(name, result)
            figures.append(figure)
            cells = measure.cells(result)
            rows.append(GroupRow(name, "shown", measure.said(result), measure.share(figure), cells))
    return GroupView(
        by=by,
        title=texts[by],
        asked=texts[measure.key],
        of=measure.of,
        finding=findings.of_groups(figures),
        column=_("Vastaajia") if measure.is_share else _("Keskiarvo"),
        rows=rows,
        notice=_notice(rows, document["threshold"]),
        options=list(measure.names.values()),
    )


def _group_names(definition: Definition, by: str) -> dict[str, str]:
    question = next(each for each in definition.answered_questions() if each.key == by)
    names = {option.key: text_of(option.text) for option in getattr(question, "options", [])}
    return names | {NOT_TOLD: _("Ei kertonut")}


def _result_in(group: Mapping[str, Any], key: str) -> Result | None:
    return next((each for each in group["questions"] if each["key"] == key), None)


def _hidden(name: str, state: str) -> GroupRow:
    return GroupRow(
        name, state, pgettext("group", "suojattu") if state == "protected" else _("ei tietoa")
    )


def _notice(rows: list[GroupRow], threshold: int) -> Notice | None:
    hidden = sum(row.state == "protected" for row in rows)
    if not hidden:
        return None
    least = {"least": in_words(threshold)}
    rule = _("Jakauma näytetään, kun vastauksia on vähintään %(least)s.") % least
    if not any(row.state == "shown" for row in rows):
        rest = _("Yhtään ryhmää ei voi näyttää: suojatun luvun saisi laskettua erotuksena.")
        return Notice(_("Kaikki ryhmät on suojattu."), f"{rule} {rest}")
    said = {"words": in_words(hidden).capitalize()}
    first = ngettext("%(words)s ryhmä on suojattu.", "%(words)s ryhmää on suojattu.", hidden) % said
    rest = _("Ryhmä voi olla suojattu myös siksi, ettei toisen lukua voisi laskea erotuksena.")
    return Notice(first, f"{rule} {rest}")
