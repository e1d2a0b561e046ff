from datetime import timedelta

import pytest
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.gatherings import actions, seats
from juuristo.gatherings.actions.leaving import give_seats_back
from juuristo.gatherings.models import Session, SignUp
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.people import occasions, stored
from juuristo.people.models import Person
from juuristo.people.tests.factories import PersonFactory

State = SignUp.State


@pytest.fixture
def session(adviser: Person) -> Session:
    return SessionFactory(series__programme__organisation=adviser.organisation, capacity=1)


def states(session: Session) -> dict[Person, str]:
    return {signup.person: signup.state for signup in session.signups.select_related("person")}


def test_given_a_seat_when_its_holder_leaves_then_the_next_in_line_gets_it(
    session: Session, adviser: Person
) -> None:
    next_one = PersonFactory(organisation=adviser.organisation)
    actions.sign_up(session, adviser, actor=adviser)
    actions.sign_up(session, next_one, actor=next_one)
    OutgoingMail.objects.all().delete()

    occasions.person_left(adviser)
    give_seats_back(adviser)  # again: nothing new

    assert states(session) == {adviser: State.CANCELLED, next_one: State.BOOKED}
    assert seats.faults([session]) == []
    assert [mail.to for mail in OutgoingMail.objects.all()] == [next_one.email]
    events = AuditEvent.objects.filter(verb__in=["signup.cancelled", "signup.promoted"])
    assert {(e.actor_id, e.organisation_id) for e in events} == {(None, adviser.organisation_id)}


def test_given_a_session_already_held_when_someone_leaves_then_the_past_stays(
    adviser: Person,
) -> None:
    held = SessionFactory(
        series__programme__organisation=adviser.organisation,
        starts_at=timezone.now() - timedelta(days=2),
        taken=1,
    )
    SignUp.objects.create(session=held, person=adviser, state=State.ATTENDED)
    give_seats_back(adviser)
    assert states(held) == {adviser: State.ATTENDED}


def test_given_sign_ups_when_i_ask_what_is_stored_then_they_are_there(
    session: Session, adviser: Person
) -> None:
    actions.sign_up(session, adviser, actor=adviser)
    rows = stored.stored_of(adviser)["signups"]
    assert [(row["series"], row["state"]) for row in rows] == [(session.series.name, "booked")]
