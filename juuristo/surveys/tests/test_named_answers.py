"""One person's answers as they are told to whoever runs a named wave."""

from juuristo.surveys.named_answers import Told, told_of
from juuristo.surveys.ready import ready


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
