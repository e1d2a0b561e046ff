"""The desk of flipcharts: making, revealing, closing, printing and taking along."""

import io
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings import board_refusals
from juuristo.gatherings.actions import board_notes, boards
from juuristo.gatherings.boards import Reader
from juuristo.gatherings.models import Board, Script, ScriptBlock, Session
from juuristo.gatherings.tests.board_ground import SECRET, a_board, a_session, add, raw
from juuristo.people.models import Person
from juuristo.programme.models import Material

pytestmark = pytest.mark.django_db

FORM = {
    "title": "Kohtaamisen esteet",
    "prompt": "Mikä auttaa, mikä estää?",
    "columns": "Mikä auttaa\n\n  Mikä   estää \n",
    "who": "named",
}


def verbs() -> list[str]:
    return list(AuditEvent.objects.filter(verb__startswith="board.").values_list("verb", flat=True))


def act(client: Any, board: Board, name: str) -> str:
    answer = client.post(f"/gatherings/boards/{board.pk}/act/", {"act": name}, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_given_a_facilitator_when_they_make_a_board_then_those_with_a_place_may_open_it(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    session = a_session(adviser, mentor)
    url = f"/gatherings/sessions/{session.pk}/boards/"
    client = client_of(mentor)
    assert "Kerralla ei ole vielä fläppitaulua" in client.get(url).content.decode()
    page = client.post(url, {**FORM, "hides": "on"}, follow=True).content.decode()
    assert "Laput ovat vielä piilossa" in page
    board = Board.objects.get()
    assert [column["title"] for column in board.columns] == ["Mikä auttaa", "Mikä estää"]
    assert (board.is_anonymous, board.hides, board.made_by) == (False, True, mentor)
    assert "Kohtaamisen esteet" in client.get(url).content.decode()
    own = client_of(adviser).get(f"/gatherings/sessions/{session.pk}/").content.decode()
    assert f"/gatherings/boards/{board.pk}/" in own
    assert verbs() == ["board.made"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"columns": " \n "}, "columns"),
        ({"columns": "\n".join("abcdefg")}, "Taululle mahtuu kuusi"),
        ({"columns": "Sama\nsama"}, "sama nimi"),
        ({"columns": "x" * 61}, "liian pitkä"),
        ({"title": "Soita 040 123 4567"}, "puhelinnumero"),
        ({"who": ""}, "who"),
    ],
)
def test_given_a_board_that_cannot_be_then_the_form_says_why_and_keeps_the_rest(
    adviser: Person, mentor: Person, client_of: ClientOf, wrong: dict[str, str], words: str
) -> None:
    session = a_session(adviser, mentor)
    url = f"/gatherings/sessions/{session.pk}/boards/"
    page = client_of(mentor).post(url, {**FORM, **wrong}).content.decode()
    assert words in page
    assert "Mikä auttaa, mikä estää?" in page
    assert not Board.objects.exists()


