"""One person's answers as they are told to whoever runs a named wave."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.named_answers import Told, told_of
from juuristo.surveys.ready import ready
from juuristo.surveys.tests.sealed_waves import named


def test_given_answers_then_each_is_told_in_words_and_a_grid_as_one() -> None:
    answers = {
        "been_mentor": "yes",
        "stairs_use": "prefer_not_to_say",
        "difficulty_empathy": 2,
        "difficulty_farewell": 7,
        "helps": "Rauha",
    }
    assert told_of(ready("rooting-2022"), answers) == [
        Told("Oletko ollut mentorina?", "Kyllä"),
        Told("Kuinka usein käytät neljää porrasta tietoisesti?", "En halua vastata"),
        Told(
            "Kuinka helppo tai vaikea kukin porras on sinulle?",
            "Empatia: 2\nHyvästely: 7",
            "1 helppo, 10 vaikea",
        ),
        Told("Mikä auttaa sinua käyttämään portaita?", "Rauha"),
    ]


def test_given_no_answers_then_nothing_is_told() -> None:
    assert told_of(ready("rooting-2022"), {}) == []


def test_given_an_open_named_wave_then_its_answers_are_counted_as_they_come(
    organisation: Organisation, coordinator: Person, client_of: Callable[[Person], Client]
) -> None:
    people = [PersonFactory(organisation=organisation) for _ in range(3)]
    wave = named(ProgrammeFactory(organisation=organisation), people, invited=6)
    page = client_of(coordinator).get(reverse("wave", args=[wave.slug])).content.decode()
    assert "3 / 6" in page
    assert "öisin" not in page
