"""Places and ranks as a flow of people through sessions.

While it is fixed which sessions are held, places and ranks are a minimum-cost flow, solved in
whole numbers. Leximin becomes one sum of costs: improving a flow means going round a cycle that
meets each session at most once, so no count changes by more than the number of sessions, and a
rank whose weight is more than that many times the next better one always outweighs it.

Minimums are what a flow cannot choose. Without them the flow bounds every allocation from
below (``relaxed``); ``settled`` looks for a choice of sessions that does as well. When it finds
one, it is proven; when not, ``branching.py`` goes on from there.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from .problem import Assignment, Problem

Ints = NDArray[np.int64]
LARGEST = 2**61  # costs times nodes, in the solver's 64 bits
CLOSED, FREE, OPEN = -1, 0, 1
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)  # of a minimum: what is less than that is closed


@dataclass(frozen=True)
class Flow:
    """A flow: its counts in order of importance (no place, worst rank … second best), how many
    each session holds, the wishes that came true (as positions), and what was decided of each
    session (CLOSED, FREE of its minimum, OPEN)."""

    counts: tuple[int, ...]
    sizes: Ints
    granted: Ints
    state: Ints


class Network:
    """A problem made ready for the flow solver."""

    def __init__(self, problem: Problem, order: Sequence[int]) -> None:
        """``order`` shuffles the people, so that a seed picks among equals."""
        self.problem = problem
        place = {problem.people[i].person: n for n, i in enumerate(order)}
        index = {one.session: n for n, one in enumerate(problem.sessions)}
        self.wishes = sorted(problem.wishes, key=lambda one: (place[one.person], one.rank))
        self.people, self.held = len(problem.people), len(problem.sessions)
        self.person = _ints(place[wish.person] for wish in self.wishes)
        self.session = _ints(index[wish.session] for wish in self.wishes)
        level = {rank: n for n, rank in enumerate(problem.ranks)}
        self.level = _ints(level[wish.rank] for wish in self.wishes)
        self.capacity = _ints(one.capacity for one in problem.sessions)
        self.minimum = _ints(one.minimum for one in problem.sessions)
        base = min(self.people, self.held) + 2
        self.weights = [0, *(base**n for n in range(len(level)))]
        self.fits = self.weights[-1] * (self.people + self.held + 2) < LARGEST

    def relaxed(self) -> Flow:
        """The best flow when a session may hold any number up to its capacity."""
        flow = self.flow(self._state())
        if flow is None:
            raise ValueError("a flow without minimums always exists")
        return flow

    def settled(self, relaxed: Flow) -> Flow:
        """The best of some ways to make the minimums true: of the sessions that are too small,
        those at least so near their minimum are filled and the others closed."""
        found = (self._settled(relaxed, share) for share in SHARES)
        return min((flow for flow in found if flow), key=lambda flow: flow.counts)

    def assignment(self, flow: Flow) -> Assignment:
        return self.people_of(flow.granted)

    def people_of(self, granted: Ints) -> Assignment:
        """The assignment in which exactly these wishes come true."""
        wishes = (self.wishes[n] for n in granted)
        return {wish.person: wish.session for wish in wishes}

    def demand(self, state: Ints) -> Ints:
        """How many each session needs: its minimum when it is to be held."""
        return np.where(state == OPEN, self.minimum, 0)

    def least_of(self, held: Collection[str]) -> Ints:
        """Each session's least size when exactly ``held`` are held; negative is closed."""
        is_held = np.array([one.session in held for one in self.problem.sessions], dtype=bool)
        return np.where(is_held, self.minimum, -1)

    def _state(self) -> Ints:
        """Nothing is decided but that a session too few wished for is not held."""
        wished = np.bincount(self.session, minlength=self.held)
        return np.where(wished < self.minimum, CLOSED, FREE)

    def _settled(self, flow: Flow | None, share: float) -> Flow | None:
        state = self._state()
        while flow is not None and (small := self.too_small(flow)).any():
            near = flow.sizes >= share * self.minimum
            state[small & near] = OPEN
            state[small & ~near] = CLOSED
            flow = self.flow(state)
        return flow

    def too_small(self, flow: Flow) -> NDArray[np.bool_]:
        """Which sessions hold somebody but fewer than their minimum."""
        return (flow.sizes > 0) & (flow.sizes < self.minimum)

    def flow(self, state: Ints) -> Flow | None:
        """Solve with sessions CLOSED, FREE of their minimum, or OPEN; None when they cannot be.

        Who gets no place goes from person to sink at the highest cost. An open session demands
        its minimum, and only the rest may flow on.
        """
        demand = self.demand(state)
        if demand.sum() > self.people:
            return None
        usable = np.nonzero(state[self.session] != CLOSED)[0]
        everyone, sink = np.arange(self.people), self.people + self.held
        offered = self.people + np.arange(self.held)
        solver = SimpleMinCostFlow()
        weights = _ints(self.weights)
        for tail, head, capacity, cost in (
            (
                self.person[usable],
                self.people + self.session[usable],
                1,
                weights[self.level[usable]],
            ),
            (everyone, sink, 1, weights[-1]),
            (offered, sink, self.capacity - demand, 0),
        ):
            solver.add_arcs_with_capacity_and_unit_cost(
                *(np.broadcast_to(one, tail.shape) for one in (tail, head, capacity, cost))
            )
        solver.set_nodes_supplies(everyone, np.ones_like(everyone))
        solver.set_nodes_supplies(offered, -demand)
        solver.set_node_supply(sink, int(demand.sum()) - self.people)
        if solver.solve() != SimpleMinCostFlow.OPTIMAL:
            return None
        granted = usable[solver.flows(np.arange(len(usable))) > 0]
        return Flow(
            self._counts(granted),
            np.bincount(self.session[granted], minlength=self.held),
            granted,
            state,
        )

    def _counts(self, granted: Ints) -> tuple[int, ...]:
        levels = np.bincount(self.level[granted], minlength=max(len(self.weights) - 1, 1))
        return (self.people - len(granted), *(int(count) for count in levels[:0:-1]))


def _ints(values: object) -> Ints:
    return np.fromiter(values, dtype=np.int64)  # type: ignore[call-overload, no-any-return]
