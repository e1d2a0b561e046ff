"""The flipchart itself: making one, revealing, closing and opening it, taking its notes along."""

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import board_refusals as refusals
from juuristo.gatherings.boards import Reader, tell
from juuristo.gatherings.models import Board, Session
from juuristo.gatherings.passages import passages_of
from juuristo.people.models import Person
from juuristo.programme.models import Material

from .board_notes import Changes, add_op


@transaction.atomic
def make_board(session: Session, values: Mapping[str, Any], *, actor: Person) -> Board:
    """``values``: title, prompt, column titles, whether anonymous, whether hidden at first, and
    perhaps the block of the script. What is promised to the writers is not changed later. Raises
    ``Refused`` (``too_many_boards``)."""
    if session.boards.count() >= refusals.MOST_BOARDS:
        raise refusals.too_many_boards()
    board = Board.objects.create(
        session=session,
        block=values.get("block"),
        title=values["title"],
        prompt=values["prompt"],
        columns=[
            {"key": f"c{number}", "title": title}
            for number, title in enumerate(values["columns"], start=1)
        ],
        is_anonymous=values["is_anonymous"],
        hides=values["hides"],
        made_by=actor,
    )
    trail.record("board.made", actor=actor, about=board)
    return board


@transaction.atomic
def reveal(board: Board, *, actor: Person) -> None:
    """Show every note to everyone. Doing it again does nothing."""
    held = _hold(board)
    if not held.is_hidden:
        return
    held.revealed_at = timezone.now()
    _settle(held, "reveal", {"hidden": False}, actor=actor)


@transaction.atomic
def close(board: Board, *, actor: Person) -> None:
    """Let nobody write any more; notes still hidden become seen. Closing twice does nothing."""
    held = _hold(board)
    if held.closed_at:
        return
    if held.is_hidden:
        reveal(held, actor=actor)
        held = _hold(board)
    held.closed_at = timezone.now()
    _settle(held, "close", {"closed": True}, actor=actor)


@transaction.atomic
def open_again(board: Board, *, actor: Person) -> None:
    """Let people write again."""
    held = _hold(board)
    if not held.closed_at:
        return
    held.closed_at = None
    _settle(held, "open", {"closed": False}, actor=actor)


VERBS = {"reveal": "board.revealed", "close": "board.closed", "open": "board.opened"}


def _hold(board: Board) -> Board:
    return Board.objects.select_for_update().get(pk=board.pk)


def _settle(board: Board, kind: str, payload: Changes, *, actor: Person) -> None:
    by = Reader(actor, leads=True)
    told = add_op(board, uuid.uuid4(), kind, note=None, payload=payload, by=by)
    board.save(update_fields=["revealed_at", "closed_at", "version"])
    transaction.on_commit(partial(tell, board.pk, [told]))
    trail.record(VERBS[kind], actor=actor, about=board)


@transaction.atomic
def delete_board(board: Board, *, actor: Person) -> None:
    """Delete a board made by mistake. Raises ``Refused`` (``has_notes``) once it holds notes."""
    held = _hold(board)
    if held.notes.exists():
        raise refusals.has_notes()
    trail.record("board.deleted", actor=actor, about=held)
    held.delete()


@transaction.atomic
def send_as_material(board: Board, *, actor: Person) -> Material:
    """Give the notes to analysis; sent again, the same material holds what the board holds now.

    Names stay here. Raises ``Refused``: ``hidden``, ``empty``.
    """
    held = Board.objects.select_related("session__series__programme").get(pk=_hold(board).pk)
    if held.is_hidden:
        raise refusals.still_hidden()
    passages = passages_of(held)
    if not passages:
        raise refusals.nothing_written()
    material, _created = Material.objects.update_or_create(
        source="board",
        source_id=held.pk,
        defaults={
            "programme": held.session.series.programme,
            "title": held.title,
            "passages": passages,
            "collected_on": timezone.localdate(held.session.starts_at),
            "added_by": actor,
            "added_at": timezone.now(),
        },
    )
    trail.record("board.sent_as_material", actor=actor, about=held)
    return material
