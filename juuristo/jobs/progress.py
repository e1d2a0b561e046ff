"""Telling how far a long job is, without making the telling the work."""

import time
from collections.abc import Callable

SECONDS_BETWEEN_TELLINGS = 0.5


def seldom(tell: Callable[[int], object]) -> Callable[[int], None]:
    """Pass a count on at most twice a second."""
    told_at = 0.0

    def progress(done: int) -> None:
        nonlocal told_at
        if time.monotonic() - told_at > SECONDS_BETWEEN_TELLINGS:
            tell(done)
            told_at = time.monotonic()

    return progress
