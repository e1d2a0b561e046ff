"""The picture of a wave's progress: a rising line of answers with a mark at each letter.

Only geometry, in the picture's own units; the template draws it with attributes.
"""

from dataclasses import dataclass
from datetime import date

from .progress import Progress

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 8, 136, 34, 30  # room for words around the line


@dataclass(frozen=True)
class Mark:
    """A letter's day: ``x`` of its upright line; ``number`` 0 is the invitation."""

    x: str
    number: int
    day: date


@dataclass(frozen=True)
class Chart:
    """``line`` are the points of the answers, ``end`` the last one; ``first`` and ``last`` days
    stand at the ends of the axis."""

    line: str
    end: tuple[str, str]
    baseline: str
    marks: tuple[Mark, ...]
    first: date
    last: date


def chart_of(progress: Progress) -> Chart | None:
    """The picture, or None until there are two days to draw and somebody has answered."""
    letters = [(one.day, one.number) for one in progress.sendings]
    days = [day for day, _total in progress.days]
    if not days or not progress.answered or not progress.invited:
        return None
    first = min([days[0], *(day for day, _number in letters)])
    last = max(days[-1], *(day for day, _number in letters)) if letters else days[-1]
    if first == last:
        return None
    span, whole = (last - first).days, progress.invited
    bottom = HEIGHT - BOTTOM

    def across(day: date) -> str:
        return _number(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / span)

    def up(total: int) -> str:
        return _number(bottom - (bottom - TOP) * min(total / whole, 1))

    # An answer is known at the end of a day: the line steps up there and never slopes.
    points = [(across(first), up(0))]
    before = 0
    for day, total in progress.days:
        points += [(across(day), up(before)), (across(day), up(total))]
        before = total
    points.append((across(last), up(before)))
    return Chart(
        line=" ".join(f"{x},{y}" for x, y in points),
        end=points[-1],
        baseline=_number(bottom),
        marks=tuple(Mark(across(day), number, day) for day, number in letters),
        first=first,
        last=last,
    )


def _number(value: float) -> str:
    """As SVG reads numbers, whatever the reader's language."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
