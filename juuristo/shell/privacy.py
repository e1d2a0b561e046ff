"""What each app stores and protects, said on the page about privacy: the shell knows none of
them by name."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """One part of the page. ``items`` follow ``lines`` as a list; ``key`` is its anchor."""

    order: int
    key: str
    title: str
    margin: str
    lines: tuple[str, ...]
    items: tuple[str, ...] = ()


SOURCES: list[Callable[[], Told]] = []


def parts() -> list[Told]:
    """Return every app's part in the active language."""
    return sorted((source() for source in SOURCES), key=lambda told: told.order)
