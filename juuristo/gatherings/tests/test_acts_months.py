"""A programme's shares move only when a month has closed, and only by five people or more."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from juuristo.gatherings.actions import acts as actions
from juuristo.gatherings.models import ActsMonth, Commitment, Session
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.models import Programme

from .factories import SessionFactory

pytestmark = pytest.mark.django_db
State = Commitment.State
MARCH = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def session(organisation: Organisation) -> Session:
    return SessionFactory(
        series__programme__organisation=organisation,
        starts_at=MARCH,
        ends_at=MARCH + timedelta(hours=2),
    )


def write(session: Session, count: int, at: datetime = MARCH) -> list[Commitment]:
    people = [
        PersonFactory(organisation=session.series.programme.organisation) for _ in range(count)
    ]
    return [
        Commitment.objects.create(session=session, person=person, text="x", written_at=at)
        for person in people
    ]


def answer(act: Commitment, state: str, at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        actions.answer_act(act, state, actor=act.person)


def keep(at: datetime) -> int:
    with time_machine.travel(at, tick=False):
        return actions.keep_months()


def newest(programme: Programme) -> ActsMonth:
    return ActsMonth.objects.filter(programme=programme).newest().get()


def test_given_four_writers_then_nothing_is_told_and_by_five_it_is(session: Session) -> None:
    programme = session.series.programme
    write(session, 4)
    assert keep(datetime(2026, 4, 1, 5, tzinfo=UTC)) == 0
    assert not ActsMonth.objects.exists()
    write(session, 1)
    assert keep(datetime(2026, 4, 2, 5, tzinfo=UTC)) == 1
    assert newest(programme).written == 5
    assert newest(programme).as_of == date(2026, 3, 31)


def test_given_a_running_month_then_what_happens_in_it_is_not_told(session: Session) -> None:
    programme = session.series.programme
    mine = write(session, 6)
    answer(mine[0], State.DONE, MARCH + timedelta(days=3))
    keep(datetime(2026, 4, 1, 5, tzinfo=UTC))
    before = newest(programme)
    assert (before.written, before.done, before.unanswered) == (6, 1, 5)
    for act in mine:
        answer(act, State.LET_GO, datetime(2026, 4, 10, tzinfo=UTC))
    assert keep(datetime(2026, 4, 20, tzinfo=UTC)) == 0
    assert newest(programme).let_go == before.let_go == 0
    assert keep(datetime(2026, 5, 1, 5, tzinfo=UTC)) == 1
    assert newest(programme).let_go == 6


def test_given_fewer_than_five_since_the_last_row_then_the_row_waits(session: Session) -> None:
    """Else two rows could be subtracted: 41 done in March, 42 in April, and one person answered."""
    programme = session.series.programme
    mine = write(session, 10)
    keep(datetime(2026, 4, 1, 5, tzinfo=UTC))
    answer(mine[0], State.DONE, datetime(2026, 4, 10, tzinfo=UTC))
    assert keep(datetime(2026, 5, 1, 5, tzinfo=UTC)) == 0
    for act in mine[1:5]:
        answer(act, State.DONE, datetime(2026, 5, 10, tzinfo=UTC))
    assert keep(datetime(2026, 6, 1, 5, tzinfo=UTC)) == 1
    assert newest(programme).done == 5
    assert ActsMonth.objects.count() == 2


def test_given_the_zone_of_the_organisation_then_the_month_ends_at_its_midnight(
    session: Session,
) -> None:
    write(session, 5)
    late = datetime(2026, 3, 31, 22, tzinfo=UTC)  # already April in Finland
    write(session, 3, at=late)
    keep(datetime(2026, 4, 1, 5, tzinfo=UTC))
    assert newest(session.series.programme).written == 5


def test_given_another_organisation_then_it_sees_no_row(session: Session, stranger: Person) -> None:
    write(session, 5)
    keep(datetime(2026, 4, 1, 5, tzinfo=UTC))
    assert not ActsMonth.objects.visible_to(stranger).exists()
