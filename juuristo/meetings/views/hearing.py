"""What the clients said: closed months and quarters, protected (see ``voice_results``)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from juuristo.figures.disclosure import CLIENT_VOICE, OPEN_ANSWERS, State
from juuristo.people.acting import ActingRequest
from juuristo.programme import when
from juuristo.shell.dates import percent

from .. import voice_findings as findings
from ..access import may_hear_clients
from ..actions.voice import STATEMENTS
from ..voice_names import names_of
from ..voice_results import (
    DIMENSIONS,
    Line,
    Quarter,
    Spread,
    Steps,
    comments,
    last_month,
    months,
    quarters,
    steps,
)

MONTHS_SIDE_BY_SIDE = 12
WIDE_ENOUGH = 0.14  # of the bar: a percentage fits in


@dataclass(frozen=True)
class Segment:
    """A piece of a bar: where it begins and how wide it is, as SVG lengths."""

    mark: int
    x: str
    width: str
    middle: str
    label: str


@dataclass(frozen=True)
class Row:
    """One bar with its name; ``spread`` is None when it may not be shown."""

    name: str
    state: State
    spread: Spread | None = None

    @property
    def segments(self) -> list[Segment]:
        return segments_of(self.spread) if self.spread else []


@dataclass(frozen=True)
class Period:
    """A month or quarter to choose, by the key of its address."""

    key: str
    name: str


def segments_of(spread: Spread) -> list[Segment]:
    found, before = [], 0.0
    for mark, count in enumerate(spread.counts, 1):
        share = count / spread.n if spread.n else 0.0
        label = percent(count, spread.n) if share >= WIDE_ENOUGH else ""
        x, width, middle = (f"{100 * at:.3f}%" for at in (before, share, before + share / 2))
        if count:
            found.append(Segment(mark, x, width, middle, label))
        before += share
    return found


@require_safe
def client_voice(request: ActingRequest) -> HttpResponse:
    """``?by=month|office|language|form&period=2026-09|2026-q3&statement=heard``."""
    if not may_hear_clients(request.person):
        raise PermissionDenied
    by = request.GET.get("by", "month")
    if by not in ("month", *DIMENSIONS):
        raise Http404
    context = _by_month(request) if by == "month" else _by_quarter(request, by)
    tabs = [
        ("month", _("Kuukausittain")),
        ("office", _("Toimipaikoittain")),
        ("language", _("Kielittäin")),
        ("form", _("Muodoittain")),
    ]
    fixed = {
        "by": by,
        "tabs": tabs,
        "least_ratings": CLIENT_VOICE.answers,
        "least_advisers": CLIENT_VOICE.contributors,
        "least_comments": OPEN_ANSWERS.answers,
        "marks": findings.MARKS,
    }
    template = "month" if by == "month" else "quarter"
    return render(request, f"meetings/client_voice_{template}.html", fixed | context)


def _chosen(keys: Sequence[str], asked: str | None, otherwise: str | None) -> str | None:
    """The key of the address; an unknown one is 404, none the one to begin with."""
    if asked and asked not in keys:
        raise Http404
    return asked or otherwise


def _latest(keys: Sequence[str], is_shown: Callable[[str], bool]) -> str | None:
    """The last one that shows something, else the last."""
    return next(filter(is_shown, reversed(keys)), keys[-1] if keys else None)


# ---- by month


def _by_month(request: ActingRequest) -> dict[str, Any]:
    organisation = request.person.organisation_id
    lines = {line.key[:7]: line for line in months(organisation)}
    keys = list(lines)
    begin = _latest(keys, lambda key: lines[key].state is State.SHOWN)
    key = _chosen(keys, request.GET.get("period"), begin)
    line = lines[key] if key else None
    said = comments(organisation, line, _number(request.GET.get("after"))) if line else None
    month = date.fromisoformat(line.key) if line else None
    told = steps(organisation, [month]) if month else {}
    return {
        "heading": findings.of_month(line),
        "line": line,
        "weakest": _weakest(line),
        "period": Period(key, when.month_year(month)) if key and month else None,
        "periods": [
            Period(each, _month_name(lines[each]))
            for each in reversed(keys)
            if lines[each].state is not State.MISSING or each == key
        ],
        "rows": _rows_of_statements(line) if line else [],
        "recent": _recent(lines, keys, key),
        "statements": [str(findings.WORDS[each]) for each in STATEMENTS],
        "steps": told.get(month, Steps(State.MISSING)) if month else None,
        "comments": said,
    }


def _number(text: str | None) -> int | None:
    """The id to go on from; anything else begins anew."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 20 else None


