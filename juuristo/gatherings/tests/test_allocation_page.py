"""The page from wishes to places: what each stage says and what its acts do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings.actions import allocating
from juuristo.gatherings.models import Allocation, Series, Session, SignUp
from juuristo.gatherings.tests.wishing import (
    close,
    proposal,
    sessions_of,
    wish,
    wishing_series,
)
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import OfficeFactory, PersonFactory

State = Allocation.State


@pytest.fixture
def series(organisation: Organisation) -> Series:
    return wishing_series(organisation, expected=True)


@pytest.fixture
def sessions(series: Series) -> list[Session]:
    return sessions_of(series, 2, 2, 6, minimum=2)


@pytest.fixture
def people(organisation: Organisation, sessions: list[Session]) -> list[Person]:
    """Two offices; all want the first session, two could take the second, one the last."""
    offices = [OfficeFactory(organisation=organisation) for _ in range(2)]
    found = [PersonFactory(organisation=organisation, office=offices[n % 2]) for n in range(5)]
    for person in found[:2]:
        wish(person, *sessions[:2])
    wish(found[2], sessions[0], sessions[2])
    for person in found[3:]:
        wish(person, sessions[0])
    return found


def page(series: Series) -> str:
    return reverse("series_allocation", args=[series.pk])


def test_given_the_window_is_open_then_the_page_shows_wishes_and_offers_no_places(
    series: Series, people: list[Person], coordinator: Person, client_of: ClientOf
) -> None:
    answer = client_of(coordinator).get(page(series))
    assert "5 ihmistä on kertonut toiveensa" in answer.text
    assert "Laske ehdotus" not in answer.text
    assert [row.by_rank for row in answer.context["sessions"]] == [
        [5, 0, 0, 0],
        [0, 2, 0, 0],
        [0, 1, 0, 0],
    ]


def test_given_the_wishes_are_in_then_it_says_which_session_lacks_and_what_would_help(
    series: Series, people: list[Person], coordinator: Person, client_of: ClientOf
) -> None:
    close(series)
    client = client_of(coordinator)
    text = client.get(page(series)).text
    assert "ja vähimmäismäärä on 2" in text
    client.post(page(series), {"act": "ask"})
    assert Allocation.objects.get().state == State.QUEUED
    waiting = client.get(page(series)).text
    assert "Laskeminen odottaa vuoroaan" in waiting
    assert "every 1s" in waiting
    desk = client.get(reverse("series_desk", args=[series.pk])).text
    assert "Paikat odottavat jakamista" in desk


def test_given_the_reckoning_is_done_when_the_part_asks_then_the_whole_page_comes_anew(
    series: Series, people: list[Person], coordinator: Person, client_of: ClientOf
) -> None:
    proposal(series, coordinator)
    answer = client_of(coordinator).get(page(series), headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"


def test_given_a_proposal_then_its_figures_stand_beside_first_come_and_names_leave_a_trace(
    series: Series, people: list[Person], coordinator: Person, client_of: ClientOf
) -> None:
    proposal(series, coordinator)
    answer = client_of(coordinator).get(page(series))
    figures = {one.name: (one.proposed, one.first_come) for one in answer.context["figures"]}
    assert figures["Jäi ilman paikkaa"] == (
        "1 / 5 (20\N{NO-BREAK SPACE}%)",
        "2 / 5 (40\N{NO-BREAK SPACE}%)",
    )
    assert "todistetusti paras" in answer.text
    assert "jäi ilman paikkaa" in answer.text
    (missing,) = answer.context["without"]
    assert missing.full_name in answer.text
    assert AuditEvent.objects.filter(verb="wishes.listed", actor_id=coordinator.pk).exists()


def test_given_a_proposal_when_one_is_moved_then_the_cost_is_said_first_and_the_figures_follow(
    series: Series,
    people: list[Person],
    sessions: list[Session],
    coordinator: Person,
    client_of: ClientOf,
) -> None:
    row = proposal(series, coordinator)
    client = client_of(coordinator)
    who = Person.objects.get(pk=row.proposal["unassigned"][0])
    url = reverse("allocation_move", args=[series.pk, who.pk])
    asked = client.get(url)
    options = {one.session and one.session.pk: one for one in asked.context["options"]}
    assert options[sessions[0].pk].is_full
    assert options[None].is_now
    assert options[sessions[2].pk].costs == ["jokin kerta jää alle vähimmäismäärän"]
    answer = client.post(url, {"session": str(sessions[2].pk)}, follow=True)
    assert "Olet muuttanut ehdotusta" in answer.text
    assert "Alle vähimmäismäärän" in answer.text
    assert "Yksi kerta jää alle vähimmäismäärän." in answer.text
    assert not answer.context["without"]


def test_given_a_proposal_when_it_is_confirmed_then_the_page_says_what_came_of_it(
    series: Series, people: list[Person], coordinator: Person, client_of: ClientOf
) -> None:
    proposal(series, coordinator)
    client = client_of(coordinator)
    answer = client.post(page(series), {"act": "confirm"}, follow=True)
    assert "4 ihmistä sai paikan" in answer.text
    assert ("Jäi ilman paikkaa", 1) in answer.context["figures"]
    assert SignUp.objects.filter(state="booked").count() == 4
    again = client.post(page(series), {"act": "confirm"}, follow=True)
    assert "ei ole enää voimassa" in again.text


def test_given_a_proposal_when_another_is_wanted_or_none_then_the_wishes_stay(
    series: Series, people: list[Person], coordinator: Person, client_of: ClientOf
) -> None:
    proposal(series, coordinator)
    client = client_of(coordinator)
    client.post(page(series), {"act": "again"})
    assert Allocation.objects.get(state=State.QUEUED).seed == 1
    answer = client.post(page(series), {"act": "discard"}, follow=True)
    assert "Toiveet ovat tallessa" in answer.text
    assert not Allocation.objects.exclude(state=State.DISCARDED).exists()


def test_given_a_reckoning_that_failed_then_the_page_says_so_and_offers_to_try_again(
    series: Series, people: list[Person], coordinator: Person, client_of: ClientOf
) -> None:
    close(series)
    row = allocating.ask(series, actor=coordinator)
    Allocation.objects.filter(pk=row.pk).update(state=State.FAILED)
    text = client_of(coordinator).get(page(series)).text
    assert "Laskeminen ei onnistunut" in text
    assert "Laske ehdotus" in text


def test_given_an_unknown_act_or_person_then_it_is_not_found(
    series: Series, people: list[Person], coordinator: Person, client_of: ClientOf
) -> None:
    proposal(series, coordinator)
    client = client_of(coordinator)
    assert client.post(page(series), {"act": "burn"}).status_code == 404
    url = reverse("allocation_move", args=[series.pk, coordinator.pk])
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("count", [2, 12])
def test_given_more_people_then_the_proposal_asks_the_database_no_more(
    organisation: Organisation,
    coordinator: Person,
    client_of: ClientOf,
    count: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    series = wishing_series(organisation)
    rows = sessions_of(series, count, count)
    for person in PersonFactory.create_batch(count, organisation=organisation):
        wish(person, *rows)
    proposal(series, coordinator)
    client = client_of(coordinator)
    client.get(page(series))
    with django_assert_num_queries(10):
        client.get(page(series))


def test_given_wishes_are_in_then_today_asks_the_coordinator_to_give_the_places(
    series: Series, people: list[Person], coordinator: Person, client_of: ClientOf
) -> None:
    close(series)
    assert "Paikat odottavat, että jaat ne" in client_of(coordinator).get("/").text
    Series.objects.update(places_given_at=timezone.now())
    assert "Paikat odottavat" not in client_of(coordinator).get("/").text
