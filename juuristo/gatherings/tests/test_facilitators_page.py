"""The page of a series' facilitators, and what is seen when one of them leaves."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings.actions import sign_up
from juuristo.gatherings.models import Kind, Series, Session
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.people import occasions
from juuristo.people.models import Organisation, Person, Role
from juuristo.people.tests.factories import OfficeFactory, PersonFactory


@pytest.fixture
def series(organisation: Organisation) -> Series:
    return SeriesFactory(programme__organisation=organisation)


@pytest.fixture
def sessions(series: Series) -> list[Session]:
    return [session_on(series, day) for day in (7, 8, 9)]


def session_on(series: Series, day: int) -> Session:
    return SessionFactory(series=series, starts_at=timezone.now() + timedelta(days=day))


@pytest.fixture
def mentors(organisation: Organisation) -> list[Person]:
    """Two from Kotka, one from Hamina."""
    offices = [OfficeFactory(organisation=organisation, name=name) for name in ("Kotka", "Hamina")]
    names = (("Aatu", offices[0]), ("Bea", offices[0]), ("Cecilia", offices[1]))
    return [
        PersonFactory(
            organisation=organisation,
            roles=[Role.ADVISER, Role.MENTOR],
            first_name=first,
            last_name="Esimerkki",
            office=office,
        )
        for first, office in names
    ]


@dataclass
class Desk:
    """The page of a series' facilitators, in the coordinator's hands."""

    series: Series
    client: Client

    @property
    def url(self) -> str:
        return reverse("series_facilitators", args=[self.series.pk])

    def proposal(self) -> str:
        """The page when two are asked for each session."""
        return self.client.get(f"{self.url}?together=2").content.decode()

    def save(self, data: dict[str, str]) -> str:
        return self.client.post(self.url, data, follow=True).content.decode()


@pytest.fixture
def desk(series: Series, coordinator: Person, client_of: ClientOf) -> Desk:
    return Desk(series, client_of(coordinator))


def posted(*teams: tuple[Session, list[Person]]) -> dict[str, str]:
    return {
        f"{session.pk}-{number}": str(person.pk)
        for session, people in teams
        for number, person in enumerate(people)
    }


def proposed(page: str) -> dict[str, str]:
    """The choices that stand selected: field name → person id."""
    found = {}
    for name, options in re.findall(
        r'<select name="([^"]+-\d)"[^>]*>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]+)" selected', options)
        if chosen:
            found[name] = chosen.group(1)
    return found


def test_given_a_proposal_when_asked_then_it_is_shown_and_explained_and_nothing_is_saved(
    desk: Desk, sessions: list[Session], mentors: list[Person]
) -> None:
    page = desk.proposal()

    chosen = proposed(page)
    assert len(chosen) == 6
    assert list(chosen.values()).count(str(mentors[2].pk)) == 3  # Hamina has only her
    assert "Eri toimipaikoista" in page
    assert "Tätä ei ole vielä tallennettu" in page
    assert not Session.facilitators.through.objects.exists()


def test_given_the_series_has_facilitators_then_mentors_only_fill_what_they_cannot(
    desk: Desk, sessions: list[Session], mentors: list[Person]
) -> None:
    desk.series.facilitators.set(mentors[:1])

    chosen = proposed(desk.proposal())

    assert list(chosen.values()).count(str(mentors[0].pk)) == 3
    assert len(chosen) == 6


def test_given_somebody_attends_another_gathering_then_they_are_not_proposed_for_that_time(
    desk: Desk, sessions: list[Session], mentors: list[Person]
) -> None:
    elsewhere = SessionFactory(
        series__programme=desk.series.programme,
        starts_at=sessions[0].starts_at + timedelta(hours=1),
    )
    sign_up(elsewhere, mentors[2], actor=mentors[2])
    page = desk.proposal()

    first = {pk for name, pk in proposed(page).items() if name.startswith(str(sessions[0].pk))}
    assert first == {str(mentors[0].pk), str(mentors[1].pk)}
    assert "muualta ei ole ketään vapaana" in page
    assert "varattu silloin" in page


def test_given_choices_when_saved_then_sessions_have_them_and_they_are_told(
    desk: Desk, sessions: list[Session], mentors: list[Person]
) -> None:
    sessions[1].facilitators.add(mentors[0])
    data = posted((sessions[0], [mentors[0], mentors[2]]), (sessions[1], [mentors[0]]))

    answer = desk.save(data)

    assert "1 kerran vetäjät vaihtuivat" in answer
    assert set(sessions[0].facilitators.all()) == {mentors[0], mentors[2]}
    assert set(sessions[1].facilitators.all()) == {mentors[0]}
    told = OutgoingMail.objects.filter(kind="gatherings/facilitator")
    assert set(told.values_list("to", flat=True)) == {mentors[0].email, mentors[2].email}
    events = AuditEvent.objects.filter(verb="session.facilitators_chosen")
    assert [event.object_id for event in events] == [str(sessions[0].pk)]


def test_given_someone_new_who_is_elsewhere_when_saved_then_it_is_said_and_nothing_is_saved(
    desk: Desk, sessions: list[Session], mentors: list[Person]
) -> None:
    elsewhere = SessionFactory(
        series__programme=desk.series.programme, starts_at=sessions[0].starts_at
    )
    elsewhere.facilitators.add(mentors[0])
    data = posted((sessions[0], [mentors[0]]), (sessions[1], [mentors[1]]))

    answer = desk.save(data)

    assert "on silloin muualla" in answer
    assert not sessions[1].facilitators.exists()
    assert proposed(answer)[f"{sessions[1].pk}-0"] == str(mentors[1].pk)  # kept on the page


def test_given_two_sessions_at_once_when_one_person_is_chosen_to_both_then_it_is_refused(
    desk: Desk, sessions: list[Session], mentors: list[Person]
) -> None:
    twin = session_on(desk.series, 7)
    data = posted((sessions[0], [mentors[0]]), (twin, [mentors[0]]))
    answer = desk.save(data)

    assert "on silloin muualla" in answer


def test_given_nothing_ahead_then_the_page_says_what_to_do_first(
    desk: Desk,
) -> None:
    assert "Tulevia kertoja ei ole" in desk.client.get(desk.url).content.decode()


def test_given_more_sessions_and_people_then_the_page_asks_no_more_queries(
    desk: Desk, sessions: list[Session], mentors: list[Person], organisation: Organisation
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            desk.proposal()
        return len(caught)

    desk.proposal()
    few = queries()
    for day in range(10, 16):
        session_on(desk.series, day).facilitators.add(mentors[0])
    PersonFactory.create_batch(5, organisation=organisation, roles=[Role.MENTOR])

    assert queries() == few


# ---- a facilitator leaves


def test_given_a_facilitator_leaves_then_their_sessions_ahead_show_the_gap(
    series: Series,
    sessions: list[Session],
    mentors: list[Person],
    coordinator: Person,
    client_of: ClientOf,
) -> None:
    for session in sessions:
        session.facilitators.set(mentors[:2])
    series.facilitators.set(mentors)
    past = SessionFactory(series=series, starts_at=timezone.now() - timedelta(days=3))
    past.facilitators.set(mentors[:2])
    client = client_of(coordinator)
    assert "etäjä puuttuu" not in client.get(reverse("today")).text

    occasions.person_left(mentors[0])
    occasions.person_left(mentors[0])

    assert set(sessions[0].facilitators.all()) == {mentors[1]}
    assert set(past.facilitators.all()) == set(mentors[:2])
    assert mentors[0] not in series.facilitators.all()
    today = client.get(reverse("today")).text
    assert "Toinen vetäjä puuttuu" in today
    assert "ja 2 muuta kertaa" in today
    desk = client.get(reverse("series_desk", args=[series.pk])).text
    assert "Kerralta puuttuu toinen vetäjä" in desk
    assert f"#session-{sessions[0].pk}" in desk
    assert AuditEvent.objects.filter(verb="session.facilitator_left").count() == 3


def test_given_a_cafe_with_one_facilitator_then_nothing_is_missing(
    organisation: Organisation, mentors: list[Person], coordinator: Person, client_of: ClientOf
) -> None:
    series = SeriesFactory(programme__organisation=organisation, kind=Kind.CAFE)
    session_on(series, 7).facilitators.add(mentors[0])
    client = client_of(coordinator)

    assert "etäjä puuttuu" not in client.get(reverse("today")).text
    page = client.get(reverse("series_desk", args=[series.pk])).text
    assert "puuttuu toinen vetäjä" not in page
