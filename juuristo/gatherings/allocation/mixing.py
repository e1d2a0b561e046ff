"""Mixing as a flow: people of one group spread over sessions, the ranks left as they are.

Of all allocations, those that are best in places and ranks are one face of the flow's polytope.
Which wishes, sessions and empty hands belong to it is told by what each would cost beyond the
best (its reduced cost), found from shortest paths in what the best flow leaves (Ahuja, Magnanti
and Orlin, Network Flows, 1993, ch. 9). Inside the face every person passes through the cell of
their group in their session, and the n-th to enter costs n - 1: a convex flow again, solved in
whole numbers at any size.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from .network import CLOSED, Flow, Ints, Network
from .problem import Assignment

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Face:
    """Every allocation as good as the best in places and ranks: the wishes that may come true
    (positions), who may be left out, and the least and most people in each session."""

    wishes: Ints
    may_be_left: Flags
    least: Ints
    most: Ints


def face_of(network: Network, best: Flow) -> Face:
    """Return the face on which ``best`` lies, with what it has decided of the sessions."""
    usable = np.nonzero(best.state[network.session] != CLOSED)[0]
    demand = network.demand(best.state)
    everyone, sink = np.arange(network.people), network.people + network.held
    offered = network.people + np.arange(network.held)
    weights = np.array(network.weights, dtype=np.int64)
    tails = np.concatenate([network.person[usable], everyone, offered])
    heads = np.concatenate(
        [network.people + network.session[usable], np.full(network.people + network.held, sink)]
    )
    costs = np.concatenate(
        [
            weights[network.level[usable]],
            np.full(network.people, weights[-1]),
            np.zeros(network.held, dtype=np.int64),
        ]
    )
    granted = np.isin(usable, best.granted)
    left = ~np.isin(everyone, network.person[best.granted])
    has_flow = np.concatenate([granted, left, best.sizes > demand])
    has_room = np.concatenate([~granted, ~left, best.sizes < network.capacity])
    beyond = _beyond_best(sink + 1, tails, heads, costs, has_flow, has_room)
    of_wish, of_leaving, of_session = np.split(beyond, [len(usable), len(usable) + network.people])
    fixed = np.zeros(network.people, dtype=bool)
    fixed[network.person[usable[of_wish < 0]]] = True
    fixed[of_leaving < 0] = True
    free = (of_wish < 0) | ((of_wish == 0) & ~fixed[network.person[usable]])
    return Face(
        wishes=usable[free],
        may_be_left=(of_leaving < 0) | ((of_leaving == 0) & ~fixed),
        least=np.where(of_session < 0, network.capacity, demand),
        most=np.where(of_session > 0, demand, network.capacity),
    )


def _beyond_best(
    nodes: int, tails: Ints, heads: Ints, costs: Ints, has_flow: Flags, has_room: Flags
) -> Ints:
    """Return each arc's reduced cost: 0 is free in the face, more is empty, less is full."""
    starts = np.concatenate([tails[has_room], heads[has_flow]])
    ends = np.concatenate([heads[has_room], tails[has_flow]])
    prices = np.concatenate([costs[has_room], -costs[has_flow]])
    cheapest = np.zeros(nodes, dtype=np.int64)
    while True:
        before = cheapest.copy()
        np.minimum.at(cheapest, ends, cheapest[starts] + prices)
        if np.array_equal(before, cheapest):
            return costs + cheapest[tails] - cheapest[heads]


def mix(
    network: Network, face: Face, group_of: Mapping[str, str], at_least: Ints | None = None
) -> Assignment | None:
    """Return the allocation of the face with the fewest pairs of one group in one session.

    ``at_least`` adds least sizes to the face's own, and closes sessions where it is negative.
    None when there is no such allocation.
    """
    least, most = face.least, face.most
    if at_least is not None:
        least = np.maximum(least, at_least)
        most = np.where(at_least < 0, 0, most)
    solver = SimpleMinCostFlow()
    everyone, sink = np.arange(network.people), network.people + network.held
    cells = _Cells(network, face, group_of)
    seats = np.minimum(cells.counts, most[cells.session])
    units = np.repeat(np.arange(len(seats)), seats)
    prices = np.arange(len(units)) - np.repeat(np.cumsum(seats) - seats, seats)
    prices = np.where(cells.is_known[units], prices, 0)
    leaving = everyone[face.may_be_left]
    offered = network.people + np.arange(network.held)
    for tail, head, capacity, cost in (
        (network.person[face.wishes], sink + 1 + cells.of_wish, 1, 0),
        (sink + 1 + units, network.people + cells.session[units], 1, prices),
        (leaving, sink, 1, 0),
        (offered, sink, most - least, 0),
    ):
        arcs = (np.broadcast_to(one, tail.shape) for one in (tail, head, capacity, cost))
        solver.add_arcs_with_capacity_and_unit_cost(*arcs)
    solver.set_nodes_supplies(everyone, np.ones_like(everyone))
    solver.set_nodes_supplies(offered, -least)
    solver.set_node_supply(sink, int(least.sum()) - network.people)
    if (most < least).any() or solver.solve() != SimpleMinCostFlow.OPTIMAL:
        return None
    flows = solver.flows(np.arange(len(face.wishes)))
    return network.people_of(face.wishes[flows > 0])


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
