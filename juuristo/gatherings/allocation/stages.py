"""The allocation, one objective after another: each made as small as the ones before allow."""

import random
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .faults import check
from .problem import Assignment, Problem, figures_of, is_lawful, objectives, pairs

if TYPE_CHECKING:
    from .faces import Face
    from .network import Network
    from .program import Program, Terms

OFFICES, TEAMS = "same_office_pairs", "same_team_pairs"
Tell = Callable[[str, int | None, int | None], None]

EXACT = 1000  # so many people are mixed exactly; more, as well as a fixed amount of work does
SECONDS = 60.0  # at most so long for one objective of the integer program


@dataclass(frozen=True)
class Stage:
    """One objective done: its value, and what no allocation can get under."""

    objective: str
    value: int
    bound: int

    @property
    def is_proven(self) -> bool:
        return self.value == self.bound

    def as_document(self) -> dict[str, Any]:
        status = "optimal" if self.is_proven else "feasible"
        return {
            "objective": self.objective,
            "value": self.value,
            "bound": self.bound,
            "status": status,
        }


def allocate(
    people: Iterable[tuple[str, str, str]],
    sessions: Iterable[tuple[str, int, int]],
    wishes: Iterable[tuple[str, int, str]],
    *,
    seed: int = 0,
    tell: Tell | None = None,
) -> dict[str, Any]:
    """Give places fairly; return the document of design/interfaces.md (Allocation).

    ``people`` are (person, office, team), ``sessions`` (session, capacity, minimum) and
    ``wishes`` (person, rank, session). In this order, each as small as those before allow:
    people without a place; people at the worst rank given, then at the next worst …; pairs of
    one office in a session; pairs of one team. A problem that says nothing sensible (``check``)
    has the status ``infeasible`` and its ``faults``. The same input and seed give the same
    result. ``tell(objective, value, bound)`` hears of each objective when it begins (value and
    bound None) and when it is done.
    """
    return allocate_problem(Problem.of(people, sessions, wishes), seed=seed, tell=tell)


def allocate_problem(
    problem: Problem, *, seed: int = 0, tell: Tell | None = None
) -> dict[str, Any]:
    """``allocate`` for a problem already made."""
    began = time.monotonic()
    broken = [fault for fault in check(problem) if fault.is_broken]
    if broken:
        return _infeasible(problem, [fault.as_document() for fault in broken], began)
    run = _Run(problem, seed, tell or _nobody)
    run.places_and_ranks()
    run.mixing()
    return _document(problem, run.assignment, run.settled_stages(), began)


def _nobody(_objective: str, _value: int | None, _bound: int | None) -> None:
    """Nobody watches."""


