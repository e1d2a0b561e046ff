"""Giving up a place: whoever has waited longest gets it in the same moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from juuristo.audit.models import AuditEvent
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


@pytest.fixture
def people(organisation: Organisation) -> list[Person]:
    return PersonFactory.create_batch(4, organisation=organisation)


def enter(session: Session, person: Person) -> SignUp:
    return actions.sign_up(session, person, actor=person)


def give_up(session: Session, person: Person) -> None:
    actions.cancel(SignUp.objects.get(session=session, person=person), actor=person)


def states(session: Session) -> dict[str, str]:
    rows = SignUp.objects.filter(session=session).select_related("person")
    return {row.person.first_name: row.state for row in rows}


def mails_to(person: Person) -> list[str]:
    mails = OutgoingMail.objects.filter(to=person.email).order_by("created_at")
    return [mail.kind.split("/")[1] for mail in mails]


def test_given_people_wait_when_a_place_is_given_up_then_the_first_of_them_gets_it(
    session: Session, people: list[Person]
) -> None:
    first, second, third, _ = people
    for person in (first, second, third):
        enter(session, person)
    give_up(session, first)
    assert states(session) == {
        first.first_name: "cancelled",
        second.first_name: "booked",
        third.first_name: "waiting",
    }
    assert mails_to(first) == ["booked", "cancelled"]
    assert mails_to(second) == ["waiting", "promoted"]
    assert mails_to(third) == ["waiting"]
    assert not seats.faults([session])
    verbs = AuditEvent.objects.order_by("at").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["signup.cancelled", "signup.promoted"]


def test_given_i_wait_when_i_leave_the_queue_then_nobody_is_promoted_and_no_mail_goes(
    session: Session, people: list[Person]
) -> None:
    for person in people[:3]:
        enter(session, person)
    give_up(session, people[1])
    assert states(session)[people[2].first_name] == "waiting"
    assert mails_to(people[1]) == ["waiting"]
    assert not seats.faults([session])


def test_given_i_cancelled_when_the_request_comes_again_then_nothing_more_happens(
    session: Session, people: list[Person]
) -> None:
    enter(session, people[0])
    give_up(session, people[0])
    give_up(session, people[0])
    assert mails_to(people[0]) == ["booked", "cancelled"]
    assert not seats.faults([session])


def test_given_the_session_has_begun_when_i_cancel_then_it_is_past(
    session: Session, people: list[Person]
) -> None:
    enter(session, people[0])
    Session.objects.update(starts_at=timezone.now() - timedelta(minutes=5))
    with pytest.raises(Refused) as refusal:
        give_up(session, people[0])
    assert refusal.value.code == "past"
    assert states(session) == {people[0].first_name: "booked"}


def test_given_the_window_has_closed_when_i_cancel_then_the_next_still_gets_the_place(
    session: Session, people: list[Person]
) -> None:
    enter(session, people[0])
    enter(session, people[1])
    session.series.signup_closes_at = timezone.now() - timedelta(hours=1)
    session.series.save()
    give_up(session, people[0])
    assert states(session)[people[1].first_name] == "booked"


def test_given_a_series_of_one_when_i_am_promoted_then_my_other_place_goes_on_to_the_next(
    session: Session, people: list[Person]
) -> None:
    """A chain: Ada leaves A, Bea moves from B to A, Cia moves from C to B, Dea gets C."""
    ada, bea, cia, dea = people
    b, c = SessionFactory.create_batch(2, series=session.series, capacity=1)
    a = session
    for row, person in ((a, ada), (b, bea), (c, cia)):
        enter(row, person)
    for row, person in ((a, bea), (b, cia), (c, dea)):
        assert enter(row, person).state == "waiting"
    give_up(a, ada)
    assert states(a)[bea.first_name] == "booked"
    assert states(b) == {bea.first_name: "cancelled", cia.first_name: "booked"}
    assert states(c) == {cia.first_name: "cancelled", dea.first_name: "booked"}
    assert mails_to(bea) == ["booked", "waiting", "promoted", "released"]
    assert mails_to(dea) == ["waiting", "promoted"]
    assert not seats.faults([a, b, c])


def test_given_a_series_of_any_when_i_am_promoted_then_i_keep_my_other_place(
    organisation: Organisation, people: list[Person]
) -> None:
    series = SeriesFactory(programme__organisation=organisation, attends=Attends.ANY)
    a, b = SessionFactory.create_batch(2, series=series, capacity=1)
    enter(a, people[0])
    enter(a, people[1])
    enter(b, people[1])
    give_up(a, people[0])
    assert states(a)[people[1].first_name] == states(b)[people[1].first_name] == "booked"
    assert not seats.faults([a, b])


@pytest.mark.parametrize("marked", ["attended", "booked"])
def test_given_one_who_waits_has_been_to_the_series_when_a_seat_comes_free_then_the_next_gets_it(
    session: Session, people: list[Person], marked: str
) -> None:
    been, holder, other, _ = people
    earlier = SessionFactory(series=session.series)
    enter(earlier, been)
    enter(session, holder)
    enter(session, been)
    enter(session, other)
    SignUp.objects.filter(session=earlier).update(state=marked)
    Session.objects.filter(pk=earlier.pk).update(starts_at=timezone.now() - timedelta(days=1))
    give_up(session, holder)
    assert states(session)[been.first_name] == "cancelled"
    assert states(session)[other.first_name] == "booked"
    assert states(earlier)[been.first_name] == marked
    assert not seats.faults([session, earlier])
