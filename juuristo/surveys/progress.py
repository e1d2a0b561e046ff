"""How a wave gathers answers, as acknowledged at night: counts by week and by letter, no names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from .models import Wave

Day = tuple[date, int]  # and how many were known to have answered by its end


@dataclass(frozen=True)
class Week:
    """``new`` in the week that began on ``monday``; ``total`` by its end."""

    monday: date
    new: int
    total: int


@dataclass(frozen=True)
class Sending:
    """The invitation (``number`` 0) or a reminder: ``recipients``, and how many of the answers
    that came from that day on until the next letter."""

    number: int
    day: date
    recipients: int
    new: int


@dataclass(frozen=True)
class Progress:
    """``invited`` None: nobody was, the link is open. ``last_day``: what is known is up to it."""

    invited: int | None
    delivered: int
    answered: int
    days: tuple[Day, ...]
    weeks: tuple[Week, ...]
    sendings: tuple[Sending, ...]

    @property
    def last_day(self) -> date | None:
        return self.days[-1][0] if self.days else None

    @property
    def share(self) -> float | None:
        return self.answered / self.invited if self.invited else None


def progress_of(wave: Wave) -> Progress:
    """Read the counts of ``wave``: two queries, three of a named one, whose answers are counted as
    they come: nobody's silence is hidden there."""
    days = tuple(wave.days.order_by("day").values_list("day", "acknowledged"))
    zone = wave.programme.organisation.zone
    letters: list[tuple[int, date, int]] = []
    if wave.invited is not None and wave.opens_at:
        letters.append((0, timezone.localdate(wave.opens_at, zone), wave.invited))
    for reminder in wave.reminders.order_by("number"):
        if reminder.sent_at and reminder.recipients:
            day = timezone.localdate(reminder.sent_at, zone)
            letters.append((reminder.number, day, reminder.recipients))
    return Progress(
        invited=wave.invited,
        delivered=wave.delivered,
        answered=wave.acknowledged if wave.hides_the_sender else wave.named_responses.count(),
        days=days,
        weeks=tuple(weeks_of(days)),
        sendings=tuple(sendings_of(letters, days)),
    )


def weeks_of(days: Sequence[Day]) -> list[Week]:
    """Sum the days by ISO week; a week without news stands there with 0."""
    if not days:
        return []
    last = {_monday(day): total for day, total in days}
    monday, weeks, before = min(last), [], 0
    while monday <= max(last):
        total = last.get(monday, before)
        weeks.append(Week(monday, total - before, total))
        monday, before = monday + timedelta(days=7), total
    return weeks


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def sendings_of(letters: Sequence[tuple[int, date, int]], days: Sequence[Day]) -> list[Sending]:
    """What came from each letter's day on, before the next letter's."""
    found = []
    for position, (number, day, recipients) in enumerate(letters):
        is_last = position + 1 == len(letters)
        end = _total(days) if is_last else _total(days, letters[position + 1][1])
        start = 0 if position == 0 else _total(days, day)
        found.append(Sending(number, day, recipients, end - start))
    return found


def _total(days: Sequence[Day], before: date | None = None) -> int:
    """The count known by the end of the last day, or of the last one before ``before``."""
    return max((total for day, total in days if before is None or day < before), default=0)
