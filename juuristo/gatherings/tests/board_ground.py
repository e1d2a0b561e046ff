"""A flipchart to write on, and what its clients send."""

from typing import Any
from uuid import UUID, uuid4

from juuristo.gatherings.actions import board_notes, boards, sign_up
from juuristo.gatherings.boards import Reader
from juuristo.gatherings.models import Board, Session
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Person

SECRET, SECRET_2 = "a" * 32, "b" * 32
COLUMNS = ["Mikä auttaa", "Mikä estää", "Mitä teen"]


def a_session(person: Person, lead: Person | None = None) -> Session:
    """A session of the person's organisation in which they have a place."""
    session: Session = SessionFactory(series__programme__organisation=person.organisation)
    sign_up(session, person, actor=person)
    if lead:
        session.facilitators.add(lead)
    return session


def a_board(person: Person, lead: Person | None = None, **values: Any) -> Board:
    given = {
        "title": "Kohtaamisen esteet",
        "prompt": "",
        "columns": COLUMNS,
        "is_anonymous": False,
        "hides": False,
    }
    board = boards.make_board(a_session(person, lead), {**given, **values}, actor=lead or person)
    return Board.objects.with_session().get(pk=board.pk)


def raw(kind: Any, note: Any, **payload: Any) -> dict[str, Any]:
    note = str(note) if isinstance(note, UUID) else note
    return {"op": str(uuid4()), "kind": kind, "note": note, "payload": payload}


def add(board: Board, by: Reader, text: str, column: str = "c1") -> UUID:
    note = uuid4()
    board_notes.write(board, raw("add", note, column=column, text=text), by=by)
    return note
