"""A series attended as a whole: one act signs up to every session ahead."""

from datetime import timedelta

import pytest
from django.utils import timezone

from juuristo.gatherings import actions, seats
from juuristo.gatherings.models import Attends, Series, SignUp
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory


@pytest.fixture
def series(organisation: Organisation) -> Series:
    """One past session and three ahead with a seat each."""
    series = SeriesFactory(programme__organisation=organisation, attends=Attends.ALL)
    for days in (-7, 7, 14, 21):
        starts_at = timezone.now() + timedelta(days=days)
        SessionFactory(series=series, starts_at=starts_at, capacity=1)
    return series


def states(person: Person) -> list[str]:
    rows = SignUp.objects.filter(person=person).order_by("session__starts_at")
    return [row.state for row in rows]


def test_given_room_when_i_sign_up_then_each_session_ahead_comes_as_an_invitation(
    series: Series, adviser: Person
) -> None:
    actions.sign_up_to_all(series, adviser, actor=adviser)
    assert states(adviser) == ["booked"] * 3
    letter = OutgoingMail.objects.get(kind="gatherings/booked_all")
    assert letter.calendar == ""
    invitations = OutgoingMail.objects.filter(kind="gatherings/invited")
    assert [one.calendar.count("BEGIN:VEVENT") for one in invitations] == [1, 1, 1]
    assert {one.calendar_method for one in invitations} == {"REQUEST"}
    assert not seats.faults(series.sessions.all())


def test_given_one_is_full_when_i_sign_up_then_i_wait_for_that_one(
    series: Series, adviser: Person, organisation: Organisation
) -> None:
    other = PersonFactory(organisation=organisation)
    actions.sign_up(series.sessions.all()[2], other, actor=other)
    actions.sign_up_to_all(series, adviser, actor=adviser)
    assert states(adviser) == ["booked", "waiting", "booked"]
    assert not seats.faults(series.sessions.all())


def test_given_i_have_them_all_when_the_request_comes_again_then_i_am_told_so(
    series: Series, adviser: Person
) -> None:
    actions.sign_up_to_all(series, adviser, actor=adviser)
    with pytest.raises(Refused) as refusal:
        actions.sign_up_to_all(series, adviser, actor=adviser)
    assert refusal.value.code == "already_signed_up"
    assert OutgoingMail.objects.filter(kind="gatherings/booked_all").count() == 1


def test_given_i_left_one_out_when_i_sign_up_to_all_again_then_it_comes_back(
    series: Series, adviser: Person
) -> None:
    signups = actions.sign_up_to_all(series, adviser, actor=adviser)
    actions.cancel(signups[1], actor=adviser)
    assert states(adviser) == ["booked", "cancelled", "booked"]
    actions.sign_up_to_all(series, adviser, actor=adviser)
    assert states(adviser) == ["booked"] * 3


def test_given_people_wait_when_i_cancel_all_then_they_get_every_place(
    series: Series, adviser: Person, mentor: Person
) -> None:
    actions.sign_up_to_all(series, adviser, actor=adviser)
    actions.sign_up_to_all(series, mentor, actor=mentor)
    assert states(mentor) == ["waiting"] * 3
    actions.cancel_all(series, adviser, actor=adviser)
    assert states(adviser) == ["cancelled"] * 3
    assert states(mentor) == ["booked"] * 3
    assert not seats.faults(series.sessions.all())


def test_given_nothing_ahead_when_i_sign_up_then_it_is_past(
    organisation: Organisation, adviser: Person
) -> None:
    series = SeriesFactory(programme__organisation=organisation, attends=Attends.ALL)
    with pytest.raises(Refused) as refusal:
        actions.sign_up_to_all(series, adviser, actor=adviser)
    assert refusal.value.code == "past"


def test_given_the_first_sign_up_at_ones_own_wish_then_it_is_to_the_whole_and_later_to_one(
    series: Series, adviser: Person
) -> None:
    second = series.sessions.all()[2]
    assert actions.sign_up_oneself(second, adviser).session == second
    assert states(adviser) == ["booked"] * 3
    actions.cancel(SignUp.objects.get(session=second), actor=adviser)
    actions.sign_up_oneself(second, adviser)
    assert states(adviser) == ["booked"] * 3
    assert OutgoingMail.objects.filter(kind="gatherings/booked_all").count() == 1
