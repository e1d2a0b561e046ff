"""Small sessions put together, so that their feedback can be shown at all (trust T4)."""

from collections.abc import Sequence


def pools(sizes: Sequence[int], threshold: int) -> list[list[int]]:
    """Put sessions together, in their order, until a pool has at least ``threshold`` answers.

    ``sizes`` are answers per session; a pool is a list of positions in it. A session that is large
    enough stands alone, unless smaller ones before it wait for more. Every pool but the last has
    at least ``threshold`` answers, and the last one is still short when it has fewer. Sessions
    that come later never change a pool that is full, so no two looks can be subtracted.
    """
    found: list[list[int]] = []
    waiting: list[int] = []
    answers = 0
    for position, size in enumerate(sizes):
        waiting.append(position)
        answers += size
        if answers >= threshold:
            found.append(waiting)
            waiting, answers = [], 0
    return [*found, waiting] if waiting else found
