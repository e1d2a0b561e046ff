"""Many people at once for few seats, on the real database.

PostgreSQL shows what SQLite hides: there IMMEDIATE transactions run one after another. Each test
runs on both; the proof that the guard is needed provokes the overlap by hand, so that it shows on
both as well.
"""

import time
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from juuristo.gatherings import actions, seats
from juuristo.gatherings.models import Attends, Session, SignUp
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Person
from juuristo.people.tests.factories import PersonFactory
from tests.racing import AT_ONCE, at_once

PEOPLE, SEATS = 40, 15

pytestmark = pytest.mark.django_db(transaction=True)


def a_session(capacity: int = SEATS, attends: Attends = Attends.ONE) -> Session:
    session = SessionFactory(series__attends=attends, capacity=capacity)
    rows = Session.objects.select_related("series__programme__organisation")
    return rows.get(pk=session.pk)


def people_of(session: Session, count: int) -> list[Person]:
    organisation = session.series.programme.organisation
    made = PersonFactory.create_batch(count, organisation=organisation, office=None, team=None)
    return list(Person.objects.select_related("user").filter(pk__in=[p.pk for p in made]))


def entering(session: Session, person: Person) -> Callable[[], str]:
    return lambda: actions.sign_up(session, person, actor=person).state


def test_given_forty_people_when_they_sign_up_at_once_then_fifteen_sit_and_the_rest_queue() -> None:
    session = a_session()
    told = at_once([entering(session, person) for person in people_of(session, PEOPLE)])
    assert sorted(set(told), key=str) == ["booked", "waiting"]
    assert told.count("booked") == SEATS
    tickets = SignUp.objects.filter(session=session, state="waiting").values_list(
        "ticket", flat=True
    )
    assert set(tickets) == set(range(1, PEOPLE - SEATS + 1))
    assert not seats.faults([session])


def test_given_one_person_when_the_same_request_comes_at_once_then_there_is_one_sign_up() -> None:
    session = a_session()
    (person,) = people_of(session, 1)
    told = at_once([entering(session, person)] * AT_ONCE)
    assert sorted(map(str, told)) == ["already_signed_up"] * (AT_ONCE - 1) + ["booked"]
    assert SignUp.objects.count() == 1
    assert not seats.faults([session])


def test_given_a_series_of_one_when_one_takes_several_at_once_then_they_get_one() -> None:
    session = a_session()
    others = SessionFactory.create_batch(5, series=session.series)
    rows = Session.objects.select_related("series__programme__organisation")
    all_of_them = list(rows.filter(pk__in=[session.pk, *[row.pk for row in others]]))
    (person,) = people_of(session, 1)
    told = at_once([entering(row, person) for row in all_of_them])
    assert sorted(map(str, told)) == ["booked"] + ["one_per_series"] * 5
    assert not seats.faults(all_of_them)


def test_given_comings_and_goings_at_once_then_nobody_is_stuck_and_no_seat_stays_empty() -> None:
    """Everyone signs up to one of three sessions, then gives up, changes or waits elsewhere."""
    first = a_session(capacity=2)
    SessionFactory.create_batch(2, series=first.series, capacity=2)
    rows = Session.objects.select_related("series__programme__organisation")
    sessions = list(rows.filter(series=first.series_id))
    people = people_of(first, 12)

    def live_one(number: int) -> Callable[[], str]:
        person = people[number]
        here, there = sessions[number % 3], sessions[(number + 1) % 3]

        def act() -> str:
            mine = actions.sign_up(here, person, actor=person)
            if number % 2:
                actions.change(mine, there, actor=person)
            if number % 3 == 0:
                actions.cancel(mine, actor=person)
            return "done"

        return act

    told = at_once([live_one(number) for number in range(len(people))])
    assert set(told) <= {"done", "one_per_series", "already_signed_up"}
    assert not seats.faults(sessions)


def test_given_no_guard_when_two_look_before_either_takes_then_the_check_sees_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The tests above can fail. The naive way looks whether there is room and takes it later; the
    second person is let in between the two, on PostgreSQL as it happens and here by hand."""
    session = a_session(capacity=1)
    slow, quick = people_of(session, 2)

    def count_then_take(session_id: UUID) -> bool:
        has_room = SignUp.objects.filter(session=session_id, state="booked").count() < 1
        if has_room and not SignUp.objects.filter(person=quick).exists():
            SignUp.objects.create(session=session, person=quick, state="booked")
        return has_room

    monkeypatch.setattr(seats, "take", count_then_take)
    actions.sign_up(session, slow, actor=slow)
    assert any("2 people in 1 seats" in fault for fault in seats.faults([session]))


def test_given_no_guard_in_python_when_a_seat_too_many_is_counted_then_the_database_refuses() -> (
    None
):
    session = a_session(capacity=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(taken=F("taken") + 2)


def test_given_postgres_and_no_guard_when_people_come_at_once_then_too_many_get_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On SQLite the same naive code happens to be right: that is why races run on PostgreSQL."""

    def count_then_take(session_id: UUID) -> bool:
        taken = Session.objects.values_list("taken", flat=True).get(pk=session_id)
        if taken >= SEATS:
            return False
        time.sleep(0.01)
        Session.objects.filter(pk=session_id).update(taken=taken + 1)
        return True

    monkeypatch.setattr(seats, "take", count_then_take)
    session = a_session()
    told = at_once([entering(session, person) for person in people_of(session, PEOPLE)])
    oversold = any(f"people in {SEATS} seats" in fault for fault in seats.faults([session]))
    assert oversold == (connection.vendor == "postgresql"), told
