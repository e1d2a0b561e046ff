"""What an approval is about: apps above say where it is seen and who works on it.

A subject (a series of gatherings) lives above and is known here by its id alone; they meet in
this registry, filled in ``AppConfig.ready()``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from juuristo.people.models import Person


@dataclass(frozen=True)
class Subject:
    """``path``: its page for those who work on it; ``people``: who hears the answer."""

    path: str
    people: tuple[Person, ...]


FINDERS: list[Callable[[UUID], Subject | None]] = []


def subject_of(subject_id: UUID | None) -> Subject | None:
    """The subject with this id, or None when no app knows it."""
    if subject_id is None:
        return None
    return next((found for find in FINDERS if (found := find(subject_id))), None)
