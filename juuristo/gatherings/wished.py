"""A series' wishes as they stand now, as the problem that ``allocation`` solves.

Whoever already has a place here, and whoever has left, is no part of it; a session has as many
places as are free. People and sessions come in the order of their ids, so that the same wishes
and seed give the same places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from juuristo.people.models import Person
from juuristo.shell.dates import clock, day

from . import allocation
from .models import Allocation, Series, Session, SignUp, Wish

NOT_WISHED = 99  # the rank of a session that only the coordinator chose for somebody


@dataclass(frozen=True)
class Wished:
    """``people`` and ``sessions`` by id as text; ``order`` is that of each one's first wish."""

    people: Mapping[str, Person]
    sessions: Mapping[str, Session]
    problem: allocation.Problem
    order: Sequence[str]

    @cached_property
    def names(self) -> dict[str, str]:
        """What people call the sessions: "ti 1.12. klo 13–15"."""
        return {
            pk: f"{day(one.starts_at)} {clock(one.starts_at, one.ends_at)}"
            for pk, one in self.sessions.items()
        }

    def rank(self, person: str, session: str | None) -> int | None:
        """Which of the person's wishes a session is; None when it is none of them."""
        return self.problem.rank_of.get((person, session)) if session else None

    def places(self, row: Allocation) -> allocation.Assignment:
        """What is proposed now: the reckoned places with the coordinator's changes on top. People
        and sessions that are no longer there are left out."""
        placed: dict[str, Any] = {**row.proposal.get("assignment", {}), **row.moves}
        return {
            person: session
            for person, session in placed.items()
            if person in self.people and session in self.sessions
        }

    def figures(self, places: Mapping[str, str]) -> dict[str, Any]:
        """``allocation.figures_of``; those in a session they never wished for have the rank
        ``NOT_WISHED``."""
        unwished = [
            allocation.Choice(person, NOT_WISHED, session)
            for person, session in places.items()
            if self.rank(person, session) is None
        ]
        problem = allocation.Problem(
            self.problem.people, self.problem.sessions, [*self.problem.wishes, *unwished]
        )
        return allocation.figures_of(problem, places)


def wished_in(series: Series) -> Wished:
    """Read the wishes of ``series``: four queries, however many people wish."""
    sessions = _sessions(series)
    people = _people(series)
    rows = Wish.objects.filter(series=series, session__in=sessions.values())
    choices: list[allocation.Choice] = []
    first: dict[str, tuple[datetime, str]] = {}
    for person_id, rank, session_id, at in rows.order_by("person", "rank").values_list(
        "person", "rank", "session", "wished_at"
    ):
        person = str(person_id)
        if person in people:
            choices.append(allocation.Choice(person, rank, str(session_id)))
            first.setdefault(person, (at, person))
    problem = allocation.Problem(
        [_wisher(one) for one in people.values()],
        [_offer(one) for one in sessions.values()],
        choices,
    )
    return Wished(people, sessions, problem, sorted(first, key=lambda one: first[one]))


def _sessions(series: Series) -> dict[str, Session]:
    """Sessions that can still be held, by id."""
    ahead = series.sessions.filter(cancelled_at=None, starts_at__gt=timezone.now())
    return {str(one.pk): one for one in ahead.order_by("starts_at", "pk")}


def _people(series: Series) -> dict[str, Person]:
    """Those in service who have wished and have no place here, by id."""
    placed = SignUp.objects.filter(session__series=series).exclude(state=SignUp.State.CANCELLED)
    wishers = Wish.objects.filter(series=series).values("person")
    people = Person.objects.filter(pk__in=wishers).in_service()
    rows = people.exclude(pk__in=placed.values("person")).select_related("office", "team", "user")
    return {str(one.pk): one for one in rows.order_by("pk")}


def _wisher(person: Person) -> allocation.Wisher:
    return allocation.Wisher(str(person.pk), str(person.office_id or ""), str(person.team_id or ""))


def _offer(session: Session) -> allocation.Offer:
    """The seats that are free. With somebody there already fewer newcomers are enough."""
    room = max(session.free, 0)
    fewest = max(session.minimum - session.taken, 1)
    return allocation.Offer(str(session.pk), room, min(fewest, room))
