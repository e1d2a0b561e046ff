"""Patterns of sessions: what must hold for every pattern."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from juuristo.gatherings.pattern import (
    Pattern,
    Slot,
    days_off,
    days_off_between,
    easter,
    rotate,
    times_of,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
DAYS = st.dates(date(2019, 1, 1), date(2029, 12, 31))
WORKING_HOURS = st.builds(time, st.integers(6, 20), st.sampled_from([0, 15, 30, 45]))
SLOTS = st.frozensets(st.builds(Slot, st.integers(0, 6), WORKING_HOURS), min_size=1, max_size=6)


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 200)))
    return Pattern(
        slots=draw(SLOTS),
        first=first,
        last=last,
        count=draw(st.integers(1, 60)),
        minutes=draw(st.integers(15, 480)),
        zone=draw(st.sampled_from([HELSINKI, ZoneInfo("Europe/Stockholm"), ZoneInfo("UTC")])),
        skip=draw(st.frozensets(st.dates(first, last), max_size=12)),
    )


def fitting(pattern: Pattern) -> int:
    """How many sessions the pattern has room for, counted another way."""
    days = (
        (pattern.first + timedelta(days=n)) for n in range((pattern.last - pattern.first).days + 1)
    )
    per_weekday = [sum(slot.weekday == day for slot in pattern.slots) for day in range(7)]
    return sum(per_weekday[day.weekday()] for day in days if day not in pattern.skip)


@given(patterns())
def test_given_any_pattern_then_the_count_is_exact_or_all_that_fit(pattern: Pattern) -> None:
    assert len(times_of(pattern)) == min(pattern.count, fitting(pattern))


@given(patterns())
def test_given_any_pattern_then_days_are_chosen_weekdays_within_the_dates_and_not_skipped(
    pattern: Pattern,
) -> None:
    for times in times_of(pattern):
        day = times.starts_at.astimezone(pattern.zone).date()
        assert pattern.first <= day <= pattern.last
        assert day.weekday() in {slot.weekday for slot in pattern.slots}
        assert day not in pattern.skip


@given(patterns())
def test_given_any_pattern_then_sessions_are_in_order_without_duplicates(pattern: Pattern) -> None:
    starts = [times.starts_at for times in times_of(pattern)]
    assert starts == sorted(set(starts))


@given(patterns())
def test_given_any_pattern_then_the_local_clock_time_is_the_slots_own_all_year(
    pattern: Pattern,
) -> None:
    for times in times_of(pattern):
        local = times.starts_at.astimezone(pattern.zone)
        assert Slot(local.weekday(), local.time()) in pattern.slots
        assert times.starts_at.tzinfo is UTC
        assert times.ends_at - times.starts_at == timedelta(minutes=pattern.minutes)


def test_given_clocks_that_change_then_nine_stays_nine() -> None:
    tuesdays = Pattern(
        frozenset({Slot(1, time(9))}), date(2020, 10, 20), date(2020, 10, 27), 2, 120, HELSINKI
    )
    assert [times.starts_at for times in times_of(tuesdays)] == [
        datetime(2020, 10, 20, 6, tzinfo=UTC),
        datetime(2020, 10, 27, 7, tzinfo=UTC),
    ]


def test_given_an_hour_that_does_not_exist_then_it_moves_one_hour_forward() -> None:
    night = Pattern(
        frozenset({Slot(6, time(3, 30))}), date(2021, 3, 28), date(2021, 3, 28), 1, 60, HELSINKI
    )
    assert times_of(night)[0].starts_at.astimezone(HELSINKI).time() == time(4, 30)


@given(st.integers(1, 12), st.integers(1, 5), st.integers(0, 60))
def test_given_any_facilitators_then_turns_are_shared_evenly(
    people: int, size: int, count: int
) -> None:
    turns = rotate(range(people), size, count)
    assert len(turns) == count
    assert all(len(set(turn)) == len(turn) == min(size, people) for turn in turns)
    led = [sum(person in turn for turn in turns) for person in range(people)]
    assert max(led) - min(led) <= 1


def test_given_nobody_to_facilitate_then_every_turn_is_empty() -> None:
    assert rotate([], 2, 3) == [(), (), ()]


def test_given_known_years_then_the_days_off_are_the_calendars() -> None:
    assert [easter(year) for year in (2020, 2021, 2024, 2026)] == [
        date(2020, 4, 12),
        date(2021, 4, 4),
        date(2024, 3, 31),
        date(2026, 4, 5),
    ]
    assert {date(2020, 6, 19), date(2020, 6, 20), date(2020, 10, 31), date(2020, 5, 21)} <= (
        days_off(2020)
    )
    assert days_off_between(date(2020, 12, 1), date(2021, 1, 6)) == {
        date(2020, 12, 6),
        date(2020, 12, 24),
        date(2020, 12, 25),
        date(2020, 12, 26),
        date(2021, 1, 1),
        date(2021, 1, 6),
    }
