"""Finding sessions, choosing one, and my own: what each page shows and to whom."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from juuristo.gatherings import actions
from juuristo.gatherings.models import Attends, Series, Session, SignUp
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

ClientOf = Callable[[Person], Client]
ROLES = ("adviser", "mentor", "coordinator", "sponsor", "supervisor", "admin")


@pytest.fixture
def session(organisation: Organisation) -> Session:
    return SessionFactory(
        series__programme__organisation=organisation, capacity=2, place="Mäntykoski"
    )


def enter(session: Session, person: Person) -> SignUp:
    return actions.sign_up(session, person, actor=person)


def series_page(session: Session) -> str:
    return reverse("series_signup", args=[session.series_id])


def session_page(session: Session) -> str:
    return reverse("session", args=[session.pk])


def pages_of(session: Session) -> list[str]:
    return [
        reverse("gatherings"),
        reverse("my_sessions"),
        series_page(session),
        session_page(session),
    ]


@pytest.mark.parametrize("role", ROLES)
def test_given_any_role_when_the_pages_are_opened_then_they_are_there(
    role: str, session: Session, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(role))
    assert [client.get(path).status_code for path in pages_of(session)] == [200] * 4


def test_given_a_stranger_when_our_pages_are_opened_then_they_are_not_there(
    session: Session, stranger: Person, client_of: ClientOf
) -> None:
    client = client_of(stranger)
    for path in (series_page(session), session_page(session)):
        assert client.get(path).status_code == 404
    for name in ("session_sign_up", "session_change", "session_give_up"):
        assert client.post(reverse(name, args=[session.pk])).status_code == 404
    for name in ("series_sign_up_all", "series_cancel_all"):
        assert client.post(reverse(name, args=[session.series_id])).status_code == 404
    assert not SignUp.objects.exists()


def test_given_a_draft_when_an_adviser_opens_it_then_it_is_not_there(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    Series.objects.update(published_at=None)
    assert client_of(adviser).get(series_page(session)).status_code == 404
    assert "Perehdytystyöpajat" not in client_of(adviser).get(reverse("gatherings")).text


def test_given_free_seats_when_i_look_then_they_are_told_in_words(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    page = client_of(adviser).get(series_page(session)).text
    assert "Kaksi paikkaa vapaana" in page
    assert "Ilmoittaudu" in page
    enter(session, PersonFactory(organisation=adviser.organisation))
    assert "Viimeinen paikka vapaana" in client_of(adviser).get(series_page(session)).text


def test_given_a_full_session_when_i_look_then_i_may_join_the_queue(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    for person in PersonFactory.create_batch(5, organisation=adviser.organisation):
        enter(session, person)
    page = client_of(adviser).get(series_page(session)).text
    assert "Täynnä, jonossa on kolme" in page
    assert "Mene jonoon" in page
    enter(session, adviser)
    page = client_of(adviser).get(series_page(session)).text
    assert "Olet jonossa sijalla 4" in page
    assert "Poistu jonosta" in page


def test_given_i_wait_for_one_when_another_is_full_then_it_says_why_it_offers_nothing(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    full = SessionFactory(series=session.series, capacity=1)
    for row in (session, session, full):
        enter(row, PersonFactory(organisation=adviser.organisation))
    enter(session, adviser)
    reason = "Olet jo jonossa toiselle kerralle, ja jonottaa voi vain yhdelle."
    client = client_of(adviser)
    assert client.get(series_page(session)).text.count(reason) == 1
    assert reason in client.get(session_page(full)).text
    assert reason not in client.get(session_page(session)).text


def test_given_my_place_when_i_look_then_it_is_marked_and_the_others_say_change(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    SessionFactory(series=session.series, remote_link="https://example.org/kokous")
    enter(session, adviser)
    page = client_of(adviser).get(series_page(session)).text
    assert "Sinulla on paikka" in page
    assert "Vaihda tähän" in page
    assert "Peru paikka" in page
    assert reverse("session_calendar", args=[session.pk]) in page
    assert "Jos päivä ei sovikaan, vaihda toiseen." in page


def test_given_remote_and_on_site_when_i_choose_one_then_only_those_are_shown(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    client, path = client_of(adviser), series_page(session)
    assert "Paikan päällä" not in client.get(path).text
    remote = SessionFactory(series=session.series, remote_link="https://example.org/kokous")
    assert "Paikan päällä" in client.get(path).text
    page = client.get(path, {"how": "remote"}).text
    assert session_page(remote) in page
    assert session_page(session) not in page


def test_given_others_wait_when_i_give_up_then_i_am_asked_first(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    enter(session, adviser)
    client = client_of(adviser)
    assert "<dialog" not in client.get(series_page(session)).text
    for person in PersonFactory.create_batch(2, organisation=adviser.organisation):
        enter(session, person)
    words = "Paikkaa jonottaa yksi ihminen."
    assert words in client.get(series_page(session)).text
    assert words in client.get(reverse("session_give_up", args=[session.pk])).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"signup_opens_at": timedelta(days=1)}, "Ilmoittautuminen alkaa"),
        ({"signup_closes_at": timedelta(hours=-1)}, "Ilmoittautumisaika on päättynyt"),
        ({"audience_roles": ["mentor"]}, "tarkoitettu toiselle joukolle"),
    ],
)
def test_given_i_may_not_enter_when_i_look_then_it_says_why_and_offers_nothing(
    session: Session,
    adviser: Person,
    client_of: ClientOf,
    fields: dict[str, object],
    words: str,
) -> None:
    now = timezone.now()
    Series.objects.update(
        **{k: now + v if isinstance(v, timedelta) else v for k, v in fields.items()}
    )
    for path in (series_page(session), session_page(session)):
        page = client_of(adviser).get(path).text
        assert words in page
        assert reverse("session_sign_up", args=[session.pk]) not in page


def test_given_a_remote_session_when_people_look_then_only_those_who_come_see_the_link(
    session: Session, adviser: Person, mentor: Person, coordinator: Person, client_of: ClientOf
) -> None:
    Session.objects.update(remote_link="https://example.org/kokous")
    seen = {
        person: "https://example.org/kokous" in client_of(person).get(session_page(session)).text
        for person in (adviser, mentor, coordinator)
    }
    assert seen == {adviser: False, mentor: False, coordinator: True}
    enter(session, adviser)
    session.facilitators.add(mentor)
    for person in (adviser, mentor):
        page = client_of(person).get(session_page(session)).text
        assert "https://example.org/kokous" in page


def test_given_series_of_all_kinds_when_i_look_for_one_then_mine_and_the_expected_come_first(
    organisation: Organisation, adviser: Person, client_of: ClientOf
) -> None:
    def series(name: str, days: int, **fields: object) -> Session:
        made = SeriesFactory(programme__organisation=organisation, name={"fi": name}, **fields)
        return SessionFactory(series=made, starts_at=timezone.now() + timedelta(days=days))

    series("Kahvila", 1)
    series("Perehdytys", 9, expected=True)
    mine = series("Opintopiiri", 20)
    series("Mentoreille", 2, audience_roles=["mentor"])
    series("Mennyt", -2)
    enter(mine, adviser)
    page = client_of(adviser).get(reverse("gatherings")).text
    places = [page.index(name) for name in ("Opintopiiri", "Perehdytys", "Kahvila")]
    assert places == sorted(places)
    assert "Mentoreille" not in page
    assert "Mennyt" not in page
    assert "Sinua odotetaan mukaan." in page


def test_given_nothing_when_i_look_then_each_page_says_what_to_do(
    adviser: Person, client_of: ClientOf
) -> None:
    client = client_of(adviser)
    assert "Sinulle ei ole nyt tarjolla" in client.get(reverse("gatherings")).text
    assert "Sinulla ei ole tulossa" in client.get(reverse("my_sessions")).text


def test_given_a_facilitator_when_they_look_at_theirs_then_it_leads_to_what_they_facilitate(
    session: Session, adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    session.facilitators.add(mentor)
    assert reverse("facilitating") in client_of(mentor).get(reverse("my_sessions")).text
    assert reverse("facilitating") not in client_of(adviser).get(reverse("my_sessions")).text


def test_given_past_and_coming_sessions_when_i_look_at_mine_then_both_are_there(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    Series.objects.update(attends=Attends.ANY)
    session.refresh_from_db()
    past = SessionFactory(series=session.series)
    enter(session, adviser)
    enter(past, adviser)
    began = timezone.now() - timedelta(days=3)
    Session.objects.filter(pk=past.pk).update(starts_at=began, ends_at=began + timedelta(hours=2))
    SignUp.objects.filter(session=past).update(state="attended")
    page = client_of(adviser).get(reverse("my_sessions")).text
    assert "Sinulla on paikka" in page
    assert "Olit mukana" in page


def test_given_i_am_marked_there_when_the_session_is_on_then_it_does_not_speak_of_the_past(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    enter(session, adviser)
    Session.objects.update(starts_at=timezone.now() - timedelta(minutes=5))
    SignUp.objects.update(state="attended")
    page = client_of(adviser).get(reverse("session", args=[session.pk])).text
    assert "Olet mukana" in page
    assert "Olit mukana" not in page


def test_given_my_place_when_i_take_the_calendar_file_then_it_is_mine(
    session: Session, adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    enter(session, adviser)
    path = reverse("session_calendar", args=[session.pk])
    answer = client_of(adviser).get(path)
    assert answer["Content-Type"].startswith("text/calendar")
    assert "METHOD:PUBLISH" in answer.text
    assert client_of(mentor).get(path).status_code == 404


def test_given_an_expected_series_when_i_open_today_then_it_asks_and_later_shows_my_session(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    Series.objects.update(expected=True)
    session.refresh_from_db()
    client = client_of(adviser)
    today = client.get(reverse("today")).text
    assert "Et ole vielä ilmoittautunut" in today
    assert series_page(session) in today
    enter(session, adviser)
    today = client.get(reverse("today")).text
    assert "Et ole vielä ilmoittautunut" not in today
    assert "Seuraava tilaisuus" in today
    assert session_page(session) in today


@pytest.mark.parametrize("mark", SignUp.HOLDS_SEAT)
def test_given_a_session_going_on_then_today_leads_to_it_whatever_is_marked(
    session: Session, adviser: Person, client_of: ClientOf, mark: str
) -> None:
    enter(session, adviser)
    SignUp.objects.update(state=mark)
    now = timezone.now()
    Session.objects.update(starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=1))
    today = client_of(adviser).get(reverse("today")).text
    assert "Menossa nyt" in today
    assert session_page(session) in today
    Session.objects.update(ends_at=now)
    assert session_page(session) not in client_of(adviser).get(reverse("today")).text


def test_given_a_session_that_is_over_then_its_page_leads_to_no_meeting_and_offers_no_places(
    session: Session, adviser: Person, client_of: ClientOf
) -> None:
    enter(session, adviser)
    Session.objects.update(remote_link="https://meet.example.org/x")
    ahead = client_of(adviser).get(session_page(session)).text
    assert "Liity etäkokoukseen" in ahead
    assert "<dt>Paikat</dt>" in ahead
    now = timezone.now()
    Session.objects.update(starts_at=now - timedelta(hours=2), ends_at=now)
    over = client_of(adviser).get(session_page(session)).text
    assert "meet.example.org" not in over
    assert "<dt>Paikat</dt>" not in over


def test_given_my_acts_then_the_navigation_says_that_i_am_among_gatherings(
    adviser: Person, client_of: ClientOf
) -> None:
    page = client_of(adviser).get(reverse("commitments")).text
    assert re.search(r'<a href="/gatherings/"[^>]*aria-current', page)


QUERIES = {"gatherings": 12, "my_sessions": 8, "series_signup": 9, "session": 13, "today": 18}


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("rows", [2, 7])
def test_given_more_rows_when_a_page_is_opened_then_the_queries_stay(
    name: str,
    rows: int,
    session: Session,
    adviser: Person,
    organisation: Organisation,
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    session.series.attends = Attends.ANY
    session.series.save()
    for _ in range(rows):
        other = SessionFactory(
            series__programme__organisation=organisation, series__attends=Attends.ANY
        )
        other.facilitators.add(PersonFactory(organisation=organisation))
        session.facilitators.add(PersonFactory(organisation=organisation))
        enter(other, adviser)
        again = SessionFactory(series=session.series)
        enter(again, adviser)
    args = {"series_signup": [session.series_id], "session": [session.pk]}.get(name, [])
    client = client_of(adviser)
    with django_assert_num_queries(QUERIES[name]):
        client.get(reverse(name, args=args))
