"""Writing on a flipchart: operations on its notes, one after another (see ``boards.py``).

Each is done under a lock on the board's row, which makes their order. They leave no row on the
audit trail: what was done, and on a named board by whom, is the board's own record.
"""

import hashlib
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Max
from django.utils import translation

from juuristo.gatherings import board_refusals as refusals
from juuristo.gatherings.boards import (
    LiveOp,
    Reader,
    Wire,
    group_name,
    note_fields,
    owner_of,
    told,
)
from juuristo.gatherings.models import Board, BoardNote, BoardOp, BoardThumb
from juuristo.gatherings.refusals import Refused
from juuristo.shell import live
from juuristo.shell.identifiers import found_in

Changes = dict[str, Any]

MOST_A_MINUTE = 120  # operations of one person on one board
FARTHEST = 1e9  # a place


@dataclass(frozen=True)
class Op:
    """What a client asks for, read from its JSON."""

    op: UUID
    kind: str
    note: UUID
    payload: Mapping[str, Any]

    @classmethod
    def read(cls, raw: Any) -> "Op":
        """Raises ``Refused`` (``bad_op``)."""
        try:
            op, note = UUID(raw["op"]), UUID(raw["note"])
            kind, payload = raw["kind"], raw.get("payload") or {}
        except (KeyError, TypeError, ValueError, AttributeError):
            raise refusals.bad_op() from None
        if not isinstance(kind, str) or kind not in KINDS or not isinstance(payload, dict):
            raise refusals.bad_op()
        return cls(op, kind, note, payload)


def write(board: Board, raw: Any, *, by: Reader) -> int:
    """Do what ``raw`` asks for and return its version; done before, it is not done again.

    Raises ``Refused`` with a code that ``boards.py`` lists.
    """
    op = Op.read(raw)
    check_pace(board, by)
    return apply(board.pk, op, by=by)


def result_of(board: Board, message: Any, reader: Reader) -> Wire:
    """One operation's answer, in the person's language."""
    op = message.get("op") if isinstance(message, dict) else None
    with translation.override(reader.person.user.language if reader.person.user else None):
        try:
            return {"type": "done", "op": op, "version": write(board, message, by=reader)}
        except Refused as refused:
            return {
                "type": "refused",
                "op": op if isinstance(op, str) else None,
                "code": refused.code,
                "message": refused.message,
            }


