"""Items that are the new person's own supervisor's."""

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.gatherings.actions.orientation_records import mark_done, take_back
from juuristo.gatherings.models import OrientationItem, OrientationPlan
from juuristo.gatherings.models.orientation import NEW_FOR
from juuristo.gatherings.orientation_duties import duties_of
from juuristo.gatherings.orientation_today import knots
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person, Role
from juuristo.people.tests.factories import PersonFactory, TeamFactory

from .orientation_ground import begun, item_of, newcomer, plan_of


@pytest.fixture
def plan(organisation: Organisation) -> OrientationPlan:
    return plan_of(organisation)


@pytest.fixture
def item(plan: OrientationPlan) -> OrientationItem:
    return item_of(plan, "Työyhteisö", in_charge=InCharge.SUPERVISOR, within_days=3)


InCharge = OrientationItem.InCharge


def supervisor(organisation: Organisation, team: str) -> Person:
    made: Person = PersonFactory(
        organisation=organisation,
        roles=[Role.SUPERVISOR],
        team=TeamFactory(organisation=organisation, name=team),
    )
    return made


def test_given_an_item_of_supervisors_then_it_is_told_to_and_done_by_the_teams_own_one(
    plan: OrientationPlan, item: OrientationItem, organisation: Organisation, client_of: ClientOf
) -> None:
    boss, other = supervisor(organisation, "Oma"), supervisor(organisation, "Toinen")
    record = begun(plan, newcomer(organisation, 1, first_name="Oona", team=boss.team))

    client = client_of(boss)
    page = client.get(reverse("orientation_duties")).content.decode()
    url = reverse("orientation_item_done", args=[record.pk, item.pk])
    day = {"done_on": timezone.localdate().isoformat(), "duties": "1"}
    refused = client_of(other).post(url, day)

    assert "Oona" in page
    assert "Työyhteisö" in page
    assert [duty.item for duty in duties_of(boss)] == [item]
    assert duties_of(other) == []
    told = OutgoingMail.objects.filter(kind="gatherings/orientation_duties")
    assert [mail.to for mail in told] == [boss.email]
    assert refused.status_code == 404
    assert not record.done.exists()
    client.post(url, day)
    assert record.done.get().marked_by == boss


def test_given_a_newcomer_of_years_ago_then_nobody_is_asked_about_what_was_left_undone(
    plan: OrientationPlan, item: OrientationItem, organisation: Organisation, client_of: ClientOf
) -> None:
    boss = supervisor(organisation, "Oma")
    record = begun(plan, newcomer(organisation, 1, team=boss.team))
    assert [duty.item for duty in duties_of(boss)] == [item]

    record.began_on = timezone.localdate() - NEW_FOR
    record.save()

    assert duties_of(boss) == []
    assert [knot.label for knot in knots(record.person)] == []


def test_given_somebody_named_or_a_supervisor_who_is_new_then_it_is_not_the_supervisors(
    plan: OrientationPlan, item: OrientationItem, organisation: Organisation, coordinator: Person
) -> None:
    boss = supervisor(organisation, "Oma")
    record = begun(plan, newcomer(organisation, 1, team=boss.team, roles=[Role.SUPERVISOR]))

    assert duties_of(record.person) == []
    mark_done(record, item, timezone.localdate(), actor=boss)
    assert duties_of(boss) == []
    take_back(record, item, actor=boss)
    plan.items.update(in_charge=InCharge.OTHER, responsible=coordinator)
    assert duties_of(boss) == []
    assert len(duties_of(coordinator)) == 1


def test_given_the_word_alone_then_the_item_is_not_the_supervisors(
    plan: OrientationPlan, organisation: Organisation
) -> None:
    item_of(plan, "Esittely", responsible_role={"fi": "esihenkilö"})
    boss = supervisor(organisation, "Oma")

    begun(plan, newcomer(organisation, 1, team=boss.team))

    assert duties_of(boss) == []


def test_given_the_form_when_the_supervisor_is_chosen_then_nobody_else_may_be_in_charge(
    plan: OrientationPlan, coordinator: Person, client_of: ClientOf
) -> None:
    client = client_of(coordinator)
    values = {
        "title_fi": "Avaimet",
        "way": "either",
        "in_charge": "supervisor",
        "responsible": str(coordinator.pk),
        "responsible_role_fi": "aulapalvelu",
    }

    url = reverse("orientation_item_new", args=[plan.pk])
    refused = client.post(url, values)
    assert refused.content.decode().count("Valitsit esihenkilön.") == 4  # above, and at each field
    client.post(url, values | {"responsible": "", "responsible_role_fi": ""})

    item = plan.items.get()
    assert item.is_supervisors
    assert (item.responsible, item.responsible_role) == (None, {})
    page = client.get(reverse("orientation_plan", args=[plan.pk])).content.decode()
    assert "Vastuuhenkilö: oma esihenkilö" in page
