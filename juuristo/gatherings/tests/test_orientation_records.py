"""Items get done by attending or on somebody's word; all of them done is a completed record."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.gatherings.actions import sign_up
from juuristo.gatherings.actions.attendance import add_walk_in, mark
from juuristo.gatherings.actions.orientation_records import (
    complete_if_done,
    mark_done,
    take_back,
    wish,
)
from juuristo.gatherings.models import (
    Attends,
    DoneItem,
    OrientationPlan,
    OrientationRecord,
    Session,
    SignUp,
)
from juuristo.gatherings.orientation import Stage, orientations_of, stored_of
from juuristo.gatherings.orientation_rounds import go_on
from juuristo.gatherings.refusals import Refused
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person

from .orientation_ground import begun, item_of, newcomer, plan_of, series_of, session_of

State = SignUp.State


@pytest.fixture
def plan(organisation: Organisation) -> OrientationPlan:
    return plan_of(organisation)


def hold(session: Session, days_ago: int = 0) -> None:
    """Let the session have been held an hour ago, or so many days ago."""
    starts_at = timezone.now() - timedelta(days=days_ago, hours=3)
    Session.objects.filter(pk=session.pk).update(
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=2)
    )


def attend(person: Person, session: Session, actor: Person) -> SignUp:
    hold(session)
    signup = SignUp.objects.select_related("session__series__programme__organisation").get(
        person=person, session=session
    )
    return mark(signup, State.ATTENDED, actor=actor)


def test_given_attendance_when_marked_then_the_item_is_done_that_day(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    item = item_of(plan, "Työsuojelu", series=series_of(plan, 3))
    item_of(plan, "Avaimet", responsible=coordinator)
    person = newcomer(organisation)
    record = begun(plan, person)

    signup = attend(person, item.series.sessions.get(), coordinator)  # type: ignore[union-attr]  # made above

    done = DoneItem.objects.get(record=record)
    assert (done.item, done.session, done.marked_by) == (item, signup.session, None)
    session = Session.objects.get()
    assert done.done_on == timezone.localdate(session.starts_at, organisation.zone)


def test_given_attendance_is_taken_back_then_the_item_is_not_done_and_the_record_opens(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    series = series_of(plan, 3)
    item_of(plan, "Työsuojelu", series=series)
    person = newcomer(organisation)
    record = begun(plan, person)
    signup = attend(person, series.sessions.get(), coordinator)
    record.refresh_from_db()
    assert record.completed_at is not None

    mark(signup, State.ABSENT, actor=coordinator)

    record.refresh_from_db()
    assert record.completed_at is None
    assert not DoneItem.objects.exists()


def test_given_a_walk_in_then_the_item_is_done(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    series = series_of(plan)
    item_of(plan, "Työsuojelu", series=series)
    person = newcomer(organisation, 2)
    begun(plan, person)
    session = session_of(series, 1)
    hold(session)

    add_walk_in(Session.objects.get(), person, actor=coordinator)

    assert DoneItem.objects.get().session == session


def test_given_one_missed_the_session_when_the_round_runs_then_the_next_one_is_booked(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    series = series_of(plan, 3, 10)
    item_of(plan, "Työsuojelu", series=series)
    person = newcomer(organisation)
    begun(plan, person)
    signup = attend(person, series.sessions.first(), coordinator)  # type: ignore[arg-type]  # made above
    mark(signup, State.ABSENT, actor=coordinator)

    go_on()

    assert SignUp.objects.filter(person=person, state=State.BOOKED).count() == 1


def test_given_attendance_before_the_item_was_written_then_the_round_notes_it(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    item_of(plan, "Avaimet", responsible=coordinator)
    series, person = series_of(plan, 3), newcomer(organisation)
    begun(plan, person)
    session = series.sessions.get()
    sign_up(session, person, actor=person)
    attend(person, session, coordinator)

    item = item_of(plan, "Työsuojelu", series=series)
    go_on()

    assert DoneItem.objects.get().item == item


def test_given_what_was_attended_before_starting_then_it_does_not_count(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    series = series_of(plan, attends=Attends.ANY)
    item_of(plan, "Työsuojelu", series=series)
    person = newcomer(organisation, 1)
    session = session_of(series, 1)
    hold(session, days_ago=5)
    add_walk_in(Session.objects.get(), person, actor=coordinator)

    begun(plan, person)

    assert not DoneItem.objects.exists()


def test_given_a_series_attended_as_a_whole_then_it_is_done_after_its_last_session(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    series = series_of(plan, 3, 10, attends=Attends.ALL)
    item_of(plan, "Kurssi", series=series)
    person = newcomer(organisation)
    begun(plan, person)
    first, last = series.sessions.all()

    attend(person, first, coordinator)
    assert not DoneItem.objects.exists()
    attend(person, last, coordinator)

    assert DoneItem.objects.get().session == last


def test_given_the_last_item_is_marked_then_the_record_is_completed_and_told_once(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    item = item_of(plan, "Avaimet", responsible=coordinator)
    person = newcomer(organisation)
    record = begun(plan, person)

    for _twice in range(2):
        mark_done(record, item, timezone.localdate(), actor=coordinator)

    record.refresh_from_db()
    assert record.completed_at is not None
    mails = OutgoingMail.objects.filter(to=person.email, kind="gatherings/orientation_completed")
    assert mails.count() == 1
    assert DoneItem.objects.get().marked_by == coordinator


def test_given_two_see_that_all_is_done_then_it_is_told_once(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    item = item_of(plan, "Avaimet", responsible=coordinator)
    record = begun(plan, newcomer(organisation))
    stale = OrientationRecord.objects.get(pk=record.pk)
    mark_done(record, item, timezone.localdate(), actor=coordinator)
    with transaction.atomic():
        complete_if_done(stale)
    assert OutgoingMail.objects.filter(kind="gatherings/orientation_completed").count() == 1


def test_given_a_completed_record_when_the_plan_grows_then_it_stays_completed(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    item = item_of(plan, "Avaimet", responsible=coordinator)
    record = begun(plan, newcomer(organisation))
    mark_done(record, item, timezone.localdate(), actor=coordinator)

    item_of(plan, "Uusi asia", series=series_of(plan, 3))
    go_on()

    record.refresh_from_db()
    assert record.completed_at is not None
    assert len(orientations_of([record])[0].steps) == 1
    assert not SignUp.objects.exists()


def test_given_ones_own_record_a_day_to_come_or_an_attended_item_then_it_is_refused(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    series, today = series_of(plan, 3), timezone.localdate()
    keys = item_of(plan, "Avaimet", responsible=coordinator)
    safety = item_of(plan, "Työsuojelu", series=series)
    person = newcomer(organisation)
    record = begun(plan, person)
    attend(person, series.sessions.get(), coordinator)

    def code(act: Any, *args: Any, actor: Person) -> str:
        with pytest.raises(Refused) as refused:
            act(record, *args, actor=actor)
        return refused.value.code

    assert code(mark_done, keys, today, actor=person) == "own"
    assert code(mark_done, keys, today + timedelta(days=1), actor=coordinator) == "future"
    assert code(take_back, safety, actor=coordinator) == "by_attendance"


def test_given_a_mark_when_it_is_taken_back_then_the_item_is_open_again(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    item = item_of(plan, "Avaimet", responsible=coordinator)
    record = begun(plan, newcomer(organisation))
    mark_done(record, item, timezone.localdate(), actor=coordinator)

    take_back(record, item, actor=coordinator)

    record = OrientationRecord.objects.select_related("plan__programme").get()
    assert record.completed_at is None
    assert orientations_of([record])[0].steps[0].stage == Stage.OPEN
    verbs = AuditEvent.objects.filter(object_id=str(record.pk)).values_list("verb", flat=True)
    assert {"orientation.item_done", "orientation.item_taken_back"} <= set(verbs)


def test_given_those_in_charge_then_each_is_told_once_of_the_new_one(
    plan: OrientationPlan, organisation: Organisation, mentor: Person
) -> None:
    item_of(plan, "Avaimet", responsible=mentor)
    item_of(plan, "Kahvihuone", responsible=mentor)
    person = newcomer(organisation)

    begun(plan, person)
    begun(plan, person)

    mail = OutgoingMail.objects.get(to=mentor.email)
    assert mail.kind == "gatherings/orientation_duties"
    assert "Avaimet" in mail.text
    assert "Kahvihuone" in mail.text


def test_given_wishes_then_they_are_kept_and_told_to_the_one_who_asks_what_is_stored(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    item_of(plan, "Avaimet", responsible_role={"fi": "aulapalvelu"})
    person = newcomer(organisation)
    record = begun(plan, person)

    wish(record, face_to_face=True, words="Aamupäivisin, kiitos.")

    (stored,) = stored_of(person)
    assert stored["wishes_face_to_face"] is True
    assert stored["wish"] == "Aamupäivisin, kiitos."
    assert stored["done"] == []


@pytest.mark.parametrize("people", [2, 9])
def test_given_any_number_of_people_then_their_steps_are_read_in_five_queries(
    plan: OrientationPlan,
    organisation: Organisation,
    people: int,
    django_assert_num_queries: Any,
) -> None:
    first = item_of(plan, "Työsuojelu", series=series_of(plan, 3))
    item_of(plan, "Avaimet", first, responsible_role={"fi": "aulapalvelu"})
    for number in range(people):
        newcomer(organisation, number)
    begun(plan, newcomer(organisation))

    with django_assert_num_queries(5):
        found = orientations_of(OrientationRecord.objects.select_related("plan"))

    assert len(found) == people + 1
    assert {one.steps[1].stage for one in found} == {Stage.BLOCKED}
