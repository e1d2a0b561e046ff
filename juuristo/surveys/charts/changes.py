"""What was and what is: an open dot, a filled one, and the way between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from .letters import width_of
from .picture import DESK, LINE, PHONE, SMALL, Picture, name_lines, nice_step, unit

WIDEST_NAME = 300
ROW = 34


@dataclass(frozen=True)
class Shift:
    """``before`` and ``now`` on the axis; ``is_change``: more than chance gives."""

    name: str
    said: str
    before: float
    now: float
    is_change: bool = False

    @property
    def reach(self) -> float:
        return max(self.before, self.now)


@dataclass(frozen=True)
class Axis:
    """From ``least`` to ``most``; ``sign`` follows the last figure."""

    least: float
    most: float
    sign: str = ""

    @property
    def ticks(self) -> list[float]:
        step = nice_step(self.most - self.least)
        count = int((self.most - self.least) / step)
        return [self.least + step * number for number in range(count + 1)]


def percents(given: Sequence[Shift]) -> Axis:
    """An axis of percent that ends at the tens above all that is drawn."""
    reach = max((shift.reach for shift in given), default=0.0)
    return Axis(0, min(100, max(10, 10 * ceil(reach / 10))), "\N{NO-BREAK SPACE}%")


def changes(given: Sequence[Shift], axis: Axis, width: float = DESK) -> Picture:
    return _phone(given, axis) if width == PHONE else _desk(given, axis, width)


def _desk(given: Sequence[Shift], axis: Axis, width: float) -> Picture:
    names = [name_lines(shift.name, WIDEST_NAME) for shift in given]
    left = max([width_of(line, SMALL) for lines in names for line in lines] + [136.0]) + 20
    said = max((width_of(shift.said, SMALL) for shift in given), default=0.0)
    right = max(width - said - 30, left + 160)
    picture = Picture(width)
    heights = [ROW + LINE * (len(lines) - 1) for lines in names]
    bottom = sum(heights) + 12
    for tick in axis.ticks:
        x = _x(tick, axis, left, right)
        picture.path("grid", f"M{unit(x)} 6V{unit(bottom)}")
        words = unit(tick) + (axis.sign if tick == axis.ticks[-1] else "")
        picture.text("s soft-t", x, bottom + 22, words, "middle")
    y = 26.0
    for shift, lines, height in zip(given, names, heights, strict=True):
        picture.lines("s", 0, y + 5, lines)
        _mark(picture, shift, axis, (left, right), y)
        css = "s b" if shift.is_change else "s"
        picture.text(css, width, y + 5, shift.said, "end")
        y += height
    picture.height = bottom + 28
    return picture


def _phone(given: Sequence[Shift], axis: Axis) -> Picture:
    picture = Picture(PHONE)
    y = 16.0
    for shift in given:
        lines = name_lines(shift.name, PHONE, most=3)
        picture.lines("s", 0, y, lines)
        y += LINE * len(lines)
        picture.text("s b" if shift.is_change else "s soft-t", 0, y, shift.said)
        y += 20
        picture.path("grid", f"M8 {unit(y)}H{PHONE - 8}")
        _mark(picture, shift, axis, (8, PHONE - 8), y)
        y += 36
    first, last = axis.ticks[0], axis.ticks[-1]
    picture.text("s soft-t", 0, y - 6, unit(first))
    end = _x(last, axis, 8, PHONE - 8)
    picture.text("s soft-t", end, y - 6, unit(last) + axis.sign, "end")
    picture.height = y
    return picture


def _x(value: float, axis: Axis, left: float, right: float) -> float:
    return left + (right - left) * (value - axis.least) / ((axis.most - axis.least) or 1)


def _mark(picture: Picture, shift: Shift, axis: Axis, sides: tuple[float, float], y: float) -> None:
    before, now = (_x(value, axis, *sides) for value in (shift.before, shift.now))
    way = "way changed" if shift.is_change else "way"
    picture.path(way, f"M{unit(before)} {unit(y)}H{unit(now)}")
    picture.dot("dot-before", before, y, 6)
    picture.dot("d5", now, y, 6.5)
