"""The order of an orientation's items, in plain Python: what comes before what."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def in_order(keys: Sequence[Key], after: Mapping[Key, Collection[Key]]) -> list[Key]:
    """Return ``keys`` so that each stands behind those it comes after, else as they were given.

    ``after`` tells for a key which others come before it; unknown ones are passed over. A circle
    ends the promise for its members alone: they keep the order they were given in.
    """
    known, placed, found = set(keys), set[Key](), list[Key]()
    left = list(keys)
    while left:
        ready = (key for key in left if placed.issuperset(known.intersection(after.get(key, ()))))
        key = next(ready, left[0])
        left.remove(key)
        placed.add(key)
        found.append(key)
    return found


def circle_in(after: Mapping[Key, Collection[Key]]) -> list[Key]:
    """Return one circle of ``after``, each member coming after the next one; [] when there is
    none."""
    cleared: set[Key] = set()
    for start in after:
        path: list[Key] = []
        trail: list[list[Key]] = [[start]]
        while trail:
            if not trail[-1]:
                trail.pop()
                if path:
                    cleared.add(path.pop())
                continue
            key = trail[-1].pop()
            if key in path:
                return path[path.index(key) :]
            if key not in cleared:
                path.append(key)
                trail.append(list(after.get(key, ())))
    return []
