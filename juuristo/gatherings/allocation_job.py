"""The allocation in the worker: reckoning a proposal, and telling everyone of their place.

Both may run twice (a worker may die in the middle): the reckoning looks at the proposal's state
first and begins anew, and each mail carries a key by which it is queued only once.
"""

import logging
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from juuristo.people.models import Person

from . import allocation, emails
from .models import Allocation, Session, SignUp
from .telling import in_batches
from .wished import Wished, wished_in

logger = logging.getLogger(__name__)
State = Allocation.State


@task()
def reckon(allocation_id: str) -> None:
    """Reckon the proposal, telling how far it is; a proposal discarded meanwhile stays so."""
    rows = Allocation.objects.filter(
        pk=UUID(allocation_id), state__in=(State.QUEUED, State.RUNNING)
    )
    row = rows.select_related("series__programme__organisation").first()
    if row is None:
        return
    rows.update(state=State.RUNNING)

    def tell(objective: str, value: int | None, bound: int | None) -> None:
        rows.update(progress={"objective": objective, "value": value, "bound": bound})

    try:
        wished = wished_in(row.series)
        found = allocation.allocate_problem(wished.problem, seed=row.seed, tell=tell)
        rows.update(**_outcome(wished, found))
    except Exception:
        rows.update(state=State.FAILED)
        logger.exception("allocation %s stopped", allocation_id)
        raise


def _outcome(wished: Wished, found: dict[str, Any]) -> dict[str, Any]:
    if found["status"] == "infeasible":
        return {"state": State.FAILED, "fault": found["faults"][0]["message"][:200]}
    first_come = allocation.first_come(wished.problem, wished.order)
    return {
        "state": State.READY,
        "ready_at": timezone.now(),
        "proposal": found,
        "first_come": allocation.figures_of(wished.problem, first_come),
    }


@task()
def tell_places(allocation_id: str) -> None:
    """Mail everyone who had wished, once; then forget who got what (the sign-ups know it)."""
    rows = Allocation.objects.filter(pk=UUID(allocation_id), state=State.CONFIRMED)
    row = rows.select_related("series__programme__organisation").first()
    if row is None or "to_tell" not in row.proposal:
        return
    ranks: dict[str, int | None] = row.proposal["to_tell"]
    room = [session for session in row.series.sessions.bookable() if session.free > 0]
    people = Person.objects.filter(pk__in=ranks).in_service().select_related("user")
    for some in in_batches(list(people.order_by("pk"))):
        with transaction.atomic():
            _tell(row, some, ranks, room)
    left = {name: value for name, value in row.proposal.items() if name != "to_tell"}
    rows.update(proposal=left)


def _tell(
    row: Allocation,
    people: Sequence[Person],
    ranks: dict[str, int | None],
    room: Sequence[Session],
) -> None:
    """Mail each of ``people``, whose places are held meanwhile: nobody cancels between the two."""
    held = SignUp.objects.select_for_update(of=("self",)).filter(
        person__in=people, session__series=row.series, state=SignUp.State.BOOKED
    )
    rows = held.select_related("session__series__programme__organisation", "person__user")
    places = {signup.person_id: signup for signup in rows.order_by("pk")}
    for person in people:
        once_key = f"allocation:{row.pk}:{person.pk}"
        rank, signup = ranks[str(person.pk)], places.get(person.pk)
        # Who has meanwhile signed up or cancelled has been told of that already.
        if rank is None and signup is None:
            emails.unallocated(row.series, person, room=room, once_key=once_key)
        elif rank is not None and signup is not None:
            emails.allocated(signup, rank=rank, once_key=once_key)
