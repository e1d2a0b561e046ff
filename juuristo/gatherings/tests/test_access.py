"""Who belongs to a session, and who reads, signs and answers what is asked of management."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from juuristo.gatherings.access import (
    is_of_group,
    may_answer_opening,
    may_edit_letter,
    may_follow,
    may_read_letter,
    may_sign_letter,
    may_write_act,
)
from juuristo.gatherings.models import Board, Commitment, Letter, Opening, Session, SignUp
from juuristo.people.models import HeldRole, Organisation, Person, Role
from juuristo.people.tests.factories import PersonFactory

from .factories import SessionFactory

pytestmark = pytest.mark.django_db
State = SignUp.State


@pytest.fixture
def session(organisation: Organisation, mentor: Person) -> Session:
    """It has just begun, and the mentor leads it."""
    session: Session = SessionFactory(
        series__programme__organisation=organisation, starts_at=timezone.now()
    )
    session.facilitators.add(mentor)
    return session


@pytest.mark.parametrize(
    ("state", "follows", "is_in_group"),
    [
        (State.BOOKED, True, True),
        (State.ATTENDED, True, True),
        (State.ABSENT, True, False),
        (State.CANCELLED, False, False),
        (None, False, False),
    ],
)
def test_given_a_state_of_sign_up_then_it_says_what_one_follows_and_what_one_shares_in(
    session: Session, adviser: Person, state: str | None, *, follows: bool, is_in_group: bool
) -> None:
    if state:
        SignUp.objects.create(session=session, person=adviser, state=state)
    board = Board.objects.create(session=session, title="Ajatuksia")
    writer = PersonFactory(organisation=adviser.organisation)
    Commitment.objects.create(session=session, person=writer, text="Kysyn.", is_shared=True)
    assert may_follow(adviser, session) is follows
    assert Board.objects.visible_to(adviser).filter(pk=board.pk).exists() is follows
    assert is_of_group(adviser, session) is is_in_group
    assert may_write_act(adviser, session) is is_in_group
    assert Commitment.objects.visible_to(adviser).exists() is is_in_group


def test_given_who_leads_and_who_runs_then_both_follow_and_only_the_leader_is_of_the_group(
    session: Session, mentor: Person, coordinator: Person, stranger: Person
) -> None:
    people = (mentor, coordinator, stranger)
    assert [may_follow(one, session) for one in people] == [True, True, False]
    assert [is_of_group(one, session) for one in people] == [True, False, False]


@pytest.mark.parametrize(
    ("shift", "is_time"),
    [
        (timedelta(minutes=-31), False),
        (timedelta(minutes=-29), True),
        (timedelta(weeks=6), True),
        (timedelta(weeks=7), False),
    ],
)
def test_given_the_moment_then_an_act_is_written_from_the_beginning_for_six_weeks(
    session: Session, mentor: Person, shift: timedelta, *, is_time: bool
) -> None:
    with time_machine.travel(session.starts_at + shift):
        assert may_write_act(mentor, session) is is_time
    session.cancelled_at = timezone.now()
    assert not may_write_act(mentor, session)


def test_given_a_letter_then_planners_and_signer_read_it_and_the_signer_alone_signs(
    session: Session, sponsor: Person, coordinator: Person, mentor: Person, adviser: Person
) -> None:
    text = {"fi": "Tule mukaan"}
    letter = Letter.objects.create(
        series=session.series, subject=text, body=text, signer=sponsor, state=Letter.State.ASKED
    )
    people = (sponsor, coordinator, mentor, adviser)
    assert [may_read_letter(one, letter) for one in people] == [True, True, False, False]
    assert [may_sign_letter(one, letter) for one in people] == [True, False, False, False]
    assert [may_edit_letter(one, letter) for one in people] == [True, True, False, False]
    letter.state = Letter.State.SIGNED
    assert [may_edit_letter(one, letter) for one in people] == [False, True, False, False]
    assert not may_sign_letter(None, letter)


def test_given_an_opening_then_the_one_asked_answers_while_they_are_managements_contact(
    session: Session, sponsor: Person, coordinator: Person
) -> None:
    other = PersonFactory(organisation=sponsor.organisation, roles=[Role.SPONSOR])
    opening = Opening.objects.create(session=session, asked_by=coordinator, asked_of=sponsor)
    people = (sponsor, other, coordinator, None)
    assert [may_answer_opening(one, opening) for one in people] == [True, False, False, False]
    HeldRole.objects.filter(person=sponsor).delete()
    assert not may_answer_opening(Person.objects.get(pk=sponsor.pk), opening)
