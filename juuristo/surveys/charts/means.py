"""Means on one scale under each other: a dot on a line, a stair in its own colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from juuristo.stairs.staircase import STAIRS, Stair

from .letters import shortened, width_of
from .picture import DESK, LINE, PHONE, SMALL, Picture, State, name_lines, nice_step, unit

WIDEST_NAME = 330


@dataclass(frozen=True)
class Mean:
    """``said`` is the mean in the reader's figures."""

    name: str
    said: str
    mean: float | None = None
    interval: tuple[float, float] | None = None
    stair: Stair | None = None
    state: State = State.SHOWN


@dataclass(frozen=True)
class Scale:
    """The ends of the scale with their words, and where they lie in the picture."""

    least: float
    most: float
    low: str
    high: str
    left: float = 0.0
    right: float = 0.0

    def x(self, value: float) -> float:
        share = (value - self.least) / ((self.most - self.least) or 1)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    @property
    def ticks(self) -> list[float]:
        """Every whole number, or steps that are few enough; the ends always."""
        step = nice_step(self.most - self.least)
        inner = [
            self.least + number * step
            for number in range(int((self.most - self.least) / step) + 1)
            if self.most - (self.least + number * step) >= step / 2
        ]
        return [*inner, self.most] if self.most > self.least else [self.least]


def means(
    given: Sequence[Mean], ends: tuple[float, float, str, str], width: float = DESK
) -> Picture:
    scale = Scale(*ends)
    return _phone(given, scale) if width == PHONE else _desk(given, scale, width)


def _desk(given: Sequence[Mean], scale: Scale, width: float) -> Picture:
    indent = 40 if any(row.stair for row in given) else 0
    names = [name_lines(row.name, WIDEST_NAME) for row in given]
    widest = max(width_of(line, SMALL) for lines in names for line in lines)
    left = max(150.0, indent + widest + 26)
    scale = Scale(scale.least, scale.most, scale.low, scale.high, left, width - 132)
    heights = [34 + LINE * (len(lines) - 1) for lines in names]
    bottom = sum(heights) + 16
    picture = Picture(width)
    _band(picture, given, scale, bottom)
    for tick in scale.ticks:
        picture.path("grid", f"M{unit(scale.x(tick))} 4V{unit(bottom - 4)}")
        picture.text("s soft-t", scale.x(tick), bottom + 18, unit(tick), "middle")
    y, beside = 26.0, _beside(given, scale)
    for row, lines, height in zip(given, names, heights, strict=True):
        if row.stair:
            stair_mark(picture, row.stair, 0, y - 8)
        picture.lines("s", indent, y + 6, lines)
        _mark(picture, row, scale, y, beside)
        y += height
    _ends(picture, scale, bottom + 40)
    picture.height = bottom + (46 if scale.low or scale.high else 26)
    return picture


def _beside(given: Sequence[Mean], scale: Scale) -> float:
    """Where the figures stand in a column, right of all that is drawn."""
    ends = [
        max(row.mean, (row.interval or (0, row.mean))[1]) for row in given if row.mean is not None
    ]
    return max((scale.x(end) for end in ends), default=scale.left) + 16


def _band(picture: Picture, given: Sequence[Mean], scale: Scale, bottom: float) -> None:
    """Between the least and the greatest mean."""
    found = [row.mean for row in given if row.mean is not None]
    if len(found) > 1 and max(found) > min(found):
        left, right = scale.x(min(found)), scale.x(max(found))
        picture.rect("d1", left, 4, right - left, bottom - 8)


def _mark(picture: Picture, row: Mean, scale: Scale, y: float, beside: float) -> None:
    if row.state is not State.SHOWN or row.mean is None:
        picture.unshown(row.state, scale.left, y - 7, 160, 14)
        picture.text("s", scale.left + 172, y + 5, row.said)
        return
    picture.path("grid", f"M{unit(scale.left)} {unit(y)}H{unit(scale.right)}")
    if row.interval:
        picture.bar("interval-bar", scale.x(row.interval[0]), scale.x(row.interval[1]), y, 7)
    picture.dot(f"fill-{row.stair}" if row.stair else "d5", scale.x(row.mean), y, 8)
    picture.text("s b halo-t", beside, y + 5, row.said)


def _ends(picture: Picture, scale: Scale, y: float) -> None:
    half = (scale.right - scale.left) / 2
    if scale.low:
        picture.text("s soft-t", scale.left - 6, y, shortened(scale.low, half, SMALL))
    if scale.high:
        end = scale.right + 6
        picture.text("s soft-t", end, y, shortened(scale.high, half, SMALL), "end")


def _phone(given: Sequence[Mean], scale: Scale) -> Picture:
    scale = Scale(scale.least, scale.most, scale.low, scale.high, 10, PHONE - 12)
    picture = Picture(PHONE)
    y = 16.0
    for row in given:
        indent = 38 if row.stair else 0
        said = width_of(row.said, SMALL, is_bold=True)
        lines = name_lines(row.name, PHONE - indent - said - 12, most=3)
        if row.stair:
            stair_mark(picture, row.stair, 0, y - 13)
        picture.lines("s", indent, y, lines)
        picture.text("s b", PHONE, y, row.said, "end")
        y += LINE * len(lines) + 2
        _phone_mark(picture, row, scale, y)
        y += 34
    y -= 8
    for tick in (scale.least, scale.most):
        picture.text("s soft-t", scale.x(tick), y, unit(tick), "middle")
    picture.height = y + 8
    if scale.low or scale.high:
        _ends(picture, scale, y + 20)
        picture.height = y + 28
    return picture


def _phone_mark(picture: Picture, row: Mean, scale: Scale, y: float) -> None:
    if row.state is not State.SHOWN or row.mean is None:
        picture.unshown(row.state, scale.left, y - 7, 160, 14)
        return
    picture.path("grid", f"M{unit(scale.left)} {unit(y)}H{unit(scale.right)}")
    if row.interval:
        picture.bar("interval-bar", scale.x(row.interval[0]), scale.x(row.interval[1]), y, 7)
    picture.dot(f"fill-{row.stair}" if row.stair else "d5", scale.x(row.mean), y, 8)


def stair_mark(picture: Picture, stair: Stair, x: float, y: float) -> None:
    """The stairs' mark, 28 × 16: this stair filled, the earlier ones faint."""
    here = STAIRS.index(stair)
    for number in range(here + 1):
        css = f"fill-{stair}" if number == here else f"been fill-{stair}"
        high = 4 * (number + 1)
        picture.rect(css, x + 7 * number, y + 16 - high, 7, high)
    picture.path("mark-outline", f"M{unit(x)} {unit(y + 16)}v-4h7v-4h7v-4h7v-4h7v16Z")
