"""Instruments, waves and progress over REST."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from juuristo.people.models import ApiToken, Organisation, Person
from juuristo.people.tokens import hash_of
from juuristo.surveys.models import Reminder, Wave, WaveDay
from juuristo.surveys.tests.factories import WaveFactory
from juuristo.surveys.tests.waves import invite, open_wave


def ask(person: Person, path: str) -> Any:
    ApiToken.objects.get_or_create(
        person=person, name="x", defaults={"token_hash": hash_of(str(person.pk))}
    )
    return Client().get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {person.pk}"})


@pytest.fixture
def wave(organisation: Organisation) -> Wave:
    wave = open_wave(programme__organisation=organisation)
    Wave.objects.filter(pk=wave.pk).update(invited=10, delivered=9, acknowledged=4, reissued=1)
    WaveDay.objects.create(wave=wave, day=timezone.localdate(), acknowledged=4)
    Reminder.objects.create(wave=wave, number=1, due_on=timezone.localdate() + timedelta(days=3))
    return wave


def test_given_a_wave_when_its_progress_is_asked_then_it_is_counts_alone(
    wave: Wave, coordinator: Person
) -> None:
    invite(wave)
    answer = ask(coordinator, f"waves/{wave.slug}/progress")
    today = timezone.localdate()
    assert answer.json() == {
        "wave": wave.slug,
        "state": "open",
        "invited": 10,
        "delivered": 9,
        "answered": 4,
        "response_rate": 0.4,
        "reissued": 1,
        "days": [{"day": today.isoformat(), "answered": 4}],
        "reminders": [
            {
                "number": 1,
                "due_on": (today + timedelta(days=3)).isoformat(),
                "sent_on": None,
                "recipients": 0,
            }
        ],
    }


def test_given_a_wave_when_others_ask_then_its_reader_may_not_and_the_rest_do_not_know_of_it(
    wave: Wave, mentor: Person, adviser: Person, stranger: Person
) -> None:
    wave.readers.add(mentor)
    path = f"waves/{wave.slug}/progress"
    assert ask(mentor, path).status_code == 403
    assert ask(adviser, path).status_code == 404
    assert ask(stranger, path).status_code == 404


def test_given_waves_when_listed_then_each_sees_their_own_and_open_ones_tell_no_answers(
    wave: Wave, coordinator: Person, adviser: Person, stranger: Person
) -> None:
    (item,) = ask(coordinator, "waves").json()["items"]
    assert (item["slug"], item["kind"], item["invited"]) == (wave.slug, "anonymous", 10)
    assert item["answered"] is None
    assert "ballot_key" not in item
    assert ask(adviser, "waves").json() == {"items": [], "count": 0}
    assert ask(stranger, "waves").json() == {"items": [], "count": 0}


def test_given_instruments_when_listed_then_only_those_who_make_surveys_see_them(
    wave: Wave, coordinator: Person, adviser: Person
) -> None:
    (item,) = ask(coordinator, "instruments").json()["items"]
    assert item["key"] == wave.instrument.key
    assert item["content"]["questions"][0]["key"] == "makes_sense"
    assert ask(adviser, "instruments").json()["count"] == 0


def test_given_more_waves_when_listed_then_no_more_is_asked_of_the_database(
    wave: Wave, coordinator: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ask(coordinator, "waves")
    with django_assert_num_queries(5):
        ask(coordinator, "waves")
    for _ in range(4):
        WaveFactory(programme=wave.programme, instrument=wave.instrument)
    with django_assert_num_queries(5):
        assert ask(coordinator, "waves").json()["count"] == 5
