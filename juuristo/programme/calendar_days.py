"""What stands on which day of a programme's calendar.

The timeline's own entries stand here; apps above add theirs (sessions) by registering a function
in ``AppConfig.ready()``.
"""

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from juuristo.people.models import Person

from . import when
from .models import Programme, TimelineEntry
from .words import name_of

MONTHS_AT_ONCE = 3


@dataclass(frozen=True)
class Happening:
    """One thing on one day; ``order`` sorts within the day ("" for the whole day)."""

    day: date
    label: str
    url: str
    order: str = ""


@dataclass(frozen=True)
class Day:
    day: date
    in_month: bool
    happenings: list[Happening]


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[tuple[int, list[Day]]]  # (ISO week number, Monday … Sunday)

    @property
    def busy_days(self) -> list[Day]:
        return [d for _n, days in self.weeks for d in days if d.in_month and d.happenings]


Source = Callable[[Programme, Person, date, date], Iterable[Happening]]
SOURCES: list[Source] = []


def months_of(programme: Programme, person: Person, first: date) -> list[Month]:
    """Return the months from ``first`` (a first of month) on, filled for ``person`` to see."""
    starts = [add_months(first, n) for n in range(MONTHS_AT_ONCE + 1)]
    by_day: dict[date, list[Happening]] = defaultdict(list)
    for source in (entries_of, *SOURCES):
        for happening in source(programme, person, starts[0], starts[-1]):
            by_day[happening.day].append(happening)
    return [_month(start, by_day) for start in starts[:-1]]


def entries_of(
    programme: Programme, _person: Person, first: date, end: date
) -> Iterable[Happening]:
    """Days on which an entry begins or ends, from ``first`` to before ``end``."""
    for entry in TimelineEntry.objects.filter(programme=programme).in_time_order():
        url = reverse("entry", args=[programme.slug, entry.pk])
        begins = entry.first_day
        ends = entry.end if entry.start else entry.planned_end
        name = name_of(entry)
        if first <= begins < end:
            lasts = ends is not None and ends != begins
            label = _("%(what)s alkaa") % {"what": name} if lasts else name
            yield Happening(begins, label + _month_of(entry, begins), url)
        if ends and ends != begins and first <= ends < end:
            label = _("%(what)s päättyy") % {"what": name}
            yield Happening(ends, label + _month_of(entry, ends), url)


def _month_of(entry: TimelineEntry, day: date) -> str:
    """Say the month where nothing closer is known, lest its edge be taken for the day."""
    is_month = entry.precision == TimelineEntry.Precision.MONTH
    return f" ({when.month_year(day)})" if is_month else ""


def add_months(first: date, count: int) -> date:
    """Return the first of the month ``count`` months after (or before) that of ``first``."""
    number = first.year * 12 + first.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def read_month(text: str) -> date | None:
    """Read "2020-10" as its first day; None for anything else, or a year beyond a calendar's."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return first if 1900 <= first.year <= 2200 else None


def first_to_show(programme: Programme, today: date) -> date:
    """The month of today while the programme runs, else that of the last beginning in it."""
    if programme.ends_on is None or programme.ends_on >= today:
        return today.replace(day=1)
    begun = TimelineEntry.objects.filter(programme=programme, start__lte=programme.ends_on)
    last = begun.order_by("-start").values_list("start", flat=True).first()
    return (last or programme.starts_on).replace(day=1)


def _month(first: date, by_day: dict[date, list[Happening]]) -> Month:
    weeks = []
    for week in calendar.Calendar().monthdatescalendar(first.year, first.month):
        days = [
            Day(d, d.month == first.month, sorted(by_day.get(d, []), key=lambda h: h.order))
            for d in week
        ]
        weeks.append((week[0].isocalendar().week, days))
    return Month(first, weeks)
