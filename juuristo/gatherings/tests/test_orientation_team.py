"""What a supervisor gets of orientation, and the attacks that must get no more (trust T5)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings.actions.orientation_records import mark_done, wish
from juuristo.gatherings.models import OrientationPlan, OrientationRecord
from juuristo.gatherings.orientation_team import team_of
from juuristo.people.models import ApiToken, Organisation, Person, Role
from juuristo.people.tests.factories import OrganisationFactory, PersonFactory, TeamFactory
from juuristo.people.tokens import hash_of
from juuristo.programme.tests.factories import ProgrammeFactory

from .orientation_ground import begun, item_of, newcomer, plan_of, series_of

SECRETS = ("Kahvihuone", "Sairauspoissaolo", "Aamupäivisin", "Vilma")


@pytest.fixture
def plan(organisation: Organisation, coordinator: Person) -> OrientationPlan:
    """Two statutory items and two others."""
    plan = plan_of(organisation)
    item_of(plan, "Työsuojelu", is_statutory=True, series=series_of(plan, 3))
    item_of(plan, "Tietosuoja", is_statutory=True, responsible=coordinator)
    item_of(plan, "Kahvihuone", responsible=coordinator)
    item_of(plan, "Sairauspoissaolo", responsible=coordinator)
    return plan


@pytest.fixture
def boss(organisation: Organisation) -> Person:
    made: Person = PersonFactory(
        organisation=organisation,
        roles=[Role.SUPERVISOR],
        team=TeamFactory(organisation=organisation, name="Oma tiimi"),
    )
    return made


@pytest.fixture
def mine(plan: OrientationPlan, boss: Person, coordinator: Person) -> OrientationRecord:
    """Oona of the own team has done Tietosuoja and Kahvihuone, and wishes something."""
    person = newcomer(boss.organisation, 4, first_name="Oona", team=boss.team)
    record = begun(plan, person)
    for item in plan.items.filter(title__fi__in=["Tietosuoja", "Kahvihuone"]):
        mark_done(record, item, timezone.localdate() - timedelta(days=1), actor=coordinator)
    wish(record, face_to_face=True, words="Aamupäivisin, kiitos.")
    return record


@pytest.fixture
def theirs(plan: OrientationPlan, organisation: Organisation) -> OrientationRecord:
    """Vilma of another team."""
    team = TeamFactory(organisation=organisation, name="Toinen tiimi")
    return begun(plan, newcomer(organisation, 2, first_name="Vilma", team=team))


def bearer(person: Person) -> dict[str, str]:
    ApiToken.objects.create(person=person, name="x", token_hash=hash_of(str(person.pk)))
    return {"Authorization": f"Bearer {person.pk}"}


def test_given_an_own_team_then_the_statutory_items_are_done_or_not_yet_and_a_trace_is_left(
    mine: OrientationRecord, theirs: OrientationRecord, boss: Person, client_of: ClientOf
) -> None:
    page = client_of(boss).get(reverse("orientation_team")).content.decode()

    assert "Oona" in page
    assert "0 / 1" in page
    (member,) = team_of(boss)
    assert [(duty.title["fi"], duty.is_done) for duty in member.duties] == [
        ("Työsuojelu", False),
        ("Tietosuoja", True),
    ]
    assert AuditEvent.objects.filter(verb="orientation.team_listed", actor_id=boss.pk).exists()


def test_given_the_team_page_then_no_day_no_session_no_other_item_and_no_other_team_is_in_it(
    mine: OrientationRecord, theirs: OrientationRecord, boss: Person, client_of: ClientOf
) -> None:
    page = client_of(boss).get(reverse("orientation_team")).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    day = timezone.localdate() - timedelta(days=1)

    for secret in (*SECRETS, f"{day.day}.{day.month}.", str(day), "klo", str(mine.pk)):
        assert secret not in main


def test_given_the_interface_then_a_supervisor_gets_the_same_and_no_more(
    mine: OrientationRecord, theirs: OrientationRecord, boss: Person
) -> None:
    told = Client().get("/api/v1/orientation/team", headers=bearer(boss)).json()

    assert told["count"] == 1
    (member,) = told["items"]
    assert set(member) == {"person", "statutory"}
    assert [set(duty) for duty in member["statutory"]] == [{"title", "done"}] * 2
    assert not any(secret in json.dumps(told, ensure_ascii=False) for secret in SECRETS)


@pytest.mark.parametrize(
    "name",
    ["record", "certificate", "dates_pdf", "dates_csv"],
)
def test_given_a_record_of_the_own_team_when_a_supervisor_opens_it_then_it_is_not_found(
    name: str, mine: OrientationRecord, boss: Person, client_of: ClientOf
) -> None:
    assert client_of(boss).get(reverse(f"orientation_{name}", args=[mine.pk])).status_code == 404


def test_given_a_record_when_a_supervisor_asks_by_rest_or_marks_it_then_it_is_not_found(
    mine: OrientationRecord, boss: Person, client_of: ClientOf
) -> None:
    headers = bearer(boss)
    item = mine.plan.items.exclude(done__record=mine).first()
    assert item is not None

    listed = Client().get("/api/v1/orientation/records", headers=headers).json()
    one = Client().get(f"/api/v1/orientation/records/{mine.pk}", headers=headers)
    url = reverse("orientation_item_done", args=[mine.pk, item.pk])
    marked = client_of(boss).post(url, {"done_on": timezone.localdate().isoformat()})

    assert listed == {"items": [], "count": 0}
    assert (one.status_code, marked.status_code) == (404, 404)
    assert mine.done.count() == 2


def test_given_coordinators_pages_when_a_supervisor_opens_them_then_it_is_refused(
    plan: OrientationPlan, boss: Person, client_of: ClientOf
) -> None:
    for name in ("orientation_records", "orientation_records_csv", "orientation_plan"):
        assert client_of(boss).get(reverse(name, args=[plan.pk])).status_code == 403


def test_given_no_team_no_role_or_another_organisation_then_there_is_nobody(
    mine: OrientationRecord, boss: Person, organisation: Organisation
) -> None:
    elsewhere = OrganisationFactory(slug="muualla")
    namesake = TeamFactory(organisation=elsewhere, name="Oma tiimi")
    others: list[Any] = [
        PersonFactory(organisation=organisation, roles=[Role.SUPERVISOR], team=None),
        PersonFactory(organisation=organisation, roles=[Role.ADVISER], team=boss.team),
        PersonFactory(organisation=elsewhere, roles=[Role.SUPERVISOR], team=namesake),
    ]

    assert [team_of(one) for one in others] == [[], [], []]


def test_given_one_who_has_left_or_moved_to_another_team_then_they_are_seen_no_more(
    mine: OrientationRecord, boss: Person, organisation: Organisation
) -> None:
    Person.objects.filter(pk=mine.person_id).update(
        team=TeamFactory(organisation=organisation, name="Kolmas tiimi")
    )

    assert team_of(boss) == []


def test_given_open_items_then_today_tells_how_many_and_the_soonest_day_and_names_nobody(
    mine: OrientationRecord, theirs: OrientationRecord, boss: Person, client_of: ClientOf
) -> None:
    mine.plan.items.filter(title__fi="Työsuojelu").update(within_days=5)
    due = mine.began_on + timedelta(days=5)

    page = client_of(boss).get(reverse("today")).content.decode()

    assert "Uuden työkaverin perehdytys" in page
    assert "Tiimissäsi on tekemättä 1 lakisääteinen asia." in page
    assert f"{due.day}.{due.month}." in page
    assert reverse("orientation_team") in page
    assert not any(secret in page for secret in (*SECRETS, "Oona"))


def test_given_all_done_or_a_year_behind_then_they_are_no_new_colleagues(
    mine: OrientationRecord, plan: OrientationPlan, boss: Person, client_of: ClientOf
) -> None:
    done, old, gone = (
        begun(plan, newcomer(boss.organisation, 3, first_name=name, team=boss.team))
        for name in ("Valmis", "Vanha", "Vaiti")
    )
    for record in (done, gone):
        for item in plan.items.all():
            mark_done(record, item, timezone.localdate(), actor=boss)
    OrientationRecord.objects.filter(pk__in=[old.pk, gone.pk]).update(
        began_on=timezone.localdate() - timedelta(days=400)
    )

    page = client_of(boss).get(reverse("orientation_team")).content.decode()

    assert "1 / 2" in page
    assert page.index("Oona") < page.index("Perehdytys tehty") < page.index("Valmis")
    assert page.index("Valmis") < page.index("Yli vuosi sitten aloittaneet") < page.index("Vanha")
    assert "Vaiti" not in page


@pytest.mark.parametrize("people", [2, 8])
def test_given_any_number_of_people_then_the_team_is_read_in_four_queries(
    people: int, plan: OrientationPlan, boss: Person, django_assert_num_queries: Any
) -> None:
    for number in range(people):
        person = newcomer(boss.organisation, number, team=boss.team)
    begun(plan, person)
    boss = Person.objects.get(pk=boss.pk)

    with django_assert_num_queries(4):
        assert len(team_of(boss)) == people


def test_given_one_with_two_plans_then_the_supervisor_gets_them_once(
    mine: OrientationRecord, boss: Person
) -> None:
    other = OrientationPlan.objects.create(
        programme=ProgrammeFactory(organisation=boss.organisation),
        name={"fi": "Toinen"},
        begins_from=mine.plan.begins_from,
        published_at=timezone.now(),
    )
    item_of(other, "Poistumistiet", is_statutory=True)
    begun(other, mine.person)

    (member,) = team_of(boss)

    told = [(duty.title["fi"], duty.is_done) for duty in member.duties]
    assert sorted(told) == [("Poistumistiet", False), ("Tietosuoja", True), ("Työsuojelu", False)]
