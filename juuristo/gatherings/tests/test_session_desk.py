"""One session: people added and removed by hand, changes, and calling it off."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings import seats
from juuristo.gatherings.actions import sign_up
from juuristo.gatherings.models import Session, SignUp
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture
def session(organisation: Organisation) -> Session:
    """Two seats: Aatu and Bea have them, Cecilia waits."""
    session = SessionFactory(series__programme__organisation=organisation, capacity=2)
    for name in ("Aatu", "Bea", "Cecilia"):
        person = PersonFactory(organisation=organisation, first_name=name, last_name="Esimerkki")
        sign_up(session, person, actor=person)
    OutgoingMail.objects.all().delete()
    session.refresh_from_db()
    return session


def told(kind: str) -> list[str]:
    mails = OutgoingMail.objects.filter(kind=f"gatherings/{kind}").values_list("to", flat=True)
    return sorted(Person.objects.get(email=to).first_name for to in mails)


def values_of(session: Session, **changed: Any) -> dict[str, Any]:
    starts, ends = (at.astimezone(HELSINKI) for at in (session.starts_at, session.ends_at))
    return {
        "day": f"{starts:%Y-%m-%d}",
        "begins": f"{starts:%H:%M:%S}",
        "ends": f"{ends:%H:%M:%S}",
        "place": session.place,
        "remote_link": session.remote_link,
        "capacity": str(session.capacity),
        **changed,
    }


@pytest.fixture(autouse=True)
def at_nine(session: Session) -> None:
    """A clock time that the form can say again exactly."""
    starts = (timezone.now().astimezone(HELSINKI) + timedelta(days=7)).replace(
        hour=9, minute=0, second=0, microsecond=0
    )
    session.starts_at, session.ends_at = starts, starts + timedelta(hours=2)
    session.save(update_fields=["starts_at", "ends_at"])


NAMES = ("session_desk", "session_edit", "session_cancel")
POSTS = ("session_cancel", "session_delete", "session_add_person", "session_remove_person")


@pytest.mark.parametrize("role", ["adviser", "mentor", "sponsor", "supervisor", "admin"])
def test_given_one_who_runs_no_programme_then_every_act_is_refused(
    role: str, session: Session, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(role))
    for name in NAMES:
        assert client.get(reverse(name, args=[session.pk])).status_code == 403
    for name in POSTS:
        assert client.post(reverse(name, args=[session.pk])).status_code == 403


def test_given_a_stranger_then_nothing_is_there(
    session: Session, stranger: Person, client_of: ClientOf
) -> None:
    for name in NAMES:
        assert client_of(stranger).get(reverse(name, args=[session.pk])).status_code == 404


@pytest.mark.parametrize(("count", "word"), [(1, ", vetäjä "), (2, ", vetäjät ")])
def test_given_those_who_lead_then_the_desk_calls_one_by_one_word_and_two_by_another(
    count: int, word: str, session: Session, coordinator: Person, client_of: ClientOf
) -> None:
    people = PersonFactory.create_batch(count, organisation=coordinator.organisation)
    session.facilitators.set(people)
    assert word in client_of(coordinator).get(reverse("session_desk", args=[session.pk])).text


def test_given_the_desk_when_opened_then_names_stand_in_order_and_the_trail_knows(
    session: Session, coordinator: Person, client_of: ClientOf
) -> None:
    page = client_of(coordinator).get(reverse("session_desk", args=[session.pk])).text
    assert page.index("Aatu") < page.index("Bea") < page.index("Cecilia")
    assert "Kaksi ihmistä menettää paikkansa. Yksi menettää jonopaikkansa." in " ".join(
        page.split()
    )
    assert AuditEvent.objects.filter(verb="session.people_listed").count() == 1


def test_given_a_person_removed_by_hand_then_the_first_in_the_queue_gets_the_seat(
    session: Session, coordinator: Person, client_of: ClientOf
) -> None:
    signup = SignUp.objects.get(person__first_name="Aatu")
    url = reverse("session_remove_person", args=[session.pk])
    client_of(coordinator).post(url, {"signup": str(signup.pk)})
    assert SignUp.objects.get(person__first_name="Cecilia").state == "booked"
    assert told("promoted") == ["Cecilia"]
    assert seats.faults([session]) == []


def test_given_a_person_added_by_hand_then_they_wait_when_it_is_full(
    session: Session, coordinator: Person, organisation: Organisation, client_of: ClientOf
) -> None:
    person = PersonFactory(organisation=organisation, first_name="Daavid")
    url = reverse("session_add_person", args=[session.pk])
    client = client_of(coordinator)
    answer = client.post(url, {"person": str(person.pk)}, follow=True)
    assert "on nyt jonossa" in answer.text
    assert client.post(url, {"person": "kuka"}).status_code == 404
    assert seats.faults([session]) == []


def test_given_fewer_seats_than_people_then_it_is_refused_with_their_names(
    session: Session, coordinator: Person, client_of: ClientOf
) -> None:
    url = reverse("session_edit", args=[session.pk])
    page = client_of(coordinator).post(url, values_of(session, capacity="1")).text
    assert "Aatu Esimerkki" in page
    assert "Bea Esimerkki" in page
    session.refresh_from_db()
    assert session.capacity == 2


def test_given_an_end_before_the_beginning_then_the_form_says_so(
    session: Session, coordinator: Person, client_of: ClientOf
) -> None:
    url = reverse("session_edit", args=[session.pk])
    answer = client_of(coordinator).post(url, values_of(session, begins="16:00"))
    assert answer.status_code == 422
    assert "Kerta voi päättyä vasta alettuaan" in answer.text


def test_given_a_day_gone_by_then_a_session_ahead_stays_where_it_is_and_nobody_is_told(
    session: Session, coordinator: Person, client_of: ClientOf
) -> None:
    url = reverse("session_edit", args=[session.pk])
    answer = client_of(coordinator).post(url, values_of(session, day="2026-01-08"))
    assert answer.status_code == 422
    assert "Aika on jo mennyt" in answer.text
    assert told("session_moved") == []


def test_given_a_session_that_was_held_then_its_time_may_still_be_corrected(
    session: Session, coordinator: Person, client_of: ClientOf
) -> None:
    Session.objects.filter(pk=session.pk).update(
        starts_at=session.starts_at - timedelta(days=30),
        ends_at=session.ends_at - timedelta(days=30),
    )
    session.refresh_from_db()
    url = reverse("session_edit", args=[session.pk])
    answer = client_of(coordinator).post(url, values_of(session, begins="08:30"))
    assert answer.status_code == 302
    assert told("session_moved") == []


def test_given_more_seats_then_the_queue_moves(
    session: Session, coordinator: Person, client_of: ClientOf
) -> None:
    url = reverse("session_edit", args=[session.pk])
    client_of(coordinator).post(url, values_of(session, capacity="3"))
    assert SignUp.objects.get(person__first_name="Cecilia").state == "booked"
    assert told("session_moved") == []


def test_given_a_new_place_then_those_signed_up_are_told_with_a_newer_calendar(
    session: Session, coordinator: Person, client_of: ClientOf
) -> None:
    url = reverse("session_edit", args=[session.pk])
    before = SignUp.objects.get(person__first_name="Aatu").calendar_sequence
    values = values_of(session, place="Uusi sali")
    page = client_of(coordinator).post(url, values, follow=True).text
    assert "kerroimme niistä 3 ihmiselle" in page
    assert told("session_moved") == ["Aatu", "Bea", "Cecilia"]
    mail = OutgoingMail.objects.get(to=Person.objects.get(first_name="Aatu").email)
    assert f"SEQUENCE:{before + 1}" in mail.calendar
    assert mail.calendar_method == "REQUEST"


def test_given_a_session_called_off_then_everyone_is_told_once_and_it_stays_in_sight(
    session: Session, coordinator: Person, client_of: ClientOf
) -> None:
    other = SessionFactory(series=session.series, place="Toinen sali")
    client, url = client_of(coordinator), reverse("session_cancel", args=[session.pk])
    question = " ".join(client.get(url).text.split())
    assert "Kaikki saavat viestin ja ehdotuksen toisesta kerrasta." in question
    for _turn in range(2):
        client.post(url)
    assert told("session_cancelled") == ["Aatu", "Bea", "Cecilia"]
    mails = OutgoingMail.objects.filter(kind="gatherings/session_cancelled")
    methods = {mail.to: mail.calendar_method for mail in mails}
    assert sorted(methods.values()) == ["", "CANCEL", "CANCEL"]  # who waits has no event
    mail = mails.get(to=Person.objects.get(first_name="Aatu").email)
    assert mail.calendar_method == "CANCEL"
    assert "Toinen sali" in mail.text
    session.refresh_from_db()
    assert (session.taken, session.waiting) == (0, 0)
    assert seats.faults([session, other]) == []
    assert AuditEvent.objects.filter(verb="session.cancelled").count() == 1
    desk = client.get(reverse("series_desk", args=[session.series_id])).text
    assert 'class="cancelled"' in desk
    aatu = Person.objects.get(first_name="Aatu")
    assert sign_up(other, aatu, actor=aatu).state == "booked"  # nothing holds them back


def test_given_signups_when_deleted_then_it_is_refused_and_without_them_it_goes(
    session: Session, coordinator: Person, client_of: ClientOf
) -> None:
    empty = SessionFactory(series=session.series)
    client = client_of(coordinator)
    for one in (session, empty):
        client.post(reverse("session_delete", args=[one.pk]))
    assert list(Session.objects.all()) == [session]
    assert AuditEvent.objects.filter(verb="session.deleted").count() == 1


@pytest.mark.parametrize("people", [2, 15])
def test_given_any_number_of_people_then_the_desk_asks_the_same(
    people: int,
    session: Session,
    organisation: Organisation,
    coordinator: Person,
    client_of: ClientOf,
    django_assert_max_num_queries: Any,
) -> None:
    for person in PersonFactory.create_batch(people, organisation=organisation):
        sign_up(session, person, actor=person)
    PersonFactory.create_batch(people, organisation=organisation)
    client, url = client_of(coordinator), reverse("session_desk", args=[session.pk])
    client.get(url)
    with django_assert_max_num_queries(14):
        assert client.get(url).status_code == 200


def test_given_a_new_time_and_more_seats_at_once_then_the_promoted_are_told_the_new_time(
    session: Session, coordinator: Person, client_of: ClientOf
) -> None:
    url = reverse("session_edit", args=[session.pk])
    client_of(coordinator).post(url, values_of(session, capacity="3", place="Uusi sali"))
    mail = OutgoingMail.objects.get(kind="gatherings/promoted")
    assert "Uusi sali" in mail.text
