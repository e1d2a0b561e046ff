"""The desk of a series: what it finds, what it asks, whom it reminds."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings.actions import sign_up
from juuristo.gatherings.desk import SessionRow, back_vowels, tasks_of
from juuristo.gatherings.models import Series, Session
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory


@pytest.fixture
def series(organisation: Organisation) -> Series:
    return SeriesFactory(
        programme__organisation=organisation, expected=True, audience_roles=["adviser"]
    )


@pytest.fixture
def full(series: Series, organisation: Organisation) -> Session:
    """One seat, taken; one person waits; two people have nothing."""
    session = SessionFactory(series=series, capacity=1)
    SessionFactory(series=series, starts_at=timezone.now() + timedelta(days=9))
    for name in ("Aatu", "Bea", "Cecilia", "Daavid"):
        PersonFactory(organisation=organisation, first_name=name, last_name="Esimerkki")
    for person in Person.objects.filter(first_name__in=["Aatu", "Bea"]).order_by("first_name"):
        sign_up(session, person, actor=person)
    return session


def reminders() -> list[str]:
    mails = OutgoingMail.objects.filter(kind="gatherings/remind")
    people = Person.objects.filter(email__in=mails.values("to"))
    return sorted(people.values_list("first_name", flat=True))


def test_given_a_series_under_way_then_the_heading_is_the_finding(
    full: Session, coordinator: Person, client_of: ClientOf
) -> None:
    page = client_of(coordinator).get(reverse("series_desk", args=[full.series.pk])).text
    assert "1 ihmisellä on paikka, 3:lta se puuttuu vielä" in page
    assert "1 jonossa" in page
    assert "Muistuta 2 ihmistä" in page
    assert "jonottaa täydelle kerralle" in page


def test_given_someone_without_a_place_who_facilitates_then_the_desk_says_why_they_are_not_reminded(
    full: Session, coordinator: Person, client_of: ClientOf
) -> None:
    full.facilitators.add(Person.objects.get(first_name="Daavid"))
    page = client_of(coordinator).get(reverse("series_desk", args=[full.series.pk])).text
    assert "Ilman paikkaa 3 / 4" in page
    assert "Heistä yksi jonottaa." in page
    assert "Yksi vetää itse jonkin kerroista." in page
    assert "Muistuta yhtä ihmistä" in page
    assert "Kerralta puuttuvat vetäjät" in page


def test_given_who_waits_and_who_leads_then_the_names_count_as_the_desk_and_say_who_is_absent(
    full: Session, coordinator: Person, client_of: ClientOf
) -> None:
    full.facilitators.add(Person.objects.get(first_name="Daavid"))
    page = client_of(coordinator).get(reverse("series_missing", args=[full.series.pk])).text
    assert "<h1>Ilman paikkaa 3 / 4</h1>" in page
    for words in (
        "Heistä yksi jonottaa.",
        "Yksi vetää itse jonkin kerroista.",
        "Muita on yksi, ja hän on tässä.",
        "Näkyvissä 1 nimi.",
    ):
        assert words in page


def test_given_a_series_for_those_who_want_then_the_desk_counts_nobody_as_missing(
    full: Session, coordinator: Person, client_of: ClientOf
) -> None:
    client, url = client_of(coordinator), reverse("series_desk", args=[full.series.pk])
    head = '<th scope="col" class="num">Puuttuu</th>'
    assert head in client.get(url).text
    Series.objects.update(expected=False)
    assert head not in client.get(url).text


@pytest.mark.parametrize("number", [2, 3, 6, 8, 12, 42, 100, 200, 1000])
def test_given_a_numeral_with_back_vowels_then_it_takes_lta(number: int) -> None:
    assert back_vowels(number)


@pytest.mark.parametrize("number", [1, 4, 5, 7, 9, 10, 20, 44, 110, 254 - 9])
def test_given_a_numeral_with_front_vowels_then_it_takes_ltä(number: int) -> None:
    assert not back_vowels(number)


def test_given_names_of_the_missing_when_opened_then_the_trail_knows(
    full: Session, coordinator: Person, client_of: ClientOf
) -> None:
    url = reverse("series_missing", args=[full.series.pk])
    page = client_of(coordinator).get(url).text
    assert "Cecilia Esimerkki" in page
    assert "Daavid Esimerkki" in page
    assert "Aatu Esimerkki" not in page
    assert "Bea Esimerkki" not in page
    event = AuditEvent.objects.get(verb="signups.missing_listed")
    assert (event.actor_id, event.object_id) == (coordinator.pk, str(full.series.pk))


def test_given_an_office_when_filtered_then_only_its_names_show(
    full: Session, coordinator: Person, client_of: ClientOf
) -> None:
    cecilia = Person.objects.get(first_name="Cecilia")
    assert cecilia.office
    url = reverse("series_missing", args=[full.series.pk])
    answer = client_of(coordinator).get(
        url, {"office": cecilia.office.name}, headers={"HX-Request": "true"}
    )
    assert "Cecilia" in answer.text
    assert "Daavid" not in answer.text
    assert "<html" not in answer.text


def test_given_a_reminder_then_it_goes_to_the_missing_alone_and_once_a_day(
    full: Session, coordinator: Person, client_of: ClientOf
) -> None:
    url = reverse("series_remind", args=[full.series.pk])
    client = client_of(coordinator)
    assert "lähti 2 ihmiselle" in client.post(url, follow=True).text
    assert reminders() == ["Cecilia", "Daavid"]
    assert "ei lähtenyt" in client.post(url, follow=True).text
    assert reminders() == ["Cecilia", "Daavid"]
    assert AuditEvent.objects.filter(verb="signups.reminded").count() == 1


def test_given_some_ticked_then_only_they_are_reminded_and_never_one_with_a_place(
    full: Session, coordinator: Person, client_of: ClientOf
) -> None:
    ticked = Person.objects.filter(first_name__in=["Aatu", "Daavid"])
    values = {"some": "1", "person": [str(person.pk) for person in ticked]}
    client_of(coordinator).post(reverse("series_remind", args=[full.series.pk]), values)
    assert reminders() == ["Daavid"]


def test_given_none_ticked_then_nobody_is_reminded(
    full: Session, coordinator: Person, client_of: ClientOf
) -> None:
    client_of(coordinator).post(reverse("series_remind", args=[full.series.pk]), {"some": "1"})
    assert reminders() == []


def test_given_a_queue_when_told_of_room_then_only_those_who_wait_are(
    full: Session, coordinator: Person, client_of: ClientOf
) -> None:
    client_of(coordinator).post(reverse("series_room", args=[full.series.pk]))
    assert reminders() == ["Bea"]


def test_given_a_held_session_without_marks_then_attendance_is_asked_for() -> None:
    session = Session(capacity=3, taken=2, starts_at=timezone.now(), ends_at=timezone.now())
    row = SessionRow(session, attended=0, absent=0, is_past=True)
    assert [task.kind for task in tasks_of([row])] == ["attendance"]
    done = SessionRow(session, attended=1, absent=1, is_past=True)
    assert tasks_of([done]) == []
    assert [square.look for square in done.squares] == ["seat-past", "seat-gone", "seat-free"]


@pytest.mark.parametrize("people", [2, 20])
def test_given_any_number_of_people_and_sessions_then_the_desk_asks_the_same(
    people: int,
    series: Series,
    organisation: Organisation,
    coordinator: Person,
    client_of: ClientOf,
    django_assert_max_num_queries: Any,
) -> None:
    for person in PersonFactory.create_batch(people, organisation=organisation):
        session = SessionFactory(series=series)
        session.facilitators.add(person)
        sign_up(session, person, actor=person)
    client, url = client_of(coordinator), reverse("series_desk", args=[series.pk])
    client.get(url)
    with django_assert_max_num_queries(17):
        assert client.get(url).status_code == 200
