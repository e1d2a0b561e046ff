"""Writing on a flipchart: operations on its notes, one after another (see ``boards.py``).

Each is done under a lock on the board's row, which makes their order. They leave no row on the
audit trail: what was done, and on a named board by whom, is the board's own record.
"""

import hashlib
import math
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import translation

from juuristo.gatherings import board_refusals as refusals
from juuristo.gatherings.boards import LiveOp, Reader, Wire, note_fields, owner_of, tell
from juuristo.gatherings.models import Board, BoardNote, BoardOp, BoardThumb
from juuristo.gatherings.refusals import Refused
from juuristo.shell.identifiers import found_in

Changes = dict[str, Any]

# Operations of one person on one board: what an hour without a network has gathered passes at once.
MOST_AT_A_STRETCH = 600
STRETCH = 300  # s
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


@dataclass(frozen=True)
class Sent:
    """One operation as it arrived, and from whom; who may have the board open is already known."""

    board_id: UUID
    raw: Any
    by: Reader


def write_all(sent: Sequence[Sent]) -> list[Wire]:
    """Do the operations in one transaction, tell them, and return the answer to each in turn.

    Writing together what came together costs far less. Each is done or refused alone.
    """
    answers: dict[int, Wire] = {}
    stored: dict[UUID, list[LiveOp]] = {}
    boards = Boards()
    with transaction.atomic():
        # In the order of boards, so that two processes never wait for each other's.
        for number, one in sorted(enumerate(sent), key=lambda item: str(item[1].board_id)):
            answers[number], live = answer_to(one, boards)
            if live:
                stored.setdefault(one.board_id, []).append(live)
        for board_id in stored:
            boards.store_version(board_id)
        transaction.on_commit(partial(_tell, stored))
    return [answers[number] for number in range(len(sent))]


def _tell(stored: Mapping[UUID, list[LiveOp]]) -> None:
    for board_id, ops in stored.items():
        tell(board_id, ops)


class Boards:
    """The boards that a transaction writes on: each is locked and read once, for all that it does
    there, and its version stored once."""

    def __init__(self) -> None:
        self.held: dict[UUID, Board | None] = {}

    def hold(self, board_id: UUID) -> Board:
        """Lock the board. Not within a savepoint: what that locks is free again when it is undone.

        Raises ``Refused``: ``closed``.
        """
        if board_id not in self.held:
            rows = Board.objects.select_for_update().filter(pk=board_id)
            self.held[board_id] = rows.order_by("pk").first()
        board = self.held[board_id]
        if board is None or board.closed_at:  # an empty one may have just been deleted
            raise refusals.closed()
        return board

    def store_version(self, board_id: UUID) -> None:
        version = self.hold(board_id).version
        Board.objects.filter(pk=board_id).update(version=version)


def answer_to(sent: Sent, boards: Boards) -> tuple[Wire, LiveOp | None]:
    """Do one operation and say how it went, in the person's language."""
    op = sent.raw.get("op") if isinstance(sent.raw, dict) else None
    user = sent.by.person.user
    with translation.override(user.language if user else None):
        try:
            version, live = do(sent.board_id, sent.raw, boards, by=sent.by)
        except Refused as refused:
            told = {"code": refused.code, "message": refused.message}
            return {"type": "refused", "op": op if isinstance(op, str) else None, **told}, None
    return {"type": "done", "op": op, "version": version}, live


@transaction.atomic
def write(board: Board, raw: Any, *, by: Reader) -> int:
    """Do one operation, tell it and return its version. Raises ``Refused``."""
    boards = Boards()
    version, live = do(board.pk, raw, boards, by=by)
    if live:
        boards.store_version(board.pk)
        transaction.on_commit(partial(tell, board.pk, [live]))
    return version


def do(board_id: UUID, raw: Any, boards: Boards, *, by: Reader) -> tuple[int, LiveOp | None]:
    """Do what ``raw`` asks for; return its version, and what to tell unless it was done before.
    The caller stores the board's version.

    Raises ``Refused`` with a code that ``boards.py`` lists.
    """
    op = Op.read(raw)
    pace = Pace.of(board_id, by)
    try:
        if pace.is_too_fast():
            raise refusals.too_fast()
        stored = apply(boards.hold(board_id), op, by=by)
    except (Refused, IntegrityError) as fault:
        # Perhaps it has been done already: looked at only now, since it seldom is so.
        known = BoardOp.objects.filter(board=board_id, op=op.op)
        done = known.order_by("pk").values_list("version", flat=True).first()
        if done is not None:
            return done, None
        pace.count()
        if isinstance(fault, Refused):
            raise
        raise refusals.bad_op() from fault  # a note of that id is there
    pace.count()
    return stored


@dataclass(frozen=True)
class Pace:
    """How many operations one person has sent to one board in this stretch of time. What is sent
    again is not counted. Kept in the cache, under a name that leads to nobody."""

    key: str

    @classmethod
    def of(cls, board_id: UUID, by: Reader) -> "Pace":
        stretch = int(time.time() // STRETCH)
        who = f"{settings.SECRET_KEY} {board_id} {by.person.pk} {stretch}"
        return cls(f"board:{hashlib.sha256(who.encode()).hexdigest()}")

    def is_too_fast(self) -> bool:
        return int(cache.get(self.key, 0)) >= MOST_AT_A_STRETCH

    def count(self) -> None:
        cache.add(self.key, 0, timeout=STRETCH)
        with suppress(ValueError):  # a full cache has just forgotten it
            cache.incr(self.key)


def apply(board: Board, op: Op, *, by: Reader) -> tuple[int, LiveOp]:
    """Do the operation whole or not at all, on a board that is held."""
    before = board.version
    try:
        with transaction.atomic():
            note, changes, also = KINDS[op.kind](Hand(board, by), op)
            payload = {**changes, "also": also}
            live = add_op(board, op.op, op.kind, note=note, payload=payload, by=by)
    except BaseException:
        board.version = before
        raise
    return board.version, live


def add_op(
    board: Board, op: UUID, kind: str, *, note: BoardNote | None, payload: Changes, by: Reader
) -> LiveOp:
    """Give the operation the board's next version, and return what to tell once it is stored.
    The caller holds the board's row locked, and stores its version."""
    board.version += 1
    row = BoardOp(
        board=board,
        version=board.version,
        op=op,
        kind=kind,
        note=note.pk if note else None,
        payload=payload,
        author=None if board.is_anonymous else by.person,
    )
    row.save(force_insert=True)
    return LiveOp.of(board, row, note)


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
        note = rows.filter(pk=key, removed__in=[False, removed]).order_by("pk").first()
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

    def place(self, op: Op) -> float:
        place = op.payload.get("place")
        if place is None:  # versions grow, and so the newest comes last
            return float(self.board.version + 1)
        if isinstance(place, bool) or not isinstance(place, int | float):
            raise refusals.bad_op()
        if abs(place) > FARTHEST or not math.isfinite(place):  # a whole number may fit no float
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
    if not key:
        raise refusals.bad_op()
    most = refusals.MOST_NOTES  # there are never more notes than operations
    if hand.board.version >= most and hand.board.notes.count() >= most:
        raise refusals.board_full()
    note = BoardNote(
        pk=op.note,
        board=hand.board,
        column=column,
        text=text,
        place=hand.place(op),
        author=None if hand.board.is_anonymous else hand.by.person,
        device=key if hand.board.is_anonymous else "",
    )
    note.save(force_insert=True)
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
    note.place = hand.place(op)
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
