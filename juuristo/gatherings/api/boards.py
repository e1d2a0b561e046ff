"""Flipcharts for scripts, and for pages whose sockets are blocked: ``gatherings/boards.py``."""

from typing import Annotated, Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Header, Query, Router, Schema
from pydantic import Field

from juuristo.gatherings.access import may_lead_board
from juuristo.gatherings.actions.board_notes import Sent, write_all
from juuristo.gatherings.boards import SECRET, Reader, news
from juuristo.gatherings.models import Board
from juuristo.people.acting import ActingRequest
from juuristo.people.api import Invalid, Limit, Offset, Page, Problem, bearer_or_session, page

router = Router(tags=["gatherings"])
MOST_OPS = 100

Secret = Annotated[str, Field(max_length=128)]


class BoardOut(Schema):
    """``columns``: ``[{"key", "title"}, …]``; ``hidden``: each sees only their own notes yet."""

    id: UUID
    session: UUID
    title: str
    prompt: str
    columns: list[dict[str, str]]
    anonymous: bool
    hidden: bool
    closed: bool
    version: int

    @staticmethod
    def resolve_session(board: Board) -> UUID:
        return board.session_id

    @staticmethod
    def resolve_anonymous(board: Board) -> bool:
        return board.is_anonymous

    @staticmethod
    def resolve_hidden(board: Board) -> bool:
        return board.is_hidden

    @staticmethod
    def resolve_closed(board: Board) -> bool:
        return board.closed_at is not None


class OpsIn(Schema):
    """Operations in the order they were made; ``device``: the secret on an anonymous board."""

    device: Secret = ""
    ops: list[dict[str, Any]] = Field(max_length=MOST_OPS)


class Results(Schema):
    """``results``: one for each operation sent, ``done`` or ``refused``."""

    results: list[dict[str, Any]]
    version: int


@router.get(
    "/boards", response={200: Page[BoardOut], 401: Problem, 422: Invalid}, url_name="boards"
)
def list_boards(
    request: ActingRequest, limit: Limit = 100, offset: Offset = 0, session: UUID | None = None
) -> dict[str, Any]:
    """Those of the sessions one has a place in, leads or plans."""
    rows = Board.objects.visible_to(request.person)
    if session is not None:
        rows = rows.filter(session=session)
    return page(rows, limit, offset)


@router.get(
    "/boards/{uuid:board_id}/ops",
    auth=bearer_or_session,
    response={200: dict[str, Any], 401: Problem, 403: Problem, 404: Problem, 422: Invalid},
    url_name="board_ops",
)
def ops_since(
    request: ActingRequest,
    board_id: UUID,
    since: Annotated[int | None, Query(ge=0, le=2**31)] = None,
    device: Annotated[str, Header(alias="X-Board-Device", max_length=128)] = "",
) -> dict[str, Any]:
    """Operations after version ``since``, in order; without it, or far behind, the whole board."""
    board = _board(request, board_id)
    return news(board, _reader(request, board, device), since)


@router.post(
    "/boards/{uuid:board_id}/ops",
    auth=bearer_or_session,
    response={200: Results, 401: Problem, 403: Problem, 404: Problem, 422: Invalid},
    url_name="board_ops",
)
def write_ops(request: ActingRequest, board_id: UUID, sent: OpsIn) -> dict[str, Any]:
    """Do operations. Each is done once however often it is sent; one refused stops no other."""
    board = _board(request, board_id)
    reader = _reader(request, board, sent.device)
    results = write_all([Sent(board.pk, raw, reader) for raw in sent.ops])
    board.refresh_from_db(fields=["version"])
    return {"results": results, "version": board.version}


def _board(request: ActingRequest, board_id: UUID) -> Board:
    rows = Board.objects.visible_to(request.person).with_session()
    return get_object_or_404(rows, pk=board_id)


def _reader(request: ActingRequest, board: Board, device: str) -> Reader:
    secret = device if SECRET.fullmatch(device) else ""
    return Reader(request.person, secret, leads=may_lead_board(request.person, board))
