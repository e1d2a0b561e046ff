"""Names for the ids in the trail. The app that knows people hands in how to find them."""

import uuid
from collections.abc import Callable, Collection, Mapping

from .access import Reader

NamesOf = Callable[[Collection[uuid.UUID], Reader], Mapping[uuid.UUID, str]]
ACTOR_NAMES: list[NamesOf] = []


def names_of(actors: Collection[uuid.UUID], reader: Reader) -> dict[uuid.UUID, str]:
    """Return the names ``reader`` may see; an actor who is gone or unseen is left out."""
    names: dict[uuid.UUID, str] = {}
    if actors:
        for names_known in ACTOR_NAMES:
            names |= names_known(actors, reader)
    return names
