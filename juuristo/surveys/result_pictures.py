"""Each kind of question as a figure: its finding, its pictures, its words and its table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from juuristo.shell.dates import number as number_words
from juuristo.shell.dates import percent, share_text

from . import charts, findings
from .definition import Multiple, Option, Single
from .finding_words import Finding, Known, Together, count_of, share_interval, together_of
from .result_words import (
    interval_words,
    percent_of,
    share_said,
    text_of,
)

Result = Mapping[str, Any]
OUTSIDE = {"do_not_remember", "do_not_know", "prefer_not_to_say"}


@dataclass(frozen=True)
class Table:
    """The first column names the row."""

    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Block:
    """``asked`` is the question's text, ``state`` how its figures stand.

    ``beneath`` is what the narrow picture leaves out: a phone reads it under the picture.
    """

    key: str
    asked: str
    state: str = "shown"
    finding: Finding | None = None
    desk: list[charts.Picture] = field(default_factory=list)
    phone: charts.Picture | None = None
    caption: str = ""
    beneath: str = ""
    table: Table | None = None
    has_intervals: bool = False

    @property
    def is_half(self) -> bool:
        """Whether the picture takes half the width, and is the same on a phone."""
        return bool(self.desk) and self.phone is None

    @property
    def name(self) -> str:
        """What the picture says, or at least what it is about."""
        return self.finding.words if self.finding else self.asked

    @property
    def caption_name(self) -> str:
        return self.asked or self.name


def unshown(asked: str, result: Result) -> Block:
    state = result["state"] if result["state"] != "shown" else "missing"
    return Block(str(result["key"]), asked, state)


def names_of(options: Iterable[Option]) -> dict[str, str]:
    return {option.key: text_of(option.text) for option in options}


def said_of(pairs: Iterable[tuple[str, str]], n: int) -> str:
    """What a picture shows, in words for those who listen."""
    listed = ", ".join(f"{name} {figure}" for name, figure in pairs)
    return _("%(listed)s. n = %(n)s.") % {"listed": listed, "n": number_words(n)}


def share_table(result: Result, names: Mapping[str, str]) -> Table:
    rows = [
        [
            names.get(option["key"], option["key"]),
            share_text(option["count"], result["n"]),
            interval_words(option.get("interval")),
        ]
        for option in result["options"]
    ]
    columns = [_("Vastaus"), _("Vastaajia"), _("95 prosentin väli")]
    if not any(option.get("interval") for option in result["options"]):
        return Table(columns[:2], [row[:2] for row in rows])
    return Table(columns, rows)


# ---- one of many


def single(question: Single, result: Result, known: Known) -> Block:
    names = names_of(question.options)
    said = said_of(
        ((names[each["key"]], percent(each["count"], result["n"])) for each in result["options"]),
        result["n"],
    )
    asked = text_of(question.text)
    together = together_of(known.instrument, result)
    merged = _merged(together, result, known) if together and together.name else ""
    bar = charts.stacked(
        _pieces(result, names), (len(together.options), merged) if together and merged else None
    )
    rows = rows_of(result, names)
    desk = [bar.named(asked, said)] if bar else []
    return Block(
        key=question.key,
        asked=asked,
        finding=findings.of_question(result, names, known),
        desk=[
            *desk,
            charts.rows(rows).named(_("%(asked)s Osuudet ja välit.") % {"asked": asked}, said),
        ],
        phone=charts.rows(rows, charts.PHONE).named(asked, said),
        beneath=merged[:1].upper() + merged[1:],
        table=share_table(result, names),
        has_intervals=True,
    )


def _merged(together: Together, result: Result, known: Known) -> str:
    part, n = count_of(result, together.options), result["n"]
    if not any(option.get("interval") for option in result["options"]):
        return f"{together.name} {share_said(part, n)}"
    low, high = share_interval(result, together.options, known.population)
    return f"{together.name} {share_said(part, n, (100 * low, 100 * high))}"


def _pieces(result: Result, names: Mapping[str, str]) -> list[charts.Piece]:
    return [
        charts.Piece(
            names[option["key"]],
            option["count"] / result["n"],
            percent_of(option["percent"]),
            option["key"] in OUTSIDE,
        )
        for option in result["options"]
    ]


def rows_of(result: Result, names: Mapping[str, str]) -> list[charts.Row]:
    return [
        charts.Row(
            names.get(option["key"], option["key"]),
            share_said(option["count"], result["n"], option.get("interval")),
            float(option["percent"]),
            pair_of(option.get("interval")),
        )
        for option in result["options"]
    ]


def pair_of(interval: Sequence[float] | None) -> tuple[float, float] | None:
    return (float(interval[0]), float(interval[1])) if interval else None


# ---- one of two


def pair(question: Single, result: Result, known: Known) -> Block:
    """The share that the finding speaks of: our own sentence's, else the greater one."""
    names = names_of(question.options)
    together = together_of(known.instrument, result)
    options = {option["key"]: option for option in result["options"]}
    greater = max(result["options"], key=lambda option: option["count"])
    drawn = options[together.options[0]] if together else greater
    interval = pair_of(drawn.get("interval"))
    asked = text_of(question.text)
    listed = [
        f"{findings.quoted(names[key])} {share_text(option['count'], result['n'])}"
        for key, option in options.items()
    ]
    picture = charts.share(float(drawn["percent"]), interval, interval_words(interval))
    said = share_said(drawn["count"], result["n"], interval)
    return Block(
        key=question.key,
        asked=asked,
        finding=findings.of_question(result, names, known),
        desk=[picture.named(asked, f"{names[drawn['key']]}: {said}.")],
        caption=", ".join(listed) + ".",
        table=share_table(result, names),
    )


# ---- many of many


def multiple(question: Multiple, result: Result, known: Known) -> Block:
    """The most chosen first."""
    names = names_of(question.options)
    ordered = {**result, "options": sorted(result["options"], key=lambda each: -each["count"])}
    asked = text_of(question.text)
    said = said_of(
        ((names[each["key"]], percent(each["count"], result["n"])) for each in ordered["options"]),
        result["n"],
    )
    rows = rows_of(ordered, names)
    return Block(
        key=question.key,
        asked=asked,
        finding=findings.of_question(result, names, known),
        desk=[charts.rows(rows, are_bars=True).named(asked, said)],
        phone=charts.rows(rows, charts.PHONE, are_bars=True).named(asked, said),
        caption=_("Vastaaja sai valita useita, joten osuuksien summa voi olla yli sata."),
        table=share_table(ordered, names),
    )
