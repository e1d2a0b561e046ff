"""A meeting as a slice of a trunk: paths for SVG. The browser's copy is ``stairs/slice.ts``.

The whole meeting grows from the pith; each stretch takes its stair's colour, so that a step back
shows as alternating rings.
"""

import math

from .staircase import Stair
from .walk import Walk

SIZE = 260.0
_POINTS = 26
# Of the size: the radius of the whole slice, and how far the pith lies from the middle.
_RADIUS = 118 / 260
_PITH = (5 / 260, -3 / 260)
_ANGLES = [2 * math.pi * index / _POINTS for index in range(_POINTS)]
_SHAPE = [
    1 + 0.03 * math.sin(2 * t + 0.7) + 0.02 * math.sin(3 * t + 2.1) + 0.01 * math.sin(5 * t + 0.4)
    for t in _ANGLES
]

Point = tuple[float, float]


def reach(minute: float, minutes: float) -> float:
    """How far from the pith a minute lies, 0–1: between equal widths and equal areas."""
    share = min(1.0, max(0.0, minute / minutes))
    return 0.5 * math.sqrt(share) + 0.5 * share


def outline(radius: float = 1.0, size: float = SIZE) -> str:
    """The closed outline at ``radius`` (0–1 of the whole slice), as a path's ``d``."""
    points = [_point(index, radius, size) for index in range(_POINTS)]
    d = f"M{_written(points[0])}"
    for index, here in enumerate(points):
        before, after = points[index - 1], points[(index + 2) % _POINTS]
        ahead = points[(index + 1) % _POINTS]
        pulls = (_pulled(here, before, ahead), _pulled(ahead, after, here))
        d += f"C{_written(pulls[0])} {_written(pulls[1])} {_written(ahead)}"
    return f"{d}Z"


def bands(minutes: float, walk: Walk, until: float, size: float = SIZE) -> list[tuple[Stair, str]]:
    """Return each stretch walked until ``until`` as its stair and a path's ``d`` (even-odd rule).

    Stays on the same stair in a row are one band. The edge of the slice is ``minutes``, or
    ``until`` when it took longer: for a meeting that has ended, give its length as both.
    """
    whole = max(minutes, until)
    joined: list[tuple[Stair, float, float]] = []
    for stair, start, end in walk.stretches(until):
        if end <= start:
            continue
        if joined and joined[-1][0] == stair:
            start = joined.pop()[1]
        joined.append((stair, start, end))
    return [(stair, _between(start, end, whole, size)) for stair, start, end in joined]


def _between(start: float, end: float, whole: float, size: float) -> str:
    outer = outline(reach(end, whole), size)
    return outer + outline(reach(start, whole), size) if start > 0 else outer


def _point(index: int, radius: float, size: float) -> Point:
    away = size * _RADIUS * radius * _SHAPE[index]
    x, y = (size * (0.5 + side * (1 - radius)) for side in _PITH)
    return x + away * math.cos(_ANGLES[index]), y + away * math.sin(_ANGLES[index])


def _pulled(here: Point, behind: Point, ahead: Point) -> Point:
    """A smooth line's control point beside ``here`` (Catmull-Rom)."""
    return here[0] + (ahead[0] - behind[0]) / 6, here[1] + (ahead[1] - behind[1]) / 6


def _written(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
