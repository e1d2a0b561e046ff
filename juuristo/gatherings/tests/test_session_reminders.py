"""A reminder a day and an hour before: once each, to those who come and those who lead."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from juuristo.gatherings import actions
from juuristo.gatherings.actions.session_reminders import remind_due
from juuristo.gatherings.actions.sessions import cancel_session, edit_session
from juuristo.gatherings.models import Session
from juuristo.gatherings.tests.editing import values_of
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

# The clocks are turned back in the night before: the day has 25 hours.
STARTS = datetime(2026, 10, 25, 7, tzinfo=UTC)
LONG_BEFORE = STARTS - timedelta(days=20)


@pytest.fixture
def session(organisation: Organisation) -> Session:
    series = SeriesFactory(programme__organisation=organisation, published_at=LONG_BEFORE)
    made: Session = SessionFactory(series=series, starts_at=STARTS, capacity=1)
    return made


def sign_up(session: Session, person: Person, at: datetime = LONG_BEFORE) -> None:
    with time_machine.travel(at, tick=False):
        actions.sign_up(session, person, actor=person)


def rounds_at(*hours_before: float) -> list[int]:
    """How many reminders each round queued."""
    queued = []
    for hours in hours_before:
        with time_machine.travel(STARTS - timedelta(hours=hours), tick=False):
            queued.append(remind_due())
    return queued


def told(person: Person) -> list[str]:
    """The kinds of mail to one person, in order."""
    mails = OutgoingMail.objects.filter(to=person.email).order_by("created_at")
    return [mail.kind.removeprefix("gatherings/") for mail in mails]


def reminded() -> list[str]:
    mails = OutgoingMail.objects.filter(kind="gatherings/soon").order_by("created_at", "to")
    return [mail.to for mail in mails]


def test_given_a_place_then_one_reminder_a_day_and_one_an_hour_before(
    session: Session, adviser: Person, mentor: Person
) -> None:
    session.facilitators.add(mentor)
    sign_up(session, adviser)
    assert rounds_at(25, 24, 23.9, 5, 1.1) == [0, 2, 0, 0, 0]
    assert rounds_at(1, 0.9, 0.1, 0, -0.5) == [2, 0, 0, 0, 0]
    assert sorted(set(reminded())) == sorted([adviser.email, mentor.email])


def test_given_a_worker_that_slept_then_the_reminder_comes_late_and_still_once(
    session: Session, adviser: Person
) -> None:
    sign_up(session, adviser)
    assert rounds_at(3, 2, 0.2, 0.1) == [1, 0, 1, 0]


def test_given_one_who_waits_has_cancelled_or_just_got_the_place_then_they_are_not_reminded(
    session: Session, adviser: Person, mentor: Person, organisation: Organisation
) -> None:
    sign_up(session, adviser)
    sign_up(session, mentor)  # waits
    with time_machine.travel(STARTS - timedelta(hours=5), tick=False):
        actions.cancel(session.signups.get(person=adviser), actor=adviser)  # mentor gets it
    assert rounds_at(4.9, 2) == [0, 0]
    assert rounds_at(0.9) == [1]
    assert reminded() == [mentor.email]


def test_given_a_session_called_off_past_or_a_draft_then_nobody_is_reminded(
    session: Session, adviser: Person, coordinator: Person, organisation: Organisation
) -> None:
    sign_up(session, adviser)
    draft = SessionFactory(
        starts_at=STARTS,
        series__programme__organisation=organisation,
        series__published_at=None,
    )
    draft.facilitators.add(adviser)
    with time_machine.travel(LONG_BEFORE, tick=False):
        cancel_session(session, actor=coordinator)
    assert rounds_at(24, 1, -1) == [0, 0, 0]


def test_given_a_session_moved_after_a_reminder_then_it_is_reminded_of_anew(
    session: Session, adviser: Person
) -> None:
    sign_up(session, adviser)
    assert rounds_at(24) == [1]
    Session.objects.filter(pk=session.pk).update(
        starts_at=STARTS + timedelta(days=7), ends_at=STARTS + timedelta(days=7, hours=2)
    )
    assert rounds_at(23, 1, 24 - 7 * 24, 1 - 7 * 24) == [0, 0, 1, 1]


def test_given_a_facilitator_named_within_the_day_then_one_mail_and_the_next_an_hour_before(
    session: Session, mentor: Person, coordinator: Person
) -> None:
    with time_machine.travel(STARTS - timedelta(hours=5), tick=False):
        edit_session(session, values_of(session, facilitators=[mentor]), actor=coordinator)
        assert told(mentor) == ["facilitator"]
    assert rounds_at(4.9, 2, 0.9, 0.5) == [0, 0, 1, 0]
    assert told(mentor) == ["facilitator", "soon"]


def test_given_a_session_moved_to_within_the_day_then_who_comes_and_who_leads_hear_once(
    session: Session, adviser: Person, mentor: Person, coordinator: Person
) -> None:
    sign_up(session, adviser)
    with time_machine.travel(LONG_BEFORE, tick=False):
        edit_session(session, values_of(session, facilitators=[mentor]), actor=coordinator)
    with time_machine.travel(STARTS - timedelta(hours=30), tick=False):
        sooner = {"starts_at": STARTS - timedelta(hours=10), "ends_at": STARTS}
        edit_session(session, values_of(session, **sooner), actor=coordinator)
    assert rounds_at(29, 12, 11, 10.5) == [0, 0, 2, 0]
    assert told(adviser) == ["booked", "session_moved", "soon"]
    assert told(mentor) == ["facilitator", "facilitator_moved", "soon"]


@pytest.mark.parametrize("hours", [0.9, 0.1])
def test_given_a_session_moved_to_within_the_hour_then_the_news_is_the_reminder(
    session: Session, adviser: Person, coordinator: Person, hours: float
) -> None:
    sign_up(session, adviser)
    with time_machine.travel(STARTS - timedelta(hours=2 + hours), tick=False):
        sooner = {"starts_at": STARTS - timedelta(hours=2), "ends_at": STARTS}
        edit_session(session, values_of(session, **sooner), actor=coordinator)
    assert rounds_at(2 + hours / 2) == [0]
    assert told(adviser) == ["booked", "session_moved"]


@pytest.mark.parametrize("people", [2, 12])
def test_given_all_reminded_then_a_round_asks_little_however_many_come(
    people: int, session: Session, organisation: Organisation, django_assert_num_queries: Any
) -> None:
    Session.objects.update(capacity=people)
    for person in PersonFactory.create_batch(people, organisation=organisation):
        sign_up(session, person)
    assert rounds_at(24) == [people]
    with django_assert_num_queries(4):
        assert rounds_at(23) == [0]
