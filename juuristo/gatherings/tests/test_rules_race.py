"""The rules of a series changed at the moment somebody signs up, on the real database.

PostgreSQL shows what SQLite hides: there IMMEDIATE transactions run one after another.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from juuristo.gatherings import actions, seats
from juuristo.gatherings.actions import allocating, planning
from juuristo.gatherings.models import Allocation, Attends, Series, Session, SignUp, SignUpWay
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.gatherings.tests.wishing import proposal, sessions_of, wish, wishing_series
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def series(organisation: Organisation) -> Series:
    made: Series = SeriesFactory(programme__organisation=organisation)
    SessionFactory.create_batch(2, series=made)
    return made


@pytest.fixture
def people(organisation: Organisation) -> list[Person]:
    made = PersonFactory.create_batch(6, organisation=organisation, office=None, team=None)
    return list(Person.objects.select_related("user").filter(pk__in=[one.pk for one in made]))


def opened(series: Series) -> list[Session]:
    """The sessions as a page has read them."""
    rows = Session.objects.select_related("series__programme__organisation")
    return list(rows.filter(series=series).order_by("pk"))


def editing(series: Series, attends: str, actor: Person) -> Callable[[], str]:
    values = {"attends": attends, "sign_up_way": SignUpWay.FIRST_COME}

    def edit() -> str:
        planning.edit_series(Series.objects.get(pk=series.pk), values, actor=actor)
        return "edited"

    return edit


def entering(session: Session, person: Person) -> Callable[[], str]:
    return lambda: actions.sign_up(session, person, actor=person).state


def fits_the_rule(signup: SignUp) -> bool:
    is_one = signup.session.series.attends == Attends.ONE
    return signup.one_of == (signup.session.series_id if is_one else None)


@pytest.mark.parametrize(("before", "after"), [("one", "any"), ("any", "one"), ("all", "one")])
def test_given_a_page_opened_before_the_rule_changed_then_the_place_is_by_the_new_rule(
    series: Series, people: list[Person], coordinator: Person, before: str, after: str
) -> None:
    editing(series, before, coordinator)()
    session = opened(series)[0]
    editing(series, after, coordinator)()
    signup = actions.sign_up(session, people[0], actor=people[0])
    assert fits_the_rule(SignUp.objects.get(pk=signup.pk))


def test_given_a_page_opened_before_the_series_was_hidden_then_nobody_gets_in(
    series: Series, people: list[Person], coordinator: Person
) -> None:
    session = opened(series)[0]
    planning.unpublish(series, actor=coordinator)
    with pytest.raises(Refused) as refused:
        actions.sign_up(session, people[0], actor=people[0])
    assert refused.value.code == "closed"
    assert not SignUp.objects.exists()
    assert not seats.faults([session])


def test_given_a_change_of_the_rule_when_people_sign_up_at_once_then_all_stand_by_one_rule(
    series: Series, people: list[Person], coordinator: Person
) -> None:
    first, second = opened(series)
    acts = [entering(first, one) for one in people] + [entering(second, one) for one in people[:2]]
    told = at_once([acts[0], editing(series, Attends.ANY, coordinator), *acts[1:]])
    assert set(told) <= {"booked", "edited", "has_signups", "one_per_series"}
    assert all(fits_the_rule(one) for one in SignUp.objects.select_related("session__series"))
    assert not seats.faults([first, second])


def test_given_a_series_hidden_when_people_sign_up_at_once_then_either_all_or_none_happens(
    series: Series, people: list[Person], coordinator: Person
) -> None:
    sessions = opened(series)

    def hide() -> str:
        planning.unpublish(Series.objects.get(pk=series.pk), actor=coordinator)
        return "hidden"

    acts: list[Callable[[], object]] = [entering(sessions[0], one) for one in people]
    told = at_once([*acts[:2], hide, *acts[2:]])
    if "hidden" in told:
        assert told.count("closed") == len(people)
    else:
        assert told.count("booked") == len(people)
    assert SignUp.objects.exists() != ("hidden" in told)
    assert not seats.faults(sessions)


def test_given_a_confirmation_when_a_session_is_added_and_taken_by_hand_then_each_has_one_place(
    organisation: Organisation, people: list[Person], coordinator: Person
) -> None:
    series = wishing_series(organisation)
    sessions = sessions_of(series, 10, 10)
    for person in people:
        wish(person, *sessions)
    row = proposal(series, coordinator)
    starts_at = timezone.now() + timedelta(days=30)
    planned = {
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "capacity": 10,
        "facilitators": [],
    }

    def confirm() -> str:
        allocating.confirm(Allocation.objects.get(pk=row.pk), actor=coordinator)
        return "confirmed"

    def add_for(person: Person) -> Callable[[], str]:
        def add() -> str:
            (added,) = planning.add_sessions(series, [planned], actor=coordinator)
            return actions.sign_up(added, person, actor=coordinator).state

        return add

    told = at_once([add_for(people[0]), confirm, *[add_for(one) for one in people[1:]]])

    assert set(told) <= {"booked", "confirmed", "one_per_series"}
    assert "confirmed" in told
    for person in people:
        assert SignUp.objects.filter(person=person, state="booked").count() == 1
    assert not seats.faults(opened(series))
