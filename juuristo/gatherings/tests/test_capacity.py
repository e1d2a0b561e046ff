"""More or fewer seats in a session."""

import pytest

from juuristo.gatherings import actions, seats
from juuristo.gatherings.models import Session, SignUp
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory


@pytest.fixture
def session(organisation: Organisation) -> Session:
    """Two seats taken, two people waiting."""
    session = SessionFactory(series__programme__organisation=organisation, capacity=2)
    for person in PersonFactory.create_batch(4, organisation=organisation):
        actions.sign_up(session, person, actor=person)
    return session


def states(session: Session) -> list[str]:
    return [row.state for row in SignUp.objects.filter(session=session).order_by("created_at")]


def test_given_people_wait_when_seats_are_added_then_the_first_of_them_get_in(
    session: Session, coordinator: Person
) -> None:
    actions.set_capacity(session, 3, actor=coordinator)
    assert states(session) == ["booked", "booked", "booked", "waiting"]
    assert (session.capacity, session.taken, session.waiting) == (3, 3, 1)
    assert not seats.faults([session])


def test_given_seats_are_taken_when_fewer_are_asked_then_no_and_the_people_are_named(
    session: Session, coordinator: Person
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.set_capacity(session, 1, actor=coordinator)
    assert refusal.value.code == "below_taken"
    seated = SignUp.objects.filter(session=session, state="booked")
    assert all(row.person.full_name in refusal.value.message for row in seated)
    assert Session.objects.get(pk=session.pk).capacity == 2


def test_given_free_seats_when_they_are_taken_away_then_nobody_loses_a_place(
    organisation: Organisation, coordinator: Person, adviser: Person
) -> None:
    session = SessionFactory(series__programme__organisation=organisation, capacity=15)
    actions.sign_up(session, adviser, actor=adviser)
    actions.set_capacity(session, 1, actor=coordinator)
    assert (session.capacity, session.free) == (1, 0)
    assert states(session) == ["booked"]
