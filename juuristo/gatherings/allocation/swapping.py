"""Better mixing of teams where a proof is out of reach: people of one office change places.

A swap keeps the sizes, the ranks and the offices: two of one office, each wishing for the
other's session, whose four ranks come to the same two. It is made when fewer of one team then
sit together. The same problem and assignment give the same swaps.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

from .problem import Assignment, Problem

PASSES = 20


def swap_for_teams(problem: Problem, assignment: Mapping[str, str]) -> Assignment:
    """Return the assignment after every swap that helps, for at most ``PASSES`` rounds."""
    swapping = _Swapping(problem, assignment)
    for _ in range(PASSES):
        if not swapping.improved():
            break
    return swapping.assignment


class _Swapping:
    def __init__(self, problem: Problem, assignment: Mapping[str, str]) -> None:
        self.problem = problem
        self.assignment = dict(assignment)
        self.together: Counter[tuple[str, str]] = Counter()
        self.of_office: dict[tuple[str, str], list[str]] = defaultdict(list)
        for person, session in assignment.items():
            self.together[session, problem.team_of[person]] += 1
            self.of_office[session, problem.office_of[person]].append(person)

    def improved(self) -> bool:
        """Go through everyone once; say whether anybody changed places."""
        moved = [self._moved(person) for person in sorted(self.assignment)]
        return any(moved)

    def _moved(self, person: str) -> bool:
        here, office = self.assignment[person], self.problem.office_of[person]
        for wish in self.problem.wishes_of[person]:
            if wish.session == here:
                continue
            for other in self.of_office[wish.session, office]:
                if self._helps(person, other):
                    self._swap(person, other)
                    return True
        return False

    def _helps(self, one: str, other: str) -> bool:
        rank, here, there = self.problem.rank_of, self.assignment[one], self.assignment[other]
        if (other, here) not in rank:
            return False
        now = sorted((rank[one, here], rank[other, there]))
        if now != sorted((rank[one, there], rank[other, here])):
            return False
        return self._gain(one, here, there) + self._gain(other, there, here) > 0 and (
            self.problem.team_of[one] != self.problem.team_of[other]
        )

    def _gain(self, person: str, here: str, there: str) -> int:
        """Pairs of their team fewer when the person goes from here to there."""
        team = self.problem.team_of[person]
        return self.together[here, team] - 1 - self.together[there, team] if team else 0

    def _swap(self, one: str, other: str) -> None:
        here, there = self.assignment[one], self.assignment[other]
        office = self.problem.office_of[one]
        for person, old, new in ((one, here, there), (other, there, here)):
            self.together[old, self.problem.team_of[person]] -= 1
            self.together[new, self.problem.team_of[person]] += 1
            self.of_office[old, office].remove(person)
            self.of_office[new, office].append(person)
            self.assignment[person] = new
