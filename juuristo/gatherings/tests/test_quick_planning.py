"""A café in a minute, study circles by theme, and series from ready plans."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.gatherings.forms.quick import a_week_on
from juuristo.gatherings.models import Attends, Kind, Series, Session
from juuristo.gatherings.series_templates import TEMPLATES
from juuristo.gatherings.telling import tell_of_cafe
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    return ProgrammeFactory(organisation=organisation)


def cafe(day: date, **fields: object) -> dict[str, object]:
    return {
        "theme": "stairs",
        "day": day.isoformat(),
        "begins": "14",
        "place": "Taukohuone",
        "tell": "on",
        **fields,
    }


def test_given_the_cafes_page_when_it_is_sent_as_it_stands_then_the_cafe_is_published_and_told(
    programme: Programme, coordinator: Person, adviser: Person, client_of: ClientOf
) -> None:
    client, url = client_of(coordinator), reverse("cafe_new")
    assert "Julkaise kahvila" in client.get(url).text
    answer = client.post(url, cafe(a_week_on(timezone.localdate())))
    session = Session.objects.get()
    assert answer.headers["Location"] == reverse("session_desk", args=[session.pk])
    assert session.series.kind == Kind.CAFE
    assert session.series.published_at
    assert session.ends_at - session.starts_at == timedelta(minutes=60)
    assert timezone.localtime(session.starts_at, programme.organisation.zone).hour == 14
    assert list(session.facilitators.all()) == [coordinator]
    script = session.series.scripts.get()
    assert (script.name, script.blocks.count()) == ("Tunti neljällä portaalla", 6)
    for _ in range(2):
        tell_of_cafe.call(str(session.pk))
    invited = OutgoingMail.objects.filter(kind="gatherings/cafe")
    assert [mail.to for mail in invited] == [adviser.email]
    path = re.search(r"https?://[^/\s]+(/\S+)", invited.get().text)
    assert path
    assert "Ilmoittaudu" in Client().get(path[1]).text  # without signing in


def test_given_an_earlier_cafe_then_the_page_remembers_its_place(
    programme: Programme, coordinator: Person, client_of: ClientOf
) -> None:
    client, url = client_of(coordinator), reverse("cafe_new")
    client.post(url, cafe(a_week_on(timezone.localdate()), place="Kirjaston aula"))
    assert "Kirjaston aula" in client.get(url).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"theme": "own"}, "mistä kahvilassa jutellaan"),
        ({"own": "Hiljaisuus"}, "Valitse ylempää Oma aihe"),
        ({"place": ""}, "Kerro paikka tai etälinkki"),
        ({"day": "2020-01-07"}, "Aika on jo mennyt"),
        ({"day": "2027-03-28", "begins": "03:30"}, "Kelloja siirretään silloin"),
    ],
)
def test_given_a_fault_when_the_cafe_is_sent_then_it_says_what_to_do_and_makes_nothing(
    programme: Programme,
    coordinator: Person,
    client_of: ClientOf,
    fields: dict[str, object],
    words: str,
) -> None:
    sent = {**cafe(a_week_on(timezone.localdate())), **fields}
    assert words in client_of(coordinator).post(reverse("cafe_new"), sent).text
    assert not Series.objects.exists()


def test_given_a_cafe_not_told_or_cancelled_then_nobody_is_mailed(
    programme: Programme, coordinator: Person, adviser: Person, client_of: ClientOf
) -> None:
    sent = cafe(a_week_on(timezone.localdate()))
    del sent["tell"]
    client_of(coordinator).post(reverse("cafe_new"), sent)
    session = Session.objects.get()
    Session.objects.update(cancelled_at=timezone.now())
    tell_of_cafe.call(str(session.pk))
    assert not OutgoingMail.objects.filter(kind="gatherings/cafe").exists()


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 22), date(2026, 11, 30)),  # from a Sunday to a Monday
        (date(2026, 12, 17), date(2026, 12, 28)),  # over Christmas
    ],
)
def test_given_a_day_when_a_week_on_is_wanted_then_it_is_a_working_day(
    today: date, day: date
) -> None:
    assert a_week_on(today) == day


def circles(**fields: object) -> dict[str, object]:
    return {
        "themes": "Empatia\nOhjaus\n\nEmpatia",
        "meetings": "3",
        "attends": "all",
        "first": "2026-12-08",
        "begins": "9",
        "minutes": "90",
        "weeks": "1",
        "capacity": "12",
        **fields,
    }


def test_given_themes_when_circles_are_planned_then_each_is_a_draft_and_they_take_turns(
    programme: Programme, coordinator: Person, client_of: ClientOf
) -> None:
    client_of(coordinator).post(reverse("circles_new"), circles())
    rows = {row.name["fi"]: row for row in Series.objects.all()}
    assert set(rows) == {"Empatia", "Ohjaus"}
    assert all(row.published_at is None and row.attends == Attends.ALL for row in rows.values())
    days = {
        name: [timezone.localtime(one.starts_at).date() for one in row.sessions.all()]
        for name, row in rows.items()
    }
    tuesday = date(2026, 12, 8)
    weeks = [tuesday + timedelta(weeks=week) for week in range(6)]
    assert days == {"Empatia": weeks[::2], "Ohjaus": weeks[1::2]}


def test_given_too_sparse_circles_when_they_are_sent_then_the_form_says_so(
    programme: Programme, coordinator: Person, client_of: ClientOf
) -> None:
    themes = "\n".join(f"Teema {number}" for number in range(20))
    sent = circles(themes=themes, meetings="20", weeks="8")
    text = client_of(coordinator).post(reverse("circles_new"), sent).text
    assert "eivät mahdu kolmeen vuoteen" in text
    assert not Series.objects.exists()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.key)
def test_given_a_template_when_it_is_chosen_then_both_forms_are_filled(
    programme: Programme, coordinator: Person, client_of: ClientOf, template: Any
) -> None:
    client = client_of(coordinator)
    page = client.get(reverse("series_new"), {"template": template.key})
    form = page.context["form"]
    assert form["kind"].value() == template.series["kind"]
    assert set(form["name"].value()) == {"fi", "sv", "en"}
    values: dict[str, Any] = {"template": template.key, "programme": str(programme.pk)}
    for name in ("kind", "attends", "sign_up_way", "expected", "capacity", "audience_roles"):
        values[name] = form[name].value() or []
    values["name_fi"] = "Nimi"
    answer = client.post(reverse("series_new"), values)
    assert answer.status_code == 302, answer.context["form"].errors
    sessions = client.get(answer.headers["Location"]).context["form"]
    assert sessions["count"].value() == template.sessions["count"]


def test_given_an_adviser_when_they_open_the_pages_then_they_are_refused(
    programme: Programme, adviser: Person, client_of: ClientOf
) -> None:
    pages = (reverse("cafe_new"), reverse("circles_new"))
    assert [client_of(adviser).get(page).status_code for page in pages] == [403, 403]
