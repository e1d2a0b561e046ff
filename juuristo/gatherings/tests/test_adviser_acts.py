"""Signing up, changing and giving up on the pages: with htmx and without any script."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from juuristo.gatherings import actions
from juuristo.gatherings.models import Attends, Series, Session, SignUp
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

ClientOf = Callable[[Person], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def session(organisation: Organisation) -> Session:
    return SessionFactory(series__programme__organisation=organisation, capacity=1)


def post(client: Client, name: str, what: Session | Series, **data: str) -> tuple[str, str]:
    """Where a plain post leads, and what it says there."""
    answer = client.post(reverse(name, args=[what.pk]), data)
    assert answer.status_code == 302
    return answer["Location"], str(list(get_messages(answer.wsgi_request))[-1])


def state(session: Session, person: Person) -> str | None:
    rows = SignUp.objects.filter(session=session, person=person)
    return rows.values_list("state", flat=True).first()


def test_given_no_script_when_i_sign_up_then_i_am_back_on_the_page_and_told(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    where, told = post(client_of(adviser), "session_sign_up", session)
    assert where == reverse("series_signup", args=[session.series_id])
    assert told.startswith("Sinulla on paikka.")
    assert state(session, adviser) == "booked"


@pytest.mark.parametrize(
    ("back", "page"), [("session", "session"), ("my_sessions", "my_sessions"), ("https://x", "")]
)
def test_given_the_page_i_came_from_when_i_have_acted_then_i_am_there_again(
    session: Session, adviser: Person, client_of: ClientOf, back: str, page: str
) -> None:
    where, _ = post(client_of(adviser), "session_sign_up", session, back=back)
    args = [session.pk] if page == "session" else []
    expected = (
        reverse(page, args=args) if page else reverse("series_signup", args=[session.series_id])
    )
    assert where == expected


def test_given_a_double_click_when_i_sign_up_then_there_is_one_place_and_it_says_so(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    client = client_of(adviser)
    post(client, "session_sign_up", session)
    _, told = post(client, "session_sign_up", session)
    assert "Sinulla on jo paikka" in told
    assert SignUp.objects.count() == 1


def test_given_htmx_when_i_sign_up_then_the_list_comes_back_with_my_place(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    path = reverse("session_sign_up", args=[session.pk])
    answer = client_of(adviser).post(path, {"back": "series"}, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'hx-swap-oob="innerHTML:#told"' in answer.text
    assert "Sinulla on paikka." in answer.text
    assert "Peru paikka" in answer.text


@pytest.mark.parametrize(
    ("series", "row", "words"),
    [
        ({"signup_closes_at": timedelta(hours=-1)}, {}, "Ilmoittautumisaika on päättynyt."),
        ({"signup_opens_at": timedelta(hours=1)}, {}, "ei ole vielä alkanut"),
        ({"audience_roles": ["mentor"]}, {}, "tarkoitettu toiselle joukolle"),
        ({}, {"starts_at": timedelta(minutes=-1)}, "on jo alkanut"),
        ({}, {"cancelled_at": timedelta(0)}, "on peruttu"),
    ],
)
def test_given_it_cannot_be_had_when_i_sign_up_then_i_am_told_why(
    session: Session,
    adviser: Person,
    client_of: ClientOf,
    series: dict[str, object],
    row: dict[str, object],
    words: str,
) -> None:
    now = timezone.now()

    def at(fields: dict[str, object]) -> dict[str, object]:
        return {k: now + v if isinstance(v, timedelta) else v for k, v in fields.items()}

    Series.objects.filter(pk=session.series_id).update(**at(series) or {"expected": False})
    Session.objects.filter(pk=session.pk).update(**at(row) or {"place": ""})
    client = client_of(adviser)
    _, told = post(client, "session_sign_up", session)
    assert words in told
    answer = client.post(reverse("session_sign_up", args=[session.pk]), headers=HTMX)
    assert answer.status_code == 409
    assert words in answer.text
    assert not SignUp.objects.exists()


def test_given_a_full_session_when_i_sign_up_then_i_wait_and_can_leave_the_queue(
    session: Session, adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    actions.sign_up(session, mentor, actor=mentor)
    client = client_of(adviser)
    assert "Olet nyt jonossa." in post(client, "session_sign_up", session)[1]
    assert post(client, "session_give_up", session)[1] == "Et ole enää jonossa."
    assert state(session, adviser) == "cancelled"


def test_given_my_place_when_i_change_then_it_moves(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    other = SessionFactory(series=session.series)
    client = client_of(adviser)
    post(client, "session_sign_up", session)
    assert post(client, "session_change", other)[1] == "Paikkasi on vaihdettu."
    assert (state(session, adviser), state(other, adviser)) == ("cancelled", "booked")
    assert "Sinulla on jo paikka" in post(client, "session_change", other)[1]


def test_given_no_place_when_i_change_then_i_sign_up(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    post(client_of(adviser), "session_change", session)
    assert state(session, adviser) == "booked"


def test_given_the_new_one_filled_up_when_i_change_then_i_keep_mine_and_wait(
    session: Session, adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    other = SessionFactory(series=session.series, capacity=1)
    client = client_of(adviser)
    post(client, "session_sign_up", session)
    actions.sign_up(other, mentor, actor=mentor)
    assert "Olet nyt jonossa." in post(client, "session_change", other)[1]
    assert (state(session, adviser), state(other, adviser)) == ("booked", "waiting")


def test_given_my_place_when_i_give_it_up_then_it_is_gone(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    client = client_of(adviser)
    post(client, "session_sign_up", session)
    assert post(client, "session_give_up", session)[1] == "Paikkasi on peruttu."
    assert state(session, adviser) == "cancelled"
    post(client, "session_sign_up", session)
    assert state(session, adviser) == "booked"


def test_given_no_place_when_i_give_up_then_there_is_nothing_there(
    session: Session, adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    actions.sign_up(session, mentor, actor=mentor)
    path = reverse("session_give_up", args=[session.pk])
    assert client_of(adviser).post(path).status_code == 404
    assert state(session, mentor) == "booked"


def test_given_a_whole_series_when_i_sign_up_then_i_have_every_session(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    session.series.attends = Attends.ALL
    session.series.save()
    full = SessionFactory(series=session.series, capacity=1)
    other = PersonFactory(organisation=adviser.organisation)
    actions.sign_up(full, other, actor=other)
    client, series = client_of(adviser), Series.objects.get()
    page = client.get(reverse("series_signup", args=[series.pk])).text
    assert "Ilmoittaudu kaikille kerroille" in page
    assert reverse("session_sign_up", args=[session.pk]) not in page
    _, told = post(client, "series_sign_up_all", series)
    assert told.endswith("Yhdelle kerralle olet jonossa.")
    assert (state(session, adviser), state(full, adviser)) == ("booked", "waiting")
    page = client.get(reverse("series_signup", args=[series.pk])).text
    assert "Peru kaikki kerrat" in page
    post(client, "series_cancel_all", series)
    assert (state(session, adviser), state(full, adviser)) == ("cancelled", "cancelled")


def test_given_a_whole_series_without_room_then_it_promises_the_queue_and_no_place(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    Series.objects.update(attends=Attends.ALL)
    Session.objects.update(capacity=1)
    other = PersonFactory(organisation=adviser.organisation)
    actions.sign_up(session, other, actor=other)
    client, series = client_of(adviser), Series.objects.get()
    page = client.get(reverse("series_signup", args=[series.pk])).text
    assert "Mene jonoon" in page
    assert "Ilmoittaudu kaikille kerroille" not in page
    _, told = post(client, "series_sign_up_all", series)
    assert "Olet nyt jonossa" in told
    page = client.get(reverse("series_signup", args=[series.pk])).text
    assert "Poistu koko sarjan jonosta" in page
    assert "Poistu tämän kerran jonosta" in page
    assert "Poistu jonosta" not in page
    assert "Olet ilmoittautunut sarjaan" not in page
    post(client, "series_cancel_all", series)
    assert state(session, adviser) == "cancelled"


def test_given_a_get_when_it_asks_to_act_then_it_is_not_allowed_and_changes_nothing(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    client = client_of(adviser)
    for name in ("session_sign_up", "session_change"):
        assert client.get(reverse(name, args=[session.pk])).status_code == 405
    actions.sign_up(session, adviser, actor=adviser)
    assert client.get(reverse("session_give_up", args=[session.pk])).status_code == 200
    assert state(session, adviser) == "booked"
