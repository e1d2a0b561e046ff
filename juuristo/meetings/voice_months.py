"""Which month an answer counts in, until when a link works, and when a month has closed.

Months are dates of their first day. Days are those of the organisation's own zone.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone

from juuristo.people.models import Organisation

LAST_DAY_OF_USE = 7  # of the next month


def today_in(organisation: Organisation) -> date:
    return timezone.localdate(timezone=organisation.zone)


def month_of(day: date) -> date:
    return day.replace(day=1)


def after(month: date, count: int = 1) -> date:
    """The month ``count`` months later (earlier when negative)."""
    years, zero_based = divmod(month.month - 1 + count, 12)
    return date(month.year + years, zero_based + 1, 1)


def last_day_of_use(month: date) -> date:
    """The last day on which a link issued in ``month`` takes an answer."""
    return after(month).replace(day=LAST_DAY_OF_USE)


def takes_answers(month: date, today: date) -> bool:
    return month <= today <= last_day_of_use(month)


def has_ended(month: date, today: date) -> bool:
    """Whether no more answers can come to ``month``."""
    return today > last_day_of_use(month)


def quarter_of(month: date) -> date:
    """The first month of the calendar quarter."""
    return month.replace(month=3 * ((month.month - 1) // 3) + 1, day=1)


def months_of(quarter: date) -> list[date]:
    return [after(quarter, n) for n in range(3)]


def quarters_within(months: Iterable[date]) -> Iterator[date]:
    """The quarters all of whose months are among ``months``, in order."""
    given = set(months)
    for quarter in sorted({quarter_of(month) for month in given}):
        if given.issuperset(months_of(quarter)):
            yield quarter


def whole_months(start: date, end: date | None, today: date) -> list[date]:
    """Every month that has a day of a period; one without an end goes on until today."""
    month, last, found = month_of(start), month_of(min(end or today, today)), []
    while month <= last:
        found.append(month)
        month = after(month)
    return found