def _month_name(line: Line) -> str:
    return when.month_year(date.fromisoformat(line.key))


def _weakest(line: Line | None) -> tuple[str, Spread] | None:
    if line is None or line.state is not State.SHOWN:
        return None
    spread = findings.weakest(line)
    return str(findings.WEAKEST[spread.statement]), spread


def _rows_of_statements(line: Line) -> list[Row]:
    return [Row(str(findings.WORDS[each.statement]), State.SHOWN, each) for each in line.spreads]


def _recent(lines: dict[str, Line], keys: Sequence[str], key: str | None) -> list[dict[str, Any]]:
    """The months up to the chosen one (at least a year when there is one), newest first."""
    end = max(keys.index(key) + 1, min(len(keys), MONTHS_SIDE_BY_SIDE)) if key else 0
    return [
        {
            "key": each,
            "name": _month_name(lines[each]),
            "line": lines[each],
            "is_chosen": each == key,
        }
        for each in reversed(keys[max(0, end - MONTHS_SIDE_BY_SIDE) : end])
    ]


# ---- by office, language or form


def _by_quarter(request: ActingRequest, by: str) -> dict[str, Any]:
    found = {
        _quarter_key(each.first): each for each in quarters(request.person.organisation_id, by)
    }
    keys = list(found)
    begin = _latest(keys, lambda key: not found[key].is_withheld and bool(found[key].lines))
    key = _chosen(keys, request.GET.get("period"), begin)
    quarter = found[key] if key else None
    statement = _chosen(STATEMENTS, request.GET.get("statement"), STATEMENTS[0]) or ""
    names = names_of(by, (line.key for line in quarter.lines)) if quarter else {}
    lines = sorted(quarter.lines, key=lambda line: names[line.key]) if quarter else []
    return {
        "heading": findings.of_quarter(quarter, by, statement),
        "quarter": quarter,
        "column": _column(by),
        "period": Period(key, _quarter_name(quarter)) if key and quarter else None,
        "periods": [
            Period(each, _quarter_name(found[each]))
            for each in reversed(keys)
            if found[each].total.state is not State.MISSING or each == key
        ],
        "statement": statement,
        "statements": [(each, str(findings.WORDS[each])) for each in STATEMENTS],
        "rows": _rows_of_groups(lines, names, statement),
        "lines": [(names[line.key], line) for line in lines],
        "whole_rows": _whole(quarter, statement),
        "hidden": sum(line.state is State.PROTECTED for line in lines),
    }


def _quarter_key(first: date) -> str:
    return f"{first.year}-q{(first.month + 2) // 3}"


def _quarter_name(quarter: Quarter) -> str:
    return when.days(quarter.first, last_month(quarter.first), "month")


def _column(by: str) -> str:
    return {"office": _("Toimipaikka"), "language": _("Kieli"), "form": _("Muoto")}[by]


def _rows_of_groups(lines: Iterable[Line], names: dict[str, str], statement: str) -> list[Row]:
    return [
        Row(names[line.key], line.state, line.spread(statement))
        if line.state is State.SHOWN
        else Row(names[line.key], line.state)
        for line in lines
    ]


def _whole(quarter: Quarter | None, statement: str) -> list[Row]:
    if quarter is None or quarter.total.state is not State.SHOWN:
        return []
    return [Row(str(findings.WORDS[statement]), State.SHOWN, quarter.total.spread(statement))]