def check_pace(board: Board, by: Reader) -> None:
    """Count this minute's operations, in the cache and under a name that leads to nobody."""
    minute = int(time.time() // 60)
    who = f"{settings.SECRET_KEY} {board.pk} {by.person.pk} {minute}"
    key = f"board:{hashlib.sha256(who.encode()).hexdigest()}"
    cache.add(key, 0, timeout=120)
    try:
        count = cache.incr(key)
    except ValueError:  # a full cache has just forgotten it
        return
    if count > MOST_A_MINUTE:
        raise refusals.too_fast()


@transaction.atomic
def apply(board_id: UUID, op: Op, *, by: Reader) -> int:
    board = Board.objects.select_for_update().get(pk=board_id)
    done = board.ops.filter(op=op.op).values_list("version", flat=True).first()
    if done is not None:
        return done
    if board.closed_at:
        raise refusals.closed()
    note, changes, also = KINDS[op.kind](Hand(board, by), op)
    add_op(board, op.op, op.kind, note=note, payload={**changes, "also": also}, by=by)
    return board.version


def add_op(
    board: Board, op: UUID, kind: str, *, note: BoardNote | None, payload: Changes, by: Reader
) -> None:
    """Give the operation the board's next version, and tell it when it is stored. The caller
    holds the board's row locked."""
    board.version += 1
    row = BoardOp.objects.create(
        board=board,
        version=board.version,
        op=op,
        kind=kind,
        note=note.pk if note else None,
        payload=payload,
        author=None if board.is_anonymous else by.person,
    )
    board.save(update_fields=["version"])
    wire: Wire = told(row, note)
    owner = owner_of(board, note) if note else ""
    message = LiveOp(wire, owner, board.is_hidden).message()
    transaction.on_commit(lambda: live.tell(group_name(board.pk), message))


@dataclass(frozen=True)
class Hand:
    """A writer at a board: finds what they may touch, and reads what they wrote."""

    board: Board
    by: Reader

    def seen(self, note_id: Any, *, removed: bool = False) -> BoardNote:
        """The note, if this reader may know of it. Raises ``Refused``."""
        try:
            key = UUID(str(note_id))
        except ValueError:
            raise refusals.bad_op() from None
        rows = self.board.notes.select_related("author")
        note = rows.filter(pk=key, removed__in=[False, removed]).first()
        if note is None or (self.board.is_hidden and not self.owns(note)):
            raise refusals.unknown_note()
        return note

    def owns(self, note: BoardNote) -> bool:
        return self.by.owns(self.board, note.pk, owner_of(self.board, note))

    def theirs(self, note_id: Any, *, removed: bool = False, leads: bool = True) -> BoardNote:
        """The note, if it is the reader's own or (``leads``) they lead. Raises ``Refused``."""
        note = self.seen(note_id, removed=removed)
        if not (self.owns(note) or (leads and self.by.leads)):
            raise refusals.not_yours()
        return note

    def column(self, op: Op) -> str:
        column = op.payload.get("column")
        if column not in [one["key"] for one in self.board.columns]:
            raise refusals.unknown_column()
        return str(column)

    def place(self, op: Op, column: str) -> float:
        place = op.payload.get("place")
        if place is None:
            last = self.board.notes.filter(column=column).aggregate(Max("place"))["place__max"]
            return 0.0 if last is None else float(last) + 1
        if isinstance(place, bool) or not isinstance(place, int | float):
            raise refusals.bad_op()
        if not math.isfinite(place) or abs(place) > FARTHEST:
            raise refusals.bad_op()
        return float(place)


def text_of(op: Op) -> str:
    """What is written on the note. Raises ``Refused``."""
    text = op.payload.get("text")
    if not isinstance(text, str):
        raise refusals.bad_op()
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise refusals.empty()
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise refusals.bad_op()
    if len(text) > refusals.LONGEST_NOTE:
        raise refusals.too_long()
    if found_in(text):
        raise refusals.identifier()
    return text


Done = tuple[BoardNote, Changes, Changes]


def _add(hand: Hand, op: Op) -> Done:
    column, text = hand.column(op), text_of(op)
    key = hand.by.key(hand.board, op.note)
    if not key or BoardNote.objects.filter(pk=op.note).exists():
        raise refusals.bad_op()
    if hand.board.notes.count() >= refusals.MOST_NOTES:
        raise refusals.board_full()
    note = BoardNote.objects.create(
        pk=op.note,
        board=hand.board,
        column=column,
        text=text,
        place=hand.place(op, column),
        author=None if hand.board.is_anonymous else hand.by.person,
        device=key if hand.board.is_anonymous else "",
    )
    return note, note_fields(note), {}


def _edit(hand: Hand, op: Op) -> Done:
    note = hand.theirs(op.note, leads=False)  # nobody puts words in another's mouth
    note.text = text_of(op)
    note.save(update_fields=["text"])
    return note, {"text": note.text}, {}


def _move(hand: Hand, op: Op) -> Done:
    note = hand.theirs(op.note)
    before = note.column
    note.column = hand.column(op)
    note.place = hand.place(op, note.column)
    note.group = None
    note.save(update_fields=["column", "place", "group"])
    also = {} if note.column == before else _carry(note, column=note.column)
    return note, {"column": note.column, "place": note.place, "group": None}, also


def _group(hand: Hand, op: Op) -> Done:
    note, under = hand.theirs(op.note), hand.seen(op.payload.get("group"))
    if under.group_id:
        under = hand.seen(under.group_id)
    if under.pk == note.pk:
        raise refusals.bad_op()
    note.group, note.column = under, under.column
    note.save(update_fields=["group", "column"])
    also = _carry(note, column=under.column, group_id=under.pk)
    return note, {"group": str(under.pk), "column": under.column}, also


def _ungroup(hand: Hand, op: Op) -> Done:
    note = hand.theirs(op.note)
    note.group = None
    note.save(update_fields=["group"])
    return note, {"group": None}, {}


def _carry(note: BoardNote, **fields: Any) -> Changes:
    """Give the notes that lie under ``note`` the ``fields``; return them as told."""
    lying = BoardNote.objects.filter(group=note)
    keys = list(lying.order_by("pk").values_list("pk", flat=True))
    if keys:
        lying.update(**fields)
    told_fields = {
        name.removesuffix("_id"): str(value) if isinstance(value, UUID) else value
        for name, value in fields.items()
    }
    return {str(key): told_fields for key in keys}


def _thumb(hand: Hand, op: Op) -> Done:
    note = hand.seen(op.note)
    giver = hand.by.key(hand.board, note.pk)
    if not giver:
        raise refusals.bad_op()
    if op.kind == "thumb":
        BoardThumb.objects.get_or_create(note=note, giver=giver)
    else:
        BoardThumb.objects.filter(note=note, giver=giver).delete()
    note.thumbs = note.given_thumbs.count()
    note.save(update_fields=["thumbs"])
    return note, {"thumbs": note.thumbs}, {}


def _remove(hand: Hand, op: Op) -> Done:
    note = hand.theirs(op.note)
    note.removed = True
    note.save(update_fields=["removed"])
    return note, {"removed": True}, _carry(note, group_id=None)


def _restore(hand: Hand, op: Op) -> Done:
    note = hand.theirs(op.note, removed=True)
    note.removed = False
    if note.group and (note.group.removed or note.group.group_id):
        note.group = None
    note.save(update_fields=["removed", "group"])
    return note, {**note_fields(note), "removed": False}, {}


KINDS: dict[str, Callable[[Hand, Op], Done]] = {
    "add": _add,
    "edit": _edit,
    "move": _move,
    "group": _group,
    "ungroup": _ungroup,
    "thumb": _thumb,
    "unthumb": _thumb,
    "remove": _remove,
    "restore": _restore,
}
