"""What an entry's page tells: when and how much; what is known only to the month."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from conftest import ClientOf
from juuristo.people.models import Person
from juuristo.programme.models import Programme, TimelineEntry
from juuristo.programme.tests.factories import ProgrammeFactory, TimelineEntryFactory

MARCH, JUNE = date(2021, 3, 1), date(2021, 6, 30)


@pytest.fixture
def programme(coordinator: Person) -> Programme:
    return ProgrammeFactory(organisation=coordinator.organisation, slug="oma")


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (
            {"start": None, "planned_start": MARCH, "planned_end": JUNE},
            "suunniteltu 1.3.–30.6.2021",
        ),
        (
            {
                "start": date(2021, 9, 7),
                "end": date(2021, 10, 4),
                "planned_start": MARCH,
                "planned_end": JUNE,
            },
            "suunniteltu 1.3.–30.6.2021, toteutui 7.9.–4.10.2021",
        ),
        ({"start": MARCH, "planned_start": MARCH}, "<dd>1.3.2021</dd>"),
        ({"sessions": 3, "invited": 254, "answers": 104}, "104 / 254 (41\N{NO-BREAK SPACE}%)"),
        ({"sessions": 3, "invited": 254, "answers": 104}, "<dt>Kertoja</dt><dd>3</dd>"),
        ({"invited": 254}, "<dt>Kutsuttuja</dt><dd>254</dd>"),
        ({"invited": 9, "answers": 0}, "0 / 9 (0\N{NO-BREAK SPACE}%)"),
        ({"answers": 15}, "<dt>Vastauksia</dt><dd>15</dd>"),
    ],
)
def test_given_what_is_known_of_an_entry_then_its_page_tells_all_of_it(
    facts: dict[str, Any], told: str, programme: Programme, adviser: Person, client_of: ClientOf
) -> None:
    entry = TimelineEntryFactory(programme=programme, **facts)
    page = client_of(adviser).get(reverse("entry", args=["oma", entry.pk])).content.decode()
    assert told in page


def test_given_only_the_month_is_known_when_saved_then_whole_months_are_stored(
    programme: Programme, coordinator: Person, client_of: ClientOf
) -> None:
    form = {"what_fi": "Mentorihaku", "kind": "mentor_call", "precision": "month"}
    days = {"start": "15.2.2020", "end": "10.3.2020", "planned_start": "20.2.2020"}
    days["planned_end"] = "2.2.2020"  # the same month: no end before its beginning
    client_of(coordinator).post(reverse("entry_new", args=["oma"]), form | days)
    entry = TimelineEntry.objects.get()
    assert (entry.start, entry.end) == (date(2020, 2, 1), date(2020, 3, 31))
    assert (entry.planned_start, entry.planned_end) == (date(2020, 2, 1), date(2020, 2, 29))
    calendar = reverse("programme_calendar", args=["oma"])
    page = client_of(coordinator).get(calendar, {"month": "2020-02"}).content.decode()
    assert "Mentorihaku alkaa (helmikuu 2020)" in page
    assert "Mentorihaku päättyy (maaliskuu 2020)" in page


def test_given_an_empty_timeline_then_the_coordinator_still_finds_the_programmes_facts(
    programme: Programme, coordinator: Person, adviser: Person, client_of: ClientOf
) -> None:
    edit = reverse("programme_edit", args=["oma"])
    page = reverse("programme", args=["oma"])
    assert edit in client_of(coordinator).get(page).content.decode()
    assert edit not in client_of(adviser).get(page).content.decode()
