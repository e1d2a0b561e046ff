"""Whatever people do in whatever order, the promises about seats hold.

Hypothesis drives the real verbs on the real database and a plain model beside them: a list of
who sits and who waits per session, nothing else.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from juuristo.gatherings import actions, seats, states
from juuristo.gatherings.models import Attends, Session, SignUp
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.people.models import Person
from juuristo.people.tests.factories import OrganisationFactory, PersonFactory

PEOPLE, SESSIONS = 5, 3
person_numbers = st.integers(0, PEOPLE - 1)
session_numbers = st.integers(0, SESSIONS - 1)


@dataclass
class Room:
    """The model of one session."""

    capacity: int
    sits: list[int] = field(default_factory=list)
    waits: list[int] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return bool(self.waits) or len(self.sits) >= self.capacity


class SignUps(RuleBasedStateMachine):
    """People sign up, cancel, change; a coordinator changes the number of seats; some attend."""

    attends = Attends.ONE
    rooms_known = Bundle("rooms_known")

    def __init__(self) -> None:
        super().__init__()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.rollback.__exit__(None, None, None)

    @initialize(capacities=st.lists(st.integers(1, 3), min_size=SESSIONS, max_size=SESSIONS))
    def open_series(self, capacities: list[int]) -> None:
        organisation = OrganisationFactory()
        series = SeriesFactory(programme__organisation=organisation, attends=self.attends)
        self.people: list[Person] = PersonFactory.create_batch(PEOPLE, organisation=organisation)
        self.sessions = [SessionFactory(series=series, capacity=n) for n in capacities]
        self.rooms = [Room(n) for n in capacities]
        self.attended: set[int] = set()

    # ---- what people do

    @rule(person=person_numbers, number=session_numbers)
    def sign_up(self, person: int, number: int) -> None:
        room = self.rooms[number]
        allowed = (
            self.may_sit(person, number) if not room.is_full else self.may_wait(person, number)
        )
        act = lambda: actions.sign_up(  # noqa: E731
            self.fresh(number), self.people[person], actor=self.people[person]
        )
        if self.done(act, allowed=allowed):
            (room.waits if room.is_full else room.sits).append(person)

    @rule(person=person_numbers, number=session_numbers)
    def cancel(self, person: int, number: int) -> None:
        signup = self.signup(person, number)
        room = self.rooms[number]
        if signup is None or signup.state in {"attended", "absent"}:
            return
        actions.cancel(signup, actor=self.people[person])
        if person in room.sits:
            room.sits.remove(person)
            self.fill(number)
        elif person in room.waits:
            room.waits.remove(person)

    @rule(person=person_numbers, number=session_numbers, to=session_numbers)
    def change(self, person: int, number: int, to: int) -> None:
        signup = self.signup(person, number)
        if signup is None or signup.state != "booked" or number == to:
            return
        full = self.rooms[to].is_full
        allowed = self.may_wait(person, to) if full else self.is_new(person, to)
        if self.done(
            lambda: actions.change(signup, self.fresh(to), actor=self.people[person]),
            allowed=allowed,
        ):
            if full:
                self.rooms[to].waits.append(person)
            else:
                self.rooms[to].sits.append(person)
                self.rooms[number].sits.remove(person)
                self.fill(number)

    @rule(number=session_numbers, capacity=st.integers(1, 4))
    def set_capacity(self, number: int, capacity: int) -> None:
        room = self.rooms[number]
        act = lambda: actions.set_capacity(  # noqa: E731
            self.fresh(number), capacity, actor=self.people[0]
        )
        if self.done(act, allowed=capacity >= len(room.sits)):
            room.capacity = capacity
            self.fill(number)

    @rule(person=person_numbers, number=session_numbers)
    def attend(self, person: int, number: int) -> None:
        signup = self.signup(person, number)
        if signup and signup.state == "booked":
            states.move(signup, "attended")
            self.attended.add(person)

    # ---- what must hold

    @invariant()
    def counters_are_right(self) -> None:
        assert not seats.faults(self.sessions)

    @invariant()
    def the_database_says_what_the_model_says(self) -> None:
        for number, room in enumerate(self.rooms):
            rows = SignUp.objects.filter(session=self.sessions[number]).order_by("ticket")
            live = [row for row in rows if row.state != "cancelled"]
            sits = {row.person_id for row in live if row.state != "waiting"}
            assert sits == {self.people[person].pk for person in room.sits}
            queue = [row.person_id for row in live if row.state == "waiting"]
            assert queue == [self.people[person].pk for person in room.waits]
            assert len(room.sits) <= room.capacity

    @invariant()
    def nobody_has_two_places_in_a_series_of_one(self) -> None:
        if self.attends == Attends.ONE:
            for person in range(PEOPLE):
                assert sum(person in room.sits for room in self.rooms) <= 1
                assert sum(person in room.waits for room in self.rooms) <= 1

    # ---- the model's rules

    def is_new(self, person: int, number: int) -> bool:
        room = self.rooms[number]
        been = self.attends == Attends.ONE and person in self.attended
        return person not in room.sits and person not in room.waits and not been

    def may_sit(self, person: int, number: int) -> bool:
        elsewhere = any(person in room.sits for room in self.rooms)
        return self.is_new(person, number) and not (self.attends == Attends.ONE and elsewhere)

    def may_wait(self, person: int, number: int) -> bool:
        elsewhere = any(person in room.waits for room in self.rooms)
        return self.is_new(person, number) and not (self.attends == Attends.ONE and elsewhere)

    def fill(self, number: int) -> None:
        """First come, first served; in a series of one the promoted one's old place goes on."""
        todo = [number]
        while todo:
            room = self.rooms[todo.pop(0)]
            while room.waits and len(room.sits) < room.capacity:
                person = room.waits.pop(0)
                if self.attends == Attends.ONE:
                    if person in self.attended:
                        continue
                    for at, other in enumerate(self.rooms):
                        if person in other.sits:
                            other.sits.remove(person)
                            todo.append(at)
                room.sits.append(person)

    # ---- doing it

    def fresh(self, number: int) -> Session:
        rows = Session.objects.select_related("series__programme__organisation")
        return rows.get(pk=self.sessions[number].pk)

    def signup(self, person: int, number: int) -> SignUp | None:
        return SignUp.objects.filter(
            session=self.sessions[number], person=self.people[person]
        ).first()

    def done(self, act: Any, *, allowed: bool) -> bool:
        """Do it inside a savepoint; what the model forbids must be refused, and only that."""
        try:
            with transaction.atomic():
                act()
        except Refused:
            assert not allowed
            return False
        assert allowed
        return True


@pytest.mark.django_db
@pytest.mark.parametrize("attends", [Attends.ONE, Attends.ANY])
def test_given_any_order_of_acts_when_they_are_done_then_the_promises_hold(
    attends: Attends,
) -> None:
    machine = type("Machine", (SignUps,), {"attends": attends})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
