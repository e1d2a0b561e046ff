"""Places and ranks as a flow of people through sessions.

While it is fixed which sessions are held, places and ranks are a minimum-cost flow, solved in
whole numbers. Leximin becomes one sum of costs: improving a flow means going round a cycle that
meets each session at most once, so no count changes by more than the number of sessions, and a
rank whose weight is more than that many times the next better one always outweighs it. When there
are more ranks than weights the solver's numbers can hold, the most important come first and the
rest are solved on the face of the best (``faces.py``).

Minimums are what a flow cannot choose. Without them the flow bounds every allocation from
below (``relaxed``); ``settled`` looks for a choice of sessions that does as well. When it finds
one, it is proven; when not, ``branching.py`` goes on from there.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from .faces import Face, Flags, Ints, Prices, granted_on, narrowed
from .problem import Assignment, Problem

LARGEST = 2**60  # the dearest cost times the nodes twice, so that the solver's potentials fit
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
    """A problem made ready for the flow solver. People, then sessions, then the sink are nodes."""

    def __init__(self, problem: Problem, order: Sequence[int]) -> None:
        """``order`` shuffles the people, so that a seed picks among equals."""
        self.problem = problem
        place = {problem.people[i].person: n for n, i in enumerate(order)}
        index = {one.session: n for n, one in enumerate(problem.sessions)}
        self.wishes = sorted(problem.wishes, key=lambda one: (place[one.person], one.rank))
        self.people, self.held = len(problem.people), len(problem.sessions)
        sink = self.people + self.held
        self.nodes = np.arange(self.people), np.arange(self.people, sink), sink
        self.person = _ints(place[wish.person] for wish in self.wishes)
        self.session = _ints(index[wish.session] for wish in self.wishes)
        level = {rank: n for n, rank in enumerate(problem.ranks)}
        self.level = _ints(level[wish.rank] for wish in self.wishes)
        self.capacity = _ints(one.capacity for one in problem.sessions)
        self.minimum = _ints(one.minimum for one in problem.sessions)
        self.prices = self._prices(max(len(level), 1))

    def _prices(self, levels: int) -> list[Prices]:
        """The prices to solve with, one after another: as many objectives in each as fit."""
        base, nodes = min(self.people, self.held) + 2, self.people + self.held + 2
        at_once = 1
        while base**at_once * nodes**2 < LARGEST:
            at_once += 1
        found = []
        for start in range(0, levels, at_once):
            some = range(start, min(start + at_once, levels))  # objectives, the first: no place
            weight = {levels - one: base ** (some[-1] - one) for one in some}
            of_level = _ints(weight.get(level, 0) for level in range(levels))
            found.append(Prices(of_level, weight.get(levels, 0)))
        return found

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

    def assignment(self, granted: Ints) -> Assignment:
        """The assignment in which exactly these wishes (positions) come true."""
        wishes = (self.wishes[n] for n in granted)
        return {wish.person: wish.session for wish in wishes}

    def least_of(self, held: Collection[str]) -> Ints:
        """Each session's least size when exactly ``held`` are held; negative is closed."""
        is_held = np.array([one.session in held for one in self.problem.sessions], dtype=bool)
        return np.where(is_held, self.minimum, -1)

    def too_small(self, flow: Flow) -> Flags:
        """Which sessions hold somebody but fewer than their minimum."""
        return (flow.sizes > 0) & (flow.sizes < self.minimum)

    def flow(self, state: Ints) -> Flow | None:
        """The best flow with sessions CLOSED, FREE of their minimum, or OPEN; None when they
        cannot be."""
        face = self._whole(state)
        granted: Ints | None = None
        for number, prices in enumerate(self.prices):
            if granted is not None:
                face = narrowed(self, face, granted, self.prices[number - 1])
            granted = granted_on(self, face, prices)
            if granted is None:
                return None
        assert granted is not None  # there is at least one price list
        sizes = np.bincount(self.session[granted], minlength=self.held)
        return Flow(self._counts(granted), sizes, granted, state)

    def face_of(self, best: Flow) -> Face:
        """Every allocation as good as ``best`` in places and ranks, with what it has decided of
        the sessions."""
        face = self._whole(best.state)
        for prices in self.prices:
            face = narrowed(self, face, best.granted, prices)
        return face

    def _whole(self, state: Ints) -> Face:
        """Whatever may be when no more than ``state`` is decided."""
        return Face(
            wishes=np.nonzero(state[self.session] != CLOSED)[0],
            may_be_left=np.ones(self.people, dtype=bool),
            least=np.where(state == OPEN, self.minimum, 0),
            most=self.capacity,
        )

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

    def _counts(self, granted: Ints) -> tuple[int, ...]:
        levels = np.bincount(self.level[granted], minlength=max(len(self.problem.ranks), 1))
        return (self.people - len(granted), *(int(count) for count in levels[:0:-1]))


def _ints(values: object) -> Ints:
    return np.fromiter(values, dtype=np.int64)  # type: ignore[call-overload, no-any-return]
