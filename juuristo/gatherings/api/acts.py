"""Next acts: one's own, and a programme's shares."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from juuristo.gatherings import acts
from juuristo.gatherings.models import ActsMonth, Commitment
from juuristo.people.acting import ActingRequest
from juuristo.people.api import Invalid, Limit, Offset, Page, Problem, page
from juuristo.programme.models import Programme

router = Router(tags=["acts"])


class ActOut(Schema):
    id: UUID
    session: UUID
    text: str
    is_shared: bool
    state: str
    written_at: datetime
    answered_at: datetime | None

    @staticmethod
    def resolve_session(act: Commitment) -> UUID:
        return act.session_id


class SharesOut(Schema):
    """``state`` is "shown", or "missing" while no closed month has enough people in it.

    ``month`` is the first day of the month at whose end it was so; counts are null when missing.
    """

    state: str
    month: date | None = None
    written: int | None = None
    done: int | None = None
    on_the_way: int | None = None
    changed: int | None = None
    let_go: int | None = None


@router.get("/acts", response={200: Page[ActOut], 401: Problem, 422: Invalid}, url_name="acts")
def own(request: ActingRequest, limit: Limit = 100, offset: Offset = 0) -> dict[str, Any]:
    """One's own next acts, the newest first; nobody else's."""
    found: QuerySet[Commitment] = acts.own_acts(request.person)
    return page(found, limit, offset)


@router.get(
    "/programmes/{slug}/acts",
    response={200: SharesOut, 401: Problem, 404: Problem, 422: Invalid},
    url_name="programme_acts",
)
def shares(request: ActingRequest, slug: str) -> SharesOut:
    """How a programme's next acts stood when the last month closed."""
    programme = get_object_or_404(Programme.objects.visible_to(request.person), slug=slug)
    told = ActsMonth.objects.filter(programme=programme).newest().first()
    if told is None:
        return SharesOut(state="missing")
    return SharesOut(
        state="shown",
        month=told.month,
        written=told.written,
        done=told.done,
        on_the_way=told.on_the_way,
        changed=told.changed,
        let_go=told.let_go,
    )
