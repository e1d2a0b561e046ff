"""Entries of the timeline: adding, changing, deleting; programmes; the calendar; REST."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.people.models import ApiToken, Person
from juuristo.people.tokens import hash_of
from juuristo.programme.calendar_days import add_months, read_month
from juuristo.programme.models import Programme, TimelineEntry
from juuristo.programme.tests.factories import ProgrammeFactory, TimelineEntryFactory

ENTRY = {
    "what_fi": "Johtajan kirje",
    "kind": "support_act",
    "planned_start": "20.10.2020",
    "start": "2020-10-22",
    "precision": "day",
    "answers": "",
}


@pytest.fixture
def programme(coordinator: Person) -> Programme:
    return ProgrammeFactory(organisation=coordinator.organisation, slug="oma")


def test_given_a_coordinator_when_an_entry_is_added_then_it_stands_on_the_timeline(
    programme: Programme, coordinator: Person, client_of: ClientOf
) -> None:
    client = client_of(coordinator)
    response = client.post(reverse("entry_new", args=["oma"]), ENTRY)
    entry = TimelineEntry.objects.get()
    assert response["Location"] == reverse("entry", args=["oma", entry.pk])
    assert (entry.lane, entry.start) == ("management", date(2020, 10, 22))
    page = client.get(response["Location"]).content.decode()
    assert "20.10.2020" in page
    assert "22.10.2020" in page
    assert AuditEvent.objects.filter(verb="entry.added", object_id=str(entry.pk)).exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"what_fi": ""}, "what"),
        ({"planned_start": "", "start": ""}, "planned_start"),
        ({"start": "eilen"}, "start"),
        ({"start": "31.2.2020"}, "start"),
        ({"end": "1.1.2020"}, "end"),
        ({"start": "", "end": "1.1.2020"}, "start"),
        ({"planned_end": "1.1.2020"}, "planned_end"),
        ({"invited": "3", "answers": "4"}, "answers"),
        ({"kind": "party"}, "kind"),
        ({"sessions": "-1"}, "sessions"),
    ],
)
def test_given_bad_input_when_an_entry_is_saved_then_the_field_says_so_and_nothing_is_stored(
    change: dict[str, str],
    field: str,
    programme: Programme,
    coordinator: Person,
    client_of: ClientOf,
) -> None:
    response = client_of(coordinator).post(reverse("entry_new", args=["oma"]), ENTRY | change)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not TimelineEntry.objects.exists()


def test_given_an_entry_when_edited_and_deleted_then_it_is_so(
    programme: Programme, coordinator: Person, client_of: ClientOf
) -> None:
    entry = TimelineEntryFactory(programme=programme, responsible=coordinator)
    client = client_of(coordinator)
    shown = client.get(reverse("entry_edit", args=["oma", entry.pk])).content.decode()
    assert "Suunnittelukokous" in shown
    client.post(reverse("entry_edit", args=["oma", entry.pk]), ENTRY)
    entry.refresh_from_db()
    assert entry.what["fi"] == "Johtajan kirje"
    client.post(reverse("entry_delete", args=["oma", entry.pk]))
    assert not TimelineEntry.objects.exists()


def test_given_a_coordinator_when_a_programme_begins_then_its_address_must_be_its_own(
    coordinator: Person, stranger: Person, client_of: ClientOf
) -> None:
    form = {
        "name_fi": "Uusi",
        "practice_fi": "Kohtaava asiakastyö",
        "slug": "uusi",
        "starts_on": "1.1.2027",
    }
    new = reverse("programme_new")
    assert client_of(coordinator).post(new, form).status_code == 302
    refused = client_of(stranger).post(new, form)
    assert refused.status_code == 422
    assert "slug" in refused.context["form"].errors
    edit = reverse("programme_edit", args=["uusi"])
    client_of(coordinator).post(edit, form | {"ends_on": "31.12.2026"})
    assert Programme.objects.get().ends_on is None, "an end before the beginning is refused"
    client_of(coordinator).post(edit, form | {"ends_on": "31.12.2028"})
    assert Programme.objects.get().ends_on == date(2028, 12, 31)


def test_given_one_programme_when_an_adviser_opens_the_room_then_it_opens_at_once(
    programme: Programme, adviser: Person, client_of: ClientOf
) -> None:
    response = client_of(adviser).get(reverse("programmes"))
    assert response["Location"] == reverse("programme", args=["oma"])


@pytest.mark.parametrize("month", ["2020-13", "nyt", "2020", "99999-01", "0001-01", "2020-1-1"])
def test_given_a_month_that_is_none_when_asked_then_the_calendar_says_so(
    month: str, programme: Programme, adviser: Person, client_of: ClientOf
) -> None:
    url = reverse("programme_calendar", args=["oma"])
    response = client_of(adviser).get(url, {"month": month})
    assert response.status_code == 200
    assert response.context["not_understood"]


def test_given_months_when_added_then_years_turn() -> None:
    assert add_months(date(2020, 12, 1), 1) == date(2021, 1, 1)
    assert add_months(date(2021, 1, 1), -1) == date(2020, 12, 1)
    assert read_month("2020-10") == date(2020, 10, 1)


@pytest.mark.parametrize("rows", [3, 40])
def test_given_more_entries_when_pages_open_then_no_more_queries(
    rows: int,
    programme: Programme,
    adviser: Person,
    client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    entries = [TimelineEntryFactory(programme=programme) for _ in range(rows)]
    client = client_of(adviser)
    pages = (
        reverse("programme_calendar", args=["oma"]),
        reverse("entry", args=["oma", entries[0].pk]),
    )
    for page in pages:
        with django_assert_max_num_queries(9):
            assert client.get(page).status_code == 200


def test_given_a_token_when_programmes_and_a_timeline_are_asked_then_they_come_in_order(
    programme: Programme, adviser: Person, stranger: Person
) -> None:
    later = TimelineEntryFactory(programme=programme, start=date(2021, 1, 1))
    first = TimelineEntryFactory(programme=programme, start=date(2020, 3, 1))

    def ask(person: Person, path: str) -> Any:
        ApiToken.objects.get_or_create(
            person=person, defaults={"name": "x", "token_hash": hash_of(str(person.pk))}
        )
        return Client().get(path, headers={"Authorization": f"Bearer {person.pk}"})

    listed = ask(adviser, "/api/v1/programmes").json()
    assert [row["slug"] for row in listed["items"]] == ["oma"]
    timeline = ask(adviser, "/api/v1/programmes/oma/timeline?limit=1").json()
    assert timeline["count"] == 2
    assert timeline["items"][0]["id"] == str(first.pk)
    assert timeline["items"][0]["what"] == later.what
    assert ask(stranger, "/api/v1/programmes").json()["count"] == 0
    assert ask(stranger, "/api/v1/programmes/oma/timeline").status_code == 404
