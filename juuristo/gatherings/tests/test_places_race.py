"""Places given, taken and marked at the same moment, on the real database.

PostgreSQL shows what SQLite hides: there IMMEDIATE transactions run one after another.
"""

from collections.abc import Callable
from datetime import timedelta
from random import choice

import pytest
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.gatherings import actions, seats
from juuristo.gatherings.actions import allocating, attendance, codes, planning, wishes
from juuristo.gatherings.models import (
    Allocation,
    AttendanceCode,
    Series,
    Session,
    SignUp,
    SignUpWay,
    Wish,
)
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.gatherings.tests.wishing import proposal, sessions_of, wish, wishing_series
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory
from tests.racing import AT_ONCE, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def people_in(organisation: Organisation, count: int) -> list[Person]:
    made = PersonFactory.create_batch(count, organisation=organisation, office=None, team=None)
    return list(Person.objects.select_related("user").filter(pk__in=[one.pk for one in made]))


def session_now(session: Session) -> Session:
    return Session.objects.select_related("series__programme__organisation").get(pk=session.pk)


def held_soon(organisation: Organisation, **fields: object) -> Session:
    """A session that begins in ten minutes, so that attendance may be taken."""
    soon = timezone.now() + timedelta(minutes=10)
    made = SessionFactory(series__programme__organisation=organisation, starts_at=soon, **fields)
    return session_now(made)


# ---- places by wishes


@pytest.fixture
def series(organisation: Organisation) -> Series:
    return wishing_series(organisation)


@pytest.fixture
def sessions(series: Series) -> list[Session]:
    return sessions_of(series, 10, 10)


@pytest.fixture
def wishers(series: Series, sessions: list[Session], organisation: Organisation) -> list[Person]:
    people = people_in(organisation, 6)
    for person in people:
        wish(person, *sessions)
    return people


def confirming(row: Allocation, actor: Person) -> Callable[[], int]:
    return lambda: allocating.confirm(Allocation.objects.get(pk=row.pk), actor=actor)


def test_given_a_proposal_when_confirmed_at_once_then_places_are_given_once(
    series: Series, sessions: list[Session], wishers: list[Person], coordinator: Person
) -> None:
    row = proposal(series, coordinator)
    told = at_once([confirming(row, coordinator)] * 4)
    assert sorted(map(str, told)) == ["6"] + ["allocation_over"] * 3
    assert SignUp.objects.filter(state="booked").count() == len(wishers)
    assert AuditEvent.objects.filter(verb="allocation.confirmed").count() == 1
    assert not seats.faults(sessions)


def test_given_a_confirmation_when_others_sign_up_by_hand_then_each_has_one_place(
    series: Series,
    sessions: list[Session],
    wishers: list[Person],
    coordinator: Person,
    organisation: Organisation,
) -> None:
    row = proposal(series, coordinator)
    others = people_in(organisation, 6)

    def by_hand(number: int, person: Person) -> Callable[[], str]:
        session = session_now(sessions[number % 2])
        return lambda: actions.sign_up(session, person, actor=coordinator).state

    acts: list[Callable[[], object]] = [
        by_hand(number, person) for number, person in enumerate(others[:3] + wishers + others[3:])
    ]
    told = at_once([*acts[:3], confirming(row, coordinator), *acts[3:]])

    # A wisher who comes second, by either way, has their one place already.
    allowed = {"booked", "waiting", "already_signed_up", "one_per_series"}
    assert {one for one in told if isinstance(one, str)} <= allowed
    assert sum(isinstance(one, int) for one in told) == 1
    for person in wishers + others:
        assert SignUp.objects.filter(person=person, state="booked").count() == 1
    assert not seats.faults(sessions)


def test_given_a_confirmation_when_asked_anew_and_discarded_at_once_then_one_of_them_holds(
    series: Series, sessions: list[Session], wishers: list[Person], coordinator: Person
) -> None:
    row = proposal(series, coordinator)

    def discard() -> str:
        allocating.discard(Allocation.objects.get(pk=row.pk), actor=coordinator)
        return "discarded"

    def ask() -> str:
        return allocating.ask(Series.objects.get(pk=series.pk), actor=coordinator).state

    told = at_once([confirming(row, coordinator), discard, ask, confirming(row, coordinator)])

    row.refresh_from_db()
    is_given = row.state == Allocation.State.CONFIRMED
    assert SignUp.objects.count() == (len(wishers) if is_given else 0)
    assert Wish.objects.exists() != is_given
    assert ("places_given" in told) == is_given
    assert told.count("allocation_over") == (1 if is_given else 2)
    assert not seats.faults(sessions)


