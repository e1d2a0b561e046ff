"""The live flipchart: what travels between a board and those who have it open.

Every change of a note is an **operation** with a number of its own in the board's order, its
``version`` (1, 2, 3 …). A client that knows the board at version N is told what came after N, and
all who have heard the same versions see the same board. Two who move one note: the later version
holds, for both.

**Ids are made by the client**: that of a note and that of an operation are UUIDs, so that what was
written offline is sent later. An operation sent twice is done once and answered with its version.

**Whose a note is.** On a named board: the person's who wrote it. On an anonymous one no person is
stored; the browser makes a secret for the board (32–128 characters ``[A-Za-z0-9_-]``, kept in the
tab until it is closed or one signs out) and sends it along. The server keeps for each note
``sha256(secret, note)``, so that two notes of one tab do not look alike either. The secret never
stands in an address.

Socket ``/ws/boards/<id>/`` (signed in by the session's cookie, from our own pages only)
    client → ``{"type": "hello", "device": secret or "", "since": N or null}``   first, and once
    client → ``{"type": "op", "op": uuid, "kind": …, "note": uuid, "payload": {…}}``
    server → ``{"type": "snapshot", "version": N, "board": {…}, "notes": [note, …]}``
    server → ``{"type": "ops", "version": N, "ops": [op, …]}``       in order, without a gap
    server → ``{"type": "done", "op": uuid, "version": N}``          one's own is stored
    server → ``{"type": "refused", "op": uuid, "code": …, "message": …}``
    ``hello`` is answered with ``ops`` (perhaps none) or, when ``since`` is null, more than 500
    versions old, unknown, or older than the reveal, with ``snapshot``. A ``snapshot`` may come at
    any time and takes the place of all one knew; empty ``ops`` come now and then. One's own
    operation comes back in ``ops`` like everybody's, before or after ``done``. Closing codes: 4401
    signed out, 4404 the board is not (or no longer) for this person, 4429 far too many messages,
    4400 not the language above.

REST, for where sockets do not pass: by the page's session (``X-CSRFToken`` on POST) or a token
    ``GET /api/v1/boards/<id>/ops?since=N`` → 200, ``ops`` or ``snapshot`` as above; without
    ``since`` a snapshot. The secret goes in the header ``X-Board-Device``.
    ``POST /api/v1/boards/<id>/ops`` with ``{"device": secret, "ops": [op, …]}``, 100 at most →
    200 ``{"results": [done or refused, …], "version": N}``, in the order sent; one refused does not
    stop the rest.

Kinds of operation, and what the client's ``payload`` holds
    ``add``      ``{"column": key, "text": "…", "place": number?}``   1–500 characters
    ``edit``     ``{"text": "…"}``
    ``move``     ``{"column": key, "place": number?}``    leaves its group; takes its own along
    ``group``    ``{"group": note id}``                lays it, and what lies under it, under that
    ``ungroup``  ``{}``
    ``thumb``, ``unthumb``, ``remove``, ``restore``   ``{}``
    ``place`` orders a column, smaller is higher (equal ones by id); without it: last.
    ``reveal``, ``close``, ``open`` come from the server alone, with ``note`` null.
    One's own note one may edit, move, group, remove and restore; who leads may do all of it but
    edit to any. Everybody gives thumbs, one a note.

``op``, as the server tells it
    ``{"version", "op", "kind", "note", "payload", "author", "mine"}``; ``author`` is the name of
    who did it (null on an anonymous board), ``mine``: the note is one's own. ``payload`` holds the
    note's fields **as they are after it**, only those that changed, so that a client writes them
    over its own; ``payload["also"]`` (always there for note kinds, mostly empty) does the same for
    other notes: ``{note id: {fields}}``. Changes of notes one does not know are passed over.
    ``add`` and ``restore`` carry the whole note, with its ``author``; ``remove`` carries
    ``{"removed": true}``, ``thumb`` and ``unthumb`` the new count ``{"thumbs": n}``. ``reveal``,
    ``close`` and ``open`` carry fields of ``board``.
    While the board is hidden, another's operation is ``op: null, note: null, payload: {}``: it only
    moves the version (and ``add``, ``remove`` and ``restore`` the board's ``count``).

``note``: ``{"id", "column", "text", "place", "group": id or null, "thumbs", "author": name or null,
    "mine", "thumbed"}``; ``thumbed``: one's own thumb is among them. Removed ones are not told.

``board``: ``{"id", "title", "prompt", "columns": [{"key", "title"}, …], "anonymous", "hidden",
    "closed", "leads", "count"}``; ``count``: all notes, hidden ones too.

Codes of refusal
    ``closed``, ``not_yours``, ``unknown_note`` (gone, or hidden from this person),
    ``unknown_column``, ``bad_op``, ``too_long``, ``identifier`` (a personal identity code, phone
    number or e-mail address), ``board_full``; ``too_fast``: keep it and try again in a minute (what
    is sent again counts for nothing). All but ``too_fast`` are final for that operation.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any
from uuid import UUID

from juuristo.people.models import Person
from juuristo.shell import live

from .models import Board, BoardNote, BoardOp, BoardThumb

Wire = dict[str, Any]

MOST_BEHIND = 500  # versions; who is further behind is told the whole board
SECRET = re.compile(r"[A-Za-z0-9_-]{32,128}")
COUNTED = frozenset({"add", "remove", "restore"})
STATES = frozenset({"reveal", "close", "open"})


@dataclass(frozen=True)
class Reader:
    """Who has a board open: the person, their device's secret for it, whether they lead."""

    person: Person
    secret: str = ""
    leads: bool = False

    def owns(self, board: Board, note_id: UUID | str, owner: str) -> bool:
        """Whether ``owner`` (see ``owner_of``) of the note is this reader."""
        return bool(owner) and owner == self.key(board, note_id)

    def key(self, board: Board, note_id: UUID | str) -> str:
        """What stands for the reader as the owner of the note; "" when nothing does."""
        if not board.is_anonymous:
            return str(self.person.pk)
        return device_key(self.secret, note_id) if SECRET.fullmatch(self.secret) else ""


