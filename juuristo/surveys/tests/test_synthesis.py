"""What a confidential wave's reader tells the others."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from juuristo.people.models import Organisation, Person
from juuristo.surveys.actions.synthesis import quote_in, write_synthesis
from juuristo.surveys.models import Response, Wave
from juuristo.surveys.refusals import Refused
from juuristo.surveys.tests.factories import WaveFactory

ClientOf = Callable[[Person], Client]
SAID = "Ryhmä kantoi, mutta kukaan johdosta ei enää tullut paikalle."


@pytest.fixture
def wave(organisation: Organisation, mentor: Person) -> Wave:
    made: Wave = WaveFactory(
        is_open=True,
        programme__organisation=organisation,
        kind=Wave.Kind.CONFIDENTIAL,
        state=Wave.State.SEALED,
        sealed_at=timezone.now(),
    )
    made.readers.add(mentor)
    Response.objects.create(wave=made, answers={"why": SAID, "makes_sense": "yes"})
    return made


def test_given_a_synthesis_when_written_then_others_see_the_wave(
    wave: Wave, mentor: Person, adviser: Person
) -> None:
    assert wave not in Wave.objects.visible_to(adviser)
    write_synthesis(wave, {"fi": "Johdon tuki väheni, ja se väsytti."}, actor=mentor)
    assert wave in Wave.objects.visible_to(adviser)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "He sanoivat: kukaan johdosta ei ENÄÄ, tullut paikalle.",
            "kukaan johdosta ei enää tullut",
        ),
        ("Kukaan johdosta ei enää ollut mukana.", ""),
        ("", ""),
    ],
)
def test_given_words_in_a_row_then_they_are_a_quote_from_six_on(text: str, quote: str) -> None:
    assert quote_in({"fi": text}, iter([SAID])).startswith(quote)
    assert bool(quote_in({"fi": text}, iter([SAID]))) is bool(quote)


def test_given_a_quote_when_published_then_it_is_refused_and_kept_in_the_form(
    wave: Wave, mentor: Person, client_of: ClientOf
) -> None:
    client, address = client_of(mentor), reverse("wave_synthesis", args=[wave.slug])
    page = client.post(address, {"synthesis_fi": f"Näin sanottiin: {SAID}"})
    assert "lainaus" in page.content.decode()
    assert SAID in page.content.decode()
    wave.refresh_from_db()
    assert wave.synthesis == {}
    client.post(address, {"synthesis_fi": "Tuki väheni."})
    wave.refresh_from_db()
    assert wave.synthesis == {"fi": "Tuki väheni."}


def test_given_a_synthesis_that_tells_who_somebody_is_then_it_is_refused(
    wave: Wave, mentor: Person, client_of: ClientOf
) -> None:
    address = reverse("wave_synthesis", args=[wave.slug])
    page = client_of(mentor).post(address, {"synthesis_fi": "Kysy: aino@example.org"})
    assert "sähköpostiosoite" in page.content.decode()
    wave.refresh_from_db()
    assert wave.synthesis == {}


def test_given_a_coordinator_when_they_would_write_it_then_it_is_the_readers(
    wave: Wave, coordinator: Person, client_of: ClientOf
) -> None:
    address = reverse("wave_synthesis", args=[wave.slug])
    assert client_of(coordinator).get(address).status_code == 403


def test_given_an_open_wave_when_summed_up_then_it_is_too_early(
    wave: Wave, mentor: Person, client_of: ClientOf
) -> None:
    Wave.objects.update(state=Wave.State.OPEN)
    address = reverse("wave_synthesis", args=[wave.slug])
    assert client_of(mentor).get(address).status_code == 404
    with pytest.raises(Refused):
        write_synthesis(wave, {"fi": "Liian aikaisin."}, actor=mentor)
