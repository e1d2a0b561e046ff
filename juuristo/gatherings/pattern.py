"""Dates of sessions from a repeating pattern. Plain Python: data in, data out.

Days and clock times are the organisation's; what comes out is in UTC, so that a session at nine
stays at nine when the clocks change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

Item = TypeVar("Item")
LONGEST = timedelta(days=3 * 366)  # a pattern reaches at most three years


@dataclass(frozen=True, order=True)
class Slot:
    """A weekday (Monday is 0) and the clock time at which a session begins."""

    weekday: int
    at: time


@dataclass(frozen=True)
class Pattern:
    """Sessions of ``minutes`` in every slot of every week from ``first`` to ``last`` (both
    included), except on the days in ``skip``; at most ``count``, the earliest ones."""

    slots: frozenset[Slot]
    first: date
    last: date
    count: int
    minutes: int
    zone: ZoneInfo
    skip: frozenset[date] = frozenset()


@dataclass(frozen=True, order=True)
class Times:
    """When one session begins and ends, in UTC."""

    starts_at: datetime
    ends_at: datetime


def days_of(pattern: Pattern) -> Iterator[date]:
    """Every day of the pattern on which a session may be held."""
    weekdays = {slot.weekday for slot in pattern.slots}
    last = min(pattern.last, pattern.first + LONGEST)
    day = pattern.first
    while day <= last:
        if day.weekday() in weekdays and day not in pattern.skip:
            yield day
        day += timedelta(days=1)


def times_of(pattern: Pattern) -> list[Times]:
    """Return the sessions in order: exactly ``count`` when so many fit, else all that fit.

    A clock time that does not exist (the hour skipped in spring) moves one hour forward.
    """
    length = timedelta(minutes=pattern.minutes)
    slots = sorted(pattern.slots)
    found: list[Times] = []
    for day in days_of(pattern):
        for slot in slots:
            if slot.weekday != day.weekday():
                continue
            if len(found) >= pattern.count:
                return found
            local = datetime.combine(day, slot.at, tzinfo=pattern.zone)
            starts_at = local.astimezone(UTC)
            found.append(Times(starts_at, starts_at + length))
    return found


def rotate(people: Sequence[Item], size: int, count: int) -> list[tuple[Item, ...]]:
    """Share ``count`` sessions among ``people`` in small groups of ``size``, in turn.

    The next session starts where the previous one stopped, so that nobody leads more than one
    session more than another. Fewer people than ``size``: all of them, every time.
    """
    size = min(size, len(people))
    return [
        tuple(people[(turn * size + place) % len(people)] for place in range(size))
        for turn in range(count)
    ]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher)."""
    century, of_century = divmod(year, 100)
    moon = (
        19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    week = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def days_off(year: int) -> frozenset[date]:
    """Finnish public holidays and the eves on which offices are closed."""
    sunday = easter(year)
    moving = (sunday + timedelta(days=days) for days in (-2, 0, 1, 39, 49))
    midsummer = next(day for n in range(20, 27) if (day := date(year, 6, n)).weekday() == 5)
    all_saints = next(
        day for n in range(7) if (day := date(year, 10, 31) + timedelta(days=n)).weekday() == 5
    )
    fixed = ((1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26))
    return frozenset(
        {
            *moving,
            midsummer - timedelta(days=1),
            midsummer,
            all_saints,
            *(date(year, month, day) for month, day in fixed),
        }
    )


def days_off_between(first: date, last: date) -> frozenset[date]:
    """Days off from ``first`` to ``last``, both included."""
    years = range(first.year, min(last, first + LONGEST).year + 1)
    return frozenset(day for year in years for day in days_off(year) if first <= day <= last)
