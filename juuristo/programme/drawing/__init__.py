"""The picture of a timeline: dates and words in, geometry out. Knows no database and no page."""

from .axis import Scale, Tick, Window
from .layout import Band, Drawing, Gap, Item, Label, Link, Mark, Outline, Point, draw

__all__ = [
    "Band",
    "Drawing",
    "Gap",
    "Item",
    "Label",
    "Link",
    "Mark",
    "Outline",
    "Point",
    "Scale",
    "Tick",
    "Window",
    "draw",
]
