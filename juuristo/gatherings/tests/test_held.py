from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from juuristo.gatherings.held import held_since
from juuristo.gatherings.models import Session, SignUp
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
State = SignUp.State


def over(organisation: Organisation, **fields: object) -> Session:
    ended = timezone.now() - timedelta(hours=1)
    session: Session = SessionFactory(
        series__programme__organisation=organisation,
        starts_at=ended - timedelta(hours=2),
        ends_at=ended,
        **fields,
    )
    return session


def mark(session: Session, *states: str) -> list[Person]:
    people = [PersonFactory(organisation=session.series.programme.organisation) for _ in states]
    for person, state in zip(people, states, strict=True):
        SignUp.objects.create(session=session, person=person, state=state)
    return people


def test_given_marks_when_told_then_those_absent_cancelled_or_waiting_were_not_there(
    organisation: Organisation, mentor: Person
) -> None:
    session = over(organisation)
    session.facilitators.add(mentor)
    there, *_others = mark(session, State.ATTENDED, State.ABSENT, State.CANCELLED)
    (told,) = held_since(timezone.now() - timedelta(days=1))
    assert told.attended_or_unmarked == (there.pk,)
    assert told.marked
    assert told.facilitators == (mentor.pk,)
    assert told.name["fi"].startswith("Perehdytystyöpajat, ")


def test_given_someone_unmarked_when_told_then_they_count_and_all_is_not_marked(
    organisation: Organisation,
) -> None:
    session = over(organisation)
    people = mark(session, State.ATTENDED, State.BOOKED)
    (told,) = held_since(timezone.now() - timedelta(days=1))
    assert set(told.attended_or_unmarked) == {person.pk for person in people}
    assert not told.marked


def test_given_sessions_ahead_cancelled_or_long_past_when_told_then_they_are_left_out(
    organisation: Organisation,
) -> None:
    over(organisation, cancelled_at=timezone.now())
    SessionFactory(series__programme__organisation=organisation)
    old = timezone.now() - timedelta(days=30)
    SessionFactory(starts_at=old, ends_at=old + timedelta(hours=1))
    assert list(held_since(timezone.now() - timedelta(days=1))) == []


def test_given_more_sessions_when_told_then_no_more_is_asked_of_the_database(
    organisation: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _count in range(2):
        mark(over(organisation), State.ATTENDED, State.BOOKED)
    since = timezone.now() - timedelta(days=1)
    with django_assert_num_queries(4):
        assert len(list(held_since(since))) == 2
    for _count in range(3):
        mark(over(organisation), State.ATTENDED)
    with django_assert_num_queries(4):
        assert len(list(held_since(since))) == 5


def test_given_two_sessions_of_a_series_on_one_day_when_told_then_their_names_differ(
    organisation: Organisation,
) -> None:
    morning = over(organisation)
    midday = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    for session, hours in ((morning, -2), (SessionFactory(series=morning.series), 1)):
        session.starts_at = midday - timedelta(days=2, hours=-hours)
        session.ends_at = session.starts_at + timedelta(hours=1)
        session.save(update_fields=["starts_at", "ends_at"])
    names = [told.name["fi"] for told in held_since(timezone.now() - timedelta(days=7))]
    assert len(set(names)) == 2
    assert all(" klo\u00a0" in name for name in names)
    Session.objects.filter(pk=morning.pk).update(cancelled_at=timezone.now())
    (told,) = held_since(timezone.now() - timedelta(days=7))
    assert "klo" not in told.name["fi"]
