"""From wishes to places: asked, reckoned, looked at, adjusted, confirmed, told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.gatherings import actions, seats
from juuristo.gatherings.actions import allocating, leaving
from juuristo.gatherings.actions.sessions import cancel_session
from juuristo.gatherings.allocation_job import reckon, tell_places
from juuristo.gatherings.models import Allocation, Series, Session, SignUp, Wish
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.wishing import proposal, sessions_of, wish, wishing_series
from juuristo.gatherings.wished import wished_in
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Office, Organisation, Person
from juuristo.people.tests.factories import OfficeFactory, PersonFactory

State = Allocation.State


@pytest.fixture
def series(organisation: Organisation) -> Series:
    return wishing_series(organisation)


@pytest.fixture
def sessions(series: Series) -> list[Session]:
    return sessions_of(series, 2, 2)


@pytest.fixture
def people(organisation: Organisation) -> list[Person]:
    offices: list[Office] = [OfficeFactory(organisation=organisation) for _ in range(2)]
    return [PersonFactory(organisation=organisation, office=offices[n % 2]) for n in range(4)]


@pytest.fixture
def wishers(people: list[Person], sessions: list[Session]) -> list[Person]:
    """Everyone wants the first session most; two of them know no other."""
    for person in people[:2]:
        wish(person, *sessions)
    for person in people[2:]:
        wish(person, sessions[0])
    return people


def mails() -> dict[str, str]:
    rows = OutgoingMail.objects.filter(kind__in=["gatherings/allocated", "gatherings/unallocated"])
    return dict(rows.values_list("to", "kind"))


def booked(session: Session) -> set[object]:
    return set(session.signups.filter(state="booked").values_list("person", flat=True))


def test_given_the_same_wishes_when_places_go_fairly_then_nobody_stays_without(
    series: Series, sessions: list[Session], wishers: list[Person], coordinator: Person
) -> None:
    row = proposal(series, coordinator)
    assert (row.state, row.proposal["status"]) == (State.READY, "optimal")
    assert row.proposal["unassigned"] == []
    assert row.first_come["unassigned"] == 2  # the first two take what the others need
    assert allocating.confirm(row, actor=coordinator) == 4
    assert booked(sessions[0]) == {one.pk for one in wishers[2:]}
    assert booked(sessions[1]) == {one.pk for one in wishers[:2]}
    assert not seats.faults(sessions)
    assert AuditEvent.objects.filter(verb="signup.booked").count() == 4


def test_given_a_confirmation_then_everyone_is_told_once_and_the_wishes_are_forgotten(
    series: Series, sessions: list[Session], wishers: list[Person], coordinator: Person
) -> None:
    Session.objects.filter(pk=sessions[1].pk).update(capacity=1)
    row = proposal(series, coordinator)
    allocating.confirm(row, actor=coordinator)
    for _ in range(2):  # a worker that died in the middle runs it again
        tell_places.call(str(row.pk))
    told = mails()
    assert len(told) == OutgoingMail.objects.count() == 4
    assert sorted(told.values()).count("gatherings/unallocated") == 1
    calendars = OutgoingMail.objects.filter(calendar_method="REQUEST")
    assert calendars.count() == 3
    row.refresh_from_db()
    series.refresh_from_db()
    assert not Wish.objects.exists()
    assert not {"assignment", "to_tell"} & set(row.proposal)
    assert row.proposal["unassigned"] == 1  # a count: who it was is forgotten
    assert series.places_given_at
    assert not series.takes_wishes


def test_given_the_telling_died_in_the_middle_when_it_runs_again_then_nobody_hears_twice(
    series: Series,
    sessions: list[Session],
    wishers: list[Person],
    coordinator: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = proposal(series, coordinator)
    allocating.confirm(row, actor=coordinator)
    monkeypatch.setattr("juuristo.gatherings.telling.IN_ONE_GO", 2)
    from juuristo.gatherings import allocation_job

    real, calls = allocation_job._tell, []

    def dying(*args: object) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(allocation_job, "_tell", dying)
    with pytest.raises(KeyboardInterrupt):
        tell_places.call(str(row.pk))
    assert OutgoingMail.objects.count() == 2
    monkeypatch.setattr(allocation_job, "_tell", real)
    tell_places.call(str(row.pk))
    assert len(mails()) == OutgoingMail.objects.count() == 4


def test_given_places_are_given_when_another_comes_then_free_seats_go_first_come(
    series: Series, wishers: list[Person], coordinator: Person, organisation: Organisation
) -> None:
    free = sessions_of(series, 3)[0]
    allocating.confirm(proposal(series, coordinator), actor=coordinator)
    late = PersonFactory(organisation=organisation)
    session = Session.objects.bookable().get(pk=free.pk)
    assert actions.sign_up(session, late, actor=late).state == "booked"


def test_given_the_same_seed_when_it_is_reckoned_again_then_the_places_are_the_same(
    series: Series, wishers: list[Person], coordinator: Person
) -> None:
    first = proposal(series, coordinator).proposal["assignment"]
    again = proposal(series, coordinator)
    assert again.proposal["assignment"] == first
    old = Allocation.objects.get(state=State.DISCARDED)
    assert (old.proposal, old.seed, again.seed) == ({}, 0, 0)


@pytest.mark.parametrize("code", ["wishes_open", "no_wishes", "places_given"])
def test_given_it_is_not_time_when_places_are_asked_for_then_it_is_refused(
    series: Series, wishers: list[Person], coordinator: Person, code: str
) -> None:
    if code != "wishes_open":
        series.signup_closes_at = timezone.now() - timedelta(minutes=1)
    if code == "no_wishes":
        Wish.objects.all().delete()
    if code == "places_given":
        series.places_given_at = timezone.now()
    series.save()
    with pytest.raises(Refused) as refusal:
        allocating.ask(series, actor=coordinator)
    assert refusal.value.code == code
    assert not Allocation.objects.exists()


def test_given_a_proposal_when_one_is_moved_then_their_place_moves_and_a_full_one_is_refused(
    series: Series, sessions: list[Session], wishers: list[Person], coordinator: Person
) -> None:
    row = proposal(series, coordinator)
    who, first, second = str(wishers[2].pk), str(sessions[0].pk), str(sessions[1].pk)
    with pytest.raises(Refused) as refusal:
        allocating.move(row, who, second, actor=coordinator)
    assert refusal.value.code == "session_full"
    allocating.move(row, str(wishers[0].pk), None, actor=coordinator)
    allocating.move(row, who, second, actor=coordinator)
    row.refresh_from_db()
    assert wished_in(series).places(row)[who] == second
    assert wished_in(series).figures(wished_in(series).places(row))["ranks"]["99"] == 1
    allocating.move(row, who, first, actor=coordinator)
    row.refresh_from_db()
    assert row.moves == {str(wishers[0].pk): None}
    assert allocating.confirm(row, actor=coordinator) == 3
    tell_places.call(str(row.pk))
    assert mails()[wishers[0].email] == "gatherings/unallocated"


def test_given_one_left_after_the_proposal_when_it_is_confirmed_then_the_others_get_theirs(
    series: Series, wishers: list[Person], coordinator: Person
) -> None:
    row = proposal(series, coordinator)
    wishers[0].left_date = timezone.localdate()
    wishers[0].save()
    leaving.give_seats_back(wishers[0])
    assert allocating.confirm(row, actor=coordinator) == 3
    tell_places.call(str(row.pk))
    assert wishers[0].email not in mails()


def test_given_one_got_a_place_by_hand_when_it_is_confirmed_then_they_keep_that_one(
    series: Series, sessions: list[Session], wishers: list[Person], coordinator: Person
) -> None:
    Session.objects.filter(pk=sessions[1].pk).update(capacity=3)
    row = proposal(series, coordinator)
    actions.sign_up(sessions[1], wishers[2], actor=coordinator)
    assert allocating.confirm(row, actor=coordinator) == 3
    assert SignUp.objects.filter(person=wishers[2], state="booked").count() == 1
    assert not seats.faults(sessions)


@pytest.mark.parametrize("change", ["capacity", "cancelled"])
def test_given_a_session_changed_after_the_proposal_when_it_is_confirmed_then_nothing_is_given(
    series: Series,
    sessions: list[Session],
    wishers: list[Person],
    coordinator: Person,
    change: str,
) -> None:
    row = proposal(series, coordinator)
    if change == "capacity":
        Session.objects.filter(pk=sessions[0].pk).update(capacity=1)
    else:
        cancel_session(sessions[0], actor=coordinator)
    before = OutgoingMail.objects.count()
    with pytest.raises(Refused) as refusal:
        allocating.confirm(row, actor=coordinator)
    assert refusal.value.code == {"capacity": "session_full", "cancelled": "session_gone"}[change]
    assert "klo" in refusal.value.message
    assert not SignUp.objects.exists()
    assert OutgoingMail.objects.count() == before
    row.refresh_from_db()
    assert row.state == State.READY


def test_given_a_confirmed_proposal_when_it_is_confirmed_again_then_it_is_refused(
    series: Series, wishers: list[Person], coordinator: Person
) -> None:
    row = proposal(series, coordinator)
    allocating.confirm(row, actor=coordinator)
    with pytest.raises(Refused) as refusal:
        allocating.confirm(row, actor=coordinator)
    assert refusal.value.code == "allocation_over"
    assert SignUp.objects.count() == 4


def test_given_a_proposal_thrown_away_while_it_is_reckoned_then_it_stays_so(
    series: Series, wishers: list[Person], coordinator: Person
) -> None:
    row = proposal(series, coordinator)
    fresh = allocating.ask(series, actor=coordinator)
    allocating.discard(fresh, actor=coordinator)
    reckon.call(str(fresh.pk))
    fresh.refresh_from_db()
    row.refresh_from_db()
    assert (fresh.state, row.state) == (State.DISCARDED, State.DISCARDED)
    assert Wish.objects.exists()


def test_given_the_window_is_opened_anew_then_nothing_is_confirmed_and_a_new_wish_ends_the_proposal(
    series: Series,
    sessions: list[Session],
    wishers: list[Person],
    coordinator: Person,
    adviser: Person,
) -> None:
    row = proposal(series, coordinator)
    later = timezone.now() + timedelta(days=1)
    Series.objects.filter(pk=series.pk).update(signup_closes_at=later)
    with pytest.raises(Refused) as refusal:
        allocating.confirm(row, actor=coordinator)
    assert refusal.value.code == "wishes_open"
    for session in sessions:
        session.refresh_from_db()
    wish(adviser, sessions[1])
    row.refresh_from_db()
    assert (row.state, row.proposal) == (State.DISCARDED, {})


def test_given_the_solver_stops_when_it_is_asked_then_the_state_says_so_and_wishes_stay(
    series: Series, wishers: list[Person], coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("juuristo.gatherings.allocation.allocate_problem", stops)
    with pytest.raises(MemoryError):
        proposal(series, coordinator)
    assert Allocation.objects.get().state == State.FAILED
    assert Wish.objects.count() == 6


def test_given_a_sign_up_cancelled_long_ago_when_places_are_given_then_its_row_is_used_again(
    series: Series, sessions: list[Session], wishers: list[Person], coordinator: Person
) -> None:
    old = actions.sign_up(sessions[0], wishers[2], actor=coordinator)
    actions.cancel(old, actor=coordinator)
    allocating.confirm(proposal(series, coordinator), actor=coordinator)
    signup = SignUp.objects.get(person=wishers[2])
    assert (signup.pk, signup.state) == (old.pk, "booked")
    assert signup.calendar_sequence > old.calendar_sequence
