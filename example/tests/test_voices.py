"""The invented clients' voices of the example."""

from collections import Counter
from datetime import date

import pytest

from example import loader
from juuristo.figures.disclosure import State
from juuristo.meetings.models import VoiceMonth
from juuristo.meetings.rollup import close_months
from juuristo.meetings.voice_names import names_of
from juuristo.meetings.voice_results import comments, months, quarters, steps
from juuristo.people.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def example() -> Organisation:
    return loader.load()


def test_given_the_example_then_it_is_marked_as_invented_and_its_months_are_heard(
    example: Organisation,
) -> None:
    assert example.is_example
    lines = months(example.pk)
    states = Counter(line.state for line in lines)
    assert states[State.SHOWN] >= 10
    assert states[State.PROTECTED] >= 1  # July
    latest = lines[-1]
    assert comments(example.pk, latest).state is State.SHOWN
    assert steps(example.pk)[date.fromisoformat(latest.key)].state is State.SHOWN


def test_given_the_example_then_hamina_is_always_protected_and_never_alone(
    example: Organisation,
) -> None:
    found = [quarter for quarter in quarters(example.pk, "office") if quarter.lines]
    assert found
    for quarter in found:
        names = names_of("office", [line.key for line in quarter.lines])
        hidden = {names[line.key] for line in quarter.lines if line.state is State.PROTECTED}
        assert "Hamina" in hidden
        assert len(hidden) >= 2
        assert not quarter.is_withheld


def test_given_the_example_then_every_dimension_sums_to_the_whole(example: Organisation) -> None:
    rows = VoiceMonth.objects.filter(organisation=example).order_by("pk")
    sums: Counter[tuple[date, str]] = Counter()
    for row in rows:
        sums[row.month, row.by] += row.answers
    for month, by in sums:
        assert sums[month, by] == sums[month, "all"]


def test_given_the_worker_then_it_leaves_the_examples_months_as_they_are(
    example: Organisation,
) -> None:
    shown = [line for line in months(example.pk) if line.state is not State.MISSING]
    close_months()
    assert [line for line in months(example.pk) if line.state is not State.MISSING] == shown
