"""A session moved into another's time, to an hour that is not there, or over the clocks' turn."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from conftest import ClientOf
from juuristo.gatherings import actions
from juuristo.gatherings.clashes import Clashes, clashes_of
from juuristo.gatherings.models import Session
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.people.models import Organisation, Person

NOW = datetime(2027, 3, 1, 8, tzinfo=UTC)
NINE = datetime(2027, 3, 22, 7, tzinfo=UTC)  # a Monday, winter time
CLASH = "Yhdellä ilmoittautuneella on silloin toinen kerta."


@pytest.fixture
def _now(db: None) -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sessions(
    _now: None, organisation: Organisation, adviser: Person, mentor: Person
) -> tuple[Session, Session]:
    """The adviser comes to both and the mentor leads both: at nine and at noon."""
    made = []
    for hours in (0, 3):
        series = SeriesFactory(programme__organisation=organisation, published_at=NOW)
        session = SessionFactory(series=series, starts_at=NINE + timedelta(hours=hours))
        session.facilitators.add(mentor)
        actions.sign_up(session, adviser, actor=adviser)
        session.refresh_from_db()
        made.append(session)
    return made[0], made[1]


@pytest.fixture
def coordinating(_now: None, coordinator: Person, client_of: ClientOf) -> Client:
    return client_of(coordinator)


def posted(session: Session, day: str, begins: str, ends: str) -> dict[str, Any]:
    leads = [str(pk) for pk in session.facilitators.values_list("pk", flat=True)]
    times = {"day": day, "begins": begins, "ends": ends}
    return {**times, "capacity": 15, "minimum": 1, "facilitators": leads}


def edit(session: Session) -> str:
    return reverse("session_edit", args=[session.pk])


def test_given_overlaps_then_people_are_counted_once_and_ends_that_touch_do_not_clash(
    sessions: tuple[Session, Session], mentor: Person
) -> None:
    first, second = sessions
    at = {"starts_at": first.ends_at, "ends_at": second.starts_at}
    assert not clashes_of(first, **at, facilitators=[mentor])
    at = {"starts_at": first.starts_at, "ends_at": second.starts_at + timedelta(minutes=1)}
    assert clashes_of(first, **at, facilitators=[mentor]) == Clashes(1, 1)
    assert clashes_of(first, **at, facilitators=[]) == Clashes(1, 0)
    Session.objects.filter(pk=second.pk).update(cancelled_at=NOW)
    assert not clashes_of(first, **at, facilitators=[mentor])


def test_given_a_move_into_anothers_time_then_it_is_said_before_it_is_saved(
    sessions: tuple[Session, Session], coordinating: Client, adviser: Person
) -> None:
    first, _second = sessions
    values = posted(first, "22.3.2027", "11", "13")
    page = coordinating.post(edit(first), values)
    assert CLASH in page.text
    assert "Yhdellä vetäjällä on silloin toinen kerta." in page.text
    assert adviser.last_name not in page.text
    first.refresh_from_db()
    assert first.starts_at == NINE
    known = page.context["clashes"]["known"]
    assert coordinating.post(edit(first), values | {"known": known}).status_code == 302
    first.refresh_from_db()
    assert first.starts_at == NINE + timedelta(hours=2)


def test_given_another_time_than_was_warned_of_then_it_is_asked_anew(
    sessions: tuple[Session, Session], coordinating: Client
) -> None:
    first, _second = sessions
    page = coordinating.post(edit(first), posted(first, "22.3.2027", "11", "13"))
    known = page.context["clashes"]["known"]
    values = posted(first, "22.3.2027", "12", "14") | {"known": known}
    assert CLASH in coordinating.post(edit(first), values).text


def test_given_only_a_new_place_then_an_old_clash_is_not_brought_up(
    sessions: tuple[Session, Session], coordinating: Client
) -> None:
    first, second = sessions
    Session.objects.filter(pk=second.pk).update(starts_at=first.starts_at)
    values = posted(first, "22.3.2027", "9", "11") | {"place": "Sali"}
    assert coordinating.post(edit(first), values).status_code == 302


def test_given_the_hour_that_the_clocks_skip_then_it_is_refused_and_the_rest_is_kept(
    sessions: tuple[Session, Session], coordinating: Client
) -> None:
    first, _second = sessions
    page = coordinating.post(edit(first), posted(first, "28.3.2027", "3.30", "5"))
    assert "Kelloja siirretään silloin, joten tätä aikaa ei ole. Valitse toinen aika." in page.text
    first.refresh_from_db()
    assert first.starts_at == NINE


def test_given_a_session_across_the_clocks_turn_then_its_hours_are_those_of_the_clock(
    sessions: tuple[Session, Session], coordinating: Client
) -> None:
    first, _second = sessions
    coordinating.post(edit(first), posted(first, "28.3.2027", "2", "5"))
    first.refresh_from_db()
    assert first.ends_at - first.starts_at == timedelta(hours=2)
    assert "klo\u00a02–\u20605" in coordinating.get(reverse("session", args=[first.pk])).text


def test_given_a_move_over_the_turn_then_nine_stays_nine(
    sessions: tuple[Session, Session], coordinating: Client
) -> None:
    first, _second = sessions
    coordinating.post(edit(first), posted(first, "29.3.2027", "9", "11"))
    first.refresh_from_db()
    assert first.starts_at == NINE + timedelta(days=7, hours=-1)
