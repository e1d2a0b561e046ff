"""Which sessions to hold: branch and bound over flows.

A flow without minimums bounds everything. Where it leaves a session too small, the session is
either closed or filled to its minimum, and each of the two is a flow again. What cannot be better
than the best known is left; the most promising is looked at first. With few sessions too small
this proves the best choice in tens of flows, at any size.
"""

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

import numpy as np

from .faces import Ints
from .network import CLOSED, OPEN, Flow, Network

FLOWS = 150  # so many are solved at most: a count, not a time, so that a seed gives the same


@dataclass(frozen=True)
class Searched:
    """The best found, and what no allocation can get under (in order of importance)."""

    best: Flow
    bound: tuple[int, ...]


def search(network: Network, relaxed: Flow, known: Flow) -> Searched:
    """Look for better than ``known``, starting from ``relaxed``."""
    best, solved, number = known, 0, count()
    # The least count first; of equals the one with fewest sessions too small.
    waiting = [(relaxed.counts, 0, next(number), relaxed)]
    while waiting and waiting[0][0] < best.counts and solved < FLOWS:
        flow = heappop(waiting)[-1]
        small = network.too_small(flow)
        if not small.any():
            best = flow
            continue
        session = _to_decide(network, flow, np.nonzero(small)[0])
        for decision in (OPEN, CLOSED):
            state = flow.state.copy()
            state[session] = decision
            child = network.flow(state)
            solved += 1
            if child is not None and child.counts < best.counts:
                left = int(network.too_small(child).sum())
                heappush(waiting, (child.counts, left, next(number), child))
    bound = min([best.counts, *(counts for counts, *_ in waiting[:1])])
    return Searched(best, bound)


def _to_decide(network: Network, flow: Flow, small: Ints) -> int:
    """The session where either decision costs the most: many would leave, and many must come."""
    missing = network.minimum[small] - flow.sizes[small]
    return int(small[np.argmax(np.minimum(missing, flow.sizes[small]))])
