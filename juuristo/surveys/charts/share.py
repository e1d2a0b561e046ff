"""One share of a question with two answers: a bar, and a bracket under its interval."""

from .letters import width_of
from .picture import HALF, SMALL, Picture, bracket

TRACK = HALF - 10


def share(percent: float, interval: tuple[float, float] | None, said: str) -> Picture:
    """``percent`` and ``interval`` 0–100; ``said`` names the interval."""
    picture = Picture(HALF, 30)
    picture.rect("d0", 0, 6, TRACK, 18)
    if percent:
        picture.rect("d4", 0, 6, TRACK * percent / 100, 18)
    if interval:
        low, high = (TRACK * at / 100 for at in interval)
        picture.path("whisker", bracket(low, high, 32))
        room = width_of(said, SMALL) / 2
        middle = min(max((low + high) / 2, room), HALF - room)
        picture.text("s soft-t", middle, 58, said, "middle")
        picture.height = 62
    return picture
