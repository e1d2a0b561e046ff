"""Orientation by REST: the same rules as on the pages."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.gatherings.actions.orientation_records import mark_done
from juuristo.gatherings.models import OrientationPlan, OrientationRecord
from juuristo.people.models import ApiToken, Organisation, Person
from juuristo.people.tokens import hash_of

from .orientation_ground import begun, item_of, newcomer, plan_of, series_of

URL = "/api/v1/orientation/records"


@pytest.fixture
def plan(organisation: Organisation, coordinator: Person) -> OrientationPlan:
    plan = plan_of(organisation)
    item_of(plan, "Avaimet", responsible=coordinator, within_days=5)
    item_of(plan, "Työsuojelu", is_statutory=True, series=series_of(plan, 3))
    return plan


@pytest.fixture
def record(plan: OrientationPlan, organisation: Organisation) -> OrientationRecord:
    return begun(plan, newcomer(organisation, 2))


def ask(person: Person, url: str = URL) -> Any:
    ApiToken.objects.get_or_create(person=person, name="x", token_hash=hash_of(str(person.pk)))
    return Client().get(url, headers={"Authorization": f"Bearer {person.pk}"}).json()


def test_given_ones_own_record_then_each_item_tells_its_stage_its_day_and_its_session(
    record: OrientationRecord, coordinator: Person
) -> None:
    today = timezone.localdate()
    mark_done(record, record.plan.items.get(title__fi="Avaimet"), today, actor=coordinator)

    told = ask(record.person)

    assert told["count"] == 1
    (one,) = told["items"]
    assert (one["id"], one["person"]) == (str(record.pk), str(record.person_id))
    assert (one["done"], one["total"], one["completed_at"]) == (1, 2, None)
    keys, safety = one["steps"]
    assert (keys["stage"], keys["done_on"], keys["session"]) == ("done", today.isoformat(), None)
    assert (safety["stage"], safety["statutory"]) == ("booked", True)
    assert keys["in_charge"] == "other"
    assert safety["session"] == str(record.person.signups.get().session_id)
    assert not AuditEvent.objects.filter(verb="orientation.records_listed").exists()


def test_given_a_coordinator_then_all_are_listed_page_by_page_and_a_trace_is_left(
    plan: OrientationPlan, record: OrientationRecord, coordinator: Person
) -> None:
    begun(plan, newcomer(coordinator.organisation))

    told = ask(coordinator, f"{URL}?limit=1")
    ask(coordinator, f"{URL}/{record.pk}")

    assert (told["count"], len(told["items"])) == (2, 1)
    verbs = AuditEvent.objects.filter(actor_id=coordinator.pk).values_list("verb", flat=True)
    assert {"orientation.records_listed", "orientation.record_opened"} <= set(verbs)


def test_given_somebody_else_or_a_stranger_then_there_is_no_record(
    record: OrientationRecord, adviser: Person, stranger: Person
) -> None:
    for person in (adviser, stranger):
        assert ask(person) == {"items": [], "count": 0}
        assert ask(person, f"{URL}/{record.pk}")["code"] == "not_found"


def test_given_an_adviser_then_no_team_is_told(adviser: Person) -> None:
    assert ask(adviser, "/api/v1/orientation/team")["code"] == "forbidden"


@pytest.mark.parametrize("people", [1, 6])
def test_given_any_number_of_records_then_the_list_costs_the_same(
    people: int,
    plan: OrientationPlan,
    record: OrientationRecord,
    coordinator: Person,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(people):
        newcomer(coordinator.organisation, number)
    begun(plan, newcomer(coordinator.organisation))
    ask(coordinator)

    with django_assert_max_num_queries(14):
        ask(coordinator)
