"""Whoever starts is placed in the next sessions that suit, and told in one mail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from juuristo.gatherings import seats
from juuristo.gatherings.actions import cancel, sign_up
from juuristo.gatherings.actions.orientation_records import mark_done
from juuristo.gatherings.actions.sessions import cancel_session
from juuristo.gatherings.models import (
    Attends,
    OrientationPlan,
    OrientationRecord,
    Session,
    SignUp,
    SignUpWay,
)
from juuristo.gatherings.orientation_rounds import begin_newcomers, go_on, look
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import OrganisationFactory, PersonFactory

from .orientation_ground import at, begun, item_of, newcomer, plan_of, series_of, session_of

State = SignUp.State


@pytest.fixture
def plan(organisation: Organisation) -> OrientationPlan:
    return plan_of(organisation)


def places(person: Person, *states: str) -> list[Session]:
    rows = SignUp.objects.filter(person=person, state__in=states or [State.BOOKED])
    return [one.session for one in rows.select_related("session").order_by("session__starts_at")]


def mails(person: Person) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to=person.email).order_by("created_at", "pk"))


def test_given_two_items_when_one_starts_then_both_are_booked_and_one_mail_tells(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    safety, work = series_of(plan, 3, 10), series_of(plan, 5, 12)
    item_of(plan, "Työsuojelu", series=safety, is_statutory=True)
    item_of(plan, "Työote", series=work)
    person = newcomer(organisation)

    assert begin_newcomers() == 1

    assert [one.starts_at for one in places(person)] == [at(3), at(5)]
    told, *invitations = sorted(mails(person), key=lambda mail: bool(mail.calendar))
    assert told.kind == "gatherings/orientation_begins"
    assert told.text.count("klo\u00a010") == 2
    assert [mail.kind for mail in invitations] == ["gatherings/invited"] * 2
    assert {mail.calendar_method for mail in invitations} == {"REQUEST"}


def test_given_one_place_then_the_mail_carries_an_invitation(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    item_of(plan, "Työsuojelu", series=series_of(plan, 3))
    person = newcomer(organisation)

    begin_newcomers()

    (mail,) = mails(person)
    assert mail.calendar_method == "REQUEST"
    assert mail.calendar.count("BEGIN:VEVENT") == 1


def test_given_the_round_has_run_when_it_runs_again_then_nothing_happens(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    item_of(plan, "Työsuojelu", series=series_of(plan, 3, 10, session_capacity=1))
    first, second, third = (newcomer(organisation, started) for started in (3, 2, 1))
    look()
    before = (SignUp.objects.count(), OutgoingMail.objects.count())

    look()

    assert (SignUp.objects.count(), OutgoingMail.objects.count()) == before
    assert [len(places(one)) for one in (first, second, third)] == [1, 1, 0]
    assert len(places(third, State.WAITING)) == 1


def test_given_who_starts_tomorrow_who_came_before_the_plan_or_left_then_nobody_begins(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    item_of(plan, "Työsuojelu", series=series_of(plan, 3))
    newcomer(organisation, -1)
    newcomer(organisation, 31)
    newcomer(organisation, 5, left_date=timezone.localdate())
    PersonFactory(organisation=organisation, start_date=None)
    newcomer(OrganisationFactory(slug="toinen"), 1)

    assert begin_newcomers() == 0


def test_given_a_draft_then_nobody_begins(organisation: Organisation) -> None:
    item_of(plan_of(organisation, published_at=None), "Työsuojelu")
    newcomer(organisation)

    assert begin_newcomers() == 0


def test_given_a_newer_plan_then_it_takes_over_from_its_day(organisation: Organisation) -> None:
    today = timezone.localdate()
    old = plan_of(organisation, begins_from=today - timedelta(days=30))
    new = plan_of(organisation, begins_from=today - timedelta(days=5))
    early, late = newcomer(organisation, 10), newcomer(organisation, 5)

    begin_newcomers()

    assert OrientationRecord.objects.get(person=early).plan == old
    assert OrientationRecord.objects.get(person=late).plan == new


def test_given_an_order_then_the_later_item_is_booked_after_the_earlier_one(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    first = item_of(plan, "Ensin", series=series_of(plan, 7))
    item_of(plan, "Sitten", first, series=series_of(plan, 3, 7, 9))
    person = newcomer(organisation)

    begin_newcomers()

    assert [one.starts_at for one in places(person)] == [at(7), at(9)]


def test_given_what_comes_first_is_on_somebodys_word_then_the_rest_waits_for_it(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    talk = item_of(plan, "Keskustelu", responsible=coordinator)
    item_of(plan, "Työpaja", talk, series=series_of(plan, 3))
    person = newcomer(organisation)
    record = begun(plan, person)
    assert places(person) == []

    mark_done(record, talk, timezone.localdate(), actor=coordinator)

    assert [one.starts_at for one in places(person)] == [at(3)]


def test_given_something_else_at_the_same_time_then_the_next_session_is_taken(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    item_of(plan, "Työsuojelu", series=series_of(plan, 3, 5, 8))
    person = newcomer(organisation)
    sign_up(session_of(series_of(plan), 3, 11), person, actor=person)
    session_of(series_of(plan), 5, 9).facilitators.add(person)

    begin_newcomers()

    assert at(8) in [one.starts_at for one in places(person)]
    assert at(3) not in [one.starts_at for one in places(person)]


def test_given_two_items_at_the_same_hour_then_one_of_them_waits_for_another_session(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    item_of(plan, "Ensin", series=series_of(plan, 3))
    item_of(plan, "Toinen", series=series_of(plan, 3, 6))
    person = newcomer(organisation)

    begin_newcomers()

    assert [one.starts_at for one in places(person)] == [at(3), at(6)]


def test_given_a_session_within_a_day_then_it_is_too_soon(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    series = series_of(plan, 4)
    soon = timezone.now() + timedelta(hours=20)
    Session.objects.filter(series=series).update(starts_at=soon, ends_at=soon + timedelta(hours=2))
    item_of(plan, "Työsuojelu", series=series)
    person = newcomer(organisation)

    begin_newcomers()

    assert places(person) == []


def test_given_the_session_is_cancelled_when_the_round_runs_then_the_next_one_is_booked(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    item_of(plan, "Työsuojelu", series=series_of(plan, 3, 10))
    person = newcomer(organisation)
    begin_newcomers()
    (session,) = places(person)

    cancel_session(session, actor=coordinator)
    go_on()

    assert [one.starts_at for one in places(person)] == [at(10)]
    assert [mail.kind for mail in mails(person)] == [
        "gatherings/orientation_begins",
        "gatherings/session_cancelled",
        "gatherings/orientation_placed",
    ]


def test_given_what_comes_first_moves_later_then_what_follows_moves_too(
    plan: OrientationPlan, organisation: Organisation, coordinator: Person
) -> None:
    first = item_of(plan, "Ensin", series=series_of(plan, 3, 8))
    item_of(plan, "Sitten", first, series=series_of(plan, 5, 9))
    person = newcomer(organisation)
    begin_newcomers()
    assert [one.starts_at for one in places(person)] == [at(3), at(5)]

    cancel_session(places(person)[0], actor=coordinator)
    go_on()

    assert [one.starts_at for one in places(person)] == [at(8), at(9)]
    methods = {mail.kind: mail.calendar_method for mail in mails(person)}
    assert methods["gatherings/released"] == "CANCEL"
    assert methods["gatherings/changed"] == "REQUEST"
    assert seats.faults(Session.objects.all()) == []


def test_given_all_are_full_when_a_new_session_comes_then_the_one_who_waits_gets_a_seat(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    series = series_of(plan, 3, session_capacity=1, attends=Attends.ANY)
    item_of(plan, "Työsuojelu", series=series)
    other = PersonFactory(organisation=organisation)
    sign_up(series.sessions.get(), other, actor=other)
    person = newcomer(organisation)
    begin_newcomers()
    assert len(places(person, State.WAITING)) == 1

    session_of(series, 20)
    go_on()

    assert [one.starts_at for one in places(person)] == [at(20)]
    assert places(person, State.WAITING) == []
    assert seats.faults(Session.objects.all()) == []


def test_given_the_person_gives_up_a_place_then_another_session_is_booked_never_the_same(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    item_of(plan, "Työsuojelu", series=series_of(plan, 3, 10))
    person = newcomer(organisation)
    begin_newcomers()

    cancel(SignUp.objects.get(person=person), actor=person)
    go_on()
    assert [one.starts_at for one in places(person)] == [at(10)]

    cancel(SignUp.objects.get(person=person, state=State.BOOKED), actor=person)
    go_on()
    assert places(person) == []


def test_given_a_series_by_wishes_or_a_draft_then_nobody_is_placed(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    closes = timezone.now() + timedelta(days=1)
    wishes = series_of(plan, 3, sign_up_way=SignUpWay.WISHES, signup_closes_at=closes)
    item_of(plan, "Toiveet", series=wishes)
    item_of(plan, "Luonnos", series=series_of(plan, 4, published_at=None))
    person = newcomer(organisation)

    begin_newcomers()

    assert places(person) == []


def test_given_a_series_attended_as_a_whole_then_it_is_entered_whole_or_not_at_all(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    item_of(plan, "Kurssi", series=series_of(plan, 3, 10, 17, attends=Attends.ALL))
    item_of(plan, "Alkanut", series=series_of(plan, -2, 4, 11, attends=Attends.ALL))
    person = newcomer(organisation)

    begin_newcomers()

    assert [one.starts_at for one in places(person)] == [at(3), at(10), at(17)]


def test_given_the_person_has_left_then_nothing_more_is_booked(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    series = series_of(plan)
    item_of(plan, "Työsuojelu", series=series)
    person = newcomer(organisation, 3)
    begin_newcomers()
    Person.objects.filter(pk=person.pk).update(left_date=timezone.localdate())

    session_of(series, 5)
    go_on()

    assert places(person, *State.values) == []
