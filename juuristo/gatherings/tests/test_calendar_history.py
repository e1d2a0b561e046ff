"""Calendars tell the truth: what arrives by SMTP, from the first place to the last cancellation."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from juuristo.gatherings import actions
from juuristo.gatherings.actions import attendance, planning
from juuristo.gatherings.actions.sessions import cancel_session, delete_session, edit_session
from juuristo.gatherings.calendars import led_uid
from juuristo.gatherings.models import Attends, FacilitatorEvent, Session, SignUp
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.editing import values_of
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.mail.tests.post_office import PostOffice, open_post_office
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

from .calendar_post import Message, arrived

NOW = datetime(2026, 10, 1, 8, tzinfo=UTC)
STARTS = datetime(2026, 10, 20, 6, tzinfo=UTC)  # nine o'clock, before the clocks are turned back
AFTER_THE_TURN = datetime(2026, 10, 27, 7, tzinfo=UTC)  # nine o'clock, after


@pytest.fixture
def office(db: None) -> Iterator[PostOffice]:
    with time_machine.travel(NOW, tick=False), open_post_office() as office:
        yield office


@pytest.fixture
def session(office: PostOffice, organisation: Organisation) -> Session:
    series = SeriesFactory(programme__organisation=organisation, published_at=NOW)
    made: Session = SessionFactory(series=series, starts_at=STARTS, capacity=1, place="Sali")
    return made


def moved_to(starts_at: datetime) -> dict[str, datetime]:
    return {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}


def history(messages: list[Message]) -> list[tuple[str, int]]:
    return [(message.method, message.sequence) for message in messages]


def test_given_create_move_cancel_and_again_then_one_uid_lives_with_a_growing_sequence(
    office: PostOffice, session: Session, adviser: Person, coordinator: Person
) -> None:
    signup = actions.sign_up(session, adviser, actor=adviser)
    told = arrived(office)
    edit_session(session, values_of(session, **moved_to(AFTER_THE_TURN)), actor=coordinator)
    told += arrived(office)
    actions.cancel(signup, actor=adviser)
    told += arrived(office)
    actions.sign_up(session, adviser, actor=adviser)
    told += arrived(office)
    cancel_session(session, actor=coordinator)
    told += arrived(office)
    assert history(told) == [
        ("REQUEST", 0),
        ("REQUEST", 1),
        ("CANCEL", 2),
        ("REQUEST", 3),
        ("CANCEL", 4),
    ]
    assert {message.uid for message in told} == {f"{signup.pk}@juuristo"}
    assert {message.to for message in told} == {adviser.email}
    assert [message.status for message in told] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert [message.starts_at for message in told[:2]] == [STARTS, AFTER_THE_TURN]


def test_given_a_session_moved_while_one_signs_up_then_their_calendar_has_the_new_time(
    office: PostOffice, session: Session, adviser: Person, coordinator: Person
) -> None:
    as_the_page_showed = Session.objects.get(pk=session.pk)
    edit_session(session, values_of(session, **moved_to(AFTER_THE_TURN)), actor=coordinator)
    actions.sign_up(as_the_page_showed, adviser, actor=adviser)
    assert [message.starts_at for message in arrived(office)] == [AFTER_THE_TURN]


def test_given_the_same_edit_twice_then_each_is_told_once(
    office: PostOffice, session: Session, adviser: Person, mentor: Person, coordinator: Person
) -> None:
    session.facilitators.add(mentor)
    actions.sign_up(session, adviser, actor=adviser)
    edit_session(session, values_of(session), actor=coordinator)  # makes the mentor's event
    arrived(office)
    values = values_of(session, place="Toinen sali")
    for _turn in range(2):
        edit_session(session, values, actor=coordinator)
    assert sorted(message.to for message in arrived(office)) == sorted(
        [adviser.email, mentor.email]
    )
    for _turn in range(2):
        cancel_session(session, actor=coordinator)
    assert sorted((message.to, message.method) for message in arrived(office)) == sorted(
        [(adviser.email, "CANCEL"), (mentor.email, "CANCEL")]
    )


def test_given_one_who_waits_then_no_event_comes_until_there_is_a_place(
    office: PostOffice, session: Session, adviser: Person, mentor: Person, coordinator: Person
) -> None:
    first = actions.sign_up(session, mentor, actor=mentor)
    actions.sign_up(session, adviser, actor=adviser)
    edit_session(session, values_of(session, place="Toinen sali"), actor=coordinator)
    assert {message.to for message in arrived(office)} == {mentor.email}
    actions.cancel(first, actor=mentor)
    told = [message for message in arrived(office) if message.to == adviser.email]
    assert [message.method for message in told] == ["REQUEST"]


def test_given_one_who_waits_when_the_session_is_called_off_then_no_event_is_cancelled(
    office: PostOffice, session: Session, adviser: Person, mentor: Person, coordinator: Person
) -> None:
    actions.sign_up(session, mentor, actor=mentor)
    actions.sign_up(session, adviser, actor=adviser)
    arrived(office)
    cancel_session(session, actor=coordinator)
    assert [message.to for message in arrived(office)] == [mentor.email]


def test_given_a_new_seat_and_a_new_time_at_once_then_the_promoted_hear_once(
    office: PostOffice, session: Session, adviser: Person, mentor: Person, coordinator: Person
) -> None:
    actions.sign_up(session, mentor, actor=mentor)
    actions.sign_up(session, adviser, actor=adviser)
    arrived(office)
    values = values_of(session, capacity=2, **moved_to(AFTER_THE_TURN))
    assert edit_session(session, values, actor=coordinator) == 1
    told = arrived(office)
    assert sorted(message.to for message in told) == sorted([mentor.email, adviser.email])
    assert {message.starts_at for message in told} == {AFTER_THE_TURN}


def test_given_a_change_of_session_then_the_old_event_goes_and_the_new_comes(
    office: PostOffice, session: Session, adviser: Person
) -> None:
    other = SessionFactory(series=session.series, starts_at=AFTER_THE_TURN)
    old = actions.sign_up(session, adviser, actor=adviser)
    arrived(office)
    new = actions.change(old, other, actor=adviser)
    told = {message.uid: (message.method, message.sequence) for message in arrived(office)}
    assert told == {f"{old.pk}@juuristo": ("CANCEL", 1), f"{new.pk}@juuristo": ("REQUEST", 0)}


def test_given_a_place_moved_to_the_past_then_calendars_still_hear_of_it(
    office: PostOffice, session: Session, adviser: Person, coordinator: Person
) -> None:
    actions.sign_up(session, adviser, actor=adviser)
    arrived(office)
    past = moved_to(NOW - timedelta(days=1))
    edit_session(session, values_of(session, **past), actor=coordinator)
    assert history(arrived(office)) == [("REQUEST", 1)]
    edit_session(session, values_of(session, place="Toinen sali"), actor=coordinator)
    assert arrived(office) == []  # it is over


def test_given_a_whole_series_then_each_session_is_an_invitation_of_its_own(
    office: PostOffice, organisation: Organisation, adviser: Person
) -> None:
    series = SeriesFactory(
        programme__organisation=organisation, attends=Attends.ALL, published_at=NOW
    )
    for starts_at in (STARTS, AFTER_THE_TURN):
        SessionFactory(series=series, starts_at=starts_at)
    actions.sign_up_to_all(series, adviser, actor=adviser)
    told = arrived(office)
    assert [message.method for message in told] == ["REQUEST", "REQUEST"]
    assert {UUID(message.uid.split("@")[0]) for message in told} == set(
        SignUp.objects.values_list("pk", flat=True)
    )


def test_given_a_walk_in_taken_back_then_no_calendar_hears_of_it(
    office: PostOffice, session: Session, adviser: Person, mentor: Person
) -> None:
    with time_machine.travel(STARTS, tick=False):
        signup = attendance.add_walk_in(session, adviser, actor=mentor)
        attendance.remove_walk_in(signup, actor=mentor)
        assert arrived(office) == []


def test_given_a_walk_in_told_of_a_new_time_then_only_a_cancellation_takes_the_event_away(
    office: PostOffice, session: Session, adviser: Person, mentor: Person
) -> None:
    with time_machine.travel(STARTS - timedelta(minutes=10), tick=False):
        signup = attendance.add_walk_in(session, adviser, actor=mentor)
        attendance.mark(signup, "booked", actor=mentor)
        later = moved_to(STARTS + timedelta(minutes=10))
        edit_session(session, values_of(session, **later), actor=mentor)
        told = arrived(office)
        with pytest.raises(Refused, match="oli ilmoittautunut"):
            attendance.remove_walk_in(signup, actor=mentor)
        actions.cancel(signup, actor=mentor)
        told += arrived(office)
        assert history(told) == [("REQUEST", 1), ("CANCEL", 2)]


def test_given_a_facilitator_who_comes_goes_and_comes_back_then_the_event_does_too(
    office: PostOffice, session: Session, mentor: Person, coordinator: Person
) -> None:
    told: list[Message] = []
    uid = led_uid(session.pk, mentor.pk)
    for people in ([mentor], [], [mentor], [mentor]):
        edit_session(session, values_of(session, facilitators=people), actor=coordinator)
        told += arrived(office)
    edit_session(session, values_of(session, **moved_to(AFTER_THE_TURN)), actor=coordinator)
    told += arrived(office)
    delete_session(session, actor=coordinator)
    told += arrived(office)
    assert history(told) == [
        ("REQUEST", 0),
        ("CANCEL", 1),
        ("REQUEST", 2),
        ("REQUEST", 3),
        ("CANCEL", 4),
    ]
    assert {message.uid for message in told} == {uid}


def test_given_a_draft_when_published_and_hidden_then_facilitators_hear_then(
    office: PostOffice, session: Session, mentor: Person, coordinator: Person
) -> None:
    series = session.series
    planning.unpublish(series, actor=coordinator)
    edit_session(session, values_of(session, facilitators=[mentor]), actor=coordinator)
    assert arrived(office) == []
    planning.publish(series, actor=coordinator)
    planning.publish(series, actor=coordinator)
    assert history(arrived(office)) == [("REQUEST", 0)]
    planning.unpublish(series, actor=coordinator)
    assert history(arrived(office)) == [("CANCEL", 1)]


def test_given_sessions_added_to_a_published_series_then_their_facilitators_hear(
    office: PostOffice, session: Session, mentor: Person, coordinator: Person
) -> None:
    new = values_of(session, facilitators=[mentor])
    planning.add_sessions(session.series, [new], actor=coordinator)
    assert history(arrived(office)) == [("REQUEST", 0)]


def test_given_a_facilitator_who_has_left_then_nobody_writes_to_them(
    office: PostOffice, session: Session, mentor: Person, coordinator: Person
) -> None:
    edit_session(session, values_of(session, facilitators=[mentor]), actor=coordinator)
    arrived(office)
    Person.objects.filter(pk=mentor.pk).update(left_date=NOW.date())
    edit_session(session, values_of(session, facilitators=[]), actor=coordinator)
    assert arrived(office) == []
    assert FacilitatorEvent.objects.get().is_cancelled


@pytest.mark.parametrize("name", ['Ada "Adele"', "Ada, toinen", "Ääda; Ünsäl " + "pitkä" * 10])
def test_given_a_name_with_odd_signs_then_both_parsers_still_read_the_invitation(
    name: str, office: PostOffice, session: Session, organisation: Organisation
) -> None:
    person = PersonFactory(organisation=organisation, first_name=name)
    session.series.name = {"fi": "Työpaja; osa 1, \\ ja\nloput"}
    session.series.save()
    actions.sign_up(session, person, actor=person)
    assert history(arrived(office)) == [("REQUEST", 0)]
