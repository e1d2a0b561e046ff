"""What a picture is made of."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal

from .letters import wrapped

DESK, HALF, PHONE = 930, 440, 340
SMALL, PLAIN = 15, 16  # sizes of letters, as the style sheet has them
LINE = 19  # from one line of a name to the next
Anchor = Literal["start", "middle", "end"]


class State(StrEnum):
    """How a bar is drawn: neither protected nor missing is ever a zero."""

    SHOWN = "shown"
    PROTECTED = "protected"
    MISSING = "missing"


def unit(value: float) -> str:
    """A length as SVG reads it, whatever the reader's decimal mark."""
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True)
class Shape:
    """One element of SVG, its attributes ready to be written. ``words`` only of a text."""

    kind: Literal["rect", "path", "circle", "text"]
    css: str
    x: str = ""
    y: str = ""
    width: str = ""
    height: str = ""
    r: str = ""
    d: str = ""
    anchor: Anchor = "start"
    words: str = ""


@dataclass
class Picture:
    """``title`` and ``said`` are what a screen reader says of it."""

    width: float
    height: float = 0
    title: str = ""
    said: str = ""
    shapes: list[Shape] = field(default_factory=list)

    @property
    def box(self) -> str:
        return f"0 0 {unit(self.width)} {unit(self.height)}"

    def named(self, title: str, said: str) -> "Picture":
        return replace(self, title=title, said=said)

    def rect(self, css: str, x: float, y: float, width: float, height: float) -> None:
        at = {"x": unit(x), "y": unit(y), "width": unit(width), "height": unit(height)}
        self.shapes.append(Shape("rect", css, **at))  # type: ignore[arg-type]  # all of them text

    def path(self, css: str, d: str) -> None:
        self.shapes.append(Shape("path", css, d=d))

    def dot(self, css: str, x: float, y: float, r: float) -> None:
        self.shapes.append(Shape("circle", css, unit(x), unit(y), r=unit(r)))

    def text(self, css: str, x: float, y: float, words: str, anchor: Anchor = "start") -> None:
        self.shapes.append(Shape("text", css, unit(x), unit(y), anchor=anchor, words=words))

    def lines(self, css: str, x: float, y: float, words: list[str]) -> None:
        """Lines of a name under each other, the first on ``y``."""
        for number, line in enumerate(words):
            self.text(css, x, y + number * LINE, line)

    def bar(self, css: str, start: float, end: float, y: float, thick: float) -> None:
        """A bar that lies on ``y``; never so short that it cannot be seen."""
        self.rect(css, start, y - thick / 2, max(end - start, 1.0), thick)

    def unshown(self, state: State, x: float, y: float, width: float, height: float) -> None:
        """Hatched where protected, dashed where nothing is known."""
        if state is State.MISSING:
            self.rect("missing-box", x, y, width, height)
            return
        step = 7.0
        strokes = []
        at = x
        while at < x + width:
            end = min(at + height, x + width)
            strokes.append(
                f"M{unit(at)} {unit(y + height)}L{unit(end)} {unit(y + height - end + at)}"
            )
            at += step
        self.path("hatch", "".join(strokes))


def nice_step(span: float, most: int = 10) -> int:
    """The least of 1, 2, 5, 10, 20 … that divides ``span`` into at most ``most`` steps."""
    step, times = 1, 1
    while span / step > most:
        step = {1: 2, 2: 5, 5: 10}[step // times] * times
        times = times * 10 if step == 10 * times else times
    return step


def bracket(start: float, end: float, y: float) -> str:
    """A bracket that opens upward, as wide as an interval."""
    return f"M{unit(start)} {unit(y)}v8H{unit(end)}v-8"


def name_lines(name: str, room: float, most: int = 2) -> list[str]:
    return wrapped(name, room, SMALL, most)
