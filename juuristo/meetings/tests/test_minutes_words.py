"""Minutes in words, in three languages."""

import re

import pytest

from juuristo.meetings.minutes_words import (
    LONGEST,
    about,
    minutes_words,
    number_in_words,
    number_words,
)

LANGUAGES = ["fi", "sv", "en"]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "vielä hetki"),
        (1, "noin minuutti"),
        (7, "noin seitsemän minuuttia"),
        (13, "noin kolmetoista minuuttia"),
        (22, "noin kaksikymmentä minuuttia"),
        (23, "noin kaksikymmentä\N{SOFT HYPHEN}viisi minuuttia"),
        (57, "noin viisikymmentä\N{SOFT HYPHEN}viisi minuuttia"),
        (60, "noin tunti"),
        (90, "noin puolitoista tuntia"),
        (140, "noin kaksi tuntia"),
        (240, "noin neljä tuntia"),
        (241, "yli neljä tuntia"),
    ],
)
def test_given_minutes_then_they_are_said_as_roughly_as_they_are_far(
    minutes: int, words: str
) -> None:
    assert about(minutes, "fi") == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_given_a_language_then_every_minute_has_words_without_figures(language: str) -> None:
    said = minutes_words(language)
    assert len(said) == LONGEST + 2 == len(number_words(language))
    assert not [words for words in said if not words or re.search(r"\d", words)]


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "neljäkymmentä\N{SOFT HYPHEN}viisi"), ("sv", "fyrtiofem"), ("en", "forty-five")],
)
def test_given_a_language_then_tens_and_ones_are_joined_its_own_way(
    language: str, words: str
) -> None:
    assert number_in_words(45, language) == words