def device_key(secret: str, note_id: UUID | str) -> str:
    """One key a note, so that nothing joins two notes of one device."""
    return hashlib.sha256(f"{secret} {note_id}".encode()).hexdigest()


def owner_of(board: Board, note: BoardNote) -> str:
    return note.device if board.is_anonymous else str(note.author_id or "")


def news(board: Board, reader: Reader, since: int | None) -> Wire:
    """What the reader does not know yet: operations after ``since``, or the whole board."""
    if since is None or not board.version - MOST_BEHIND <= since <= board.version:
        return snapshot(board, reader)
    return later(board, reader, since, MOST_BEHIND)


def later(board: Board, reader: Reader, since: int, most: int) -> Wire:
    """The next operations after ``since``, at most so many; the whole board when it has been
    revealed in one of them."""
    ops_after = board.ops.filter(version__gt=since).select_related("author")
    rows = list(ops_after.order_by("version")[:most])
    if any(row.kind == "reveal" for row in rows):
        return snapshot(board, reader)
    touched = board.notes.filter(pk__in={row.note for row in rows if row.note})
    notes = {note.pk: note for note in touched.select_related("author").order_by()}
    ops = []
    for row in rows:
        note = notes.get(row.note) if row.note else None
        mine = note is not None and reader.owns(board, note.pk, owner_of(board, note))
        ops.append(for_reader(told(row, note), mine=mine, hidden=board.is_hidden))
    return {"type": "ops", "version": ops[-1]["version"] if ops else since, "ops": ops}


