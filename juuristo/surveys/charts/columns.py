"""How the answers to one scale fell: a column for each value."""

from collections.abc import Sequence

from .letters import shortened
from .picture import DESK, PHONE, SMALL, Picture, unit

HIGH, TOP = 120, 26


def columns(
    shares: Sequence[tuple[str, float, str]], ends: tuple[str, str], width: float = DESK
) -> Picture:
    """``shares``: the value, its percent 0–100 and what stands above it; ``ends``: their words."""
    whole = min(width, 648) if width == DESK else PHONE
    room = whole / max(len(shares), 1)
    tall = max((percent for _value, percent, _said in shares), default=0) or 1
    picture = Picture(width)
    base = TOP + HIGH
    for number, (value, percent, said) in enumerate(shares):
        middle = room * (number + 0.5)
        high = HIGH * percent / tall
        if percent:
            picture.rect("d4", middle - room * 0.4, base - high, room * 0.8, high)
        if room >= 30:
            picture.text("s", middle, base - high - 6, said, "middle")
        picture.text("s soft-t", middle, base + 20, value, "middle")
    picture.path("axis", f"M0 {unit(base)}H{unit(whole)}")
    low, high_words = ends
    if low:
        picture.text("s soft-t", 0, base + 42, shortened(low, whole / 2, SMALL))
    if high_words:
        picture.text("s soft-t", whole, base + 42, shortened(high_words, whole / 2, SMALL), "end")
    picture.height = base + (48 if low or high_words else 28)
    return picture
