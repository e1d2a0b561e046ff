"""The programme's page and its print: who sees what, which time is shown, what it says."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from conftest import ClientOf
from juuristo.people.models import Person
from juuristo.programme.models import EntryKind, Lane, Programme, TimelineEntry
from juuristo.programme.tests.factories import ProgrammeFactory, TimelineEntryFactory

KINDS = list(EntryKind)
LANES = list(Lane)


@pytest.fixture
def programme(coordinator: Person) -> Programme:
    made: Programme = ProgrammeFactory(
        organisation=coordinator.organisation,
        slug="meidan",
        name={"fi": "Meidän ohjelma"},
        ends_on=date(2022, 12, 31),
    )
    return made


def add(programme: Programme, count: int) -> None:
    for number in range(count):
        TimelineEntryFactory(
            programme=programme,
            kind=KINDS[number % len(KINDS)],
            lane=LANES[number % len(LANES)],
            what={"fi": f"Merkintä numero {number}, josta kerrotaan kokonaisella virkkeellä"},
            start=date(2020, 2, 1) + timedelta(1000 * number // count),
            responsible_role={"fi": "mentoriryhmä"},
        )


def page(client: Client, programme: Programme, query: str = "", name: str = "programme") -> str:
    response = client.get(reverse(name, args=[programme.slug]) + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", ["programme", "programme_print"])
def test_given_anyone_of_the_organisation_then_they_see_it_and_strangers_do_not(
    name: str, programme: Programme, adviser: Person, stranger: Person, client_of: ClientOf
) -> None:
    add(programme, 2)
    assert "Meidän ohjelma" in page(client_of(adviser), programme, name=name)
    assert client_of(stranger).get(reverse(name, args=["meidan"])).status_code == 404
    assert client_of(adviser).get(reverse(name, args=["ei-ole"])).status_code == 404


def test_given_each_role_then_only_the_coordinator_may_add(
    programme: Programme, adviser: Person, coordinator: Person, client_of: ClientOf
) -> None:
    add(programme, 2)
    assert "Lisää merkintä" in page(client_of(coordinator), programme)
    assert "Lisää merkintä" not in page(client_of(adviser), programme)


def test_given_no_entries_then_each_reader_is_told_what_comes_first(
    programme: Programme, adviser: Person, coordinator: Person, client_of: ClientOf
) -> None:
    assert "Aloita siitä" in page(client_of(coordinator), programme)
    assert "Koordinaattori lisää" in page(client_of(adviser), programme)
    assert "Aikajana on vielä tyhjä" in page(client_of(adviser), programme, name="programme_print")


@pytest.mark.parametrize("name", ["programme", "programme_print"])
def test_given_few_or_many_entries_then_the_queries_are_as_many(
    name: str,
    programme: Programme,
    adviser: Person,
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = client_of(adviser)
    add(programme, 2)
    page(client, programme, name=name)
    for more in (0, 60):
        add(programme, more)
        with django_assert_num_queries(6):
            page(client, programme, name=name)


def test_given_35_entries_then_the_page_is_light(
    programme: Programme, adviser: Person, client_of: ClientOf
) -> None:
    add(programme, 35)
    assert len(page(client_of(adviser), programme).encode()) <= 60_000


def test_given_entries_then_the_lead_counts_them_and_names_the_last_act_of_management(
    programme: Programme, adviser: Person, client_of: ClientOf
) -> None:
    for day in (date(2020, 2, 3), date(2021, 5, 4)):
        TimelineEntryFactory(
            programme=programme,
            kind=EntryKind.SUPPORT_ACT,
            lane=Lane.MANAGEMENT,
            what={"fi": "Johtajan kirje"},
            start=day,
        )
    told = page(client_of(adviser), programme)
    assert "2 merkintää vuosilta 2020–2021." in told
    assert "Viimeisin merkitty johdon teko: Johtajan kirje, 4.5.2021." in told
    assert "yli vuosi ilman merkittyä johdon tekoa" in told


def test_given_a_plan_that_moved_then_both_dates_stand_side_by_side(
    programme: Programme, adviser: Person, client_of: ClientOf
) -> None:
    TimelineEntryFactory(
        programme=programme,
        planned_start=date(2020, 5, 3),
        planned_end=date(2020, 5, 5),
        start=date(2020, 5, 7),
    )
    told = page(client_of(adviser), programme)
    assert "suunniteltu 3.–5.5., toteutui 7.5." in told
    assert 'class="tl-plan"' in told


def test_given_a_time_then_the_rest_is_behind_arrows(
    programme: Programme, adviser: Person, client_of: ClientOf
) -> None:
    for day in (date(2020, 2, 3), date(2020, 10, 7), date(2022, 5, 4)):
        TimelineEntryFactory(programme=programme, start=day, short={"fi": f"kokous {day.year}"})
    told = page(client_of(adviser), programme, "?from=2020-09&until=2020-11")
    assert "← 2/2020 kokous 2020" in told
    assert "5/2022 kokous 2022 →" in told
    assert "?from=2020-12&amp;until=2021-02" in told


@pytest.mark.parametrize(
    "query",
    [
        "?from=x",
        "?from=2020-13&until=2021-01",
        "?from=2021-01&until=2020-01",
        "?from=1950-01&until=2150-12",
        "?from=2020-01",
        "?from=٢٠٢٠-01&until=2020-02",
        "?from=2020-01%00&until=2020-02",
    ],
)
def test_given_a_time_that_makes_no_sense_then_the_whole_is_shown_and_it_is_said(
    query: str, programme: Programme, adviser: Person, client_of: ClientOf
) -> None:
    add(programme, 1)
    assert "Aikaväliä ei voinut lukea" in page(client_of(adviser), programme, query)


@time_machine.travel("2026-11-22")
def test_given_a_programme_that_goes_on_then_today_is_on_the_picture(
    programme: Programme, adviser: Person, client_of: ClientOf
) -> None:
    add(programme, 3)
    assert "tl-today" not in page(client_of(adviser), programme)
    Programme.objects.update(ends_on=None)
    assert "tl-today" in page(client_of(adviser), programme)


def test_given_trainings_and_reminders_then_they_are_drawn_together(
    programme: Programme, adviser: Person, client_of: ClientOf
) -> None:
    for month in (5, 6, 9):
        TimelineEntryFactory(
            programme=programme, kind=EntryKind.MENTOR_TRAINING, start=date(2020, month, 7)
        )
    survey = TimelineEntryFactory(
        programme=programme,
        kind=EntryKind.SURVEY,
        lane=Lane.SURVEYS,
        start=date(2022, 2, 21),
        invited=254,
        answers=104,
        short={"fi": "kysely"},
    )
    reminder = TimelineEntryFactory(
        programme=programme, kind=EntryKind.REMINDER, lane=Lane.SURVEYS, start=date(2022, 3, 16)
    )
    told = page(client_of(adviser), programme)
    assert "mentorikoulutus, 3 osaa" in told
    assert "kysely, 104 / 254 (41" in told
    assert told.count('class="tl-tick"') == 1
    for entry in (survey, reminder):
        assert told.count(reverse("entry", args=[programme.slug, entry.pk])) == 2


def test_given_text_that_looks_like_code_then_it_stays_text(
    programme: Programme, adviser: Person, client_of: ClientOf
) -> None:
    bad = {"fi": "</text><script>alert(1)</script>"}
    TimelineEntryFactory(programme=programme, what=bad, short=bad, responsible_role=bad)
    assert "<script>alert" not in page(client_of(adviser), programme)


def test_given_a_date_known_by_the_month_then_it_is_said_by_the_month(db: None) -> None:
    entry = TimelineEntry(start=date(2020, 2, 1), precision="month")
    assert entry.last_day == date(2020, 2, 29)
    assert not entry.is_period
