"""Leading a session by its script: time, several hands, and a restart that loses nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation
from time_machine import Traveller, travel

from juuristo.gatherings.actions import running as actions
from juuristo.gatherings.actions import scripts as writing
from juuristo.gatherings.models import Script, ScriptRun, Session
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.running import Planned, Standing, standing_of
from juuristo.gatherings.running_words import about, left_words, screen_words
from juuristo.people.models import Organisation, Person

from .script_ground import TITLES, block, led_session, scripted

BEGINS = datetime(2026, 10, 27, 7, tzinfo=UTC)
ENDS = BEGINS + timedelta(hours=2)
PLAN = [
    Planned("a", "Alku", 20, "empathy"),
    Planned("b", "Parit", 60, "guidance"),
    Planned("c", "Loppu", 40, "farewell"),
]


def standing(minute: float, position: int = 0, began: float = 0) -> Standing:
    at = BEGINS + timedelta(minutes=minute)
    return standing_of(PLAN, position, BEGINS + timedelta(minutes=began), ENDS, at)


def test_given_a_block_in_time_then_what_is_left_is_rounded_up_and_all_ends_when_planned() -> None:
    now = standing(2.5)
    assert (now.left, now.over) == (18, 0)
    assert now.following == PLAN[1]
    assert now.all_ends_at == ENDS
    assert now.farewell_at == now.farewell_by == BEGINS + timedelta(minutes=80)
    assert not now.is_farewell_late


def test_given_a_block_past_its_time_then_the_rest_moves_and_the_farewell_is_watched() -> None:
    now = standing(32.5)
    assert (now.left, now.over) == (0, 12)
    assert now.all_ends_at == ENDS + timedelta(minutes=12, seconds=30)
    assert now.farewell_by == BEGINS + timedelta(minutes=80)
    assert now.is_farewell_late


def test_given_the_farewell_then_nobody_is_told_to_begin_it() -> None:
    now = standing(95, position=2, began=90)
    assert now.farewell_at is now.farewell_by is None
    assert now.following is None
    assert not now.is_farewell_late


@pytest.mark.parametrize(
    ("left", "said"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (58, 60)],
)
def test_given_minutes_then_the_group_hears_about_how_many(left: int, said: int) -> None:
    assert about(left) == said


@pytest.mark.parametrize(
    ("minute", "leader", "group"),
    [
        (9.5, "11 minuuttia jäljellä", "Aikaa on noin kymmenen minuuttia."),
        (5, "15 minuuttia jäljellä", "Aikaa on noin 15 minuuttia."),
        (18, "2 minuuttia jäljellä", "Aikaa on pari minuuttia."),
        (19.5, "1 minuutti jäljellä", "Aikaa on pari minuuttia."),
        (20.5, "aika on käytetty", "Lopetellaan rauhassa."),
        (23, "3 minuuttia yli", "Lopetellaan rauhassa."),
    ],
)
def test_given_a_moment_then_leaders_hear_minutes_and_the_group_is_not_hurried(
    minute: float, leader: str, group: str
) -> None:
    with translation.override("fi"):
        assert left_words(standing(minute)) == leader
        assert screen_words(standing(minute)) == group


@pytest.fixture
def session(clock: Traveller, organisation: Organisation, mentor: Person) -> Session:
    """It begins in five minutes by the stopped clock."""
    return led_session(organisation, mentor)


@pytest.fixture
def script(session: Session, mentor: Person) -> Script:
    return scripted(session, mentor)


@pytest.fixture
def clock(db: None) -> Iterator[Traveller]:
    with travel(datetime(2026, 10, 27, 7, tzinfo=UTC), tick=False) as coordinates:
        yield coordinates


@pytest.mark.usefixtures("clock", "script")
def test_given_two_who_begin_at_once_then_there_is_one_run(
    session: Session, mentor: Person, coordinator: Person
) -> None:
    first = actions.begin(session, actor=mentor)
    second = actions.begin(session, actor=coordinator)
    assert first.pk == second.pk
    assert second.led_by_id == mentor.pk
    assert [one["title"] for one in first.plan] == TITLES


@pytest.mark.usefixtures("script")
def test_given_two_who_move_at_once_then_only_one_step_is_taken(
    clock: Traveller, session: Session, mentor: Person, coordinator: Person
) -> None:
    run = actions.begin(session, actor=mentor)
    actions.go_to(run, 1, version=1, actor=mentor)
    with pytest.raises(Refused) as refused:
        actions.go_to(run, 1, version=1, actor=coordinator)
    assert refused.value.code == "changed"
    assert ScriptRun.objects.get().position == 1


@pytest.mark.usefixtures("script")
def test_given_a_step_taken_by_mistake_when_one_comes_back_then_the_time_goes_on(
    clock: Traveller, session: Session, mentor: Person
) -> None:
    run = actions.begin(session, actor=mentor)
    clock.shift(timedelta(minutes=7))
    run = actions.go_to(run, 1, version=1, actor=mentor)
    clock.shift(timedelta(minutes=1))
    run = actions.go_to(run, 0, version=2, actor=mentor)
    assert timezone.now() - run.block_began_at == timedelta(minutes=7)


@pytest.mark.usefixtures("clock")
def test_given_five_minutes_more_then_this_session_alone_gets_them(
    session: Session, script: Script, mentor: Person
) -> None:
    run = actions.begin(session, actor=mentor)
    run = actions.add_minutes(run, version=1, actor=mentor)
    assert run.plan[0]["minutes"] == 25
    assert block(script, TITLES[0]).minutes == 20


@pytest.mark.usefixtures("clock")
def test_given_a_running_session_when_its_script_changes_then_the_run_goes_on_as_it_began(
    session: Session, script: Script, mentor: Person
) -> None:
    run = actions.begin(session, actor=mentor)
    writing.remove_block(script, block(script, TITLES[1]).pk, version=1, actor=mentor)
    run = actions.go_to(run, 1, version=1, actor=mentor)
    assert run.plan[1]["title"] == TITLES[1]
    run = actions.begin_again(run, version=2, actor=mentor)
    assert [one["title"] for one in run.plan] == [TITLES[0], TITLES[2]]
    assert run.position == 0


@pytest.mark.usefixtures("script")
def test_given_an_end_pressed_too_early_when_resumed_then_all_goes_on(
    clock: Traveller, session: Session, mentor: Person
) -> None:
    run = actions.begin(session, actor=mentor)
    clock.shift(timedelta(minutes=3))
    run = actions.end(run, version=1, actor=mentor)
    with pytest.raises(Refused):
        actions.go_to(run, 1, version=2, actor=mentor)
    clock.shift(timedelta(minutes=1))
    run = actions.resume(run, version=2, actor=mentor)
    assert run.ended_at is None
    assert timezone.now() - run.block_began_at == timedelta(minutes=4)


@pytest.mark.usefixtures("clock", "script")
def test_given_an_own_script_then_the_session_is_led_by_it(
    session: Session, script: Script, mentor: Person
) -> None:
    own = writing.copy_script(script, script.series, session=session, actor=mentor)
    writing.remove_block(own, block(own, TITLES[0]).pk, version=1, actor=mentor)
    assert [one["title"] for one in actions.begin(session, actor=mentor).plan] == TITLES[1:]


@pytest.mark.parametrize(
    ("shift", "code"),
    [(timedelta(minutes=-40), "too_early"), (timedelta(hours=15), "past")],
)
@pytest.mark.usefixtures("script")
def test_given_another_time_then_the_session_cannot_be_begun(
    clock: Traveller, session: Session, mentor: Person, shift: timedelta, code: str
) -> None:
    clock.shift(shift)
    assert not actions.may_begin_now(session)
    with pytest.raises(Refused) as refused:
        actions.begin(session, actor=mentor)
    assert refused.value.code == code


@pytest.mark.usefixtures("clock")
def test_given_no_script_or_a_cancelled_session_then_it_is_not_begun(
    session: Session, mentor: Person
) -> None:
    with pytest.raises(Refused) as refused:
        actions.begin(session, actor=mentor)
    assert refused.value.code == "no_script"
    session.cancelled_at = timezone.now()
    session.save()
    with pytest.raises(Refused) as refused:
        actions.begin(session, actor=mentor)
    assert refused.value.code == "cancelled"
