"""Mixing as a flow: people of one group spread over sessions, the ranks left as they are.

Of all allocations, those that are best in places and ranks are one face of the flow's polytope
(``faces.py``). Inside it every person passes through the cell of their group in their session, and
the n-th to enter costs n - 1: a convex flow again, solved in whole numbers at any size.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from .faces import Face, Ints, solved
from .network import Network
from .problem import Assignment


def mix(
    network: Network, face: Face, group_of: Mapping[str, str], at_least: Ints | None = None
) -> Assignment | None:
    """Return the allocation of the face with the fewest pairs of one group in one session.

    ``at_least`` adds least sizes to the face's own, and closes sessions where it is negative.
    None when there is no such allocation.
    """
    if at_least is not None:
        least = np.maximum(face.least, at_least)
        face = replace(face, least=least, most=np.where(at_least < 0, 0, face.most))
    cells = _Cells(network, face, group_of)
    seats = np.minimum(cells.counts, face.most[cells.session])
    units = np.repeat(np.arange(len(seats)), seats)
    prices = np.arange(len(units)) - np.repeat(np.cumsum(seats) - seats, seats)
    prices = np.where(cells.is_known[units], prices, 0)
    beyond = network.nodes[-1] + 1  # the cells are the nodes after the sink
    arcs = (
        (network.person[face.wishes], beyond + cells.of_wish, 1, 0),
        (beyond + units, network.people + cells.session[units], 1, prices),
    )
    solver = solved(network, face, arcs)
    if solver is None:
        return None
    flows = solver.flows(np.arange(len(face.wishes)))
    return network.assignment(face.wishes[flows > 0])


class _Cells:
    """The groups of the sessions: one cell for each group that may come to each session."""

    def __init__(self, network: Network, face: Face, group_of: Mapping[str, str]) -> None:
        names = sorted(set(group_of.values()))
        number = {name: n for n, name in enumerate(names)}
        groups = np.array(
            [number[group_of[network.wishes[n].person]] for n in face.wishes], dtype=np.int64
        )
        keys = network.session[face.wishes] * max(len(names), 1) + groups
        cells, self.of_wish, self.counts = np.unique(keys, return_inverse=True, return_counts=True)
        self.session = cells // max(len(names), 1)
        known = np.array([name != "" for name in names] or [False])
        self.is_known = known[cells % max(len(names), 1)]
