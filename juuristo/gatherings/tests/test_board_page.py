"""The flipchart's page: what it says before a word is written, and writing without scripts."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from conftest import ClientOf
from juuristo.gatherings.actions.board_notes import write
from juuristo.gatherings.actions.boards import close
from juuristo.gatherings.board_words import WORDS
from juuristo.gatherings.boards import Reader
from juuristo.gatherings.models import Board, BoardNote
from juuristo.gatherings.tests.board_ground import SECRET, a_board, add, raw
from juuristo.people.models import Organisation, Person, Role
from juuristo.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def page_of(board: Board) -> str:
    return reverse("board", args=[board.pk])


def html_of(client: Client, board: Board) -> str:
    response = client.get(page_of(board))
    assert response.status_code == 200
    return str(response.content.decode())


def test_given_a_named_board_then_it_says_first_that_the_name_is_seen(
    adviser: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser)
    add(board, Reader(adviser), "Hiljaisuus auttaa")
    html = html_of(client_of(adviser), board)
    assert "Nimesi näkyy lapuissasi" in html
    assert "Hiljaisuus auttaa" in html
    assert html.index("Nimesi näkyy") < html.index("Hiljaisuus auttaa")


def test_given_an_anonymous_board_then_it_says_what_is_not_stored_and_knows_no_reader(
    adviser: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, is_anonymous=True)
    response = client_of(adviser).get(page_of(board))
    assert "Emme tallenna, kuka lapun kirjoitti" in response.content.decode()
    assert response.context["data"]["reader"] == ""
    assert str(adviser.pk) not in response.content.decode()


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_given_no_scripts_when_a_note_is_posted_then_it_is_on_the_board(
    adviser: Person, client_of: ClientOf, is_anonymous: bool
) -> None:
    board = a_board(adviser, is_anonymous=is_anonymous)
    values = {"text": "Kiire", "column": "c2"}
    response = client_of(adviser).post(page_of(board), values, follow=True)
    assert "Lappusi on taululla." in response.content.decode()
    note = BoardNote.objects.get()
    assert (note.text, note.column) == ("Kiire", "c2")
    assert note.author == (None if is_anonymous else adviser)
    assert bool(note.device) is is_anonymous


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": "", "column": "c1"}, "Kirjoita lappuun jotakin."),
        ({"text": "Soita 040 123 4567", "column": "c1"}, "puhelinnumero"),
        ({"text": "x" * 501, "column": "c1"}, "500"),
    ],
)
def test_given_a_note_that_is_refused_then_it_is_said_and_the_words_are_kept(
    adviser: Person, client_of: ClientOf, values: dict[str, Any], words: str
) -> None:
    board = a_board(adviser)
    html = client_of(adviser).post(page_of(board), values).content.decode()
    assert words in html
    assert values["text"] in html
    assert not BoardNote.objects.exists()


def test_given_a_closed_board_then_it_is_said_and_nothing_is_written(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor)
    close(board, actor=mentor)
    client = client_of(adviser)
    html = html_of(client, board)
    assert "Taulu on suljettu." in html
    assert "<textarea" not in html
    client.post(page_of(board), {"text": "Myöhässä", "column": "c1"})
    assert not BoardNote.objects.exists()


def test_given_a_hidden_board_then_the_page_shows_nobody_elses_notes(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor, hides=True)
    add(board, Reader(adviser), "Omani")
    assert "Omani" in html_of(client_of(adviser), board)
    leads = html_of(client_of(mentor), board)
    assert "Omani" not in leads
    assert (
        "Näet vain omat lappusi, kunnes näytät laput kaikille. Taululle on kirjoitettu yksi lappu."
        in leads
    )
    assert ">Ei vielä lappuja" not in leads
    secret = a_board(adviser, mentor, hides=True, is_anonymous=True)
    write(secret, raw("add", uuid4(), column="c1", text="Salainen"), by=Reader(adviser, SECRET))
    assert "Salainen" not in html_of(client_of(adviser), secret)


def test_given_whoever_leads_then_the_way_to_the_desk_is_theirs_alone(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser, mentor)
    desk = reverse("board_desk", args=[board.pk])
    assert desk in html_of(client_of(mentor), board)
    assert desk not in html_of(client_of(adviser), board)


def test_given_somebody_without_a_place_then_the_board_is_not_known(
    adviser: Person, organisation: Organisation, stranger: Person, client_of: ClientOf
) -> None:
    board = a_board(adviser)
    colleague = PersonFactory(organisation=organisation, roles=[Role.ADVISER])
    for other in (colleague, stranger):
        assert client_of(other).get(page_of(board)).status_code == 404


@pytest.mark.parametrize("count", [2, 40])
def test_given_any_number_of_notes_then_the_page_asks_as_few_questions(
    adviser: Person,
    client_of: ClientOf,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    board = a_board(adviser)
    for number in range(count):
        add(board, Reader(adviser), f"Lappu {number}", f"c{number % 3 + 1}")
    client = client_of(adviser)
    client.get(page_of(board))
    with django_assert_num_queries(QUERIES):
        client.get(page_of(board))


QUERIES = 8


def test_given_the_words_then_what_is_counted_is_said_of_one_and_of_many() -> None:
    ends = {key.rsplit("_", 1)[0] for key in WORDS if key.endswith(("_one", "_many"))}
    assert all({f"{key}_one", f"{key}_many"} <= WORDS.keys() for key in ends)