class _Run:
    """The allocation so far: the best found and the objectives done."""

    def __init__(self, problem: Problem, seed: int, tell: Tell) -> None:
        self.problem, self.seed, self.tell = problem, seed, tell
        self.order = list(range(len(problem.people)))
        random.Random(seed).shuffle(self.order)  # noqa: S311 — a tie-break, not a secret
        self.assignment: Assignment = {}
        self.stages: list[Stage] = []
        self._network: Network | None = None
        self._face: Face | None = None  # allocations as good in places and ranks as the flow's
        self._is_whole_face = False
        self._program: Program | None = None

    # ---- places and ranks

    def places_and_ranks(self) -> None:
        """Take from the flow what it proves, and go on from there with the integer program."""
        from .network import Network

        network = Network(self.problem, self.order)
        names = [name for name, _ in objectives(self.problem, {})][:-2]
        self.tell(names[0], None, None)
        bounds = self._by_flow(network)
        for at, name in enumerate(names):
            if at:
                self.tell(name, None, None)
            value = dict(objectives(self.problem, self.assignment))[name]
            bound = bounds[at] if self._has_bound(bounds, at) else 0
            if value == bound or not self._is_exact:
                self._done(name, value, bound)
            else:
                self._by_program(name)

    def _by_flow(self, network: "Network") -> tuple[int, ...]:
        """Take the best flow; return what no allocation can get under."""
        from .branching import search

        relaxed = network.relaxed()
        searched = search(network, relaxed, network.settled(relaxed))
        self.assignment = network.assignment(searched.best.granted)
        self._network = network
        # Without minimums the face holds every allocation that is as good; with some of them
        # decided, only those that decide the same.
        self._is_whole_face = searched.best.counts == relaxed.counts
        if self._is_whole_face or not self._is_exact:
            self._face = network.face_of(relaxed if self._is_whole_face else searched.best)
        return searched.bound

    def _has_bound(self, bounds: tuple[int, ...], at: int) -> bool:
        """The flow bounds an objective only while all before it are as low as in the flow."""
        return tuple(stage.value for stage in self.stages) == bounds[:at]

    @property
    def _is_exact(self) -> bool:
        return len(self.problem.people) <= EXACT

    # ---- mixing

    def mixing(self) -> None:
        """Offices by a flow when that proves them, teams by the integer program or by swaps."""
        self.tell(OFFICES, None, None)
        bound = self._mix(self.problem.office_of)
        value = dict(objectives(self.problem, self.assignment))[OFFICES]
        if self._is_exact and value != bound:
            self._by_program(OFFICES)
        else:
            self._done(OFFICES, value, bound)
        self.tell(TEAMS, None, None)
        if self._is_exact:
            self._by_program(TEAMS)
        else:
            self._by_swaps()

    def _mix(self, group_of: Mapping[str, str], *, take: bool = True) -> int:
        """Mix by a flow and take the result when lawful; return what nothing can get under."""
        if self._face is None or self._network is None:
            return 0
        from .mixing import mix

        free = mix(self._network, self._face, group_of)
        if free is None:
            return 0
        if take:
            held = set(self.assignment.values())
            for found in (
                free,
                mix(self._network, self._face, group_of, self._network.least_of(held)),
            ):
                self._consider(found)
                if found is free and is_lawful(self.problem, free):
                    break
        return pairs(free, group_of) if self._is_whole_face else 0

    def _by_swaps(self) -> None:
        from .swapping import swap_for_teams

        self._consider(swap_for_teams(self.problem, self.assignment))
        value = dict(objectives(self.problem, self.assignment))[TEAMS]
        self._done(TEAMS, value, min(self._mix(self.problem.team_of, take=False), value))

    # ---- the integer program

    def _by_program(self, name: str) -> None:
        """Solve for one objective, keeping those done; the best known stands if none is found."""
        program = self._ready_program()
        objective = self._terms(program, name)
        solved = program.solve(objective, seconds=SECONDS, seed=self.seed)
        self._consider(solved.assignment)
        value = dict(objectives(self.problem, self.assignment))[name]
        self._done(name, value, min(solved.bound, value))
        program.keep(objective, value)

    def _ready_program(self) -> "Program":
        if self._program is None:
            from .program import Program

            only = None
            if self._face is not None and self._network is not None:
                wishes = (self._network.wishes[n] for n in self._face.wishes)
                only = {(wish.person, wish.session) for wish in wishes}
            self._program = Program(self.problem, order=self.order, only=only)
            for stage in self.stages:
                self._program.keep(self._terms(self._program, stage.objective), stage.value)
        return self._program

    def _terms(self, program: "Program", name: str) -> "tuple[Terms, int]":
        if name == "unassigned":
            return program.without_place()
        if name == OFFICES:
            return program.pairs(self.problem.office_of)
        if name == TEAMS:
            return program.pairs(self.problem.team_of)
        return program.at_rank(int(name.removeprefix("rank_")))

    def _consider(self, found: Assignment | None) -> None:
        """Take what was found when it is lawful and no worse: solvers count in floating point."""
        if found is None or not is_lawful(self.problem, found):
            return
        if _values(self.problem, found) <= _values(self.problem, self.assignment):
            self.assignment = found

    def settled_stages(self) -> list[Stage]:
        """The stages with the values of the allocation that stands: a later one may have bettered
        an earlier one that was not proven, and its bound holds all the same."""
        values = dict(objectives(self.problem, self.assignment))
        return [replace(stage, value=values[stage.objective]) for stage in self.stages]

    def _done(self, name: str, value: int, bound: int) -> None:
        self.stages.append(Stage(name, value, bound))
        self.tell(name, value, bound)


def _values(problem: Problem, assignment: Assignment) -> list[int]:
    return [value for _, value in objectives(problem, assignment)]


def _document(
    problem: Problem, assignment: Mapping[str, str], stages: list[Stage], began: float
) -> dict[str, Any]:
    figures = figures_of(problem, assignment)
    return {
        "status": "optimal" if all(stage.is_proven for stage in stages) else "feasible",
        "assignment": {
            one.person: assignment[one.person] for one in problem.people if one.person in assignment
        },
        "unassigned": [one.person for one in problem.people if one.person not in assignment],
        "ranks": figures["ranks"],
        "same_office_pairs": figures["same_office_pairs"],
        "same_team_pairs": figures["same_team_pairs"],
        "mixing": figures["mixing"],
        "stages": [stage.as_document() for stage in stages],
        "seconds": round(time.monotonic() - began, 3),
    }


def _infeasible(problem: Problem, faults: list[dict[str, Any]], began: float) -> dict[str, Any]:
    return {
        "status": "infeasible",
        "assignment": {},
        "unassigned": list(dict.fromkeys(one.person for one in problem.people)),
        "ranks": {},
        "same_office_pairs": 0,
        "same_team_pairs": 0,
        "mixing": 1.0,
        "stages": [],
        "faults": faults,
        "seconds": round(time.monotonic() - began, 3),
    }
