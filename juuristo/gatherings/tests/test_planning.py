"""Planning a series: its form, its sessions from a pattern, opening and closing it."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings.actions import sign_up
from juuristo.gatherings.models import Series, Session
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.gatherings.tests.wishing import sessions_of, wish, wishing_series
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory

HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    return ProgrammeFactory(organisation=organisation)


@pytest.fixture
def series(programme: Programme) -> Series:
    return SeriesFactory(programme=programme, published_at=None)


def form_values(programme: Programme, **changed: Any) -> dict[str, Any]:
    return {
        "programme": str(programme.pk),
        "kind": "workshop",
        "name_fi": "Perehdytystyöpajat",
        "expected": "yes",
        "attends": "one",
        "sign_up_way": "first_come",
        "capacity": "15",
        **changed,
    }


PATTERN = {
    "day_1": "9",
    "day_3": "13.00",
    "first": "2020-10-20",
    "last": "2020-12-31",
    "count": "20",
    "minutes": "120",
    "place": "Kouvola, iso sali",
    "capacity": "15",
    "together": "2",
    "skip": "29.10.2020",
    "skip_days_off": "on",
}


@pytest.mark.parametrize("role", ["adviser", "mentor", "sponsor", "supervisor", "admin"])
def test_given_one_who_runs_no_programme_when_they_look_then_it_is_refused(
    role: str, series: Series, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(role))
    assert client.get(reverse("series_plan_list")).status_code == 403
    assert client.get(reverse("series_new")).status_code == 403
    assert client.get(reverse("series_desk", args=[series.pk])).status_code == 404  # a draft
    series.published_at = "2020-01-01T00:00:00Z"
    series.save()
    for name in ("series_desk", "series_edit", "series_sessions_new", "series_missing"):
        assert client.get(reverse(name, args=[series.pk])).status_code == 403
    for name in ("series_publish", "series_unpublish", "series_duplicate", "series_remind"):
        assert client.post(reverse(name, args=[series.pk])).status_code == 403


def test_given_no_programme_yet_then_the_coordinator_is_told_what_comes_first(
    coordinator: Person, client_of: ClientOf
) -> None:
    client = client_of(coordinator)
    assert "Ensin tarvitaan juurruttamisohjelma" in client.get(reverse("series_plan_list")).text
    assert client.get(reverse("series_new")).status_code == 302


def test_given_a_stranger_when_they_look_then_nothing_is_there(
    series: Series, stranger: Person, client_of: ClientOf
) -> None:
    client = client_of(stranger)
    for name in ("series_desk", "series_edit", "series_sessions_new", "series_missing"):
        assert client.get(reverse(name, args=[series.pk])).status_code == 404


def test_given_the_form_when_it_is_filled_then_a_draft_waits_for_its_sessions(
    programme: Programme, coordinator: Person, client_of: ClientOf
) -> None:
    office = coordinator.office
    assert office
    values = form_values(programme, audience_offices=[str(office.pk)])
    answer = client_of(coordinator).post(reverse("series_new"), values)
    series = Series.objects.get()
    assert answer.url == reverse("series_sessions_new", args=[series.pk])  # type: ignore[attr-defined]
    assert series.published_at is None
    assert series.expected
    assert list(series.audience_offices.all()) == [office]


def test_given_another_organisations_office_when_chosen_then_it_is_refused(
    programme: Programme, coordinator: Person, stranger: Person, client_of: ClientOf
) -> None:
    values = form_values(programme, audience_offices=[str(stranger.office_id)])
    assert client_of(coordinator).post(reverse("series_new"), values).status_code == 422
    assert not Series.objects.exists()


def test_given_filters_when_changed_then_the_audience_is_counted_with_and_without_script(
    programme: Programme, coordinator: Person, organisation: Organisation, client_of: ClientOf
) -> None:
    PersonFactory.create_batch(3, organisation=organisation, roles=["mentor"])
    client = client_of(coordinator)
    chosen = {"audience_roles": "mentor", "programme": str(programme.pk)}
    part = client.get(reverse("series_new"), chosen, headers={"HX-Request": "true"})
    assert "3 ihmistä" in part.text
    assert "<html" not in part.text
    values = form_values(programme, audience_roles="mentor", count="1", name_fi="")
    whole = client.post(reverse("series_new"), values)
    assert "3 ihmistä" in whole.text
    assert "korjausta" not in whole.text
    assert not Series.objects.exists()


def test_given_a_pattern_when_previewed_then_nothing_is_saved_until_told(
    series: Series, coordinator: Person, client_of: ClientOf
) -> None:
    people = [str(PersonFactory(organisation=coordinator.organisation, roles=["mentor"]).pk)] * 1
    client, url = client_of(coordinator), reverse("series_sessions_new", args=[series.pk])
    preview = client.post(url, {**PATTERN, "facilitators": people, "preview": "1"})
    assert preview.text.count("Kouvola, iso sali") == 21  # twenty rows and the field
    assert not Session.objects.exists()
    client.post(url, {**PATTERN, "facilitators": people, "save": "1"})
    sessions = list(series.sessions.all())
    assert len(sessions) == 20
    locals_ = [session.starts_at.astimezone(HELSINKI) for session in sessions]
    assert {(local.weekday(), local.hour) for local in locals_} == {(1, 9), (3, 13)}
    assert date(2020, 10, 29) not in {local.date() for local in locals_}
    assert date(2020, 12, 24) not in {local.date() for local in locals_}
    assert [session.facilitators.count() for session in sessions] == [1] * 20


def test_given_a_form_sent_twice_then_the_sessions_are_made_once(
    series: Series, coordinator: Person, client_of: ClientOf
) -> None:
    url = reverse("series_sessions_new", args=[series.pk])
    for _turn in range(2):
        answer = client_of(coordinator).post(url, {**PATTERN, "save": "1"})
    assert series.sessions.count() == 20
    assert "samassa paikassa" in answer.text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day_1": "iltapäivällä"}, "Kirjoita kellonaika"),
        ({"day_1": "", "day_3": ""}, "ainakin yhdelle viikonpäivälle"),
        ({"last": "2020-10-01"}, "ennen ensimmäistä"),
        ({"last": "2020-11-01"}, "mahtuu"),
        ({"skip": "joskus"}, "Emme ymmärtäneet päivää"),
    ],
)
def test_given_a_pattern_with_a_fault_then_it_is_named_and_the_rest_kept(
    wrong: dict[str, str], words: str, series: Series, coordinator: Person, client_of: ClientOf
) -> None:
    url = reverse("series_sessions_new", args=[series.pk])
    answer = client_of(coordinator).post(url, {**PATTERN, **wrong, "save": "1"})
    assert words in answer.text
    assert "Kouvola, iso sali" in answer.text
    assert not series.sessions.exists()


def test_given_a_draft_then_it_opens_with_sessions_and_closes_without_people(
    series: Series, coordinator: Person, adviser: Person, client_of: ClientOf
) -> None:
    client = client_of(coordinator)
    publish, hide = (
        reverse(name, args=[series.pk]) for name in ("series_publish", "series_unpublish")
    )
    client.post(publish)
    series.refresh_from_db()
    assert series.published_at is None  # no sessions yet
    session = SessionFactory(series=series)
    client.post(publish)
    client.post(hide)
    series.refresh_from_db()
    assert series.published_at is None
    client.post(publish)
    session.series.refresh_from_db()
    sign_up(session, adviser, actor=adviser)
    answer = client.post(hide, follow=True)
    assert "et voi enää piilottaa" in answer.text
    series.refresh_from_db()
    assert series.published_at is not None
    verbs = AuditEvent.objects.values_list("verb", flat=True)
    assert {"series.published", "series.unpublished"} <= set(verbs)


def test_given_a_series_when_copied_then_the_copy_is_a_draft_without_sessions(
    coordinator: Person, programme: Programme, client_of: ClientOf
) -> None:
    series = SeriesFactory(programme=programme, capacity=9)
    SessionFactory(series=series)
    client_of(coordinator).post(reverse("series_duplicate", args=[series.pk]))
    copy = Series.objects.exclude(pk=series.pk).get()
    assert (copy.published_at, copy.sessions.count(), copy.capacity) == (None, 0, 9)
    assert copy.name == {"fi": "Perehdytystyöpajat (kopio)"}


def test_given_people_signed_up_when_the_way_of_attending_changes_then_it_is_refused(
    coordinator: Person, adviser: Person, programme: Programme, client_of: ClientOf
) -> None:
    session = SessionFactory(series__programme=programme)
    sign_up(session, adviser, actor=adviser)
    url = reverse("series_edit", args=[session.series.pk])
    client = client_of(coordinator)
    assert "et voi enää vaihtaa" in client.post(url, form_values(programme, attends="any")).text
    assert client.post(url, form_values(programme, name_fi="Uusi nimi")).status_code == 302
    assert Series.objects.get().name == {"fi": "Uusi nimi"}


def test_given_sessions_ahead_then_the_series_that_comes_next_stands_first(
    programme: Programme, coordinator: Person, client_of: ClientOf
) -> None:
    for name, days in (("Myöhempi", 20), ("Seuraava", 3)):
        SessionFactory(
            series__programme=programme,
            series__name={"fi": name},
            starts_at=timezone.now() + timedelta(days=days),
        )
    page = client_of(coordinator).get(reverse("series_plan_list")).text
    assert page.index("Seuraava") < page.index("Myöhempi")


@pytest.mark.parametrize(
    ("wishers", "words"),
    [(0, "Kukaan ei ole vielä kertonut toiveitaan"), (2, "2 ihmistä on kertonut toiveensa")],
)
def test_given_a_series_that_gathers_wishes_then_the_list_tells_who_has_wished_and_no_places(
    programme: Programme, coordinator: Person, client_of: ClientOf, wishers: int, words: str
) -> None:
    series = wishing_series(programme)
    sessions = sessions_of(series, 4, 4)
    for person in PersonFactory.create_batch(wishers, organisation=programme.organisation):
        wish(person, *sessions)
    page = client_of(coordinator).get(reverse("series_plan_list")).text
    assert words in page
    assert "plan-share" not in page


@pytest.mark.parametrize("count", [2, 12])
def test_given_any_number_of_series_then_the_list_asks_the_same(
    count: int,
    programme: Programme,
    coordinator: Person,
    client_of: ClientOf,
    django_assert_max_num_queries: Any,
) -> None:
    for _turn in range(count):
        SessionFactory(series__programme=programme)
    client = client_of(coordinator)
    client.get(reverse("series_plan_list"))
    with django_assert_max_num_queries(12):
        assert client.get(reverse("series_plan_list")).text.count("plan-share") == count
