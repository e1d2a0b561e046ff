"""Places marks and their labels so that nothing in a lane lies on anything else.

A lane is made of lines. A mark lies on one line; its label lies beside it, or on the line above
or below. Marks are placed in order of time on the first line where both fit, and a lane grows as
many lines as it needs.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from .axis import Scale, Tick, Window, ticks
from .lettering import shortened, text_width

WIDTH = 1152
LINE, PADDING, AXIS, TOP = 25, 12, 36, 22
RADIUS, BAR, CLEAR = 6, 12, 9
LONGEST_LABEL = 460


class Link(NamedTuple):
    """Where a mark leads, and its name for those who listen."""

    href: str
    name: str


@dataclass(frozen=True)
class Point:
    day: date
    link: Link


@dataclass(frozen=True)
class Item:
    """One thing on a lane: ``dots`` (events; several make a series) or a bar over the period
    ``first``…``last``, with ``ticks`` on it. ``tone``: ours, others, loose (dashed)."""

    lane: str
    label: str
    first: date
    last: date
    tone: str = "ours"
    link: Link | None = None
    dots: tuple[Point, ...] = ()
    ticks: tuple[Point, ...] = ()
    plan: tuple[date, date] | None = None


@dataclass(frozen=True)
class Gap:
    """A time in a lane when nothing happened that should have."""

    lane: str
    first: date
    last: date
    label: str


@dataclass(frozen=True)
class Label:
    """``x`` is the left end of the text, ``width`` its guessed width, ``y`` the baseline."""

    x: int
    y: int
    width: int
    text: str


@dataclass(frozen=True)
class Mark:
    """``shape``: dot (x, y the middle), bar or tick (x, y the corner), or none (a label alone)."""

    shape: str
    tone: str
    x: int
    y: int
    width: int
    link: Link | None
    label: Label | None


@dataclass(frozen=True)
class Outline:
    """The plan (a box), a thread between marks, or something missing (lines)."""

    kind: str
    x: int
    y: int
    width: int

    @property
    def end(self) -> int:
        return self.x + self.width


@dataclass
class Band:
    key: str
    name: str
    y: int = 0
    height: int = 0
    marks: list[Mark] = field(default_factory=list)
    outlines: list[Outline] = field(default_factory=list)

    @property
    def name_y(self) -> int:
        return self.y + PADDING + 18


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    left: int
    axis_y: int
    bands: list[Band]
    ticks: list[Tick]
    today: int | None
    today_label_x: int


class _Lines:
    """What is taken on each line of a lane."""

    def __init__(self) -> None:
        self.taken: dict[int, list[tuple[int, int]]] = defaultdict(list)

    def is_free(self, line: int, ends: tuple[int, int]) -> bool:
        first, last = ends
        return all(last <= a or b <= first for a, b in self.taken.get(line, ()))

    def take(self, line: int, ends: tuple[int, int]) -> None:
        self.taken[line].append(ends)

    def numbered(self) -> dict[int, int]:
        """Lines in use, renumbered without the empty ones between."""
        return {line: number for number, line in enumerate(sorted(self.taken))}


@dataclass(frozen=True)
class _Spot:
    line: int
    label_line: int
    label_x: int


class _LaneLayout:
    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self.lines = _Lines()
        self.marks: list[tuple[int, int, Mark]] = []  # line, label's line, mark on line 0
        self.outlines: list[tuple[int, Outline]] = []

    def pin(self, text: str, link: Link, *, right: bool) -> None:
        """Put an arrow's words at an edge, for what lies outside the window."""
        text = shortened(text, LONGEST_LABEL)
        width = text_width(text)
        x = self.scale.right - width if right else self.scale.left
        ends = (x - CLEAR, x + width + CLEAR)
        line = next(n for n in range(len(self.lines.taken) + 1) if self.lines.is_free(n, ends))
        self.lines.take(line, ends)
        label = Label(x, 0, width, text)
        self.marks.append((line, line, Mark("none", "soft", x, 0, 0, link, label)))

    def miss(self, gap: Gap) -> None:
        """Dot a line where something is missing, its words above the middle."""
        x1, x2 = self.scale.x(gap.first) + 2 * RADIUS, self.scale.x(gap.last) - 2 * RADIUS
        text = shortened(gap.label, LONGEST_LABEL)
        width = text_width(text)
        x = self._inside((x1 + x2 - width) // 2, width)
        spot = next(self._spots((x1, x2), [("above", x)], width))
        self._settle(spot, (x1, x2), width)
        self.outlines.append((spot.line, Outline("missing", x1, 0, max(x2 - x1, 1))))
        label = Label(x, 0, width, text)
        mark = Mark("none", "missing", x1, 0, 0, None, label)
        self.marks.append((spot.line, spot.label_line, mark))

    def place(self, item: Item) -> None:
        x1, x2 = self._ends(item)
        shape = self._shape_ends(item, x1, x2)
        text = shortened(item.label, LONGEST_LABEL)
        width = text_width(text)
        beside = [
            ("right", shape[1]),
            ("left", shape[0] - width),
            ("above", self._inside(x1 - RADIUS, width)),
            ("below", self._inside(x1 - RADIUS, width)),
        ]
        spot = next(self._spots(shape, beside, width))
        self._settle(spot, shape, width)
        label = Label(spot.label_x, 0, width, text)
        self._store(item, spot, (x1, x2), label)

    def _inside(self, x: int, width: int) -> int:
        return max(self.scale.left, min(x, self.scale.right - width))

    def _ends(self, item: Item) -> tuple[int, int]:
        if item.dots:
            return self._middle(item.dots[0].day), self._middle(item.dots[-1].day)
        x1 = self.scale.x(item.first)
        x2 = self.scale.x(item.last + timedelta(1))
        if item.ticks:
            x2 = max(x2, self._middle(item.ticks[-1].day))
        x1 = min(x1, self.scale.right - 4)
        return x1, max(x2, x1 + 4)

    def _middle(self, day: date) -> int:
        x = (self.scale.x(day) + self.scale.x(day + timedelta(1))) // 2
        return max(self.scale.left + RADIUS, min(x, self.scale.right - RADIUS))

    def _shape_ends(self, item: Item, x1: int, x2: int) -> tuple[int, int]:
        if item.plan:
            x1 = min(x1, self.scale.x(item.plan[0]))
            x2 = max(x2, self.scale.x(item.plan[1] + timedelta(1)))
        reach = RADIUS if item.dots else 0
        return x1 - reach - CLEAR, x2 + reach + CLEAR

    def _spots(
        self, shape: tuple[int, int], beside: Sequence[tuple[str, int]], width: int
    ) -> Iterator[_Spot]:
        """Spots where shape and label are free, the best first; there is always one."""
        for line in range(len(self.lines.taken) + 3):
            if not self.lines.is_free(line, shape):
                continue
            for side, x in beside:
                label_line = line + {"above": -1, "below": 1}.get(side, 0)
                inside = self.scale.left <= x and x + width <= self.scale.right
                ends = (x - CLEAR, x + width + CLEAR) if label_line != line else (x, x + width)
                if inside and label_line >= 0 and self.lines.is_free(label_line, ends):
                    yield _Spot(line, label_line, x)

    def _settle(self, spot: _Spot, shape: tuple[int, int], width: int) -> None:
        self.lines.take(spot.line, shape)
        pad = 0 if spot.line == spot.label_line else CLEAR
        self.lines.take(spot.label_line, (spot.label_x - pad, spot.label_x + width + pad))

    def _store(self, item: Item, spot: _Spot, ends: tuple[int, int], label: Label) -> None:
        x1, x2 = ends
        if item.plan:
            p1, p2 = self.scale.x(item.plan[0]), self.scale.x(item.plan[1] + timedelta(1))
            self.outlines.append((spot.line, Outline("plan", p1, 0, max(p2 - p1, 4))))
            if p2 < x1:
                self.outlines.append((spot.line, Outline("moved", p2, 0, x1 - p2)))
        if not item.dots:
            mark = Mark("bar", item.tone, x1, 0, x2 - x1, item.link, label)
            self.marks.append((spot.line, spot.label_line, mark))
        elif len(item.dots) > 1:
            self.outlines.append((spot.line, Outline("thread", x1, 0, x2 - x1)))
            mark = Mark("none", "series", x1, 0, 0, None, label)
            self.marks.append((spot.line, spot.label_line, mark))
        alone = label if len(item.dots) == 1 else None
        for point in item.dots:
            dot = Mark("dot", item.tone, self._middle(point.day), 0, 0, point.link, alone)
            self.marks.append((spot.line, spot.label_line, dot))
        for point in item.ticks:
            tick = Mark("tick", item.tone, self._middle(point.day) - 1, 0, 2, point.link, None)
            self.marks.append((spot.line, spot.label_line, tick))

    def fill(self, band: Band) -> None:
        """Move everything to its line's height in ``band``."""
        number = self.lines.numbered()
        band.height = 2 * PADDING + LINE * max(len(number), 1)

        def middle(line: int) -> int:
            return band.y + PADDING + LINE * number[line] + LINE // 2

        rise = {"bar": -BAR // 2, "tick": -8}
        for line, label_line, mark in self.marks:
            label = mark.label and replace(mark.label, y=middle(label_line) + 5)
            y = middle(line) + rise.get(mark.shape, 0)
            band.marks.append(replace(mark, y=y, label=label))
        for line, outline in self.outlines:
            y = middle(line) - (BAR // 2 if outline.kind == "plan" else 0)
            band.outlines.append(replace(outline, y=y))


def draw(
    lanes: Sequence[tuple[str, str]],
    items: Sequence[Item],
    window: Window,
    *,
    months: Sequence[str],
    before: Sequence[tuple[str, str, Link]] = (),
    after: Sequence[tuple[str, str, Link]] = (),
    gaps: Sequence[Gap] = (),
    today: date | None = None,
) -> Drawing:
    """Lay out the timeline.

    ``lanes`` are (key, name) from top to bottom; ``items`` and ``gaps`` touch the window;
    ``before`` and ``after`` are (lane, words, link) for what lies outside it. Units are pixels at
    1:1 of a picture ``WIDTH`` wide. The same input gives the same drawing.
    """
    left = max(text_width(name, size=16, bold=True) for _key, name in lanes) + 18
    scale = Scale(window, left, WIDTH)
    bands, y = [], TOP
    for key, name in lanes:
        lane = _LaneLayout(scale)
        for gap in (one for one in gaps if one.lane == key):
            lane.miss(gap)
        for edge, right in ((before, False), (after, True)):
            for _lane, words, link in (one for one in edge if one[0] == key):
                lane.pin(words, link, right=right)
        ours = [item for item in items if item.lane == key]
        for item in sorted(ours, key=lambda one: (one.first, one.last, one.label)):
            lane.place(item)
        band = Band(key, name, y)
        lane.fill(band)
        bands.append(band)
        y += band.height
    shown = today if today and window.first <= today <= window.last else None
    x = scale.x(shown) if shown else None
    label_x = min(max((x or 0), left + 40), WIDTH - 40)
    return Drawing(WIDTH, y + AXIS, left, y, bands, ticks(scale, months), x, label_x)