def test_given_a_page_opened_before_the_places_were_given_when_wished_then_refused(
    series: Series, sessions: list[Session], wishers: list[Person], coordinator: Person
) -> None:
    """The series is read anew under its lock: a wish after the places would wait for ever."""
    opened = Series.objects.get(pk=series.pk)
    late = people_in(series.programme.organisation, 1)[0]
    allocating.confirm(proposal(series, coordinator), actor=coordinator)
    with pytest.raises(Refused) as refused:
        wishes.set_wishes(opened, late, [sessions[0].pk], actor=late)
    assert refused.value.code == "places_given"
    assert not Wish.objects.exists()


def test_given_a_form_opened_before_the_places_were_given_when_saved_then_they_stay_given(
    series: Series, sessions: list[Session], wishers: list[Person], coordinator: Person
) -> None:
    opened = Series.objects.get(pk=series.pk)
    allocating.confirm(proposal(series, coordinator), actor=coordinator)
    values = {"name": {"fi": "Toinen nimi"}, "attends": "one", "sign_up_way": SignUpWay.WISHES}
    planning.edit_series(opened, values, actor=coordinator)
    kept = Series.objects.get(pk=series.pk)
    assert kept.name["fi"] == "Toinen nimi"
    assert kept.places_given_at is not None


# ---- attendance


def coming(session: Session, person: Person) -> SignUp:
    return SignUp.objects.select_related("session__series__programme__organisation").get(
        session=session, person=person
    )


def test_given_a_session_when_two_open_its_code_then_both_show_the_same(
    organisation: Organisation, mentor: Person
) -> None:
    session = held_soon(organisation)
    told = at_once([lambda: codes.open_code(session, actor=mentor).code] * AT_ONCE)
    assert len(set(told)) == 1
    assert AuditEvent.objects.filter(verb="attendance.code_opened").count() == 1


def test_given_few_codes_left_when_drawn_at_once_then_no_two_sessions_share_one(
    organisation: Organisation, mentor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = [f"{number:06}" for number in range(AT_ONCE)]
    monkeypatch.setattr(codes, "new_code", lambda: choice(left))
    held = [held_soon(organisation) for _ in left]

    def opening(session: Session) -> Callable[[], str]:
        return lambda: codes.open_code(session, actor=mentor).code

    assert sorted(map(str, at_once([opening(session) for session in held]))) == left
    assert AttendanceCode.objects.count() == AT_ONCE


def test_given_an_open_code_when_typed_many_times_at_once_then_one_is_there_once(
    organisation: Organisation, mentor: Person
) -> None:
    """One has a place, another walks in though the session is full."""
    session = held_soon(organisation, capacity=1)
    booked, walks_in = people_in(organisation, 2)
    actions.sign_up(session, booked, actor=booked)
    code = codes.open_code(session, actor=mentor).code
    told = at_once(
        [lambda: codes.mark_here(code, booked).state, lambda: codes.mark_here(code, walks_in).state]
        * 4
    )
    assert told == ["attended"] * 8
    assert SignUp.objects.filter(state="attended").count() == 2
    assert session_now(session).capacity == 2
    verbs = AuditEvent.objects.filter(verb__in=["signup.attended", "signup.walked_in"])
    assert verbs.count() == 2
    assert not seats.faults([session])


def test_given_comings_cancellings_and_marks_at_once_then_nothing_breaks(
    organisation: Organisation, mentor: Person
) -> None:
    """Half an hour before a session one may still cancel, while the leader marks people there."""
    session = held_soon(organisation, capacity=8)
    people = people_in(organisation, 8)
    for person in people:
        actions.sign_up(session, person, actor=person)
    code = codes.open_code(session, actor=mentor).code

    def cancel(person: Person) -> Callable[[], object]:
        return lambda: actions.cancel(coming(session, person), actor=person)

    def type_code(person: Person) -> Callable[[], object]:
        return lambda: codes.mark_here(code, person).state

    def mark_rest() -> object:
        return attendance.mark_rest(session_now(session), actor=mentor)

    acts = [act(person) for person in people for act in (cancel, type_code)]
    told = at_once([mark_rest, *acts, mark_rest])

    assert {one for one in told if isinstance(one, str)} <= {"attended", "past"}
    assert SignUp.objects.filter(state="attended").count() == 8
    assert not seats.faults([session])


def test_given_two_who_publish_at_once_then_the_leader_is_told_once(
    organisation: Organisation, mentor: Person, coordinator: Person
) -> None:
    series = SeriesFactory(programme__organisation=organisation, published_at=None)
    SessionFactory(series=series).facilitators.add(mentor)

    def publish() -> str:
        planning.publish(Series.objects.get(pk=series.pk), actor=coordinator)
        return "published"

    assert set(at_once([publish] * 4)) == {"published"}
    assert OutgoingMail.objects.filter(to=mentor.email).count() == 1
    assert AuditEvent.objects.filter(verb="series.published").count() == 1
