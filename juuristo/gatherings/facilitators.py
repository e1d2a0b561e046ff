"""Who could facilitate which session: a proposal that says why.

Two or three for each session, free at that time of everything their calendar here knows, from
different offices, and each about as often as the others. Plain data in, plain data out: spans of
time and ids come in, and nobody but the coordinator decides.

Sessions that fewest could facilitate choose first. Then every session chooses anew, given what
the others have, until nobody has anything better to choose. It takes milliseconds, and the same
input gives the same proposal.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations

FEWEST, MOST = 2, 3  # facilitators of one session
WIDEST = 15  # so many of the free ones are looked at for one session: enough for any choice
ROUNDS = 20

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Candidate:
    """One who may facilitate. ``busy`` is all else in their calendar here, ``led`` how many
    sessions they facilitate elsewhere in the time ahead; an empty office is unknown."""

    person: str
    name: str
    office: str = ""
    busy: Sequence[Span] = ()
    led: int = 0


@dataclass(frozen=True)
class Occasion:
    """One session to facilitate; ``kept`` are the persons who facilitate it already and stay."""

    session: str
    starts_at: datetime
    ends_at: datetime
    kept: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        return self.starts_at, self.ends_at


@dataclass(frozen=True)
class Team:
    """The proposal for one session. ``free`` counts those who had the time, chosen or not."""

    session: str
    people: tuple[str, ...]
    kept: tuple[str, ...]
    wanted: int
    free: int
    same_office: bool  # two of them are of one office, since nobody else was free

    @property
    def missing(self) -> int:
        return max(self.wanted - len(self.people), 0)


@dataclass(frozen=True)
class Proposal:
    """Teams by session, and how many of these sessions each candidate would facilitate."""

    teams: Mapping[str, Team] = field(default_factory=dict)
    load: Mapping[str, int] = field(default_factory=dict)


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share time; one may end when the other begins."""
    return one[0] < other[1] and other[0] < one[1]


def is_busy(candidate: Candidate, span: Span) -> bool:
    """Whether anything in the candidate's calendar overlaps ``span``."""
    return any(overlaps(span, other) for other in candidate.busy)


def propose(
    occasions: Iterable[Occasion], candidates: Iterable[Candidate], *, together: int = FEWEST
) -> Proposal:
    """Propose ``together`` facilitators for each session that has fewer; who is kept stays.

    ``kept`` may name persons who are no candidates: they count for load, but their office is
    unknown. Fewer free people than wanted is no error: ``Team.missing`` tells.
    """
    choice = _Choice(sorted(occasions, key=lambda one: (one.starts_at, one.session)), candidates)
    return choice.settle(together)


class _Choice:
    """The teams while they are being chosen."""

    def __init__(self, occasions: Sequence[Occasion], candidates: Iterable[Candidate]) -> None:
        self.occasions = occasions
        self.candidates = {one.person: one for one in candidates}
        self.teams = {one.session: one.kept for one in occasions}
        self.able = {  # who has nothing else in their calendar then
            one.session: [
                person
                for person, candidate in self.candidates.items()
                if person not in one.kept and not is_busy(candidate, one.span)
            ]
            for one in occasions
        }
        self.load: Counter[str] = Counter()
        for person, candidate in self.candidates.items():
            self.load[person] = candidate.led
        for one in occasions:
            self.load.update(one.kept)

    def settle(self, together: int) -> Proposal:
        free = {one.session: len(self._free(one)) for one in self.occasions}
        for one in sorted(self.occasions, key=lambda one: free[one.session]):
            self._choose(one, together)
        for _round in range(ROUNDS):
            chose_anew = [self._choose(one, together) for one in self.occasions]
            if not any(chose_anew):
                break
        return Proposal(
            {one.session: self._team(one, together) for one in self.occasions}, self._here()
        )

    def _choose(self, occasion: Occasion, together: int) -> bool:
        """Let one session choose given what the others have; say whether it chose anew."""
        had = self.teams[occasion.session]
        chosen = [person for person in had if person not in occasion.kept]
        self.load.subtract(chosen)
        self.teams[occasion.session] = occasion.kept
        free = self._likely(self._free(occasion))
        count = min(max(together - len(occasion.kept), 0), len(free))
        options = [(*occasion.kept, *some) for some in combinations(free, count)]
        best = min(options, key=self._cost)
        if len(had) == len(best) and self._cost(had) <= self._cost(best):
            best = had
        self.teams[occasion.session] = best
        self.load.update(person for person in best if person not in occasion.kept)
        return best != had

    def _cost(self, team: tuple[str, ...]) -> tuple[int, int]:
        """Pairs of one office first, then how much the team does already."""
        return _same_office(self._offices(team)), sum(self.load[person] for person in team)

    def _offices(self, team: Iterable[str]) -> list[str]:
        return [self.candidates[one].office for one in team if one in self.candidates]

    def _free(self, occasion: Occasion) -> list[str]:
        """Candidates with the time, but for those who are kept."""
        elsewhere = {
            person
            for other in self.occasions
            if other is not occasion and overlaps(other.span, occasion.span)
            for person in self.teams[other.session]
        }
        return [person for person in self.able[occasion.session] if person not in elsewhere]

    def _likely(self, people: list[str]) -> list[str]:
        """The least busy of every office in turn, so that a few stand for many."""
        seen: Counter[str] = Counter()
        turn = {}
        for person in sorted(people, key=lambda one: self.load[one]):
            office = self.candidates[person].office
            turn[person] = seen[office]
            seen[office] += 1
        return sorted(people, key=lambda one: (turn[one], self.load[one]))[:WIDEST]

    def _team(self, occasion: Occasion, together: int) -> Team:
        people = self.teams[occasion.session]
        return Team(
            session=occasion.session,
            people=people,
            kept=occasion.kept,
            wanted=together,
            free=len(self._free(occasion)),
            same_office=_same_office(self._offices(people)) > 0,
        )

    def _here(self) -> dict[str, int]:
        counts = Counter(person for team in self.teams.values() for person in team)
        return {person: counts[person] for person in self.candidates}


def _same_office(offices: Iterable[str]) -> int:
    """Pairs of one known office."""
    counts = Counter(office for office in offices if office)
    return sum(count * (count - 1) // 2 for count in counts.values())
