"""The allocation as an integer program, solved by HiGHS one objective after another.

A session's minimum needs a yes or no of its own (``held``), and pairs need counting. Pairs of a
group of ``n`` in one session cost 0 + 1 + … + (n - 1): one unit variable per seat, each dearer
than the one before. That is convex, so the relaxation is as tight as a sum of flows can be, and
people who are alike need no symmetry broken. Most problems end at the root.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from ortools.math_opt.python import mathopt

from .problem import Assignment, Problem

Terms = list[tuple[float, mathopt.Variable]]
NEARLY = 1e-6
LESS_THAN_ONE = 0.999  # objectives are whole numbers: a smaller gap is none


@dataclass(frozen=True)
class Solved:
    """What one solve gave. ``assignment`` is None when none was found in time; ``bound`` is what
    no allocation can get under."""

    assignment: Assignment | None
    bound: int


class Program:
    """One problem's program; each objective that is done becomes a constraint (``keep``)."""

    def __init__(
        self, problem: Problem, *, order: Sequence[int], only: Collection[tuple[str, str]] | None
    ) -> None:
        """``order`` shuffles the people; only these wishes (person, session)
        may come true, or all."""
        self.problem = problem
        self.model = mathopt.Model()
        self.place: dict[tuple[str, str], mathopt.Variable] = {}
        for index in order:
            for wish in problem.wishes_of[problem.people[index].person]:
                if only is None or (wish.person, wish.session) in only:
                    self.place[wish.person, wish.session] = self.model.add_binary_variable()
        self._one_place_each()
        self._sizes()

    def _one_place_each(self) -> None:
        of_person = defaultdict(list)
        for (person, _), place in self.place.items():
            of_person[person].append(place)
        for places in of_person.values():
            self.model.add_linear_constraint(mathopt.fast_sum(places) <= 1)

    def _sizes(self) -> None:
        of_session = defaultdict(list)
        for (_, session), place in self.place.items():
            of_session[session].append(place)
        for one in self.problem.sessions:
            size = mathopt.fast_sum(of_session[one.session])
            if one.minimum <= 1:
                self.model.add_linear_constraint(size <= one.capacity)
                continue
            held = self.model.add_binary_variable()
            self.model.add_linear_constraint(size - one.capacity * held <= 0)
            self.model.add_linear_constraint(size - one.minimum * held >= 0)

    def without_place(self) -> tuple[Terms, int]:
        """People without a place: as terms and what is added to their sum."""
        return [(-1, place) for place in self.place.values()], len(self.problem.people)

    def at_rank(self, rank: int) -> tuple[Terms, int]:
        """People who get this wish of theirs."""
        rank_of = self.problem.rank_of
        return [(1, place) for pair, place in self.place.items() if rank_of[pair] == rank], 0

    def pairs(self, group_of: Mapping[str, str]) -> tuple[Terms, int]:
        """Pairs of one group in one session. Adds the variables that count them."""
        members = defaultdict(list)
        for (person, session), place in self.place.items():
            if group_of[person] != "":
                members[session, group_of[person]].append(place)
        capacity = {one.session: one.capacity for one in self.problem.sessions}
        terms: Terms = []
        for (session, _), places in members.items():
            seats = min(len(places), capacity[session])
            if seats < 2:
                continue
            units = [self.model.add_variable(lb=0, ub=1) for _ in range(seats)]
            self.model.add_linear_constraint(mathopt.fast_sum(places) <= mathopt.fast_sum(units))
            terms += [(cost, unit) for cost, unit in enumerate(units) if cost]
        return terms, 0

    def keep(self, objective: tuple[Terms, int], value: int) -> None:
        """From here on the objective is at most ``value``."""
        terms, added = objective
        self.model.add_linear_constraint(_sum(terms) <= value - added)

    def solve(self, objective: tuple[Terms, int], *, seconds: float, seed: int) -> Solved:
        """Make the objective as small as it gets within ``seconds``."""
        terms, added = objective
        self.model.minimize(_sum(terms))
        parameters = mathopt.SolveParameters(
            time_limit=timedelta(seconds=seconds),
            random_seed=seed % 2**31,
            relative_gap_tolerance=0,
            absolute_gap_tolerance=LESS_THAN_ONE,
        )
        result = mathopt.solve(self.model, mathopt.SolverType.HIGHS, params=parameters)
        bound = result.termination.objective_bounds.dual_bound
        least = ceil(bound - NEARLY) + added if bound > -1e15 else 0
        if not result.has_primal_feasible_solution():
            return Solved(None, max(least, 0))
        values = result.variable_values()
        chosen = {
            person: session
            for (person, session), place in self.place.items()
            if values[place] > 0.5
        }
        return Solved(chosen, max(least, 0))


def _sum(terms: Terms) -> mathopt.LinearSum:
    return mathopt.fast_sum([factor * variable for factor, variable in terms])
