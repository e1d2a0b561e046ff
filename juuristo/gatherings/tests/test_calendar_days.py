"""Sessions stand on the programme's calendar, on their local day."""

from datetime import date

from django.urls import reverse

from conftest import ClientOf
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Person
from juuristo.programme.tests.factories import ProgrammeFactory, TimelineEntryFactory


def test_given_entries_and_sessions_when_the_calendar_opens_then_each_stands_on_its_day(
    adviser: Person, client_of: ClientOf
) -> None:
    programme = ProgrammeFactory(organisation=adviser.organisation, slug="oma")
    TimelineEntryFactory(programme=programme, start=date(2020, 10, 31), end=date(2020, 12, 1))
    SessionFactory(
        series__programme=programme,
        starts_at="2020-10-31T22:30:00+00:00",  # the first of November in Helsinki
        ends_at="2020-10-31T23:30:00+00:00",
    )
    url = reverse("programme_calendar", args=["oma"])
    response = client_of(adviser).get(url, {"month": "2020-10"})
    busy = {
        day.day: len(day.happenings)
        for _name, month in response.context["months"]
        for day in month.busy_days
    }
    assert busy == {date(2020, 10, 31): 1, date(2020, 11, 1): 1, date(2020, 12, 1): 1}
