"""Operations on a flipchart's notes: order, rights, once only."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juuristo.gatherings import board_refusals
from juuristo.gatherings.actions import board_notes, boards
from juuristo.gatherings.boards import Reader, news
from juuristo.gatherings.models import Board, BoardNote, BoardOp
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.board_ground import SECRET, SECRET_2, a_board, add, raw
from juuristo.people.models import Person

pytestmark = pytest.mark.django_db


def refusal_of(board: Board, by: Reader, kind: str, note: Any, **payload: Any) -> str:
    with pytest.raises(Refused) as refused:
        board_notes.write(board, raw(kind, note, **payload), by=by)
    return refused.value.code


def seen(board: Board, by: Reader) -> dict[str, Any]:
    board.refresh_from_db()
    return news(board, by, None)


def test_given_a_note_when_it_is_written_then_all_see_it_with_its_author(
    adviser: Person, mentor: Person
) -> None:
    board = a_board(adviser, mentor)
    note = add(board, Reader(adviser), "Aikaa kuunnella")
    told = seen(board, Reader(mentor, leads=True))
    assert told["version"] == 1
    assert told["notes"] == [
        {
            "id": str(note),
            "column": "c1",
            "text": "Aikaa kuunnella",
            "place": 1.0,
            "group": None,
            "thumbs": 0,
            "author": adviser.full_name,
            "mine": False,
            "thumbed": False,
        }
    ]
    assert told["board"]["leads"] is True
    assert told["board"]["count"] == 1


def test_given_a_note_when_it_is_written_then_it_is_four_statements_and_locks_the_board_alone(
    adviser: Person,
) -> None:
    board = a_board(adviser)
    add(board, Reader(adviser), "Ensimmäinen")
    with CaptureQueriesContext(connection) as asked:
        add(board, Reader(adviser), "Aikaa kuunnella")
    work = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert [sql.split()[0] for sql in work] == ["SELECT", "INSERT", "INSERT", "UPDATE"]
    assert "JOIN" not in work[0]  # on PostgreSQL a joined session would be locked too


def test_given_many_notes_at_once_then_each_board_is_read_and_stored_once(
    adviser: Person,
) -> None:
    one, other = a_board(adviser), a_board(adviser)
    sent = [
        board_notes.Sent(board.pk, raw("add", uuid4(), column=column, text="x"), Reader(adviser))
        for column in ("c1", "none", "c2")
        for board in (one, other)
    ]
    with CaptureQueriesContext(connection) as asked:
        answers = board_notes.write_all([*sent, sent[0]])
    of_boards = [sql["sql"] for sql in asked if '"gatherings_board"."id"' in sql["sql"]]
    assert [sql.split()[0] for sql in of_boards] == ["SELECT", "SELECT", "UPDATE", "UPDATE"]
    assert [answer.get("version") for answer in answers] == [1, 1, None, None, 2, 2, 1]
    for board in (one, other):
        board.refresh_from_db()
        assert board.version == 2


def test_given_a_board_deleted_under_its_writers_then_they_alone_are_refused(
    adviser: Person, mentor: Person
) -> None:
    gone, other = a_board(adviser, mentor), a_board(adviser, mentor)
    boards.delete_board(gone, actor=mentor)
    sent = [
        board_notes.Sent(one.pk, raw("add", uuid4(), column="c1", text="Ehdinkö?"), Reader(adviser))
        for one in (gone, other)
    ]
    answers = board_notes.write_all(sent)
    assert [(one["type"], one.get("code")) for one in answers] == [
        ("refused", "closed"),
        ("done", None),
    ]


def test_given_an_operation_when_it_is_sent_again_then_it_is_done_once(adviser: Person) -> None:
    board = a_board(adviser)
    sent = raw("add", uuid4(), column="c1", text="Kerran")
    versions = [board_notes.write(board, sent, by=Reader(adviser)) for _ in range(3)]
    assert versions == [1, 1, 1]
    assert board.notes.count() == BoardOp.objects.count() == 1


def test_given_two_who_move_one_note_then_the_later_version_holds_for_both(
    adviser: Person, mentor: Person
) -> None:
    board = a_board(adviser, mentor)
    writer, lead = Reader(adviser), Reader(mentor, leads=True)
    note = add(board, writer, "Siirtyvä")
    board_notes.write(board, raw("move", note, column="c2", place=1.5), by=writer)
    board_notes.write(board, raw("move", note, column="c3", place=0.5), by=lead)
    for reader in (writer, lead):
        (one,) = seen(board, reader)["notes"]
        assert (one["column"], one["place"]) == ("c3", 0.5)
        ops = news(board, reader, 1)["ops"]
        assert [(op["version"], op["payload"]["column"]) for op in ops] == [(2, "c2"), (3, "c3")]


def test_given_a_note_of_another_then_only_who_leads_may_move_or_remove_it_and_none_may_edit(
    adviser: Person, mentor: Person, supervisor: Person
) -> None:
    board = a_board(adviser, mentor)
    note = add(board, Reader(adviser), "Oma")
    other, lead = Reader(supervisor), Reader(mentor, leads=True)
    assert refusal_of(board, other, "edit", note, text="Toisen") == "not_yours"
    assert refusal_of(board, other, "move", note, column="c2") == "not_yours"
    assert refusal_of(board, other, "remove", note) == "not_yours"
    assert refusal_of(board, lead, "edit", note, text="Vetäjän") == "not_yours"
    board_notes.write(board, raw("move", note, column="c2"), by=lead)
    board_notes.write(board, raw("remove", note), by=lead)
    assert seen(board, other)["notes"] == []
    assert refusal_of(board, lead, "move", note, column="c1") == "unknown_note"
    board_notes.write(board, raw("restore", note), by=Reader(adviser))
    assert [one["text"] for one in seen(board, other)["notes"]] == ["Oma"]


def test_given_groups_when_one_is_laid_under_another_then_what_lies_under_it_comes_along(
    adviser: Person, mentor: Person
) -> None:
    board = a_board(adviser, mentor)
    writer = Reader(adviser)
    top, first, second = (add(board, writer, word, "c2") for word in ("Ylin", "Eka", "Toka"))
    board_notes.write(board, raw("group", second, group=str(first)), by=writer)
    board_notes.write(board, raw("move", top, column="c1"), by=writer)
    board_notes.write(board, raw("group", first, group=str(top)), by=writer)
    told = news(Board.objects.get(pk=board.pk), writer, 0)["ops"][-1]
    assert told["payload"] == {
        "group": str(top),
        "column": "c1",
        "also": {str(second): {"column": "c1", "group": str(top)}},
    }
    assert refusal_of(board, writer, "group", top, group=str(first)) == "bad_op"
    board_notes.write(board, raw("move", top, column="c3"), by=writer)
    assert {one["column"] for one in seen(board, writer)["notes"]} == {"c3"}
    board_notes.write(board, raw("remove", top), by=writer)
    assert {one["group"] for one in seen(board, writer)["notes"]} == {None}


def test_given_thumbs_then_one_person_gives_one_and_may_take_it_back(
    adviser: Person, mentor: Person
) -> None:
    board = a_board(adviser, mentor)
    note = add(board, Reader(adviser), "Peukutettava")
    for by in (Reader(adviser), Reader(mentor), Reader(mentor)):
        board_notes.write(board, raw("thumb", note), by=by)
    (one,) = seen(board, Reader(mentor))["notes"]
    assert (one["thumbs"], one["thumbed"]) == (2, True)
    board_notes.write(board, raw("unthumb", note), by=Reader(mentor))
    (one,) = seen(board, Reader(mentor))["notes"]
    assert (one["thumbs"], one["thumbed"]) == (1, False)


def test_given_an_anonymous_board_then_the_device_alone_may_change_its_notes(
    adviser: Person, mentor: Person
) -> None:
    board = a_board(adviser, mentor, is_anonymous=True)
    note = add(board, Reader(adviser, SECRET), "Nimetön")
    other_device = Reader(adviser, SECRET_2)
    assert refusal_of(board, other_device, "edit", note, text="x") == "not_yours"
    assert refusal_of(board, Reader(adviser), "add", uuid4(), column="c1", text="x") == "bad_op"
    board_notes.write(board, raw("edit", note, text="Nimetön yhä"), by=Reader(adviser, SECRET))
    (one,) = seen(board, Reader(adviser, SECRET))["notes"]
    assert (one["text"], one["mine"], one["author"]) == ("Nimetön yhä", True, None)
    board_notes.write(board, raw("thumb", note), by=other_device)
    (one,) = seen(board, other_device)["notes"]
    assert (one["mine"], one["thumbed"]) == (False, True)


def test_given_a_hidden_board_then_each_sees_only_their_own_until_it_is_revealed(
    adviser: Person, mentor: Person
) -> None:
    board = a_board(adviser, mentor, hides=True)
    note = add(board, Reader(adviser), "Salassa vielä")
    lead = Reader(mentor, leads=True)
    told = seen(board, lead)
    assert (told["notes"], told["board"]["hidden"], told["board"]["count"]) == ([], True, 1)
    (op,) = news(board, lead, 0)["ops"]
    assert op == {
        "version": 1,
        "op": None,
        "kind": "add",
        "note": None,
        "payload": {},
        "author": None,
        "mine": False,
    }
    assert refusal_of(board, lead, "move", note, column="c2") == "unknown_note"
    assert refusal_of(board, lead, "thumb", note) == "unknown_note"
    boards.reveal(board, actor=mentor)
    boards.reveal(board, actor=mentor)
    board.refresh_from_db()
    told = news(board, lead, 1)
    assert (told["type"], told["version"], len(told["notes"])) == ("snapshot", 2, 1)


def test_given_a_closed_board_then_nobody_writes_until_it_is_opened_again(
    adviser: Person, mentor: Person
) -> None:
    board = a_board(adviser, mentor, hides=True)
    add(board, Reader(adviser), "Ennen sulkemista")
    boards.close(board, actor=mentor)
    board.refresh_from_db()
    assert not board.is_hidden
    assert refusal_of(board, Reader(adviser), "add", uuid4(), column="c1", text="x") == "closed"
    boards.open_again(board, actor=mentor)
    add(board, Reader(adviser), "Avaamisen jälkeen")
    kinds = list(board.ops.values_list("kind", flat=True))
    assert kinds == ["add", "reveal", "close", "open", "add"]


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"column": "c9", "text": "x"}, "unknown_column"),
        ({"column": ["c1"], "text": "x"}, "unknown_column"),
        ({"column": "c1"}, "bad_op"),
        ({"column": "c1", "text": " \n "}, "bad_op"),
        ({"column": "c1", "text": "a\0b"}, "bad_op"),
        ({"column": "c1", "text": "\ud800"}, "bad_op"),
        ({"column": "c1", "text": "x" * 501}, "too_long"),
        ({"column": "c1", "text": "soita 040 123 4567"}, "identifier"),
        ({"column": "c1", "text": "x", "place": float("nan")}, "bad_op"),
        ({"column": "c1", "text": "x", "place": 1e300}, "bad_op"),
        ({"column": "c1", "text": "x", "place": 10**400}, "bad_op"),
        ({"column": "c1", "text": "x", "place": True}, "bad_op"),
        ({"column": "c1", "text": "x", "place": "1"}, "bad_op"),
    ],
)
def test_given_a_note_that_cannot_be_then_it_is_refused_and_nothing_is_stored(
    adviser: Person, payload: dict[str, Any], code: str
) -> None:
    board = a_board(adviser)
    assert refusal_of(board, Reader(adviser), "add", uuid4(), **payload) == code
    assert not BoardNote.objects.exists()
    assert not BoardOp.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [None, [], "x", {}, {"op": "x"}, raw("reveal", uuid4()), raw("add", 7), raw([], uuid4())],
)
def test_given_what_is_no_operation_then_it_is_refused(adviser: Person, sent: Any) -> None:
    with pytest.raises(Refused) as refused:
        board_notes.write(a_board(adviser), sent, by=Reader(adviser))
    assert refused.value.code == "bad_op"


def test_given_a_note_id_of_another_board_then_it_can_neither_be_taken_nor_touched(
    adviser: Person,
) -> None:
    one, another = a_board(adviser), a_board(adviser)
    note = add(one, Reader(adviser), "Toisella taululla")
    by = Reader(adviser)
    assert refusal_of(another, by, "add", note, column="c1", text="x") == "bad_op"
    assert refusal_of(another, by, "remove", note) == "unknown_note"
    mine = add(another, by, "Täällä")
    assert refusal_of(another, by, "group", mine, group=str(note)) == "unknown_note"
    assert refusal_of(another, by, "group", mine, group={"a": 1}) == "bad_op"


def test_given_someone_who_floods_then_the_pace_and_the_board_have_a_limit(
    adviser: Person, mentor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_notes, "MOST_AT_A_STRETCH", 5)
    monkeypatch.setattr(board_refusals, "MOST_NOTES", 6)
    board = a_board(adviser, mentor)
    for number in range(5):
        add(board, Reader(adviser), f"{number}")
    by = Reader(adviser)
    assert refusal_of(board, by, "add", uuid4(), column="c1", text="x") == "too_fast"
    again = BoardOp.objects.get(version=3)
    sent = {"op": str(again.op), "kind": "add", "note": str(again.note), "payload": again.payload}
    assert board_notes.write(board, sent, by=by) == 3  # what is sent again is no flood
    add(board, Reader(mentor), "Toinen pääsee yhä")
    by = Reader(mentor)
    assert refusal_of(board, by, "add", uuid4(), column="c1", text="x") == "board_full"


def test_given_one_who_comes_back_and_sends_all_again_then_nothing_is_refused_or_counted(
    adviser: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything but the last had arrived; only the answers were lost."""
    monkeypatch.setattr(board_notes, "MOST_AT_A_STRETCH", 5)
    board, by = a_board(adviser), Reader(adviser)
    ops = [raw("add", uuid4(), column="c1", text=f"{number}") for number in range(4)]
    ops.append(raw("edit", UUID(ops[0]["note"]), text="Toisin"))
    for op in ops[:4]:
        board_notes.write(board, op, by=by)
    for _ in range(3):
        answers = board_notes.write_all([board_notes.Sent(board.pk, op, by) for op in ops])
        assert [answer.get("version") for answer in answers] == [1, 2, 3, 4, 5]
    board.notes.filter(pk=ops[1]["note"]).update(removed=True)
    boards.close(board, actor=adviser)
    again = board_notes.write_all([board_notes.Sent(board.pk, op, by) for op in ops])
    assert [answer["type"] for answer in again] == ["done"] * 5
    assert BoardOp.objects.filter(note__isnull=False).count() == 5


def test_given_one_far_behind_or_ahead_then_the_whole_board_is_told(
    adviser: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = a_board(adviser)
    for number in range(4):
        add(board, Reader(adviser), f"{number}")
    board.refresh_from_db()
    by = Reader(adviser)
    assert [op["version"] for op in news(board, by, 1)["ops"]] == [2, 3, 4]
    assert news(board, by, 4) == {"type": "ops", "version": 4, "ops": []}
    assert news(board, by, 5)["type"] == "snapshot"
    monkeypatch.setattr("juuristo.gatherings.boards.MOST_BEHIND", 2)
    assert news(board, by, 1)["type"] == "snapshot"


@pytest.mark.parametrize("count", [3, 30])
def test_given_many_notes_then_telling_the_board_takes_the_same_queries(
    adviser: Person, django_assert_num_queries: Any, count: int
) -> None:
    board = a_board(adviser)
    ids: list[UUID] = [add(board, Reader(adviser), f"{number}") for number in range(count)]
    board_notes.write(board, raw("thumb", ids[0]), by=Reader(adviser))
    board.refresh_from_db()
    with django_assert_num_queries(2):
        news(board, Reader(adviser), None)
    with django_assert_num_queries(2):
        news(board, Reader(adviser), 0)
