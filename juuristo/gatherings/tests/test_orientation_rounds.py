"""Newcomers are found by the worker's round, after a staff list and when a plan is opened."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from conftest import ClientOf
from juuristo.gatherings.models import OrientationRecord
from juuristo.gatherings.orientation_rounds import begin_newcomers, go_on, welcome
from juuristo.gatherings.refusals import Refused
from juuristo.jobs.rounds import ROUNDS
from juuristo.people.models import Organisation, Person
from juuristo.people.roster.applying import apply
from juuristo.people.roster.reading import Sheet, read
from juuristo.people.tests.factories import OrganisationFactory

from .orientation_ground import item_of, newcomer, plan_of

TASK = "juuristo.gatherings.orientation_rounds.welcome"


def staff_list(start_date: str) -> Sheet:
    rows = ("email;first_name;last_name;start_date", f"uusi@example.org;Uusi;Tulija;{start_date}")
    return read("\n".join(rows).encode())


def test_given_a_staff_list_with_a_newcomer_when_applied_then_the_worker_begins_their_orientation(
    organisation: Organisation, coordinator: Person
) -> None:
    item_of(plan_of(organisation), "Avaimet", responsible=coordinator)

    apply(staff_list(timezone.localdate().isoformat()), organisation, actor=None)

    task = DBTaskResult.objects.get(task_path=TASK)
    welcome.call(*task.args_kwargs["args"])
    assert OrientationRecord.objects.get().person.email == "uusi@example.org"


def test_given_the_worker_when_its_rounds_come_then_newcomers_are_among_them(
    organisation: Organisation, coordinator: Person
) -> None:
    item_of(plan_of(organisation), "Avaimet", responsible=coordinator)
    person = newcomer(organisation, 1)

    for _twice in range(2):
        ROUNDS["gatherings.orientation"].work()

    assert OrientationRecord.objects.get().person == person


def test_given_another_organisation_when_a_list_is_applied_then_its_people_are_left_alone(
    organisation: Organisation, coordinator: Person
) -> None:
    elsewhere = OrganisationFactory(slug="muualla")
    item_of(plan_of(elsewhere), "Avaimet", responsible_role={"fi": "aulapalvelu"})
    newcomer(elsewhere)

    welcome.call(str(organisation.pk))

    assert not OrientationRecord.objects.exists()


def test_given_a_plan_when_it_is_taken_into_use_then_those_who_have_started_begin(
    organisation: Organisation, coordinator: Person, client_of: ClientOf
) -> None:
    plan = plan_of(organisation, published_at=None)
    item_of(plan, "Avaimet", responsible=coordinator)
    newcomer(organisation, 3)
    newcomer(organisation, -3)

    client_of(coordinator).post(reverse("orientation_plan_publish", args=[plan.pk]))
    task = DBTaskResult.objects.get(task_path=TASK)
    welcome.call(*task.args_kwargs["args"])

    assert OrientationRecord.objects.count() == 1


def test_given_a_programme_that_has_ended_then_its_plan_begins_only_those_who_started_in_time(
    organisation: Organisation, coordinator: Person
) -> None:
    plan = plan_of(organisation)
    item_of(plan, "Avaimet", responsible=coordinator)
    plan.programme.ends_on = timezone.localdate() - timedelta(days=5)
    plan.programme.save()
    in_time = newcomer(organisation, 5)
    newcomer(organisation, 4)

    begin_newcomers()

    assert [record.person for record in OrientationRecord.objects.all()] == [in_time]


def test_given_one_who_cannot_be_placed_then_the_round_goes_on_with_the_rest(
    organisation: Organisation, coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    item_of(plan_of(organisation), "Avaimet", responsible=coordinator)
    people = [newcomer(organisation, 1), newcomer(organisation, 1)]
    begin_newcomers()
    tried = []

    def refuse_the_first(record: OrientationRecord) -> list[object]:
        tried.append(record.person)
        if len(tried) == 1:
            raise Refused("cancelled", "peruttu")
        return []

    monkeypatch.setattr("juuristo.gatherings.orientation_rounds.place", refuse_the_first)
    go_on()
    assert set(tried) == set(people)
