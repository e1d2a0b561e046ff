"""A wave beside an earlier one: what changed, by how much, and whether chance could do it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juuristo.shell.dates import in_words

from . import charts
from .definition import Definition
from .findings import quoted
from .result_pictures import Table
from .result_words import decimal, percent_of, text_of

GREW, FELL = "grew", "fell"
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class ChangeBlock:
    """One question in two waves. ``state`` as in ``waves_compared``."""

    key: str
    asked: str
    state: str
    finding: str = ""
    note: str = ""
    is_change: bool = False
    desk: list[charts.Picture] = field(default_factory=list)
    phone: charts.Picture | None = None
    table: Table | None = None

    # a comparison is drawn by the same template as other figures
    caption: str = ""
    beneath: str = ""
    has_intervals: bool = False
    is_half: bool = False

    @property
    def name(self) -> str:
        return self.finding or self.asked

    @property
    def caption_name(self) -> str:
        return self.asked


def blocks_of(compared: Sequence[Mapping[str, Any]], definition: Definition) -> list[ChangeBlock]:
    questions = {each.key: each for each in definition.answered_questions()}
    return [_block(each, questions[each["key"]]) for each in compared if each["key"] in questions]


def heading_of(blocks: Iterable[ChangeBlock]) -> str:
    """How many results changed, said only of what can be told from chance."""
    shown = [block for block in blocks if block.state == "shown"]
    changed = sum(block.is_change for block in shown)
    if not shown:
        return _("Näitä kyselyjä ei voi verrata")
    if not changed:
        return _("Ei eroa, jota voisi erottaa sattumasta")
    said = {"words": in_words(changed).capitalize()}
    return ngettext("%(words)s tulos muuttui", "%(words)s tulosta muuttui", changed) % said


def signed(value: float, digits: int = 0) -> str:
    """+9, −3, 0: a change with its sign, as mathematics writes it."""
    rounded = round(value, digits)
    figures = str(number_format(abs(rounded), decimal_pos=digits, use_l10n=True))
    if not rounded:
        return figures
    return f"{'+' if rounded > 0 else MINUS}{figures}"


def _block(compared: Mapping[str, Any], question: Any) -> ChangeBlock:
    asked = text_of(question.text)
    if compared["state"] != "shown":
        return ChangeBlock(compared["key"], asked, compared["state"], note=_why(compared["state"]))
    if "options" in compared:
        return _of_shares(compared, question, asked)
    return _of_mean(compared, question, asked)


def _why(state: str) -> str:
    return {
        "protected": _("Suojattu: toisessa kyselyssä vastauksia oli liian vähän."),
        "missing": _("Ei tietoa: tätä ei kysytty molemmilla kerroilla, tai kukaan ei vastannut."),
        "changed": _("Vastausvaihtoehdot muuttuivat, joten lukuja ei voi verrata."),
    }[state]


# ---- shares


def _of_shares(compared: Mapping[str, Any], question: Any, asked: str) -> ChangeBlock:
    names = {option.key: text_of(option.text) for option in question.options}
    options = compared["options"]
    shifts = [
        charts.Shift(
            names[option["key"]],
            _("%(before)s → %(now)s")
            % {
                "before": percent_of(option["earlier_percent"]),
                "now": percent_of(option["percent"]),
            },
            float(option["earlier_percent"]),
            float(option["percent"]),
            option["verdict"] in (GREW, FELL),
        )
        for option in options
    ]
    finding = _shares_words(options, names)
    axis = charts.percents(shifts)
    said = ", ".join(f"{shift.name} {shift.said}" for shift in shifts) + "."
    return ChangeBlock(
        key=compared["key"],
        asked=asked,
        state="shown",
        finding=finding,
        note=_counts_words(compared),
        is_change=any(shift.is_change for shift in shifts),
        caption=_changes_words(options, names),
        desk=[charts.changes(shifts, axis).named(asked, said)],
        phone=charts.changes(shifts, axis, charts.PHONE).named(asked, said),
        table=_shares_table(options, names),
    )


def _shares_words(options: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    grew = [quoted(names[each["key"]]) for each in options if each["verdict"] == GREW]
    fell = [quoted(names[each["key"]]) for each in options if each["verdict"] == FELL]
    said = []
    if grew:
        listed = {"options": ", ".join(grew)}
        said.append(ngettext("%(options)s yleistyi", "%(options)s yleistyivät", len(grew)) % listed)
    if fell:
        listed = {"options": ", ".join(fell)}
        said.append(ngettext("%(options)s väheni", "%(options)s vähenivät", len(fell)) % listed)
    return ". ".join(said) or _("Ei eroa, jota voisi erottaa sattumasta")


def _changes_words(options: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    """By how much, of those that changed."""
    listed = [
        _("%(option)s %(change)s (väli %(interval)s)")
        % {
            "option": quoted(names[each["key"]]),
            "change": signed(float(each["change"])),
            "interval": _interval(each["interval"]),
        }
        for each in options
        if each["verdict"] in (GREW, FELL)
    ]
    if not listed:
        return ""
    return _("Muutos prosenttiyksikköinä: %(listed)s.") % {"listed": ", ".join(listed)}


def _mean_words(compared: Mapping[str, Any]) -> str:
    if compared.get("change") is None:
        return ""
    said = {
        "change": signed(float(compared["change"]), 1),
        "interval": _interval(compared["interval"], 1),
    }
    return _("Muutos %(change)s (väli %(interval)s).") % said


def _counts_words(compared: Mapping[str, Any]) -> str:
    said = {"before": compared["earlier_n"], "now": compared["n"]}
    return _("Ennen n = %(before)s, nyt n = %(now)s.") % said


def verdict_words(verdict: str | None) -> str:
    return {
        GREW: _("kasvoi"),
        FELL: _("väheni"),
        "no_difference": _("ei eroa, jota voisi erottaa sattumasta"),
    }.get(verdict or "", _("ei voi sanoa"))


def _interval(interval: Sequence[float] | None, digits: int = 0) -> str:
    if not interval:
        return ""
    low, high = (signed(float(end), digits) for end in interval)
    return _("%(low)s … %(high)s") % {"low": low, "high": high}


def _shares_table(options: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> Table:
    columns = [
        _("Vastaus"),
        _("Ennen"),
        _("Nyt"),
        _("Muutos, prosenttiyksikköä"),
        _("95 prosentin väli"),
        _("Mitä se kertoo"),
    ]
    rows = [
        [
            names[option["key"]],
            percent_of(option["earlier_percent"]),
            percent_of(option["percent"]),
            signed(float(option["change"])),
            _interval(option["interval"]),
            verdict_words(option["verdict"]),
        ]
        for option in options
    ]
    return Table(columns, rows)


# ---- means


def _of_mean(compared: Mapping[str, Any], question: Any, asked: str) -> ChangeBlock:
    now, before = float(compared["mean"]), float(compared["earlier_mean"])
    verdict = compared["verdict"]
    figures = {"before": decimal(before), "now": decimal(now)}
    shift = charts.Shift(
        _("Keskiarvo"),
        _("%(before)s → %(now)s") % figures,
        before,
        now,
        verdict in (GREW, FELL),
    )
    axis = _axis_of(question, max(now, before))
    words = {
        GREW: _("Keskiarvo nousi"),
        FELL: _("Keskiarvo laski"),
    }.get(verdict, _("Ei eroa, jota voisi erottaa sattumasta"))
    return ChangeBlock(
        key=compared["key"],
        asked=asked,
        state="shown",
        finding=words,
        note=_counts_words(compared),
        is_change=shift.is_change,
        caption=_mean_words(compared),
        desk=[charts.changes([shift], axis).named(asked, f"{shift.said}.")],
        phone=charts.changes([shift], axis, charts.PHONE).named(asked, f"{shift.said}."),
        table=_mean_table(compared),
    )


def _axis_of(question: Any, reach: float) -> charts.Axis:
    ends = getattr(question, "ends", None)
    if ends is not None:
        return charts.Axis(ends.least, ends.most)
    return charts.Axis(0, float(max(1, round(reach * 1.2))))


def _mean_table(compared: Mapping[str, Any]) -> Table:
    columns = [
        _("Luku"),
        _("Ennen"),
        _("Nyt"),
        _("Muutos"),
        _("95 prosentin väli"),
        _("Mitä se kertoo"),
    ]
    change = compared.get("change")
    row = [
        _("Keskiarvo"),
        decimal(compared["earlier_mean"]),
        decimal(compared["mean"]),
        signed(float(change), 1) if change is not None else "",
        _interval(compared.get("interval"), 1),
        verdict_words(compared["verdict"]),
    ]
    return Table(columns, [row])
