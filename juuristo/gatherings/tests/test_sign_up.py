"""Signing up to one session: a seat, a wait, or a refusal."""

from datetime import timedelta

import pytest
from django.utils import timezone

from juuristo.gatherings import actions, seats
from juuristo.gatherings.models import Attends, Session, SignUp
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory


@pytest.fixture
def session(organisation: Organisation) -> Session:
    return SessionFactory(series__programme__organisation=organisation, capacity=1)


def enter(session: Session, person: Person) -> SignUp:
    return actions.sign_up(session, person, actor=person)


def mails_to(person: Person) -> list[str]:
    mails = OutgoingMail.objects.filter(to=person.email).order_by("created_at")
    return [mail.kind for mail in mails]


def test_given_a_free_seat_when_i_sign_up_then_i_have_it_and_a_mail(
    session: Session, adviser: Person
) -> None:
    signup = enter(session, adviser)
    session.refresh_from_db()
    assert (signup.state, signup.ticket) == ("booked", None)
    assert (session.taken, session.waiting, session.free) == (1, 0, 0)
    assert mails_to(adviser) == ["gatherings/booked"]


def test_given_a_full_session_when_others_come_then_they_wait_in_order(
    session: Session, adviser: Person
) -> None:
    enter(session, adviser)
    late = [enter(session, PersonFactory(organisation=adviser.organisation)) for _ in range(3)]
    assert [(signup.state, signup.ticket) for signup in late] == [("waiting", n) for n in (1, 2, 3)]
    assert [signup.place_in_queue() for signup in late] == [1, 2, 3]
    assert not seats.faults([session])


@pytest.mark.parametrize(
    ("series", "row", "code"),
    [
        ({"signup_opens_at": timedelta(days=1)}, {}, "closed"),
        ({"signup_closes_at": timedelta(days=-1)}, {}, "closed"),
        ({"published_at": None}, {}, "closed"),
        ({}, {"starts_at": timedelta(minutes=-1)}, "past"),
        ({}, {"cancelled_at": timedelta(0)}, "cancelled"),
        ({"audience_roles": ["mentor"]}, {}, "not_for_you"),
    ],
)
def test_given_a_session_one_cannot_enter_when_i_sign_up_then_i_am_told_why(
    organisation: Organisation,
    adviser: Person,
    series: dict[str, object],
    row: dict[str, object],
    code: str,
) -> None:
    now = timezone.now()

    def at(fields: dict[str, object]) -> dict[str, object]:
        return {k: now + v if isinstance(v, timedelta) else v for k, v in fields.items()}

    session = SessionFactory(
        series=SeriesFactory(programme__organisation=organisation, **at(series)), **at(row)
    )
    with pytest.raises(Refused) as refusal:
        enter(session, adviser)
    assert refusal.value.code == code
    assert refusal.value.message
    assert not SignUp.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_given_a_closed_window_when_the_coordinator_signs_one_up_then_it_works(
    session: Session, adviser: Person, coordinator: Person
) -> None:
    session.series.signup_closes_at = timezone.now() - timedelta(days=1)
    session.series.save()
    assert actions.sign_up(session, adviser, actor=coordinator).state == "booked"


@pytest.mark.parametrize("capacity", [1, 2])
def test_given_a_sign_up_when_the_request_comes_again_then_there_is_still_one(
    session: Session, adviser: Person, capacity: int
) -> None:
    session.capacity = capacity
    session.save()
    enter(session, adviser)
    with pytest.raises(Refused) as refusal:
        enter(session, adviser)
    assert refusal.value.code == "already_signed_up"
    assert SignUp.objects.count() == 1
    assert mails_to(adviser) == ["gatherings/booked"]
    assert not seats.faults([session])


def test_given_a_place_in_a_series_of_one_when_i_want_another_then_change_is_offered(
    session: Session, adviser: Person
) -> None:
    other = SessionFactory(series=session.series)
    enter(session, adviser)
    with pytest.raises(Refused) as refusal:
        enter(other, adviser)
    assert refusal.value.code == "one_per_series"
    assert not seats.faults([session, other])


def test_given_a_place_when_another_session_is_full_then_i_may_wait_for_one_only(
    session: Session, adviser: Person
) -> None:
    full = [SessionFactory(series=session.series, capacity=1) for _ in range(2)]
    for row in full:
        enter(row, PersonFactory(organisation=adviser.organisation))
    enter(session, adviser)
    assert enter(full[0], adviser).state == "waiting"
    with pytest.raises(Refused) as refusal:
        enter(full[1], adviser)
    assert refusal.value.code == "one_per_series"
    assert not seats.faults([session, *full])


def test_given_a_series_of_any_when_i_sign_up_to_two_then_i_have_both(
    session: Session, adviser: Person
) -> None:
    session.series.attends = Attends.ANY
    session.series.save()
    other = SessionFactory(series=session.series)
    assert enter(session, adviser).state == enter(other, adviser).state == "booked"
    assert not SignUp.objects.exclude(one_of=None).exists()


def test_given_i_cancelled_when_i_come_back_then_it_is_the_same_row_and_the_end_of_the_queue(
    session: Session, adviser: Person
) -> None:
    enter(session, PersonFactory(organisation=adviser.organisation))
    first = enter(session, adviser)
    second = enter(session, PersonFactory(organisation=adviser.organisation))
    actions.cancel(first, actor=adviser)
    again = enter(session, adviser)
    assert again.pk == first.pk
    assert again.ticket == 3
    assert [second.place_in_queue(), again.place_in_queue()] == [1, 2]
    assert not seats.faults([session])


def test_given_i_was_there_when_i_want_the_same_series_again_then_no(
    session: Session, adviser: Person
) -> None:
    enter(session, adviser)
    SignUp.objects.update(state="attended")
    with pytest.raises(Refused) as refusal:
        enter(SessionFactory(series=session.series), adviser)
    assert refusal.value.code == "one_per_series"


def test_given_an_old_row_from_when_one_took_many_then_the_rule_of_one_holds_on_it_too(
    organisation: Organisation, adviser: Person
) -> None:
    series = SeriesFactory(programme__organisation=organisation, attends="any")
    first, second = SessionFactory.create_batch(2, series=series)
    actions.cancel(actions.sign_up(first, adviser, actor=adviser), actor=adviser)
    series.attends = first.series.attends = second.series.attends = "one"
    series.save()
    actions.sign_up(first, adviser, actor=adviser)
    with pytest.raises(Refused) as refused:
        actions.sign_up(second, adviser, actor=adviser)
    assert refused.value.code == "one_per_series"
