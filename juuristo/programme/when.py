"""When an entry was, in the reader's language and by the precision it is known with."""

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from juuristo.shell import dates

from .models import TimelineEntry


def _code() -> str:
    code = (get_language() or "fi")[:2]
    return code if code in dates.MONTHS else "fi"


def month(day: date) -> str:
    """helmikuu · februari · February."""
    return dates.MONTHS[_code()][day.month - 1]


def month_year(day: date) -> str:
    """helmikuu 2020."""
    return f"{month(day)} {day.year}"


def months_short() -> tuple[str, ...]:
    return dates.MONTHS_SHORT[_code()]


def _months(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return month_year(first)
    if first.year == last.year:
        return f"{month(first)}–{month_year(last)}"
    return f"{month_year(first)} – {month_year(last)}"


def days(first: date, last: date | None, precision: str, *, under: int | None = None) -> str:
    """20.10.–26.11.2020; known to the month only: maaliskuu 2020 – maaliskuu 2022.

    ``under`` is the year of the heading above, left out when it is the only year: 20.10.–26.11.
    """
    last = last or first
    is_month = precision == TimelineEntry.Precision.MONTH
    told = _months(first, last) if is_month else dates.span(first, last)
    if under != first.year or under != last.year:
        return told
    dot = "." if _code() == "sv" and not is_month else ""
    return told.removesuffix(f"{dot}{under}").rstrip()


def real(entry: TimelineEntry, *, under: int | None = None) -> str:
    """When it happened, or "" when it has not."""
    if entry.start is None:
        return ""
    return days(entry.start, entry.end, entry.precision, under=under)


def planned(entry: TimelineEntry, *, under: int | None = None) -> str:
    """When it was to happen, or "" when no plan is written."""
    if entry.planned_start is None:
        return ""
    return days(entry.planned_start, entry.planned_end, entry.precision, under=under)


def when(entry: TimelineEntry, *, under: int | None = None) -> str:
    """One line for the list: both dates where they differ. ``under``: see ``days``."""
    if entry.start is None:
        return _("suunniteltu %(days)s") % {"days": planned(entry, under=under)}
    if entry.differs_from_plan:
        both = {"planned": planned(entry, under=under), "real": real(entry, under=under)}
        return _("suunniteltu %(planned)s, toteutui %(real)s") % both
    if entry.approximate:
        return _("arviolta %(days)s") % {"days": real(entry, under=under)}
    return real(entry, under=under)