def told(op: BoardOp, note: BoardNote | None) -> Wire:
    """An operation as everybody may see it; ``for_reader`` makes it one reader's."""
    payload = dict(op.payload)
    if op.kind in {"add", "restore"}:
        payload["author"] = _name(note.author) if note else None
    return {
        "version": op.version,
        "op": str(op.op),
        "kind": op.kind,
        "note": str(op.note) if op.note else None,
        "payload": payload,
        "author": _name(op.author),
    }


def for_reader(wire: Wire, *, mine: bool, hidden: bool) -> Wire:
    if hidden and not mine and wire["kind"] not in STATES:
        nothing: Wire = {"op": None, "note": None, "payload": {}, "author": None}
        return {**wire, **nothing, "mine": False}
    return {**wire, "mine": mine}


def snapshot(board: Board, reader: Reader) -> Wire:
    """The whole board. ``board`` was read before the notes are: what comes between is told again
    as an operation, which writes the same once more."""
    notes = board.notes.filter(removed=False).select_related("author")
    rows = list(notes.order_by("column", "place", "pk"))
    owned = {row.pk for row in rows if reader.owns(board, row.pk, owner_of(board, row))}
    seen = [row for row in rows if row.pk in owned or not board.is_hidden]
    thumbed = thumbed_by(board, reader, seen)
    return {
        "type": "snapshot",
        "version": board.version,
        "board": board_wire(board, reader, len(rows)),
        "notes": [
            {
                "id": str(row.pk),
                **note_fields(row),
                "author": _name(row.author),
                "mine": row.pk in owned,
                "thumbed": row.pk in thumbed,
            }
            for row in seen
        ],
    }


def thumbed_by(board: Board, reader: Reader, notes: Iterable[BoardNote]) -> set[UUID]:
    """Which of the notes the reader has given a thumb."""
    keys = {reader.key(board, note.pk): note.pk for note in notes if note.thumbs}
    given = BoardThumb.objects.filter(note__board=board)
    if not board.is_anonymous:
        return set(given.filter(giver=str(reader.person.pk)).values_list("note", flat=True))
    return {keys[giver] for giver in given.values_list("giver", flat=True) if giver in keys}


def board_wire(board: Board, reader: Reader, count: int) -> Wire:
    return {
        "id": str(board.pk),
        "title": board.title,
        "prompt": board.prompt,
        "columns": board.columns,
        "anonymous": board.is_anonymous,
        "hidden": board.is_hidden,
        "closed": board.closed_at is not None,
        "leads": reader.leads,
        "count": count,
    }


def note_fields(note: BoardNote) -> dict[str, Any]:
    return {
        "column": note.column,
        "text": note.text,
        "place": note.place,
        "group": str(note.group_id) if note.group_id else None,
        "thumbs": note.thumbs,
    }


def _name(person: Person | None) -> str | None:
    return person.full_name if person else None


def group_name(board_id: UUID | str) -> str:
    """The live layer's group of those who have the board open."""
    return f"board.{board_id}"


@dataclass(frozen=True)
class LiveOp:
    """An operation on its way to those who have the board open, written out once for all of them:
    for the note's owner (``mine``) and for everybody else (``theirs``)."""

    version: int
    kind: str
    note: str
    owner: str
    mine: str
    theirs: str

    @classmethod
    def of(cls, board: Board, op: BoardOp, note: BoardNote | None) -> "LiveOp":
        wire = told(op, note)
        owner = owner_of(board, note) if note else ""
        mine, theirs = (
            json.dumps(for_reader(wire, mine=own, hidden=board.is_hidden), ensure_ascii=False)
            for own in (True, False)
        )
        return cls(op.version, op.kind, wire["note"] or "", owner, mine, theirs)

    def text_for(self, reader: Reader, board: Board) -> str:
        owned = bool(self.note) and reader.owns(board, self.note, self.owner)
        return self.mine if owned else self.theirs


def tell(board_id: UUID, ops: Iterable[LiveOp]) -> None:
    """Tell stored operations to those who have the board open."""
    message = {"type": "board.ops", "ops": [astuple(op) for op in ops]}
    live.tell(group_name(board_id), message)
