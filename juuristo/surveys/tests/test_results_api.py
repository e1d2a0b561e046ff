"""GET /api/v1/waves/{slug}/results: the document of the command, for those who see the wave."""

import json

import pytest
from django.test import Client

from juuristo.people.actions import create_api_token
from juuristo.people.models import Person
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.models import Wave
from juuristo.surveys.results import results_of
from juuristo.surveys.tests.sealed import sealed_wave, single, survey


@pytest.fixture
def wave(coordinator: Person) -> Wave:
    programme = ProgrammeFactory(organisation=coordinator.organisation)
    rows = [{"use": "yes"}] * 6
    return sealed_wave(survey(single("use", "yes no")), rows, programme=programme, invited=9)


def asked_by(person: Person, wave: Wave) -> tuple[int, object]:
    bearer = {"authorization": f"Bearer {create_api_token(person, 't', actor=None)}"}
    response = Client(headers=bearer).get(f"/api/v1/waves/{wave.slug}/results")
    return response.status_code, response.json()


def test_given_a_sealed_wave_then_everybody_gets_the_same_document(
    wave: Wave, coordinator: Person, adviser: Person
) -> None:
    told = json.loads(json.dumps(results_of(wave)))
    assert told["questions"][0]["options"][0]["count"] == 6
    assert asked_by(coordinator, wave) == asked_by(adviser, wave) == (200, told)


def test_given_a_supervisor_or_a_stranger_then_the_wave_is_not_there(
    wave: Wave, supervisor: Person, stranger: Person
) -> None:
    assert asked_by(supervisor, wave)[0] == asked_by(stranger, wave)[0] == 404


def test_given_an_open_wave_then_its_runner_hears_that_it_is_not_closed(
    wave: Wave, coordinator: Person, adviser: Person
) -> None:
    Wave.objects.update(state=Wave.State.OPEN)
    assert asked_by(coordinator, wave) == (
        200,
        {"wave": wave.slug, "state": "not_closed", "threshold": 5},
    )
    assert asked_by(adviser, wave)[0] == 404
