"""Shares under each other: a dot and its interval, or a bar where several may be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from .letters import width_of
from .picture import DESK, LINE, PHONE, SMALL, Picture, State, name_lines, unit

WIDEST_NAME = 330
ROW = 34  # of a row whose name takes one line


@dataclass(frozen=True)
class Row:
    """A share and its interval are percent, 0–100; ``said`` stands beside them."""

    name: str
    said: str
    share: float | None = None
    interval: tuple[float, float] | None = None
    state: State = State.SHOWN

    @property
    def reach(self) -> float:
        return max(self.share or 0.0, self.interval[1] if self.interval else 0.0)


def rows(given: Sequence[Row], width: float = DESK, *, are_bars: bool = False) -> Picture:
    return (
        _phone(given, are_bars=are_bars)
        if width == PHONE
        else _desk(given, width, are_bars=are_bars)
    )


def _top_of(given: Sequence[Row]) -> int:
    """The axis ends at the tens above all that is drawn."""
    reach = max((row.reach for row in given), default=0.0)
    return min(100, max(10, 10 * ceil(reach / 10)))


def _desk(given: Sequence[Row], width: float, *, are_bars: bool) -> Picture:
    names = [name_lines(row.name, WIDEST_NAME) for row in given]
    left = max([width_of(line, SMALL) for lines in names for line in lines] + [136.0]) + 20
    top = _top_of(given)
    scale = min(
        [(width - left - 60) / top]
        + [
            (width - left - 14 - width_of(row.said, SMALL)) / row.reach
            for row in given
            if row.reach
        ]
    )
    picture = Picture(width)
    heights = [ROW + LINE * (len(lines) - 1) for lines in names]
    bottom = sum(heights) + 12
    for tick in _ticks(top):
        x = left + tick * scale
        picture.path("grid", f"M{unit(x)} 6V{unit(bottom)}")
        words = f"{tick} %" if tick == top else str(tick)
        picture.text("s soft-t", x, bottom + 22, words, "middle")
    y = 26.0
    for row, lines, height in zip(given, names, heights, strict=True):
        picture.lines("s", 0, y + 5, lines)
        _mark(picture, row, left, scale, y, are_bars=are_bars)
        end = left + 160 if row.state is not State.SHOWN else left + row.reach * scale
        picture.text("s", end + 12, y + 5, row.said)
        y += height
    picture.height = bottom + 28
    return picture


def _ticks(top: int) -> range:
    return range(0, top + 1, 10 if top <= 60 else 20 if top % 20 == 0 else 10)


def _phone(given: Sequence[Row], *, are_bars: bool) -> Picture:
    top = _top_of(given)
    scale = (PHONE - 10) / top
    picture = Picture(PHONE)
    y = 16.0
    for row in given:
        lines = name_lines(row.name, PHONE, most=3)
        picture.lines("s", 0, y, lines)
        y += LINE * len(lines)
        picture.text("s soft-t", 0, y, row.said)
        y += 18
        picture.path("grid", f"M3 {unit(y)}H{unit(3 + top * scale)}")
        _mark(picture, row, 3, scale, y, are_bars=are_bars)
        y += 34
    for tick in (0, top):
        words = f"{tick} %" if tick else "0"
        picture.text("s soft-t", 3 + tick * scale, y - 6, words, "end" if tick else "start")
    picture.height = y
    return picture


def _mark(
    picture: Picture, row: Row, left: float, scale: float, y: float, *, are_bars: bool
) -> None:
    if row.state is not State.SHOWN:
        picture.unshown(row.state, left, y - 7, 160, 14)
        return
    share = row.share or 0.0
    low, high = row.interval or (share, share)
    if are_bars:
        picture.bar("d4", left, left + share * scale, y, 14)
        if row.interval:
            start, end = unit(left + low * scale), unit(left + high * scale)
            picture.path("whisker", f"M{start} {unit(y)}H{end}")
        return
    if row.interval:
        picture.bar("interval-bar", left + low * scale, left + high * scale, y, 7)
    picture.dot("d5", left + share * scale, y, 6.5)
