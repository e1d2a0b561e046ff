"""Which stretch of time the picture shows: the whole programme unless the reader asks otherwise."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from .drawing import Window
from .models import Programme, TimelineEntry, end_of_month
from .when import month_year

LONGEST_YEARS = 40


@dataclass(frozen=True)
class Range:
    """One choice above the picture."""

    label: str
    query: str
    current: bool


def months_on(day: date, count: int) -> date:
    """Return the first day of the month ``count`` months after that of ``day``."""
    number = day.year * 12 + day.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def month_asked(text: str) -> date | None:
    """ "2020-09" → its first day; None when it is no month of a sensible year."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    return date(year, month, 1) if 1950 <= year <= 2150 and 1 <= month <= 12 else None


def whole(programme: Programme, entries: Sequence[TimelineEntry]) -> Window:
    """From the programme's first month to its last, or, while it goes on, to the last entry or
    today, whichever is later; never less than three months."""
    first = programme.starts_on.replace(day=1)
    last = programme.ends_on
    if last is None:
        ahead = [entry.last_day for entry in entries]
        last = max([timezone.localdate(), *ahead])
    last = max(last, months_on(first, 2))
    return Window(first, min(end_of_month(last), months_on(first, 12 * LONGEST_YEARS)))


def asked(first: str, last: str) -> Window | None:
    """The window of a query, or None when it makes no sense."""
    start, end = month_asked(first), month_asked(last)
    if start is None or end is None or end < start:
        return None
    if end >= months_on(start, 12 * LONGEST_YEARS):
        return None
    return Window(start, end_of_month(end))


def query_of(first: date, last: date) -> str:
    return f"?from={first:%Y-%m}&until={last:%Y-%m}"


def ranges(every: Window, shown: Window) -> list[Range]:
    """The whole programme and each of its years."""
    found = [Range(_("Koko ohjelma"), "?", shown == every)]
    if every.last.year - every.first.year < 1 or every.last.year - every.first.year > 12:
        return found
    for year in range(every.first.year, every.last.year + 1):
        window = Window(date(year, 1, 1), date(year, 12, 31))
        query = query_of(window.first, window.last)
        found.append(Range(str(year), query, shown == window))
    return found


def quarter(every: Window, shown: Window) -> list[Range]:
    """Three months at a time: the one before, the one after; or the first to start with."""
    three = months_on(shown.first, 3) - timedelta(1) == shown.last
    if not three:
        start = shown.first
        return [Range(_("3 kuukautta"), query_of(start, months_on(start, 2)), current=False)]
    here = Range(_("3 kuukautta"), query_of(shown.first, shown.last), current=True)
    found = [here]
    for step, arrow in ((-3, "←"), (3, "→")):
        first = months_on(shown.first, step)
        if every.first <= end_of_month(months_on(first, 2)) and first <= every.last:
            label = f"{arrow} {month_year(first)}"
            found.append(Range(label, query_of(first, months_on(first, 2)), current=False))
    return found
