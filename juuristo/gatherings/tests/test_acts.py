"""A next act is its writer's own: written, asked about, answered, deleted, told of by no one."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.gatherings import acts, refusals
from juuristo.gatherings.actions import acts as actions
from juuristo.gatherings.models import Commitment, CommitmentAsking, Session, SignUp
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.stored import stored_of
from juuristo.people.tests.factories import PersonFactory

from .factories import SessionFactory

pytestmark = pytest.mark.django_db
State = Commitment.State


@pytest.fixture
def session(organisation: Organisation, adviser: Person, mentor: Person) -> Session:
    """It ended an hour ago; the adviser was there, the mentor led it."""
    now = timezone.now()
    session = SessionFactory(
        series__programme__organisation=organisation,
        starts_at=now - timedelta(hours=3),
        ends_at=now - timedelta(hours=1),
    )
    session.facilitators.add(mentor)
    SignUp.objects.create(session=session, person=adviser, state=SignUp.State.ATTENDED)
    return session


def write(session: Session, person: Person, *, is_shared: bool = False) -> Commitment:
    return actions.write_act(session, "Aloitan kuuntelemalla.", is_shared=is_shared, actor=person)


def asked() -> int:
    return OutgoingMail.objects.filter(kind="gatherings/act_asked").count()


def test_given_one_who_was_there_or_led_then_they_write_and_may_change_their_words(
    session: Session, adviser: Person, mentor: Person
) -> None:
    first = write(session, adviser)
    again = actions.write_act(session, "Kysyn ensin.", is_shared=True, actor=adviser)
    write(session, mentor)
    assert again.pk == first.pk
    assert again.text == "Kysyn ensin."
    assert Commitment.objects.count() == 2


@pytest.mark.parametrize("state", [SignUp.State.ABSENT, SignUp.State.CANCELLED])
def test_given_one_who_was_away_then_there_is_no_act_to_write(
    session: Session, adviser: Person, state: str
) -> None:
    session.signups.update(state=state)
    with pytest.raises(refusals.Refused) as refused:
        write(session, adviser)
    assert refused.value.code == "no_act_here"


@pytest.mark.parametrize("shift", [timedelta(hours=-4), timedelta(weeks=7)])
def test_given_a_time_before_or_long_after_the_session_then_no_act_is_written(
    session: Session, adviser: Person, shift: timedelta
) -> None:
    with time_machine.travel(timezone.now() + shift), pytest.raises(refusals.Refused):
        write(session, adviser)


def test_given_a_cancelled_session_then_no_act_is_written(
    session: Session, adviser: Person
) -> None:
    session.cancelled_at = timezone.now()
    session.save()
    with pytest.raises(refusals.Refused):
        write(session, adviser)


def test_given_an_open_act_then_its_writer_is_asked_after_two_weeks_and_six_and_once_each(
    session: Session, adviser: Person
) -> None:
    act = write(session, adviser)
    found = {}
    for days in (10, 13, 14, 15, 20, 41, 42, 43, 60):
        with time_machine.travel(session.ends_at + timedelta(days=days, minutes=5)):
            actions.ask_due()
            actions.ask_due()
            found[days] = asked()
    assert found == {10: 0, 13: 0, 14: 1, 15: 1, 20: 1, 41: 1, 42: 2, 43: 2, 60: 2}
    assert list(act.askings.values_list("weeks", flat=True)) == [2, 6]


def test_given_an_act_written_weeks_after_the_session_then_its_weeks_count_from_the_writing(
    session: Session, adviser: Person
) -> None:
    with time_machine.travel(session.ends_at + timedelta(days=16)):
        write(session, adviser)
        assert actions.ask_due() == 0
    found = {}
    for days in (20, 28, 30, 41, 43, 57, 58, 60):
        with time_machine.travel(session.ends_at + timedelta(days=days, minutes=5)):
            actions.ask_due()
            found[days] = asked()
    assert found == {20: 0, 28: 0, 30: 1, 41: 1, 43: 1, 57: 2, 58: 2, 60: 2}


def test_given_a_done_act_then_its_writer_is_left_in_peace(
    session: Session, adviser: Person
) -> None:
    actions.answer_act(write(session, adviser), State.DONE, actor=adviser)
    with time_machine.travel(session.ends_at + timedelta(days=14, minutes=1)):
        assert actions.ask_due() == 0


def test_given_an_old_act_that_was_never_asked_about_then_nobody_is_asked_late(
    session: Session, adviser: Person
) -> None:
    write(session, adviser)
    with time_machine.travel(session.ends_at + timedelta(days=30)):
        assert actions.ask_due() == 0


def test_given_one_who_has_left_then_nobody_asks_them(session: Session, adviser: Person) -> None:
    write(session, adviser)
    adviser.left_date = timezone.localdate()
    adviser.save()
    with time_machine.travel(session.ends_at + timedelta(days=14, minutes=1)):
        assert actions.ask_due() == 0
    assert not CommitmentAsking.objects.exists()


def test_given_an_asked_act_then_it_stands_on_today_and_asks_until_answered(
    session: Session, adviser: Person
) -> None:
    act = write(session, adviser)
    shown = acts.next_act(adviser)
    assert shown == act
    assert not shown.is_asked
    with time_machine.travel(session.ends_at + timedelta(days=14, minutes=1)):
        actions.ask_due()
    with time_machine.travel(session.ends_at + timedelta(days=15)):
        assert acts.next_act(adviser).is_asked
        actions.answer_act(act, State.ON_THE_WAY, actor=adviser)
        assert not acts.next_act(adviser).is_asked
        actions.answer_act(act, State.DONE, actor=adviser)
        assert acts.next_act(adviser) is None


def test_given_two_acts_nobody_has_asked_about_then_the_newest_stands_on_today(
    session: Session, adviser: Person
) -> None:
    later = SessionFactory(
        series=session.series,
        starts_at=session.starts_at + timedelta(hours=1),
        ends_at=session.ends_at,
    )
    SignUp.objects.create(session=later, person=adviser, state=SignUp.State.ATTENDED)
    for one in (session, later):
        write(one, adviser)
    shown = acts.next_act(adviser)
    assert shown.session == later
    assert shown.is_asked is False


def test_given_another_person_then_they_neither_answer_nor_delete(
    session: Session, adviser: Person, coordinator: Person
) -> None:
    act = write(session, adviser)
    for deed in (
        lambda: actions.answer_act(act, State.DONE, actor=coordinator),
        lambda: actions.delete_act(act, actor=coordinator),
    ):
        with pytest.raises(refusals.Refused):
            deed()
    assert Commitment.objects.get().state == State.WRITTEN


def test_given_a_private_act_then_nobody_else_sees_it_and_a_shared_one_only_the_group(
    session: Session, adviser: Person, mentor: Person, coordinator: Person
) -> None:
    guest = PersonFactory(organisation=adviser.organisation)
    SignUp.objects.create(session=session, person=guest, state=SignUp.State.ATTENDED)
    private = write(session, adviser)
    seen = Commitment.objects.visible_to
    assert [seen(one).count() for one in (adviser, mentor, guest, coordinator)] == [1, 0, 0, 0]
    private.is_shared = True
    private.save()
    assert [seen(one).count() for one in (adviser, mentor, guest, coordinator)] == [1, 1, 1, 0]
    assert seen(None).count() == 0


def test_given_writing_and_answering_then_the_trail_knows_nothing_and_deleting_leaves_a_row(
    session: Session, adviser: Person
) -> None:
    act = write(session, adviser)
    actions.answer_act(act, State.LET_GO, actor=adviser)
    assert not AuditEvent.objects.filter(verb__startswith="commitment").exists()
    actions.delete_act(act, actor=adviser)
    assert AuditEvent.objects.filter(verb="commitment.deleted").count() == 1
    assert not Commitment.objects.exists()


def test_given_my_acts_then_they_are_in_what_is_stored_of_me(
    session: Session, adviser: Person, mentor: Person
) -> None:
    write(session, adviser)
    assert stored_of(adviser)["next_acts"][0]["text"] == "Aloitan kuuntelemalla."
    assert stored_of(mentor)["next_acts"] == []
