"""What surveys put on Today, in the calendar and in what is stored of one."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from juuristo.people.models import Organisation, Person, Role
from juuristo.people.stored import stored_of
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys import today
from juuristo.surveys.calendar_days import waves_of
from juuristo.surveys.links import invitation_link
from juuristo.surveys.models import Invitation, NamedResponse, Wave
from juuristo.surveys.tests.factories import WaveFactory
from juuristo.surveys.tests.waves import invite, open_wave

ClientOf = Callable[[Person], Client]


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    made: Programme = ProgrammeFactory(organisation=organisation)
    return made


def labels(person: Person) -> list[str]:
    return [knot.label for knot in today.knots(person)]


def test_given_an_invitation_when_i_look_at_today_then_my_own_link_is_there(
    programme: Programme, adviser: Person, client_of: ClientOf
) -> None:
    invitation = invite(open_wave(programme=programme), adviser)
    page = client_of(adviser).get("/").content.decode()
    assert "Kysely odottaa" in page
    assert f'href="{invitation_link(invitation)}"' in page


def test_given_an_invitation_when_i_open_the_room_of_surveys_then_it_asks_me_first(
    programme: Programme, coordinator: Person, client_of: ClientOf
) -> None:
    invitation = invite(open_wave(programme=programme), coordinator)
    page = client_of(coordinator).get(reverse("surveys")).text
    assert "Odottaa vastaustasi" in page
    assert f'href="{invitation_link(invitation)}"' in page

    Invitation.objects.update(has_answered=True)
    assert "Odottaa vastaustasi" not in client_of(coordinator).get(reverse("surveys")).text


@pytest.mark.parametrize(
    "change",
    [
        {"state": Wave.State.CLOSED},
        {"opens_at": timezone.now() + timedelta(days=1)},
        {"opens_at": None, "closes_at": timezone.now() - timedelta(minutes=1)},
    ],
)
def test_given_a_wave_that_takes_no_answers_when_i_look_then_nothing_waits(
    programme: Programme, adviser: Person, change: dict[str, object]
) -> None:
    wave = open_wave(programme=programme)
    invite(wave, adviser)
    assert labels(adviser) == ["Kysely odottaa"]
    Wave.objects.filter(pk=wave.pk).update(**change)
    assert labels(adviser) == []


def test_given_an_answer_that_is_known_of_when_i_look_then_nothing_waits(
    programme: Programme, adviser: Person
) -> None:
    invite(open_wave(programme=programme), adviser)
    Invitation.objects.update(has_answered=True)
    assert labels(adviser) == []


@pytest.mark.parametrize(("kind", "stays"), [("anonymous", True), ("named", False)])
def test_given_an_answer_that_hides_its_sender_then_today_says_why_the_survey_is_still_there(
    programme: Programme, adviser: Person, client_of: ClientOf, kind: str, stays: bool
) -> None:
    wave = open_wave(programme=programme)
    Wave.objects.filter(pk=wave.pk).update(kind=kind)
    invite(wave, adviser)
    assert ("Jos vastasit jo, kiitos" in client_of(adviser).get("/").text) == stays


def test_given_waves_under_way_when_a_coordinator_looks_then_they_see_how_many_have_answered(
    programme: Programme, coordinator: Person, client_of: ClientOf
) -> None:
    wave = open_wave(programme=programme)
    Wave.objects.filter(pk=wave.pk).update(invited=254, acknowledged=41)
    page = client_of(coordinator).get("/").content.decode()
    assert "Kysely on auki" in page
    assert "41 / 254" in page


def test_given_what_a_reader_has_to_read_when_they_look_then_today_tells_of_it(
    programme: Programme, mentor: Person
) -> None:
    now = timezone.now()
    sealed = {"is_open": True, "programme": programme, "state": "sealed", "sealed_at": now}
    WaveFactory(**sealed, kind="confidential").readers.add(mentor)
    WaveFactory(**sealed, session_id=uuid4()).readers.add(mentor)
    old = WaveFactory(**sealed | {"sealed_at": now - timedelta(days=30)}, session_id=uuid4())
    old.readers.add(mentor)
    assert sorted(labels(mentor)) == [
        "Palaute on luettavissa",
        "Yhteenveto odottaa kirjoittajaansa",
    ]


def test_given_more_waves_when_today_is_opened_then_no_more_is_asked_of_the_database(
    programme: Programme, coordinator: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert coordinator.held_roles
    for _ in range(2):
        invite(open_wave(programme=programme), coordinator)
    with django_assert_num_queries(3):
        assert len(labels(coordinator)) == 4
    for _ in range(4):
        invite(open_wave(programme=programme), coordinator)
    with django_assert_num_queries(3):
        assert len(labels(coordinator)) == 5


def test_given_roles_then_the_room_is_there_for_those_who_may_see_something(
    organisation: Organisation, adviser: Person, supervisor: Person, programme: Programme
) -> None:
    assert [link.label for link in today.links(adviser)] == ["Kyselyt"]
    assert list(today.links(supervisor)) == []
    open_wave(programme=programme).readers.add(supervisor)
    assert [link.url for link in today.links(supervisor)] == [reverse("surveys")]


def test_given_waves_when_the_calendar_is_read_then_openings_and_closings_stand_on_their_days(
    programme: Programme, coordinator: Person, adviser: Person
) -> None:
    wave = open_wave(programme=programme)
    open_wave(programme=programme, session_id=uuid4())
    first = timezone.localdate() - timedelta(days=10)
    end = first + timedelta(days=60)
    found = list(waves_of(programme, coordinator, first, end))
    assert [one.label.partition(":")[0] for one in found] == ["Kysely alkaa", "Kysely päättyy"]
    assert wave.closes_at is not None
    assert found[1].day == timezone.localdate(wave.closes_at)
    assert list(waves_of(programme, adviser, first, end)) == []
    assert list(waves_of(programme, coordinator, first, first)) == []


def test_given_my_data_when_i_take_it_then_anonymous_answers_are_nobodys(
    programme: Programme,
) -> None:
    person = PersonFactory(organisation=programme.organisation, roles=[Role.ADVISER])
    invite(open_wave(programme=programme), person)
    named = WaveFactory(programme=programme, kind="named", is_open=True)
    NamedResponse.objects.create(wave=named, person=person, answers={"makes_sense": "yes"})
    stored = stored_of(person)["surveys"]
    assert [one["known_to_have_answered"] for one in stored["invitations"]] == [False]
    assert [one["answers"] for one in stored["named_answers"]] == [{"makes_sense": "yes"}]
