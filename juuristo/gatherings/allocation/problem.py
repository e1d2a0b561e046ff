"""What is allocated: people, sessions and wishes, in the columns of the files they come from.

Each person gets at most one session, only one they wished for; a session holds nobody or
``minimum``…``capacity`` people. Everything here is plain data: ids are any text.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import comb
from typing import Any, NamedTuple

Assignment = dict[str, str]  # person → session; who has none is not there


class Wisher(NamedTuple):
    """A person; an empty office or team is unknown, and the unknown are never of one."""

    person: str
    office: str = ""
    team: str = ""


class Offer(NamedTuple):
    """A session that is offered."""

    session: str
    capacity: int
    minimum: int = 1


class Choice(NamedTuple):
    """One wish; rank 1 is the dearest."""

    person: str
    rank: int
    session: str


@dataclass(frozen=True)
class Problem:
    """People, sessions and wishes, as tuples or as the named tuples above."""

    people: Sequence[Wisher]
    sessions: Sequence[Offer]
    wishes: Sequence[Choice]

    @classmethod
    def of(
        cls,
        people: Iterable[tuple[str, str, str]],
        sessions: Iterable[tuple[str, int, int]],
        wishes: Iterable[tuple[str, int, str]],
    ) -> "Problem":
        return cls(
            [Wisher(*one) for one in people],
            [Offer(*one) for one in sessions],
            [Choice(*one) for one in wishes],
        )

    @cached_property
    def wishes_of(self) -> Mapping[str, Sequence[Choice]]:
        """Each person's wishes, the dearest first; everyone is there."""
        found: dict[str, list[Choice]] = {one.person: [] for one in self.people}
        for wish in sorted(self.wishes, key=lambda one: one.rank):
            found[wish.person].append(wish)
        return found

    @cached_property
    def rank_of(self) -> Mapping[tuple[str, str], int]:
        """The rank by person and session."""
        return {(wish.person, wish.session): wish.rank for wish in self.wishes}

    @cached_property
    def office_of(self) -> Mapping[str, str]:
        return {one.person: one.office for one in self.people}

    @cached_property
    def team_of(self) -> Mapping[str, str]:
        return {one.person: one.team for one in self.people}

    @cached_property
    def ranks(self) -> Sequence[int]:
        """Every rank that was given, the best first."""
        return sorted({wish.rank for wish in self.wishes})

    @cached_property
    def wished(self) -> Mapping[str, int]:
        """How many wished for each session."""
        counts = Counter(wish.session for wish in self.wishes)
        return {one.session: counts[one.session] for one in self.sessions}


def figures_of(problem: Problem, assignment: Mapping[str, str]) -> dict[str, Any]:
    """Return what an assignment is worth.

    ``unassigned`` counts people without a place, ``ranks`` those who got their first, second …
    wish. ``same_office_pairs`` and ``same_team_pairs`` count pairs within one session.
    ``mixing`` is the share (0–1) of the pairs who meet in a session that come from different
    offices; 1 when nobody meets anybody. ``below_minimum`` names sessions too small to hold.
    """
    sizes = Counter(assignment.values())
    meeting = sum(comb(size, 2) for size in sizes.values())
    of_office = pairs(assignment, problem.office_of)
    return {
        "unassigned": len(problem.people) - len(assignment),
        "ranks": ranks_of(problem, assignment),
        "same_office_pairs": of_office,
        "same_team_pairs": pairs(assignment, problem.team_of),
        "mixing": round(1 - of_office / meeting, 3) if meeting else 1.0,
        "below_minimum": [
            one.session for one in problem.sessions if 0 < sizes[one.session] < one.minimum
        ],
    }


def ranks_of(problem: Problem, assignment: Mapping[str, str]) -> dict[str, int]:
    """How many got each rank; ranks that nobody got are left out."""
    counts = Counter(problem.rank_of[pair] for pair in assignment.items())
    return {str(rank): counts[rank] for rank in sorted(counts)}


def pairs(assignment: Mapping[str, str], group_of: Mapping[str, str]) -> int:
    """Count the pairs of one group in one session, summed over the sessions."""
    counts = Counter(
        (session, group_of[person])
        for person, session in assignment.items()
        if group_of[person] != ""
    )
    return sum(comb(count, 2) for count in counts.values())


def first_come(problem: Problem, order: Iterable[str]) -> Assignment:
    """Serve the wishes in ``order``: each takes the dearest wish that still has room.

    This is what signing up would have given on the same wishes. It knows no minimum, so a
    session may be left with too few (``figures_of``: ``below_minimum``).
    """
    free = {one.session: one.capacity for one in problem.sessions}
    taken: Assignment = {}
    for person in order:
        for wish in problem.wishes_of[person]:
            if free[wish.session]:
                free[wish.session] -= 1
                taken[person] = wish.session
                break
    return taken


def objectives(problem: Problem, assignment: Mapping[str, str]) -> list[tuple[str, int]]:
    """Return what is made small, in order of importance: those without a place, each rank from
    the worst given to the second best, pairs of one office, pairs of one team."""
    got = ranks_of(problem, assignment)
    return [
        ("unassigned", len(problem.people) - len(assignment)),
        *((f"rank_{rank}", got.get(str(rank), 0)) for rank in reversed(problem.ranks[1:])),
        ("same_office_pairs", pairs(assignment, problem.office_of)),
        ("same_team_pairs", pairs(assignment, problem.team_of)),
    ]


def is_lawful(problem: Problem, assignment: Mapping[str, str]) -> bool:
    """Whether everyone is where they wished to be and every session holds as many as it may."""
    sizes = Counter(assignment.values())
    return all(pair in problem.rank_of for pair in assignment.items()) and all(
        not sizes[one.session] or one.minimum <= sizes[one.session] <= one.capacity
        for one in problem.sessions
    )
