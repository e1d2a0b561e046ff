"""One's next acts on the page, on Today and from the mail."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from conftest import ClientOf
from juuristo.gatherings.act_links import act_link
from juuristo.gatherings.actions import acts as actions
from juuristo.gatherings.models import ActsMonth, Commitment, Session, SignUp
from juuristo.gatherings.views import acts as views
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import ApiToken, Organisation, Person
from juuristo.people.tokens import hash_of
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory

from .factories import SessionFactory

pytestmark = pytest.mark.django_db
TEXT = "Kysyn asiakkaalta ensin, mikä painaa eniten."
QUERIES = 7  # the page of my acts takes one for their number


def held(organisation: Organisation, person: Person) -> Session:
    now = timezone.now()
    session = SessionFactory(
        series__programme__organisation=organisation,
        starts_at=now - timedelta(hours=3),
        ends_at=now - timedelta(hours=1),
    )
    SignUp.objects.create(session=session, person=person, state=SignUp.State.ATTENDED)
    return session


def asked_by(person: Person, path: str) -> Any:
    token = f"t-{person.pk}"
    ApiToken.objects.get_or_create(person=person, token_hash=hash_of(token))
    return Client().get(path, headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def session(organisation: Organisation, adviser: Person) -> Session:
    return held(organisation, adviser)


@pytest.fixture
def act(session: Session, adviser: Person) -> Commitment:
    return actions.write_act(session, TEXT, is_shared=False, actor=adviser)


def test_given_a_held_session_when_i_write_my_act_then_it_is_among_mine(
    client_of: ClientOf, session: Session, adviser: Person
) -> None:
    client = client_of(adviser)
    url = reverse("commitment_write", args=[session.pk])
    page = client.get(url).content.decode()
    assert "Mitä teet seuraavaksi?" in page
    reply = client.post(url, {"text": f"  {TEXT}\n", "is_shared": ""}, follow=True)
    assert reply.redirect_chain[-1][0] == reverse("commitments")
    assert TEXT in reply.content.decode()
    assert "Kysymme siitä kahden viikon päästä." in reply.content.decode()
    assert Commitment.objects.get().text == TEXT


def test_given_other_words_for_an_act_then_no_new_question_is_promised(
    client_of: ClientOf, act: Commitment
) -> None:
    url = reverse("commitment_write", args=[act.session_id])
    page = client_of(act.person).post(url, {"text": "Kuuntelen ensin."}, follow=True)
    assert "Tekosi sanat on muutettu." in page.content.decode()
    assert "Kysymme siitä" not in page.content.decode()


def test_given_a_held_session_then_its_page_and_my_sessions_lead_to_my_acts(
    client_of: ClientOf, session: Session, adviser: Person, mentor: Person
) -> None:
    page, write = (
        reverse("session", args=[session.pk]),
        reverse("commitment_write", args=[session.pk]),
    )
    assert write in client_of(adviser).get(page).text
    assert reverse("commitments") in client_of(adviser).get(reverse("my_sessions")).text
    assert write not in client_of(mentor).get(page).text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Kirjoita, mitä teet."),
        ("Soitan numeroon 040 123 4567", "puhelinnumero"),
        ("x" * 301, "300"),
    ],
)
def test_given_what_cannot_be_kept_then_it_says_why_and_keeps_the_text_on_the_page(
    client_of: ClientOf, session: Session, adviser: Person, text: str, words: str
) -> None:
    reply = client_of(adviser).post(reverse("commitment_write", args=[session.pk]), {"text": text})
    assert reply.status_code == 422
    assert words in reply.content.decode()
    assert text in reply.content.decode()
    assert not Commitment.objects.exists()


def test_given_one_who_was_not_there_then_the_page_says_so_and_shows_no_shared_act(
    client_of: ClientOf, session: Session, act: Commitment, coordinator: Person
) -> None:
    Commitment.objects.update(is_shared=True)
    page = client_of(coordinator).get(reverse("commitment_write", args=[session.pk]))
    assert "Et voi nyt kirjata" in page.content.decode()
    assert TEXT not in page.content.decode()


def test_given_one_tap_then_my_answer_is_kept_and_others_find_nothing(
    client_of: ClientOf, act: Commitment, adviser: Person, coordinator: Person
) -> None:
    url = reverse("commitment_answer", args=[act.pk])
    assert client_of(coordinator).post(url, {"answer": "done"}).status_code == 404
    assert client_of(adviser).get(url).status_code == 405
    reply = client_of(adviser).post(url, {"answer": "done"}, follow=True)
    assert "Teko on merkitty tehdyksi." in reply.content.decode()
    client_of(adviser).post(url, {"answer": "burnt"})
    act.refresh_from_db()
    assert act.state == Commitment.State.DONE


def test_given_two_weeks_then_today_asks_and_the_mail_opens_the_same_question(
    client: Client, client_of: ClientOf, act: Commitment, adviser: Person
) -> None:
    assert "Seuraava tekosi" in client_of(adviser).get("/").content.decode()
    with time_machine.travel(act.session.ends_at + timedelta(days=14, minutes=1)):
        actions.ask_due()
        assert "Miten tekosi sujui?" in client_of(adviser).get("/").content.decode()
        mail = OutgoingMail.objects.get(kind="gatherings/act_asked")
        found = re.search(r"https?://\S+/acts/tell/\S+/", mail.text)
        assert found
        path = found[0].split("/", 3)[3]
        page = client.get(f"/{path}")
        assert TEXT in page.content.decode()
        assert not page.cookies
        act.refresh_from_db()
        assert act.answered_at is None  # looking tells nothing: mail scanners open links
        reply = client.post(f"/{path}", {"answer": "on_the_way"})
        assert "Vastauksesi on tallessa.</strong> Kiitos. Matkalla" in reply.content.decode()
    act.refresh_from_db()
    assert act.state == Commitment.State.ON_THE_WAY


@pytest.mark.parametrize("token", ["nobody", "x" * 500])
def test_given_a_made_up_link_then_it_opens_nothing(client: Client, token: str) -> None:
    assert client.get(reverse("commitment_tell", args=[token])).status_code == 404


def test_given_an_answer_by_link_then_the_chosen_button_is_the_one_that_is_pressed(
    client: Client, act: Commitment
) -> None:
    path = reverse("commitment_tell", args=[act_link(act).rstrip("/").rsplit("/", 1)[1]])
    told = client.post(path, {"answer": "done"}, follow=True).content.decode()
    buttons = re.findall(r'<button[^>]*name="answer"[^>]*>', told)
    pressed = [one for one in buttons if 'aria-pressed="true"' in one]
    assert len(buttons) == 4
    assert len(pressed) == 1
    assert 'value="done"' in pressed[0]


def test_given_an_old_link_or_a_deleted_act_then_it_opens_nothing(
    client: Client, act: Commitment, adviser: Person
) -> None:
    path = reverse("commitment_tell", args=[act_link(act).rstrip("/").rsplit("/", 1)[1]])
    assert client.get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert client.get(path).status_code == 404
    actions.delete_act(act, actor=adviser)
    gone = client.get(path)
    assert gone.status_code == 410
    assert "Tekoa ei enää ole" in gone.content.decode()


def test_given_an_act_that_changed_then_the_link_leads_to_its_words_also_after_six_weeks(
    client: Client, client_of: ClientOf, act: Commitment, adviser: Person
) -> None:
    path = reverse("commitment_tell", args=[act_link(act).rstrip("/").rsplit("/", 1)[1]])
    write = reverse("commitment_write", args=[act.session_id])
    assert write not in client.get(path).content.decode()
    assert write in client.post(path, {"answer": "changed"}).content.decode()
    with time_machine.travel(act.session.ends_at + timedelta(weeks=7)):
        later = client_of(adviser)
        assert TEXT in later.get(write).content.decode()
        later.post(write, {"text": "Kuuntelen ensin."})
    act.refresh_from_db()
    assert act.text == "Kuuntelen ensin."


def test_given_my_act_when_i_delete_it_then_it_is_gone(
    client_of: ClientOf, act: Commitment, adviser: Person, mentor: Person
) -> None:
    url = reverse("commitment_delete", args=[act.pk])
    assert client_of(mentor).post(url).status_code == 404
    assert "Et saa poistettua tekoa takaisin" in client_of(adviser).get(url).content.decode()
    client_of(adviser).post(url)
    assert not Commitment.objects.exists()


def test_given_kept_months_then_everyone_sees_shares_and_rest_tells_the_same(
    client_of: ClientOf, session: Session, adviser: Person, stranger: Person
) -> None:
    programme = session.series.programme
    api = f"/api/v1/programmes/{programme.slug}/acts"
    assert asked_by(adviser, api).json()["state"] == "missing"
    kept_month(programme)
    page = client_of(adviser).get(reverse("commitments")).content.decode()
    assert "41 / 68 (60\xa0%)" in page
    assert "31.3.2026" in page
    told = asked_by(adviser, api).json()
    assert (told["state"], told["written"], told["done"]) == ("shown", 68, 41)
    assert asked_by(stranger, api).status_code == 404


def test_given_my_acts_then_rest_lists_them_to_me_alone(
    act: Commitment, adviser: Person, mentor: Person
) -> None:
    assert asked_by(adviser, "/api/v1/acts").json()["items"][0]["text"] == TEXT
    assert asked_by(mentor, "/api/v1/acts").json() == {"items": [], "count": 0}


def test_given_a_coordinator_then_the_outbox_does_not_show_that_i_was_asked(
    client_of: ClientOf, act: Commitment, coordinator: Person
) -> None:
    with time_machine.travel(act.session.ends_at + timedelta(days=14, minutes=1)):
        assert actions.ask_due() == 1
    assert not OutgoingMail.objects.visible_to(coordinator).exists()


def kept_month(programme: Programme, month: str = "2026-03-01", **counts: int) -> ActsMonth:
    rest = {"on_the_way": 9, "changed": 4, "let_go": 3}
    return ActsMonth.objects.create(
        programme=programme, month=month, **({"written": 68, "done": 41} | rest | counts)
    )


def test_given_several_months_of_several_programmes_then_the_newest_of_each_is_shown(
    client_of: ClientOf, organisation: Organisation, adviser: Person, stranger: Person
) -> None:
    old, new = ProgrammeFactory.create_batch(2, organisation=organisation)
    kept_month(old)
    kept_month(new)
    kept_month(new, "2026-04-01", done=50)
    kept_month(ProgrammeFactory(organisation=stranger.organisation))
    page = client_of(adviser).get(reverse("commitments"))
    told = {shares.programme: (shares.as_of, shares.done) for shares in page.context["together"]}
    assert told == {old: (date(2026, 3, 31), 41), new: (date(2026, 4, 30), 50)}


@pytest.mark.parametrize("more", [1, 4])
def test_given_more_acts_and_programmes_then_the_page_asks_no_more_of_the_database(
    client_of: ClientOf,
    organisation: Organisation,
    adviser: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
    more: int,
) -> None:
    client = client_of(adviser)
    for _number in range(more):
        session = held(organisation, adviser)  # each brings a programme of its own
        kept_month(session.series.programme)
        actions.write_act(session, TEXT, is_shared=False, actor=adviser)
    with django_assert_num_queries(QUERIES):
        page = client.get(reverse("commitments"))
    assert len(page.context["together"]) == more


def test_given_more_acts_than_a_page_takes_then_the_oldest_are_on_the_next(
    client_of: ClientOf, act: Commitment, adviser: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "ON_PAGE", 3)
    for number in range(4):
        session = SessionFactory(series=act.session.series)
        Commitment.objects.create(session=session, person=adviser, text=f"Teko {number}")
    client = client_of(adviser)
    first = client.get(reverse("commitments")).text
    assert [f"Teko {number}" in first for number in range(4)] == [False, True, True, True]
    second = client.get(f"{reverse('commitments')}?page=2").text
    assert "Teko 0" in second
    assert TEXT in second
