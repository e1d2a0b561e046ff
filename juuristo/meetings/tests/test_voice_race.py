"""Many at once, on the real database: one ticket gives one answer, one answer is counted once."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from juuristo.meetings import rollup
from juuristo.meetings.actions.voice import UnknownTicketError, take_answer, take_step
from juuristo.meetings.models import StepMonth, VoiceAnswer, VoiceIssuer, VoiceMonth, VoiceTicket
from juuristo.meetings.voice_months import month_of
from juuristo.people.models import Person
from juuristo.people.tests.factories import PersonFactory

from .voices import FULL, ticket_of

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 20


def at_once(acts: list[Callable[[], object]]) -> Counter[object]:
    """Run all in threads that begin together; a used ticket counts as "unknown"."""
    gate = threading.Barrier(len(acts), timeout=60)

    def run(act: Callable[[], object]) -> object:
        try:
            gate.wait()
            return act()
        except UnknownTicketError:
            return "unknown"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(pool.map(run, acts))


@pytest.fixture
def person() -> Person:
    made = PersonFactory()
    return Person.objects.select_related("organisation", "office").get(pk=made.pk)


def test_given_one_ticket_when_twenty_use_it_at_once_then_there_is_one_answer(
    person: Person,
) -> None:
    ticket = ticket_of(person)
    told = at_once([lambda: take_answer(ticket, FULL, "")] * AT_ONCE)
    assert told == {None: 1, "unknown": AT_ONCE - 1}
    assert VoiceAnswer.objects.count() == 1


def test_given_one_ticket_when_twenty_tell_of_the_step_then_it_counts_once(person: Person) -> None:
    ticket = ticket_of(person, "step")
    told = at_once([lambda: take_step(ticket, is_done=True)] * AT_ONCE)
    assert told == {None: 1, "unknown": AT_ONCE - 1}
    assert StepMonth.objects.get().done == 1


def test_given_many_steps_at_once_then_each_is_counted(person: Person) -> None:
    tickets = [ticket_of(person, "step") for _ in range(10)]
    at_once([lambda t=each: take_step(t, is_done=True) for each in tickets])  # type: ignore[misc]
    assert StepMonth.objects.get().done == 10


def test_given_the_same_tickets_told_at_once_then_they_are_kept_once(person: Person) -> None:
    at_once([lambda: ticket_of(person) and None] * 8)
    assert VoiceTicket.objects.count() == 8
    assert VoiceIssuer.objects.count() == 4


def test_given_many_workers_and_clients_at_once_then_every_answer_is_counted_once(
    person: Person,
) -> None:
    tickets = [ticket_of(person) for _ in range(14)]
    answering = [lambda t=each: take_answer(t, FULL, "Kiitos") for each in tickets]
    told = at_once([*answering, *[lambda: rollup.roll_up() and None] * 6])
    assert "unknown" not in told
    rollup.roll_up()
    assert VoiceMonth.objects.get(by="all").answers == 14
    assert VoiceMonth.objects.get(by="all").marks["heard"] == [0, 0, 0, 0, 14]
    assert not VoiceAnswer.objects.exists()


def test_given_a_month_that_closes_while_clients_answer_then_each_answer_is_in_it_or_refused(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    tickets = [ticket_of(person) for _ in range(14)]
    month: date = month_of(VoiceTicket.objects.order_by("pk")[0].month)
    close = rollup._close
    answering = [lambda t=each: take_answer(t, FULL, "") for each in tickets]
    told = at_once([*answering, *[lambda: close(person.organisation_id, month) and None] * 3])
    rollup.roll_up()  # would move the closed month, if anything were left
    whole = VoiceMonth.objects.get(by="all")
    assert whole.is_closed
    assert whole.answers == 14 - told["unknown"]
