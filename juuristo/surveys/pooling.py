"""Small sessions put together, so that their feedback can be shown at all (trust T4)."""

from collections.abc import Sequence


def pools(sizes: Sequence[int], thresholds: Sequence[int]) -> list[list[int]]:
    """Put sessions together, in their order, until a pool has enough answers.

    ``sizes`` are answers per session, ``thresholds`` what each session's own promise asks for: a
    pool needs the largest of its sessions'. A pool is a list of positions. A session that is large
    enough stands alone, unless smaller ones before it wait for more. Only full pools are returned.
    Sessions that come later, whatever they promise, never change a pool that is full, so no two
    looks can be subtracted.
    """
    found: list[list[int]] = []
    waiting: list[int] = []
    for position in range(len(sizes)):
        waiting.append(position)
        if sum(sizes[each] for each in waiting) >= max(thresholds[each] for each in waiting):
            found.append(waiting)
            waiting = []
    return found