def test_given_a_script_when_a_board_is_made_from_its_block_then_the_form_begins_with_its_words(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    session = a_session(adviser, mentor)
    script = Script.objects.create(series=session.series, name="Työpaja")
    block = ScriptBlock.objects.create(
        script=script, order=1, minutes=20, title="Esteet", what="Mikä estää?", work="board"
    )
    url = f"/gatherings/sessions/{session.pk}/boards/"
    client = client_of(mentor)
    for query in ("", f"?block={block.pk}"):
        page = client.get(url + query).content.decode()
        assert 'value="Esteet"' in page
        assert "Mikä estää?</textarea>" in page
    assert 'value="Esteet"' not in client.get(f"{url}?block={uuid4()}").content.decode()
    client.post(url, {**FORM, "block": str(block.pk)})
    assert Board.objects.get().block == block
    assert 'value="Esteet"' not in client.get(url).content.decode()  # the next board is another


def test_given_a_hidden_board_then_nothing_is_taken_along_before_it_is_shown(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor, hides=True)
    add(board, Reader(adviser), "Vielä salassa")
    client = client_of(mentor)
    for way in ("desk/", "print/", "notes.csv", "notes.xlsx"):
        page = client.get(f"/gatherings/boards/{board.pk}/{way}", follow=True).content.decode()
        assert "Vielä salassa" not in page
    assert "piilossa" in act(client, board, "material")
    assert not Material.objects.exists()
    assert "Laput näkyvät nyt kaikille" in act(client, board, "reveal")
    assert "Vielä salassa" in client.get(f"/gatherings/boards/{board.pk}/print/").content.decode()
    assert verbs() == ["board.made", "board.revealed"]


def test_given_a_board_when_it_is_closed_and_opened_then_the_trail_and_the_board_know(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor)
    client = client_of(mentor)
    assert "on suljettu" in act(client, board, "close")
    act(client, board, "close")
    assert "voi taas kirjoittaa" in act(client, board, "open")
    board.refresh_from_db()
    assert board.closed_at is None
    assert verbs() == ["board.made", "board.closed", "board.opened"]


def test_given_notes_when_they_are_sent_as_material_then_it_holds_their_words_without_names(
    adviser: Person, mentor: Person, coordinator: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor)
    client = client_of(mentor)
    assert "ei ole vielä yhtään lappua" in act(client, board, "material")
    add(board, Reader(adviser), "Toinen sarake", "c2")
    top = add(board, Reader(adviser), "Ylin")
    under = add(board, Reader(adviser), "Alla")
    gone = add(board, Reader(adviser), "Poistettu")
    board_notes.write(board, raw("group", under, group=str(top)), by=Reader(adviser))
    board_notes.write(board, raw("remove", gone), by=Reader(adviser))
    act(client, board, "material")
    material = Material.objects.get()
    assert material.passages == ["Ylin", "Alla", "Toinen sarake"]
    assert material.source_id == board.pk
    assert list(Material.objects.visible_to(coordinator)) == [material]
    assert not Material.objects.visible_to(adviser).exists()
    add(board, Reader(adviser), "Vielä yksi")
    assert "Päivitä aineistoon" in act(client, board, "material")
    assert Material.objects.get().passages[-2:] == ["Vielä yksi", "Toinen sarake"]


def test_given_notes_when_they_are_exported_then_the_table_has_them_and_runs_no_formula(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor)
    add(board, Reader(adviser), "=1+1")
    client = client_of(mentor)
    url = f"/gatherings/boards/{board.pk}/notes"
    answer = client.get(f"{url}.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="kohtaamisen-esteet.csv"'
    head, row = answer.content.decode("utf-8-sig").splitlines()
    assert head == "Sarake,Ryhmä,Lappu,Peukkuja,Kirjoittaja"
    assert row == f"Mikä auttaa,,'=1+1,0,{adviser.full_name}"
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{url}.xlsx").content))
    assert book.get_sheet_by_index(0).to_python()[1][2] == "=1+1"
    assert client.get(f"{url}.pdf").status_code == 404
    assert verbs().count("board.exported") == 2


def test_given_an_anonymous_board_then_its_table_and_paper_have_no_place_for_a_writer(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor, is_anonymous=True)
    add(board, Reader(adviser, SECRET), "Nimetön ajatus")
    client = client_of(mentor)
    url = f"/gatherings/boards/{board.pk}"
    assert "Kirjoittaja" not in client.get(f"{url}/notes.csv").content.decode()
    paper = client.get(f"{url}/print/").content.decode()
    assert "Nimetön ajatus" in paper
    assert adviser.last_name not in paper


def test_given_a_board_made_by_mistake_then_it_can_be_deleted_until_it_is_written_on(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    empty, used = a_board(adviser, mentor), a_board(adviser, mentor)
    add(used, Reader(adviser), "Jotain")
    client = client_of(mentor)
    assert "et voi poistaa" in act(client, used, "delete")
    assert "on poistettu" in act(client, empty, "delete")
    assert list(Board.objects.all()) == [used]


def test_given_the_rest_interface_then_one_lists_reads_and_writes_the_boards_one_may_open(
    adviser: Person, mentor: Person, supervisor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor)
    client = client_of(adviser)
    url = f"/api/v1/boards/{board.pk}/ops"
    sent = [
        raw("add", uuid4(), column="c1", text="Yksi"),
        raw("add", uuid4(), column="c9", text="Kaksi"),
        "x",
    ]
    answer = client.post(url, {"ops": sent[:2]}, content_type="application/json").json()
    assert [one["type"] for one in answer["results"]] == ["done", "refused"]
    assert answer["version"] == 1
    assert client.post(url, {"ops": sent}, content_type="application/json").status_code == 422
    assert client.get(f"{url}?since=0").json()["ops"][0]["payload"]["text"] == "Yksi"
    assert client.get(url).json()["type"] == "snapshot"
    assert client_of(supervisor).get(url).status_code == 404
    too_many = {"ops": [sent[0]] * 101}
    assert client.post(url, too_many, content_type="application/json").status_code == 422


@pytest.mark.parametrize("count", [1, 12])
def test_given_many_boards_then_the_desk_takes_the_same_queries(
    adviser: Person,
    mentor: Person,
    client_of: ClientOf,
    django_assert_max_num_queries: Any,
    count: int,
) -> None:
    board = a_board(adviser, mentor)
    for _ in range(count - 1):
        boards.make_board(board.session, VALUES, actor=mentor)
    client = client_of(mentor)
    with django_assert_max_num_queries(16):
        client.get(f"/gatherings/sessions/{board.session_id}/boards/")


VALUES = {
    "title": "Toinen",
    "prompt": "",
    "columns": ["Yksi"],
    "is_anonymous": False,
    "hides": False,
}


def test_given_a_session_long_past_then_its_boards_can_still_be_read_and_taken_along(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor)
    add(board, Reader(adviser), "Muisto")
    then: datetime = timezone.now() - timedelta(days=30)
    Session.objects.filter(pk=board.session_id).update(
        starts_at=then, ends_at=then + timedelta(hours=2)
    )
    assert (
        "Muisto" in client_of(mentor).get(f"/gatherings/boards/{board.pk}/print/").content.decode()
    )


def test_given_very_many_boards_then_a_session_takes_no_more_and_says_why(
    mentor: Person, adviser: Person, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_refusals, "MOST_BOARDS", 1)
    board = a_board(adviser, mentor)
    path = reverse("session_boards", args=[board.session_id])
    sent = {"title": "Toinen", "columns": "Yksi", "who": "named"}
    page = client_of(mentor).post(path, sent)
    assert page.status_code == 422
    assert "Kerralla on jo 1 fläppitaulua." in page.text
    assert Board.objects.get() == board
