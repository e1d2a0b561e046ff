"""One's orientation touched by many at once: workers, facilitators, oneself."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.gatherings import actions, seats
from juuristo.gatherings.actions import attendance, orientation_records
from juuristo.gatherings.models import (
    DoneItem,
    OrientationItem,
    OrientationRecord,
    Session,
    SignUp,
)
from juuristo.gatherings.orientation_rounds import begin_newcomers, look
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from tests.racing import at_once

from .orientation_ground import at, item_of, newcomer, plan_of, series_of

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 6


def newcomers(organisation: Organisation, count: int = PEOPLE) -> list[Person]:
    made = [newcomer(organisation) for _ in range(count)]
    return list(Person.objects.select_related("user").filter(pk__in=[one.pk for one in made]))


def test_given_newcomers_when_workers_begin_and_they_sign_up_at_once_then_each_has_one_place(
    organisation: Organisation,
) -> None:
    plan = plan_of(organisation)
    first = series_of(plan, 3, 4, session_capacity=2)
    then = series_of(plan, 5, 6, session_capacity=2, attends="any")
    item = item_of(plan, "Työsuojelu", series=first)
    item_of(plan, "Tietosuoja", item, series=then)
    people = newcomers(organisation)
    rows = Session.objects.select_related("series__programme__organisation")
    sessions = list(rows.filter(series__in=[first, then]).order_by("pk"))

    def entering(person: Person, session: Session) -> Callable[[], str]:
        return lambda: actions.sign_up(session, person, actor=person).state

    own = [entering(person, sessions[number % 4]) for number, person in enumerate(people)]
    at_once([begin_newcomers, *own[:3], look, *own[3:], look, begin_newcomers])

    assert not seats.faults(sessions)
    assert OrientationRecord.objects.count() == PEOPLE
    assert AuditEvent.objects.filter(verb="orientation.begun").count() == PEOPLE
    welcomed = OutgoingMail.objects.filter(kind="gatherings/orientation_begins")
    assert sorted(mail.to for mail in welcomed) == sorted(person.email for person in people)
    for person in people:
        mine = SignUp.objects.filter(person=person, session__series=first, state="booked")
        assert mine.count() <= 1


def booked_in(signup: SignUp) -> SignUp:
    return SignUp.objects.select_related("session__series__programme__organisation").get(
        pk=signup.pk
    )


@pytest.fixture
def two_held(organisation: Organisation) -> list[Person]:
    """People whose orientation is two sessions, both held this morning, and nobody marked yet."""
    plan = plan_of(organisation)
    for title, day in (("Työsuojelu", 3), ("Tietosuoja", 4)):
        item_of(plan, title, series=series_of(plan, day))
    people = newcomers(organisation)
    begin_newcomers()
    for number, session in enumerate(Session.objects.order_by("starts_at")):
        starts_at = min(at(0, 1 + 3 * number), timezone.now() - timedelta(hours=1))
        Session.objects.filter(pk=session.pk).update(
            starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30)
        )
    return people


def test_given_the_last_two_items_when_marked_at_once_then_each_is_completed_once(
    two_held: list[Person], mentor: Person
) -> None:
    """Two facilitators each mark their own session while the worker goes round."""

    def marking(signup: SignUp) -> Callable[[], str]:
        return lambda: attendance.mark(booked_in(signup), "attended", actor=mentor).state

    marks = [marking(one) for one in SignUp.objects.order_by("person", "session")]
    told = at_once([*marks[:6], look, *marks[6:], look])

    assert told.count("attended") == len(marks) == 2 * PEOPLE
    assert DoneItem.objects.count() == 2 * PEOPLE
    assert not OrientationRecord.objects.filter(completed_at=None).exists()
    completed = OutgoingMail.objects.filter(kind="gatherings/orientation_completed")
    assert sorted(mail.to for mail in completed) == sorted(one.email for one in two_held)


def test_given_a_word_and_a_mark_for_the_same_items_at_once_then_nobody_waits_for_ever(
    two_held: list[Person], mentor: Person, coordinator: Person
) -> None:
    """By somebody's word and by attendance: the two lock the same rows in the same order."""
    items = list(OrientationItem.objects.order_by("order"))
    day = timezone.localdate()

    def by_word(record: OrientationRecord) -> Callable[[], str]:
        def act() -> str:
            for item in items:
                orientation_records.mark_done(record, item, day, actor=coordinator)
            return "done"

        return act

    def marking(signup: SignUp) -> Callable[[], str]:
        return lambda: attendance.mark(booked_in(signup), "attended", actor=mentor).state

    records = OrientationRecord.objects.select_related(
        "plan__programme__organisation", "person__user"
    )
    acts: list[Callable[[], object]] = []
    for record in records.order_by("pk"):
        acts.append(by_word(record))
        acts += [marking(one) for one in SignUp.objects.filter(person=record.person_id)]
    told = at_once(acts)

    assert told.count("done") == PEOPLE
    assert told.count("attended") == 2 * PEOPLE
    assert DoneItem.objects.count() == 2 * PEOPLE
    assert OrientationRecord.objects.exclude(completed_at=None).count() == PEOPLE
    assert OutgoingMail.objects.filter(kind="gatherings/orientation_completed").count() == PEOPLE
