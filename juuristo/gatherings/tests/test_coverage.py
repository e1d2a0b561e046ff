"""Who a series is for and how far it has reached them."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from juuristo.gatherings.audience import audience_of, is_for, reckoning_day
from juuristo.gatherings.coverage import (
    Reached,
    Standing,
    coverage_of,
    furthest,
    reckon,
)
from juuristo.gatherings.models import Series, SignUp
from juuristo.gatherings.standings import standings_ahead
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.people.models import HeldRole, Organisation, Person, Role
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.audience import Filters, people_for

PEOPLE = st.lists(
    st.builds(
        Reached,
        st.builds(uuid.uuid4),
        st.just("Aino Esimerkki"),
        st.sampled_from(["", "Hamina", "Imatra", "Kotka"]),
        st.sampled_from(["", "Nuoret", "Työkyky"]),
        st.sampled_from(Standing),
    ),
    max_size=60,
)


@given(PEOPLE, st.booleans())
def test_given_any_people_then_offices_and_teams_sum_to_the_whole(
    people: list[Reached], over: bool
) -> None:
    coverage = reckon(people, over=over)
    whole = coverage.attended if over else coverage.booked
    for parts in (coverage.by_office, coverage.by_team):
        assert sum(part.reached for part in parts) == whole.reached
        assert sum(part.total for part in parts) == whole.total == len(people)
        assert sum(part.missing for part in parts) == whole.missing
        assert all(0 <= part.share <= 1 for part in parts)


@given(PEOPLE)
def test_given_any_people_then_everyone_stands_in_exactly_one_place(people: list[Reached]) -> None:
    coverage = reckon(people)
    without = len(coverage.missing) + len(coverage.waiting)
    assert coverage.booked.reached + without == len(people)
    assert len(coverage.without_place) == without
    assert coverage.attended.reached <= coverage.booked.reached


@given(st.lists(st.sampled_from(SignUp.State.values)))
def test_given_any_signups_then_a_place_weighs_more_than_a_wait(states: list[str]) -> None:
    standing = furthest(states)
    if "attended" in states:
        assert standing is Standing.ATTENDED
    elif "booked" in states:
        assert standing is Standing.BOOKED
    else:
        assert (standing is Standing.WAITING) == ("waiting" in states)


@pytest.fixture
def series(organisation: Organisation) -> Series:
    return SeriesFactory(programme__organisation=organisation, expected=True)


def put(series: Series, organisation: Organisation, state: str) -> None:
    session = series.sessions.first() or SessionFactory(series=series)
    person = PersonFactory(organisation=organisation)
    ticket = 1 if state == SignUp.State.WAITING else None
    SignUp.objects.create(session=session, person=person, state=state, ticket=ticket)


def test_given_filters_when_set_then_all_of_them_must_pass(organisation: Organisation) -> None:
    programme = SeriesFactory(programme__organisation=organisation).programme
    new = PersonFactory(organisation=organisation, start_date=date(2026, 9, 1))
    mentor = PersonFactory(organisation=organisation, roles=[Role.MENTOR], office=new.office)
    elsewhere = PersonFactory(organisation=organisation, roles=[], start_date=None)
    gone = PersonFactory(organisation=organisation, left_date=date(2020, 1, 1))
    PersonFactory()  # another organisation

    def found(**filters: object) -> set[object]:
        return set(people_for(programme, Filters(**filters)))  # type: ignore[arg-type]

    assert found() == {new, mentor, elsewhere}
    assert gone not in found()
    assert found(roles=["mentor"]) == {mentor}
    assert found(offices=[new.office_id]) == {new, mentor}
    assert found(offices=[new.office_id], teams=[new.team_id]) == {new}
    assert found(started_from=date(2026, 8, 1)) == {new}
    assert found(started_until=date(2026, 8, 1)) == {mentor}


def test_given_a_role_in_one_programme_then_it_counts_there_alone(
    organisation: Organisation,
) -> None:
    here, there = (
        SeriesFactory(programme__organisation=organisation, audience_roles=["mentor"])
        for _ in range(2)
    )
    person = PersonFactory(organisation=organisation)
    HeldRole.objects.create(person=person, role="mentor", programme_id=here.programme_id)
    assert is_for(here, person)
    assert not is_for(there, person)


def test_given_a_series_that_is_over_then_its_audience_is_that_days(series: Series) -> None:
    past = timezone.now() - timedelta(days=900)
    SessionFactory(series=series, starts_at=past)
    left_since = PersonFactory(
        organisation=series.programme.organisation, left_date=timezone.localdate()
    )
    came_since = PersonFactory(
        organisation=series.programme.organisation, start_date=timezone.localdate()
    )
    people = audience_of(series, reckoning_day(series))
    assert left_since in people
    assert came_since not in people


def test_given_signups_then_each_standing_is_counted(
    series: Series, organisation: Organisation
) -> None:
    for state in SignUp.State.values:
        put(series, organisation, state)
    PersonFactory(organisation=organisation)
    coverage = coverage_of(series)
    assert (coverage.booked.reached, coverage.booked.total) == (2, 6)
    assert coverage.attended.reached == 1
    assert len(coverage.waiting) == 1
    assert len(coverage.missing) == 3  # cancelled, absent, never signed up


def test_given_a_cancelled_session_then_its_places_do_not_count(
    series: Series, organisation: Organisation
) -> None:
    put(series, organisation, "booked")
    series.sessions.update(cancelled_at=timezone.now())
    assert coverage_of(series).booked.reached == 0


@pytest.mark.parametrize("people", [3, 30])
def test_given_any_number_of_people_then_the_queries_are_the_same(
    people: int,
    series: Series,
    organisation: Organisation,
    django_assert_num_queries: object,
) -> None:
    for _ in range(people):
        put(series, organisation, "booked")
    series = Series.objects.select_related("programme__organisation").get(pk=series.pk)
    with django_assert_num_queries(8):  # type: ignore[operator]
        assert coverage_of(series).booked.total == people


def test_given_a_last_session_that_was_called_off_then_it_does_not_move_the_reckoning(
    organisation: Organisation,
) -> None:
    held_at = timezone.now() - timedelta(days=9)
    series = SeriesFactory(programme__organisation=organisation)
    SessionFactory(series=series, starts_at=held_at)
    SessionFactory(series=series, cancelled_at=held_at)
    assert reckoning_day(series) == held_at.astimezone(organisation.zone).date()


@pytest.mark.django_db
def test_given_a_facilitator_without_a_place_then_nobody_reminds_them(
    mentor: Person, adviser: Person
) -> None:
    session = SessionFactory(
        series__programme__organisation=mentor.organisation, series__expected=True
    )
    session.facilitators.add(mentor)
    coverage = coverage_of(session.series)
    assert [row.person_id for row in coverage.missing] == [adviser.pk]
    assert {standing.asks for standing in standings_ahead(adviser)} == {True}
    assert {standing.asks for standing in standings_ahead(mentor)} == {False}
