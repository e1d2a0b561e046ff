"""An adviser's own walks for scripts and for the companion: nobody else's, whoever asks (T1)."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Router, Schema

from juuristo.people.acting import ActingRequest
from juuristo.people.api import Invalid, Limit, Offset, Page, Problem, bearer_or_session, page

from . import walks
from .models import Form, Kind, Walk
from .practice import durations_of

router = Router(tags=["meetings"], auth=bearer_or_session)

Sent = Annotated[
    list[Any],
    Field(
        max_length=1000,
        description="`{id, person, kind, form, with_interpreter, minutes, plan, moves, lasted, "
        "started_at, reflection?: {difficulty, note}}`, times in minutes.",
    ),
]


class WalksIn(Schema):
    walks: Sent


class RefusalOut(Schema):
    """``id`` as it was sent. A code that ends with ``note`` or ``reflection`` or begins with
    ``note`` is about the reflection alone: the walk itself is stored."""

    id: str
    code: str
    message: str


class SyncedOut(Schema):
    stored: int
    known: int
    refused: list[RefusalOut]


@router.post(
    "/meetings/sync",
    response={200: SyncedOut, 400: Problem, 401: Problem, 403: Problem, 413: Problem, 422: Invalid},
    url_name="sync_walks",
)
def sync(request: ActingRequest, sent: WalksIn) -> walks.Synced:
    """Store one's own walks. Sending the same ones again changes nothing.

    A walk that cannot be stored is refused with a code and keeps back no other; of a refused
    reflection, what can be kept is.
    """
    return walks.sync(sent.walks, request.person)


class ReflectionOut(Schema):
    difficulty: dict[str, int]
    note: str
    written_at: datetime


class WalkOut(Schema):
    """Minutes throughout; ``durations`` is how long each stair took."""

    id: UUID
    kind: Kind
    form: Form
    with_interpreter: bool
    started_at: datetime
    minutes: float
    lasted: float
    plan: dict[str, float]
    durations: dict[str, float]
    moves: list[dict[str, Any]]
    reflection: ReflectionOut | None

    @staticmethod
    def resolve_durations(walk: Walk) -> dict[str, float]:
        return durations_of(walk)

    @staticmethod
    def resolve_reflection(walk: Walk) -> Any:
        return getattr(walk, "reflection", None)


@router.get(
    "/my/practice",
    response={200: Page[WalkOut], 401: Problem, 403: Problem, 422: Invalid},
    url_name="my_practice",
)
def my_practice(request: ActingRequest, limit: Limit = 100, offset: Offset = 0) -> dict[str, Any]:
    """One's own walks, the latest first."""
    rows = Walk.objects.visible_to(request.person).select_related("reflection")
    return page(rows, limit, offset)
