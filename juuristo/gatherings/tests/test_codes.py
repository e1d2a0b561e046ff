"""Attendance by a code: opened by who leads, typed by who is there, closing by itself."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings import actions, codes, seats
from juuristo.gatherings.actions.codes import mark_here, open_code, tidy_codes
from juuristo.gatherings.models import AttendanceCode, Session, SignUp
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory


@pytest.fixture
def session(organisation: Organisation, mentor: Person, adviser: Person) -> Session:
    """The adviser has the one seat; it begins in ten minutes and the mentor leads it."""
    made = SessionFactory(
        series__programme__organisation=organisation,
        capacity=1,
        starts_at=timezone.now() + timedelta(minutes=10),
    )
    made.facilitators.add(mentor)
    made.series.audience_roles = ["adviser"]
    made.series.save()
    actions.sign_up(made, adviser, actor=adviser)
    return Session.objects.get(pk=made.pk)


def state_of(person: Person) -> str:
    return SignUp.objects.get(person=person).state


def test_given_an_open_code_when_typed_in_any_way_then_one_is_there_once(
    session: Session, adviser: Person, mentor: Person
) -> None:
    code = open_code(session, actor=mentor)
    assert open_code(session, actor=mentor).code == code.code
    mark_here(codes.in_groups(code.code), adviser)
    mark_here(f" {code.code[:2]}-{code.code[2:]}", adviser)
    assert state_of(adviser) == "attended"
    marks = AuditEvent.objects.filter(verb="signup.attended")
    assert [event.actor_id for event in marks] == [adviser.pk]


def test_given_one_without_a_place_when_they_type_it_then_they_walk_in(
    session: Session, mentor: Person, organisation: Organisation
) -> None:
    code = open_code(session, actor=mentor).code
    waiting, walking = PersonFactory.create_batch(2, organisation=organisation)
    actions.sign_up(session, waiting, actor=waiting)
    for person in (waiting, walking):
        mark_here(code, person)
        assert state_of(person) == "attended"
    session.refresh_from_db()
    assert (session.taken, session.capacity, session.waiting) == (3, 3, 0)
    assert seats.faults([session]) == []


def refused(text: str, person: Person) -> str:
    with pytest.raises(Refused) as refusal:
        mark_here(text, person)
    return refusal.value.code


def test_given_one_it_is_not_for_or_who_leads_or_a_stranger_then_nobody_is_marked(
    session: Session, mentor: Person, sponsor: Person, stranger: Person
) -> None:
    code = open_code(session, actor=mentor).code
    assert refused(code, sponsor) == "not_for_you"
    assert refused(code, mentor) == "leads"
    assert refused(code, stranger) == "unknown_code"
    assert refused("", stranger) == "unknown_code"
    assert refused(code + "1", mentor) == "unknown_code"
    assert SignUp.objects.count() == 1


def test_given_half_an_hour_then_the_code_has_closed_by_itself_and_is_forgotten(
    session: Session, mentor: Person, adviser: Person
) -> None:
    code = open_code(session, actor=mentor).code
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert refused(code, adviser) == "unknown_code"
        assert tidy_codes() == 1
        assert open_code(session, actor=mentor).opened_at == timezone.now()


def test_given_a_session_far_ahead_or_called_off_then_no_code_opens(
    session: Session, mentor: Person
) -> None:
    Session.objects.update(starts_at=timezone.now() + timedelta(minutes=40))
    with pytest.raises(Refused, match="puoli tuntia"):
        open_code(session, actor=mentor)
    Session.objects.update(cancelled_at=timezone.now())
    with pytest.raises(Refused, match="peruttu"):
        open_code(session, actor=mentor)


def test_given_the_screen_then_it_opens_shows_counts_and_closes(
    session: Session, mentor: Person, adviser: Person, client_of: ClientOf
) -> None:
    client, url = client_of(mentor), reverse("attendance_code", args=[session.pk])
    assert "Avaa koodi" in client.get(url).text
    client.post(url)
    code = AttendanceCode.objects.get()
    page = client.get(url).text
    assert codes.in_groups(code.code) in page
    assert "<path d=" in page
    mark_here(code.code, adviser)
    fragment = client.get(url, headers={"HX-Request": "true"}).text
    assert "<b>1 / 1</b> paikalla" in fragment
    assert "<html" not in fragment
    client.post(url, {"close": "1"})
    assert not AttendanceCode.objects.exists()
    assert "hx-get" not in client.get(url, headers={"HX-Request": "true"}).text
    assert client_of(adviser).get(url).status_code == 403


def test_given_the_phone_then_the_qr_fills_the_code_in_and_one_tap_marks(
    session: Session, mentor: Person, adviser: Person, client_of: ClientOf
) -> None:
    code, client = open_code(session, actor=mentor).code, client_of(adviser)
    assert f'value="{code}"' in client.get("/here/", {"code": code}).text
    assert state_of(adviser) == "booked"  # looking marks nobody
    page = client.post("/here/", {"code": code}, follow=True)
    assert "Merkitsimme sinut paikalle." in page.text
    assert state_of(adviser) == "attended"


def test_given_one_who_guesses_then_they_are_stopped_and_the_rest_of_the_room_is_not(
    session: Session, mentor: Person, adviser: Person, client_of: ClientOf
) -> None:
    code = open_code(session, actor=mentor).code
    wrong = "000000" if code != "000000" else "000001"
    client = client_of(mentor)
    tries = [client.post("/here/", {"code": wrong}).status_code for _number in range(11)]
    assert tries == [422] * 10 + [429]
    assert client.post("/here/", {"code": code}).status_code == 429
    assert client_of(adviser).post("/here/", {"code": code}).status_code == 302


def test_given_a_text_then_its_qr_is_drawn_within_its_square() -> None:
    drawing = codes.qr("https://example.org/here/?code=123456")
    assert drawing.size > 2 * codes.QUIET + 20
    assert drawing.path.startswith(f"M{codes.QUIET} {codes.QUIET}h7v1h-7z")


@pytest.mark.parametrize("people", [2, 12])
def test_given_any_number_of_people_then_the_screen_asks_the_same(
    people: int,
    session: Session,
    mentor: Person,
    organisation: Organisation,
    client_of: ClientOf,
    django_assert_max_num_queries: Any,
) -> None:
    code = open_code(session, actor=mentor).code
    for person in PersonFactory.create_batch(people, organisation=organisation):
        mark_here(code, person)
    client, url = client_of(mentor), reverse("attendance_code", args=[session.pk])
    client.get(url)
    with django_assert_max_num_queries(9):
        assert f"/ {people + 1}</b> paikalla" in client.get(url).text
