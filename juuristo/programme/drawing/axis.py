"""The time axis: from days to places on the picture, and ticks that suit the length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .lettering import text_width

# In days: so that a year's label has room before the next tick's.
WEEKS_UP_TO, MONTHS_UP_TO, QUARTERS_UP_TO, HALVES_UP_TO = 125, 380, 1100, 2200
ROOM_FOR_A_YEAR = 64


@dataclass(frozen=True)
class Window:
    """The first and the last day that the picture shows."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Scale:
    window: Window
    left: int
    right: int

    def x(self, day: date) -> int:
        """Where ``day`` begins; days outside the window go to its edge."""
        share = (day - self.window.first).days / self.window.days
        return round(self.left + min(max(share, 0), 1) * (self.right - self.left))


@dataclass(frozen=True)
class Tick:
    """``strong`` ticks begin a year and get a line through the whole picture."""

    x: int
    label: str
    strong: bool


def month_starts(window: Window, step: int) -> Iterator[date]:
    """Every ``step`` months from January on, inside the window."""
    for year in range(window.first.year, window.last.year + 1):
        for month in range(1, 13, step):
            if window.first <= (day := date(year, month, 1)) <= window.last:
                yield day


def _step(days: int) -> int:
    if days <= MONTHS_UP_TO:
        return 1
    if days <= QUARTERS_UP_TO:
        return 3
    return 6 if days <= HALVES_UP_TO else 12


def ticks(scale: Scale, months: Sequence[str]) -> list[Tick]:
    """Return ticks from left to right whose labels do not touch.

    ``months`` are the twelve short names in the reader's language.
    """
    window = scale.window
    if window.days <= WEEKS_UP_TO:
        found = list(_weeks(scale, months))
    else:
        years = _years_apart(scale)
        found = [
            Tick(
                scale.x(day),
                str(day.year) if day.month == 1 else months[day.month - 1],
                strong=day.month == 1,
            )
            for day in month_starts(window, _step(window.days))
            if day.year % years == 0
        ]
    if window.first.month != 1:
        found.insert(0, Tick(scale.left, str(window.first.year), strong=True))
    return list(_apart(scale, found))


def _years_apart(scale: Scale) -> int:
    year = (scale.right - scale.left) * 365 / scale.window.days
    return next(step for step in (1, 2, 5, 10, 20, 50, 100) if step * year >= ROOM_FOR_A_YEAR)


def _weeks(scale: Scale, months: Sequence[str]) -> Iterator[Tick]:
    """Mondays by their number; a month's first day by its name."""
    window = scale.window
    for number in range(window.days):
        day = window.first + timedelta(number)
        if day.day == 1:
            january = day.month == 1
            label = str(day.year) if january else months[day.month - 1]
            yield Tick(scale.x(day), label, strong=january)
        elif day.weekday() == 0:
            yield Tick(scale.x(day), f"{day.day}.", strong=False)


def label_ends(tick: Tick) -> tuple[int, int]:
    """A year stands to the right of its line, other labels in the middle of theirs."""
    width = text_width(tick.label, bold=tick.strong, size=16 if tick.strong else 15)
    return (
        (tick.x + 8, tick.x + 8 + width)
        if tick.strong
        else (
            tick.x - width // 2,
            tick.x + width // 2,
        )
    )


def _apart(scale: Scale, found: list[Tick]) -> Iterator[Tick]:
    """Drop the labels that would touch; years and names of months go before numbers."""
    kept: list[tuple[int, int]] = []
    shown: dict[Tick, bool] = {}
    for tick in sorted(found, key=lambda t: (not t.strong, t.label.endswith("."), t.x)):
        first, last = label_ends(tick)
        fits = scale.left - 8 <= first and last <= scale.right
        fits = fits and all(last + 6 < a or b + 6 < first for a, b in kept)
        if fits:
            kept.append((first, last))
        shown[tick] = fits
    for tick in found:
        yield tick if shown[tick] else Tick(tick.x, "", tick.strong)
