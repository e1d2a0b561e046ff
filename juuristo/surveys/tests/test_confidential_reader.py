"""A confidential wave has one reader, who cannot be changed: what the others are told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.people.models import Organisation, Person
from juuristo.surveys.actions.sealing import close_and_seal
from juuristo.surveys.models import Wave
from juuristo.surveys.tests.factories import WaveFactory

ClientOf = Callable[[Person], Client]


@pytest.fixture
def wave(organisation: Organisation, mentor: Person) -> Wave:
    made: Wave = WaveFactory(
        is_open=True, programme__organisation=organisation, kind=Wave.Kind.CONFIDENTIAL
    )
    made.readers.add(mentor)
    return made


def seal(wave: Wave) -> None:
    now = timezone.now()
    Wave.objects.filter(pk=wave.pk).update(
        state=Wave.State.SEALED, closes_at=now, sealed_at=now, responses_count=3
    )


def leave(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(left_date=timezone.localdate() - timedelta(days=1))


def followed(client: Client, wave: Wave) -> str:
    return client.get(reverse("wave", args=[wave.slug])).content.decode()


@pytest.fixture
def desk(coordinator: Person, client_of: ClientOf) -> Client:
    return client_of(coordinator)


def test_given_a_reader_at_work_then_others_are_told_to_wait_and_led_nowhere_closed(
    wave: Wave, desk: Client, mentor: Person
) -> None:
    seal(wave)
    page = followed(desk, wave)
    assert f"Vastaukset lukee vain {mentor.full_name}." in page
    results = reverse("wave_results", args=[wave.slug])
    assert results not in page
    assert results not in desk.get(reverse("surveys")).content.decode()
    wave.refresh_from_db()
    wave.synthesis = {"fi": "Ryhmä kantoi."}
    wave.save()
    page = followed(desk, wave)
    assert "Vastaukset lukee vain" not in page
    assert results in page
    assert results in desk.get(reverse("surveys")).content.decode()


def test_given_a_reader_who_has_left_then_the_coordinator_reads_what_to_do(
    wave: Wave, desk: Client, mentor: Person
) -> None:
    assert "Lukija on lähtenyt" not in followed(desk, wave)
    leave(mentor)
    page = followed(desk, wave)
    assert "Lukija on lähtenyt." in page
    assert "Vastauksia ei lue kukaan muu, sillä niin vastaajille luvattiin." in page
    assert "kysy se uudelleen" in page


def test_given_a_reader_who_has_left_then_nobody_is_asked_any_more(
    wave: Wave, mentor: Person, adviser: Person
) -> None:
    wave.readers.add(adviser)
    leave(mentor)
    close_and_seal()
    wave.refresh_from_db()
    assert wave.state == Wave.State.OPEN  # one reads still
    leave(adviser)
    close_and_seal()
    wave.refresh_from_db()
    assert wave.state != Wave.State.OPEN
    assert AuditEvent.objects.filter(verb="wave.closed").count() == 1


def test_given_a_reader_who_has_left_then_nobody_reads_the_answers(
    wave: Wave, desk: Client, mentor: Person, client_of: ClientOf
) -> None:
    seal(wave)
    reader = client_of(mentor)
    leave(mentor)
    for name in ("wave_results", "wave_export", "wave_synthesis"):
        address = reverse(name, args=[wave.slug])
        assert desk.get(address).status_code == 403
        assert reader.get(address).status_code in {302, 403, 404}


def test_given_a_wave_being_made_then_it_says_that_the_reader_stays(
    desk: Client, wave: Wave
) -> None:
    page = desk.get(reverse("wave_new"), {"instrument": str(wave.instrument.pk)}).content.decode()
    assert "eikä lukijaa voi vaihtaa avaamisen jälkeen" in page
