"""Changing one's place within a series: the old one is given up only when the new one is there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from juuristo.gatherings import actions, seats
from juuristo.gatherings.models import Session, SignUp
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory


@pytest.fixture
def old(organisation: Organisation) -> Session:
    return SessionFactory(series__programme__organisation=organisation, capacity=1)


@pytest.fixture
def new(old: Session) -> Session:
    return SessionFactory(series=old.series, capacity=1)


@pytest.fixture
def other(organisation: Organisation) -> Person:
    return PersonFactory(organisation=organisation)


def enter(session: Session, person: Person) -> SignUp:
    return actions.sign_up(session, person, actor=person)


def state(session: Session, person: Person) -> str:
    return SignUp.objects.get(session=session, person=person).state


def mails_to(person: Person) -> list[tuple[str, str]]:
    mails = OutgoingMail.objects.filter(to=person.email).order_by("created_at")
    return [(mail.kind.split("/")[1], mail.calendar_method) for mail in mails]


def test_given_a_free_seat_when_i_change_then_the_old_place_goes_to_the_next(
    old: Session, new: Session, adviser: Person, other: Person
) -> None:
    mine = enter(old, adviser)
    enter(old, other)
    moved = actions.change(mine, new, actor=adviser)
    assert (moved.session_id, moved.state) == (new.pk, "booked")
    assert state(old, adviser) == "cancelled"
    assert state(old, other) == "booked"
    assert mails_to(adviser) == [
        ("booked", "REQUEST"),
        ("changed", "REQUEST"),
        ("released", "CANCEL"),
    ]
    assert not seats.faults([old, new])


def test_given_the_new_one_is_full_when_i_change_then_i_keep_the_old_and_wait(
    old: Session, new: Session, adviser: Person, other: Person
) -> None:
    mine = enter(old, adviser)
    enter(new, other)
    moved = actions.change(mine, new, actor=adviser)
    assert moved.state == "waiting"
    assert state(old, adviser) == "booked"
    actions.cancel(SignUp.objects.get(session=new, person=other), actor=other)
    assert (state(new, adviser), state(old, adviser)) == ("booked", "cancelled")
    assert not seats.faults([old, new])


def test_given_i_wait_when_i_change_then_the_wait_is_given_up_too(
    old: Session, new: Session, adviser: Person, other: Person
) -> None:
    enter(old, other)
    mine = enter(old, adviser)
    assert actions.change(mine, new, actor=adviser).state == "booked"
    assert state(old, adviser) == "cancelled"
    assert not seats.faults([old, new])


def test_given_i_wait_for_a_full_one_when_i_change_to_another_full_one_then_i_wait_there(
    old: Session, new: Session, adviser: Person, other: Person
) -> None:
    enter(old, other)
    enter(new, PersonFactory(organisation=adviser.organisation))
    mine = enter(old, adviser)
    assert actions.change(mine, new, actor=adviser).state == "waiting"
    assert state(old, adviser) == "cancelled"
    assert not seats.faults([old, new])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"cancelled_at": timedelta(0)}, "cancelled"),
        ({"starts_at": timedelta(minutes=-5)}, "past"),
    ],
)
def test_given_the_new_one_cannot_be_had_when_i_change_then_i_keep_the_old(
    old: Session, new: Session, adviser: Person, fields: dict[str, timedelta], code: str
) -> None:
    mine = enter(old, adviser)
    changes = {name: timezone.now() + delta for name, delta in fields.items()}
    Session.objects.filter(pk=new.pk).update(**changes)
    with pytest.raises(Refused) as refusal:
        actions.change(mine, new, actor=adviser)
    assert refusal.value.code == code
    assert state(old, adviser) == "booked"
    assert not seats.faults([old, new])


def test_given_another_series_when_i_change_then_no(
    old: Session, adviser: Person, organisation: Organisation
) -> None:
    elsewhere = SessionFactory(series__programme__organisation=organisation)
    with pytest.raises(Refused) as refusal:
        actions.change(enter(old, adviser), elsewhere, actor=adviser)
    assert refusal.value.code == "another_series"


def test_given_i_changed_when_the_request_comes_again_then_i_have_one_place(
    old: Session, new: Session, adviser: Person
) -> None:
    mine = enter(old, adviser)
    actions.change(mine, new, actor=adviser)
    with pytest.raises(Refused) as refusal:
        actions.change(mine, new, actor=adviser)
    assert refusal.value.code == "already_signed_up"
    assert not seats.faults([old, new])


def test_given_my_old_session_has_begun_when_i_change_then_it_is_past(
    old: Session, new: Session, adviser: Person
) -> None:
    mine = enter(old, adviser)
    Session.objects.filter(pk=old.pk).update(starts_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Refused) as refusal:
        actions.change(mine, new, actor=adviser)
    assert refusal.value.code == "past"
