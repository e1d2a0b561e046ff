"""An anonymous flipchart: whoever holds the whole database and the log learns nobody's name.

The attacker is given every row of every table after three people have written, moved and given
thumbs, and the log; they know each person's id and sign-in, but not the secrets of the devices.
"""

import json
import re
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models

from conftest import ClientOf
from juuristo.gatherings.actions import boards, sign_up
from juuristo.gatherings.board_sheets import file_of
from juuristo.gatherings.models import Board, BoardNote, BoardOp, BoardThumb
from juuristo.gatherings.tests.board_ground import a_board, raw
from juuristo.people.models import Person
from juuristo.shell.logs import JsonFormatter

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(adviser: Person, mentor: Person, supervisor: Person) -> list[Person]:
    return [adviser, mentor, supervisor]


@pytest.fixture
def written(people: list[Person], client_of: ClientOf) -> tuple[Board, dict[UUID, Person]]:
    """A board on which each has written two notes, and whose each note is: the truth that the
    attacker looks for."""
    board = a_board(people[0], is_anonymous=True)
    for person in people[1:]:
        sign_up(board.session, person, actor=person)
    truth: dict[UUID, Person] = {}
    for turn in range(2):
        for number, person in enumerate(people):
            note = UUID(int=1000 * turn + number)
            truth[note] = person
            other = UUID(int=0)
            ops = [
                raw("add", note, column="c1", text=f"Ajatus {turn}{number}"),
                raw("move", note, column="c2"),
                raw("thumb", other),
            ]
            post(client_of, person, board, {"device": secret_of(person), "ops": ops})
    return board, truth


def secret_of(person: Person) -> str:
    return person.pk.hex[::-1] * 2  # of the device: known to its browser alone


def post(client_of: ClientOf, person: Person, board: Board, body: dict[str, Any]) -> None:
    answer = client_of(person).post(
        f"/api/v1/boards/{board.pk}/ops", json.dumps(body), content_type="application/json"
    )
    assert [one["type"] for one in answer.json()["results"]] == ["done"] * 3, answer.content


def rows_of(model: type[models.Model]) -> list[dict[str, Any]]:
    return list(model._base_manager.order_by("pk").values())


def test_given_the_rows_of_an_anonymous_board_then_no_person_and_no_time_is_among_them(
    written: tuple[Board, dict[UUID, Person]], people: list[Person]
) -> None:
    dump = json.dumps([rows_of(m) for m in (BoardNote, BoardOp, BoardThumb)], default=str)
    for person in people:
        assert person.user is not None
        for trace in (person.pk, person.pk.hex, person.email, person.user.pk, person.last_name):
            assert f'"{trace}"' not in dump
            assert len(str(trace)) < 6 or str(trace) not in dump
        assert secret_of(person) not in dump
    assert not re.search(r"20\d\d-\d\d-\d\d", dump)
    for model in (BoardNote, BoardOp, BoardThumb):
        assert not [f for f in model._meta.get_fields() if isinstance(f, models.DateField)]


def test_given_the_rows_then_two_notes_or_thumbs_of_one_device_look_as_unlike_as_of_two(
    written: tuple[Board, dict[UUID, Person]],
) -> None:
    """Every value that two rows share is shared by rows of different people too."""
    _board, truth = written
    devices = list(BoardNote.objects.values_list("device", flat=True))
    givers = list(BoardThumb.objects.values_list("giver", flat=True))
    assert len(set(devices)) == len(truth) == 6
    assert len(set(givers)) == 3  # one thumb a device on that one note
    # The writer of a note who also gave it a thumb has one key for that note, and no other.
    assert len(set(devices) & set(givers)) == 1


def test_given_the_whole_database_then_no_table_tells_who_wrote_on_the_board(
    written: tuple[Board, dict[UUID, Person]], people: list[Person]
) -> None:
    """The trail, sessions, jobs and the rest: nothing there names the board beside a person, but
    who made it."""
    board, _truth = written
    for model in apps.get_models():
        if model in (Board, BoardNote, BoardOp, BoardThumb):
            continue
        for row in rows_of(model):
            text = json.dumps(row, default=str)
            if str(board.pk) in text or board.pk.hex in text:
                assert model._meta.label == "audit.AuditEvent", model
                assert row["verb"] == "board.made"


def test_given_the_log_of_the_writing_then_it_names_no_person_board_or_note(
    people: list[Person], client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    board = a_board(people[0], is_anonymous=True)
    caplog.set_level("DEBUG")
    caplog.clear()
    ops = [raw("add", UUID(int=number), column="c1", text="Sanottu") for number in range(3)]
    post(client_of, people[0], board, {"device": secret_of(people[0]), "ops": ops})
    lines = [JsonFormatter().format(record) for record in caplog.records]
    log = "\n".join(line for line in lines if '"logger": "django.db' not in line)
    assert log.count('"route": "api:board_ops"') == 1
    for trace in (board.pk, people[0].pk, people[0].email, secret_of(people[0]), "Sanottu"):
        assert str(trace) not in log


def test_given_what_others_are_told_or_export_then_no_writer_is_named(
    written: tuple[Board, dict[UUID, Person]], people: list[Person], client_of: ClientOf
) -> None:
    board, _truth = written
    for url in (f"/api/v1/boards/{board.pk}/ops", f"/api/v1/boards/{board.pk}/ops?since=0"):
        told = client_of(people[1]).get(url).content.decode()
        for person in people:
            assert person.last_name not in told
            assert str(person.pk) not in told
    boards.close(board, actor=people[0])
    file = file_of(Board.objects.get(pk=board.pk), "csv").decode()
    assert file.count("Ajatus") == 6
    assert not any(person.last_name in file for person in people)
    assert not BoardOp.objects.exclude(author=None).exists()
