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
RADIUS, BAR, CLEAR, NEAR = 6, 12, 9, 2
LONGEST_LABEL = 460
SIDES = {"right": 0, "left": 0, "above": -1, "below": 1, "above-left": -1, "below-left": 1}
SPINE_SIDES = ("above", "below", "above-left", "below-left", "right", "left")


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
    y: int
    height: int
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
    """What is taken on each line of a lane: words keep clear of everything, marks of marks less."""

    def __init__(self) -> None:
        self.taken: dict[int, list[tuple[int, int, bool]]] = defaultdict(list)

    def is_free(self, line: int, ends: tuple[int, int], *, words: bool) -> bool:
        first, last = ends
        for a, b, are_words in self.taken.get(line, ()):
            clear = CLEAR if words or are_words else NEAR
            if first - clear < b and a < last + clear:
                return False
        return True

    def take(self, line: int, ends: tuple[int, int], *, words: bool) -> None:
        self.taken[line].append((*ends, words))

    def numbered(self) -> dict[int, int]:
        """Lines in use, renumbered without the empty ones between."""
        return {line: number for number, line in enumerate(sorted(self.taken))}


@dataclass(frozen=True)
class _Spot:
    line: int
    label_line: int
    label_x: int


class _LaneLayout:
    """``spine``: marks gather on one line, their words above and below it."""

    def __init__(self, scale: Scale, *, spine: bool) -> None:
        self.scale = scale
        self.first_line = 1 if spine else 0
        self.sides = SPINE_SIDES if spine else tuple(SIDES)
        self.lines = _Lines()
        self.marks: list[tuple[int, int, Mark]] = []  # line, label's line, mark on line 0
        self.outlines: list[tuple[int, Outline]] = []

    def fill(
        self,
        items: Sequence[Item],
        *,
        gaps: Sequence[Gap],
        before: Sequence[tuple[str, Link]],
        after: Sequence[tuple[str, Link]],
    ) -> None:
        """Place everything of the lane: what has one place first, words that can move last."""
        for gap in gaps:
            self.miss(gap)
        for words, link in before:
            self.pin(words, link, right=False)
        for words, link in after:
            self.pin(words, link, right=True)
        for item in sorted(items, key=lambda one: (one.first, one.last, one.label)):
            self.place(item)
        for gap in gaps:
            self.say(gap)

    def pin(self, text: str, link: Link, *, right: bool) -> None:
        """Put an arrow's words at an edge, for what lies outside the window."""
        text = shortened(text, LONGEST_LABEL)
        width = text_width(text)
        x = self.scale.right - width if right else self.scale.left
        ends = (x, x + width)
        lines = range(len(self.lines.taken) + 1)
        line = next(n for n in lines if self.lines.is_free(n, ends, words=True))
        self.lines.take(line, ends, words=True)
        label = Label(x, 0, width, text)
        self.marks.append((line, line, Mark("none", "soft", x, 0, 0, link, label)))

    def miss(self, gap: Gap) -> None:
        """Dot a line where something is missing; ``say`` puts its words when all is in place."""
        x1, x2 = self._missing_ends(gap)
        self.lines.take(self.first_line, (x1, x2), words=False)
        self.outlines.append((self.first_line, Outline("missing", x1, 0, x2 - x1)))

    def say(self, gap: Gap) -> None:
        """Put the words of a gap near the middle of its line, above it if there is room."""
        x1, x2 = self._missing_ends(gap)
        text = shortened(gap.label, LONGEST_LABEL)
        width = text_width(text)
        middle = self._inside((x1 + x2 - width) // 2, width)
        places = (middle, self._inside(x2 - width, width), self._inside(x1, width))
        beside = (self.first_line - 1, self.first_line + 1)
        lines = [line for line in (*beside, *range(len(self.lines.taken) + 2)) if line >= 0]
        line, x = next(
            (line, x)
            for line in lines
            for x in places
            if self.lines.is_free(line, (x, x + width), words=True)
        )
        self.lines.take(line, (x, x + width), words=True)
        label = Label(x, 0, width, text)
        self.marks.append((line, line, Mark("none", "missing", x, 0, 0, None, label)))

    def _missing_ends(self, gap: Gap) -> tuple[int, int]:
        x1 = min(self.scale.x(gap.first) + 2 * RADIUS, self.scale.right - 1)
        return x1, max(self.scale.x(gap.last) - 2 * RADIUS, x1 + 1)

    def place(self, item: Item) -> None:
        x1, x2 = self._ends(item)
        shape = self._shape_ends(item, x1, x2)
        text = shortened(item.label, LONGEST_LABEL)
        width = text_width(text)
        over = self._inside(x1 - RADIUS, width)
        beside = {"right": shape[1] + CLEAR, "left": shape[0] - CLEAR - width}
        back = self._inside(x2 + RADIUS - width, width)
        beside |= {"above": over, "below": over, "above-left": back, "below-left": back}
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
        return x1 - reach, x2 + reach

    def _spots(self, shape: tuple[int, int], beside: dict[str, int], width: int) -> Iterator[_Spot]:
        """Spots where shape and label are free, the best first; there is always one."""
        sides = [(SIDES[side], beside[side]) for side in self.sides]
        for line in range(self.first_line, len(self.lines.taken) + 4):
            if not self.lines.is_free(line, shape, words=False):
                continue
            for step, x in sides:
                inside = self.scale.left <= x and x + width <= self.scale.right
                ends = (x, x + width)
                if line + step < 0 or not inside:
                    continue
                if self.lines.is_free(line + step, ends, words=True):
                    yield _Spot(line, line + step, x)

    def _settle(self, spot: _Spot, shape: tuple[int, int], width: int) -> None:
        self.lines.take(spot.line, shape, words=False)
        self.lines.take(spot.label_line, (spot.label_x, spot.label_x + width), words=True)

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

    def band(self, key: str, name: str, top: int) -> Band:
        """Give everything its height, now that it is known which lines are in use."""
        number = self.lines.numbered()
        band = Band(key, name, top, 2 * PADDING + LINE * max(len(number), 1))

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
        return band


def draw(
    lanes: Sequence[tuple[str, str]],
    items: Sequence[Item],
    window: Window,
    *,
    months: Sequence[str],
    before: Sequence[tuple[str, str, Link]] = (),
    after: Sequence[tuple[str, str, Link]] = (),
    gaps: Sequence[Gap] = (),
    spine: Sequence[str] = (),
    today: date | None = None,
) -> Drawing:
    """Lay out the timeline.

    ``lanes`` are (key, name) from top to bottom; ``items`` and ``gaps`` touch the window;
    ``before`` and ``after`` are (lane, words, link) for what lies outside it; lanes in ``spine``
    keep their marks on one line while they can. Units are pixels at
    1:1 of a picture ``WIDTH`` wide. The same input gives the same drawing.
    """
    left = max(text_width(name, size=16, bold=True) for _key, name in lanes) + 18
    scale = Scale(window, left, WIDTH)
    bands: list[Band] = []
    y = TOP
    for key, name in lanes:
        lane = _LaneLayout(scale, spine=key in spine)
        lane.fill(
            [item for item in items if item.lane == key],
            gaps=[gap for gap in gaps if gap.lane == key],
            before=[(words, link) for where, words, link in before if where == key],
            after=[(words, link) for where, words, link in after if where == key],
        )
        bands.append(lane.band(key, name, y))
        y = bands[-1].y + bands[-1].height
    shown = today if today and window.first <= today <= window.last else None
    x = scale.x(shown) if shown else None
    label_x = min(max((x or 0), left + 40), WIDTH - 40)
    return Drawing(WIDTH, y + AXIS, left, y, bands, ticks(scale, months), x, label_x)
