"""Faces: every flow that is as good as the best, so that the next objective may choose among them.

Which wishes, sessions and empty hands belong to a face is told by what each would cost beyond the
best (its reduced cost), found from shortest paths in what the best flow leaves (Ahuja, Magnanti
and Orlin, Network Flows, 1993, ch. 9).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

if TYPE_CHECKING:
    from .network import Network

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Arcs = tuple[Ints, Any, Any, Any]  # tails, heads, capacities and costs; all but tails may be one


@dataclass(frozen=True)
class Prices:
    """What is paid, in whole numbers: for a wish of each rank (the best first), and for a person
    without a place."""

    of_level: Ints
    of_leaving: int


@dataclass(frozen=True)
class Face:
    """The wishes that may come true (positions), who may be left out (a flag a person), and the
    least and most people in each session."""

    wishes: Ints
    may_be_left: Flags
    least: Ints
    most: Ints


def solved(
    network: "Network", face: Face, arcs: Iterable[Arcs], leaving: int = 0
) -> SimpleMinCostFlow | None:
    """Send everyone through ``arcs`` to a session or past them all, at the least cost.

    The first arcs are those of ``face.wishes``. A session demands its least, and only what is
    above that flows on. None when it cannot be.
    """
    if (face.most < face.least).any() or face.least.sum() > network.people:
        return None
    everyone, offered, sink = network.nodes
    solver = SimpleMinCostFlow()
    ends: tuple[Arcs, ...] = (
        (everyone[face.may_be_left], sink, 1, leaving),
        (offered, sink, face.most - face.least, 0),
    )
    for tail, *others in (*arcs, *ends):
        solver.add_arcs_with_capacity_and_unit_cost(
            tail, *(np.broadcast_to(one, tail.shape) for one in others)
        )
    solver.set_nodes_supplies(everyone, np.ones_like(everyone))
    solver.set_nodes_supplies(offered, -face.least)
    solver.set_node_supply(sink, int(face.least.sum()) - network.people)
    return solver if solver.solve() == SimpleMinCostFlow.OPTIMAL else None


def granted_on(network: "Network", face: Face, prices: Prices) -> Ints | None:
    """Return the wishes (positions) that come true in a cheapest flow on the face, if any."""
    costs = prices.of_level[network.level[face.wishes]]
    heads = network.people + network.session[face.wishes]
    arcs = (network.person[face.wishes], heads, 1, costs)
    solver = solved(network, face, [arcs], prices.of_leaving)
    if solver is None:
        return None
    granted: Ints = face.wishes[solver.flows(np.arange(len(face.wishes))) > 0]
    return granted


def narrowed(network: "Network", face: Face, granted: Ints, prices: Prices) -> Face:
    """Return the part of the face that is as cheap as ``granted``, a cheapest flow on it."""
    everyone, offered, sink = network.nodes
    leavers = everyone[face.may_be_left]
    sizes = np.bincount(network.session[granted], minlength=network.held)
    is_left = ~np.isin(leavers, network.person[granted])
    is_granted = np.isin(face.wishes, granted)
    tails = np.concatenate([network.person[face.wishes], leavers, offered])
    heads = np.concatenate(
        [
            network.people + network.session[face.wishes],
            np.full(len(leavers) + network.held, sink),
        ]
    )
    costs = np.concatenate(
        [
            prices.of_level[network.level[face.wishes]],
            np.full(len(leavers), prices.of_leaving),
            np.zeros_like(offered),
        ]
    )
    has_flow = np.concatenate([is_granted, is_left, sizes > face.least])
    has_room = np.concatenate([~is_granted, ~is_left, sizes < face.most])
    beyond = _beyond_best(sink + 1, tails, heads, costs, has_flow, has_room)
    cuts = [len(face.wishes), len(face.wishes) + len(leavers)]
    of_wish, of_leaving, of_session = np.split(beyond, cuts)
    fixed = np.zeros(network.people, dtype=bool)
    fixed[network.person[face.wishes[of_wish < 0]]] = True
    fixed[leavers[of_leaving < 0]] = True
    free = (of_wish < 0) | ((of_wish == 0) & ~fixed[network.person[face.wishes]])
    may_be_left = np.zeros(network.people, dtype=bool)
    may_be_left[leavers] = (of_leaving < 0) | ((of_leaving == 0) & ~fixed[leavers])
    return Face(
        wishes=face.wishes[free],
        may_be_left=may_be_left,
        least=np.where(of_session < 0, face.most, face.least),
        most=np.where(of_session > 0, face.least, face.most),
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
