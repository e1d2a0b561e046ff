"""Leading a session on the page, the group's screen, and what others may see."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from conftest import ClientOf
from juuristo.gatherings.actions import running as actions
from juuristo.gatherings.actions import sign_up
from juuristo.gatherings.actions.scripts import create_script
from juuristo.gatherings.codes import qr
from juuristo.gatherings.models import Board, Script, ScriptRun, Session
from juuristo.gatherings.script_templates import BlockText
from juuristo.people.models import Organisation, Person
from juuristo.shell.links import absolute

from .script_ground import TITLES, block, led_session, scripted

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def session(organisation: Organisation, mentor: Person) -> Session:
    return led_session(organisation, mentor)


@pytest.fixture
def script(session: Session, mentor: Person) -> Script:
    return scripted(session, mentor)


@pytest.fixture
def client(client_of: ClientOf, mentor: Person) -> Client:
    return client_of(mentor)


def url(session: Session, page: str = "run") -> str:
    return f"/gatherings/sessions/{session.pk}/{page}/"


def stamp(client: Client, session: Session, page: str = "run") -> str:
    return str(client.get(url(session, page)).context["stamp"])


@pytest.mark.usefixtures("script")
def test_given_a_script_when_begun_moved_extended_and_ended_then_the_page_follows(
    client: Client, session: Session
) -> None:
    assert "Aloita kerta" in client.get(url(session)).text
    page = client.post(url(session), {"act": "begin"}, follow=True).text
    assert "20 minuuttia jäljellä" in page
    assert f"Siirry: {TITLES[1]}" in page
    page = client.post(url(session), {"act": "more", "version": 1}, follow=True).text
    assert "25 minuuttia jäljellä" in page
    client.post(url(session), {"act": "go:1", "version": 2})
    page = client.post(url(session), {"act": "go:2", "version": 3}, follow=True).text
    assert "Päätä kerta" in page
    page = client.post(url(session), {"act": "end", "version": 4}, follow=True).text
    assert "Kerta on päätetty" in page
    page = client.post(url(session), {"act": "resume", "version": 5}, follow=True).text
    assert TITLES[2] in page


@pytest.mark.usefixtures("script")
def test_given_nothing_new_when_asked_again_then_the_answer_is_empty(
    client: Client, session: Session, mentor: Person
) -> None:
    seen = stamp(client, session)
    assert client.get(url(session), {"seen": seen}, headers=HTMX).status_code == 204
    run = actions.begin(session, actor=mentor)
    answer = client.get(url(session), {"seen": seen}, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert f"Nyt: {TITLES[0]}" in answer.text  # said to those who listen
    seen = stamp(client, session)
    assert client.get(url(session), {"seen": seen}, headers=HTMX).status_code == 204
    ScriptRun.objects.filter(pk=run.pk).update(
        block_began_at=timezone.now() - timedelta(minutes=3, seconds=30)
    )
    answer = client.get(url(session), {"seen": seen}, headers=HTMX)
    assert "17 minuuttia jäljellä" in answer.text
    assert "Nyt: " not in answer.text  # time alone is not said aloud


@pytest.mark.usefixtures("script")
@pytest.mark.parametrize("act", ["go:1", "more", "end"])
def test_given_a_double_tap_then_it_is_done_once_and_the_page_shows_where_we_are(
    client: Client, session: Session, act: str
) -> None:
    client.post(url(session), {"act": "begin"})
    for _tap in range(2):
        answer = client.post(url(session), {"act": act, "version": 1}, headers=HTMX)
        assert answer.status_code == 200
        assert "ehti ensin" not in answer.text
    assert ScriptRun.objects.get().version == 2
    answer = client.post(url(session), {"act": "go:2", "version": 1}, headers=HTMX)
    assert answer.status_code == 409


@pytest.mark.usefixtures("script")
def test_given_another_facilitator_was_quicker_then_the_press_changes_nothing(
    client: Client, client_of: ClientOf, session: Session, coordinator: Person
) -> None:
    client.post(url(session), {"act": "begin"})
    client_of(coordinator).post(url(session), {"act": "go:1", "version": 1})
    answer = client.post(url(session), {"act": "go:1", "version": 1}, headers=HTMX)
    assert answer.status_code == 409
    assert "ehti ensin" in answer.text
    assert TITLES[1] in answer.text
    assert ScriptRun.objects.get().version == 2


@pytest.mark.usefixtures("script")
@pytest.mark.parametrize("nonsense", ["", "go", "go:x", "go:99", "fly"])
def test_given_nonsense_when_posted_then_nothing_moves(
    client: Client, session: Session, nonsense: str
) -> None:
    client.post(url(session), {"act": "begin"})
    answer = client.post(url(session), {"act": nonsense, "version": 1}, headers=HTMX)
    assert answer.status_code == 409
    assert client.post(url(session), {"act": "end", "version": ""}).status_code == 302
    assert ScriptRun.objects.get().version == 1


@pytest.mark.usefixtures("script")
def test_given_a_late_course_then_the_farewell_is_protected_in_words(
    client: Client, session: Session, mentor: Person
) -> None:
    run = actions.begin(session, actor=mentor)
    assert "Hyvästely lyhenee." not in client.get(url(session)).text
    late = session.starts_at + timedelta(minutes=40)
    ScriptRun.objects.filter(pk=run.pk).update(position=1, block_began_at=late)
    page = client.get(url(session)).text
    assert "Hyvästely lyhenee." in page


def test_given_no_script_then_the_page_leads_to_writing_one(
    client: Client, session: Session
) -> None:
    page = client.get(url(session)).text
    assert "Käsikirjoitusta ei ole vielä" in page
    assert url(session, "script") in page


@pytest.mark.usefixtures("script")
def test_given_a_session_far_ahead_then_it_says_when_it_can_be_begun(
    client: Client, session: Session
) -> None:
    Session.objects.update(
        starts_at=timezone.now() + timedelta(days=2), ends_at=timezone.now() + timedelta(days=3)
    )
    page = client.get(url(session)).text
    assert "Ei juuri nyt." in page
    assert "Aloita kerta" not in page


@pytest.mark.usefixtures("script")
def test_given_a_press_whose_button_goes_away_then_the_focus_goes_to_what_is_on(
    client: Client, session: Session
) -> None:
    presses = [("begin", True), ("go:1", False), ("end", True), ("resume", True)]
    for version, (act, is_turned) in enumerate(presses):
        answer = client.post(url(session), {"act": act, "version": version}, headers=HTMX)
        assert (" autofocus" in answer.text) is is_turned, act


@pytest.mark.usefixtures("script")
def test_given_the_group_then_its_screen_shows_the_block_and_hurries_nobody(
    client_of: ClientOf, session: Session, mentor: Person, adviser: Person
) -> None:
    sign_up(session, adviser, actor=adviser)
    guest = client_of(adviser)
    assert "Aloitamme pian" in guest.get(url(session, "screen")).text
    run = actions.begin(session, actor=mentor)
    page = guest.get(url(session, "screen")).text
    assert TITLES[0] in page
    assert "Jokainen sanoo jotakin." in page
    assert "Aikaa on noin 20 minuuttia." in page
    ScriptRun.objects.filter(pk=run.pk).update(
        block_began_at=timezone.now() - timedelta(minutes=50)
    )
    page = guest.get(url(session, "screen")).text
    assert "Lopetellaan rauhassa." in page
    assert "yli" not in page.split("<main")[1].split("</main")[0]
    seen = stamp(guest, session, "screen")
    answer = guest.get(url(session, "screen"), {"seen": seen}, headers=HTMX)
    assert answer.status_code == 204


@pytest.mark.usefixtures("script")
def test_given_a_session_that_ended_unled_then_its_screen_no_longer_promises_to_begin(
    client_of: ClientOf, session: Session, adviser: Person
) -> None:
    sign_up(session, adviser, actor=adviser)
    guest = client_of(adviser)
    seen = stamp(guest, session, "screen")
    ended = timezone.now() - timedelta(minutes=1)
    Session.objects.filter(pk=session.pk).update(
        starts_at=ended - timedelta(hours=1), ends_at=ended
    )
    page = guest.get(url(session, "screen"), {"seen": seen}, headers=HTMX).text
    assert "Kiitos, että olit mukana." in page
    assert "Aloitamme pian" not in page


@pytest.mark.usefixtures("script")
def test_given_the_farewell_then_the_screen_leads_to_ones_next_act_and_a_block_to_its_board(
    client_of: ClientOf, session: Session, script: Script, mentor: Person, adviser: Person
) -> None:
    sign_up(session, adviser, actor=adviser)
    board = Board.objects.create(
        session=session, block=block(script, TITLES[1]), title="Kartta", made_by=mentor
    )
    run = actions.begin(session, actor=mentor)
    guest = client_of(adviser)
    run = actions.go_to(run, 1, version=1, actor=mentor)
    page = guest.get(url(session, "screen")).text
    assert f"/gatherings/boards/{board.pk}/" in page
    assert "QR-koodi, joka avaa fläppitaulun" in page
    assert url(session, "act") not in page
    actions.go_to(run, 2, version=2, actor=mentor)
    answer = guest.get(url(session, "screen"))
    assert url(session, "act") in answer.text
    assert answer.context["qr"] == qr(absolute(url(session, "act")))
    assert guest.get(url(session, "act")).status_code == 200


@pytest.mark.usefixtures("script")
def test_given_an_end_before_the_farewell_then_the_screen_still_leads_to_ones_next_act(
    client_of: ClientOf, session: Session, mentor: Person, adviser: Person
) -> None:
    sign_up(session, adviser, actor=adviser)
    run = actions.begin(session, actor=mentor)
    actions.end(run, version=1, actor=mentor)
    page = client_of(adviser).get(url(session, "screen")).text
    assert "Kiitos, että olit mukana." in page
    assert url(session, "act") in page


@pytest.mark.usefixtures("script")
def test_given_a_session_being_led_then_its_page_and_boards_lead_to_what_is_on(
    client: Client, client_of: ClientOf, session: Session, mentor: Person, adviser: Person
) -> None:
    sign_up(session, adviser, actor=adviser)
    board = Board.objects.create(session=session, title="Kartta", made_by=mentor)
    guest, boards = client_of(adviser), f"/gatherings/boards/{board.pk}/"
    assert url(session, "boards") in client.get(url(session)).text
    assert url(session, "screen") not in guest.get(f"/gatherings/sessions/{session.pk}/").text
    assert client.get(boards).context["back"] == url(session, "boards")
    assert guest.get(boards).context["back"] == f"/gatherings/sessions/{session.pk}/"
    run = actions.begin(session, actor=mentor)
    assert url(session, "screen") in guest.get(f"/gatherings/sessions/{session.pk}/").text
    assert client.get(boards).context["back"] == url(session)
    assert guest.get(boards).context["back"] == url(session, "screen")
    actions.end(run, version=1, actor=mentor)
    assert url(session, "screen") not in guest.get(f"/gatherings/sessions/{session.pk}/").text


def test_given_the_screen_then_each_has_a_way_back_to_where_they_came_from(
    client: Client, client_of: ClientOf, session: Session, adviser: Person
) -> None:
    sign_up(session, adviser, actor=adviser)
    assert f'href="{url(session)}">Palaa vetämään' in client.get(url(session, "screen")).text
    page = client_of(adviser).get(url(session, "screen")).text
    assert f'href="/gatherings/sessions/{session.pk}/">Palaa kerran tietoihin' in page


def test_given_somebody_without_a_place_then_neither_page_is_theirs(
    client_of: ClientOf, session: Session, adviser: Person, stranger: Person
) -> None:
    assert client_of(adviser).get(url(session)).status_code == 403
    assert client_of(adviser).get(url(session, "screen")).status_code == 403
    assert client_of(stranger).get(url(session, "screen")).status_code == 404


@pytest.mark.parametrize("count", [3, 40])
def test_given_few_or_many_blocks_then_following_asks_the_database_as_often(
    client: Client,
    session: Session,
    mentor: Person,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    many = [BlockText(5, f"Kohta {n}", "advice", "pairs") for n in range(count)]
    create_script(session.series, "Kulku", many, actor=mentor)
    actions.begin(session, actor=mentor)
    seen = stamp(client, session)
    with django_assert_num_queries(7):
        client.get(url(session), {"seen": seen}, headers=HTMX)
