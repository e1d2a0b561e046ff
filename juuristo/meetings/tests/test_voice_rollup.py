"""Answers summed into months, and months closed for good."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
import time_machine

from juuristo.meetings import rollup
from juuristo.meetings.actions.voice import take_answer, take_step
from juuristo.meetings.models import (
    StepMonth,
    VoiceAnswer,
    VoiceComment,
    VoiceIssuer,
    VoiceMonth,
    VoiceTicket,
)
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

from .voices import FULL, ticket_of

pytestmark = pytest.mark.django_db

NOVEMBER = date(2026, 11, 1)
IN_NOVEMBER = datetime(2026, 11, 15, 9, tzinfo=UTC)
SEVENTH = datetime(2026, 12, 7, 20, tzinfo=UTC)
EIGHTH = datetime(2026, 12, 8, 9, tzinfo=UTC)


def answer(person: Person, comment: str = "", **given: int) -> None:
    take_answer(ticket_of(person), given or FULL, comment)


def month(by: str = "all", value: str = "") -> VoiceMonth:
    return VoiceMonth.objects.get(month=NOVEMBER, by=by, value=value)


def test_given_answers_when_rolled_up_then_each_dimension_has_its_sums_and_no_answer_stays(
    organisation: Organisation, adviser: Person, mentor: Person
) -> None:
    with time_machine.travel(IN_NOVEMBER, tick=False):
        answer(adviser, heard=5, believe=1)
        answer(adviser, heard=4)
        answer(mentor, comment="Kiitos", heard=5)
        assert rollup.roll_up() == 3
    assert not VoiceAnswer.objects.exists()
    whole = month()
    assert whole.answers == 3
    assert whole.marks == {"heard": [0, 0, 0, 1, 2], "believe": [1, 0, 0, 0, 0]}
    assert month("office", str(adviser.office_id)).answers == 2
    assert month("office", str(mentor.office_id)).answers == 1
    assert month("language", "fi").marks == whole.marks
    assert month("form", "face_to_face").answers == 3
    assert VoiceMonth.objects.count() == 5  # never crossed
    comment = VoiceComment.objects.get()
    assert (comment.text, comment.month) == ("Kiitos", NOVEMBER)


def test_given_more_answers_later_then_they_are_added(adviser: Person) -> None:
    with time_machine.travel(IN_NOVEMBER, tick=False):
        for _ in range(3):
            answer(adviser)
            assert rollup.roll_up() == 1
        assert rollup.roll_up() == 0
    assert month().answers == 3
    assert month().marks["heard"] == [0, 0, 0, 0, 3]


def test_given_more_than_one_batch_then_all_are_summed(
    adviser: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rollup, "AT_ONCE", 4)
    with time_machine.travel(IN_NOVEMBER, tick=False):
        for _ in range(10):
            answer(adviser)
        assert rollup.roll_up() == 10
    assert month().answers == 10


def test_given_somebody_without_an_office_then_the_offices_still_sum_to_all(
    organisation: Organisation, adviser: Person
) -> None:
    nowhere = PersonFactory(organisation=organisation, office=None)
    with time_machine.travel(IN_NOVEMBER, tick=False):
        answer(adviser)
        answer(nowhere)
        rollup.roll_up()
    assert sum(row.answers for row in VoiceMonth.objects.filter(by="office").order_by("pk")) == 2
    assert month("office", "").answers == 1


def test_given_a_batch_then_its_cost_does_not_grow_with_answers(
    adviser: Person, django_assert_max_num_queries: object
) -> None:
    with time_machine.travel(IN_NOVEMBER, tick=False):
        for _ in range(30):
            answer(adviser)
        # who waits; one batch (savepoint, lock, answers, months, sums, delete); one empty batch
        with django_assert_max_num_queries(14):  # type: ignore[operator]  # the fixture's type
            rollup.roll_up()


def test_given_the_seventh_then_the_month_is_open_and_on_the_eighth_it_closes(
    organisation: Organisation, adviser: Person, mentor: Person
) -> None:
    with time_machine.travel(IN_NOVEMBER, tick=False):
        answer(adviser)
        answer(mentor)
        ticket_of(adviser)  # never used
        take_step(ticket_of(adviser, "step"), is_done=True)
        rollup.roll_up()
    with time_machine.travel(SEVENTH, tick=False):
        rollup.close_months()
        assert not month().is_closed
        assert VoiceTicket.objects.exists()
    with time_machine.travel(EIGHTH, tick=False):
        rollup.close_months()
    assert (month().is_closed, month().advisers) == (True, 2)
    assert month("office", str(adviser.office_id)).advisers == 1
    assert month("language", "fi").advisers == 2
    step = StepMonth.objects.get()
    assert (step.is_closed, step.advisers, step.done) == (True, 1, 1)
    assert not VoiceIssuer.objects.exists()
    assert not VoiceTicket.objects.exists()


def test_given_an_answer_that_still_waits_when_the_month_closes_then_it_is_counted(
    adviser: Person,
) -> None:
    with time_machine.travel(IN_NOVEMBER, tick=False):
        answer(adviser, comment="Viime hetkellä")
    with time_machine.travel(EIGHTH, tick=False):
        rollup.close_months()
    assert (month().answers, month().is_closed) == (1, True)
    assert VoiceComment.objects.count() == 1


def test_given_a_closed_month_then_it_never_moves(
    organisation: Organisation, adviser: Person
) -> None:
    with time_machine.travel(IN_NOVEMBER, tick=False):
        answer(adviser)
    with time_machine.travel(EIGHTH, tick=False):
        rollup.close_months()
        before = list(VoiceMonth.objects.order_by("pk").values())
        VoiceAnswer.objects.create(
            organisation=organisation, month=NOVEMBER, language="fi", form="phone", marks=FULL
        )
        assert rollup.roll_up() == 1
        assert rollup.close_months() == 0
    assert list(VoiceMonth.objects.order_by("pk").values()) == before
    assert not VoiceAnswer.objects.exists()


def test_given_months_without_links_then_they_are_closed_too_from_the_first_quarter_on(
    adviser: Person,
) -> None:
    """So that a quarter is known to be whole before any of it is shown."""
    with time_machine.travel(IN_NOVEMBER, tick=False):
        answer(adviser)
    with time_machine.travel(datetime(2027, 2, 20, tzinfo=UTC), tick=False):
        assert rollup.close_months() == 4
        assert rollup.close_months() == 0
    closed = VoiceMonth.objects.filter(by="all", is_closed=True).order_by("month")
    assert [row.month for row in closed] == [
        *(date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1))
    ]


def test_given_two_organisations_then_each_has_its_own_months(
    adviser: Person, stranger: Person
) -> None:
    with time_machine.travel(IN_NOVEMBER, tick=False):
        answer(adviser)
        answer(stranger)
        answer(stranger)
        rollup.roll_up()
    rows = VoiceMonth.objects.filter(by="all").order_by("pk")
    assert Counter({row.organisation_id: row.answers for row in rows}) == {
        adviser.organisation_id: 1,
        stranger.organisation_id: 2,
    }
