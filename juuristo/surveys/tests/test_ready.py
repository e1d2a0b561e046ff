"""The ready instruments: whole, in three languages, with the keys others rely on."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from juuristo.shell.dates import in_words
from juuristo.shell.texts import LANGUAGES
from juuristo.stairs.staircase import STAIRS
from juuristo.surveys.conditions import answer_keys
from juuristo.surveys.definition import Grid, Single, content_of
from juuristo.surveys.faults import faults_of
from juuristo.surveys.ready import FOLDER, READY, STAIR_OF, ready, ready_instruments

KEYS = (
    *("rooting-2022", "orientation-2021", "mentors-2023"),
    *("session-feedback", "rooting-pulse", "depth-probe"),
)


def test_given_the_folder_then_every_file_is_offered_under_its_name() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == set(KEYS) == set(READY)
    assert all(str(one.purpose) and one.name.fi for one in ready_instruments())


@pytest.mark.parametrize("key", KEYS)
def test_given_a_ready_instrument_then_nothing_is_wrong_with_it(key: str) -> None:
    assert faults_of(content_of(ready(key))) == []
    assert faults_of(json.loads((FOLDER / f"{key}.json").read_text(encoding="utf-8"))) == []


def texts_of(part: Any) -> Iterator[dict[str, str]]:
    if isinstance(part, dict) and part.keys() == {"fi", "sv", "en"}:
        yield part
    elif isinstance(part, dict | list):
        for each in part.values() if isinstance(part, dict) else part:
            yield from texts_of(each)


@pytest.mark.parametrize("key", KEYS)
def test_given_a_ready_instrument_then_every_text_is_in_three_languages(key: str) -> None:
    for texts in texts_of(content_of(ready(key))):
        said = [text.strip() for text in texts.values()]
        assert all(said) or not any(said), texts
        assert said == list(texts.values())
        assert not any("  " in text for text in said)


def test_given_the_rooting_survey_then_its_keys_are_the_promised_ones() -> None:
    options = {
        "been_mentor": ["yes", "no"],
        "attended": ["staff_workshop", "orientation_programme", "study_circle"],
        "stairs_use": ["daily", "weekly", "monthly", "not_at_all", "do_not_remember"],
        "wellbeing": ["yes", "no"],
        "more_support": ["yes", "no"],
    }
    survey = ready("rooting-2022")
    assert [key for question in survey.questions for key in answer_keys(question)] == [
        *("been_mentor", "attended", "stairs_use"),
        *(f"difficulty_{stair}" for stair in STAIRS),
        *("clearest_and_hardest", "helps", "hinders"),
        *("wellbeing", "wellbeing_how", "wellbeing_why_not", "more_support", "more_support_what"),
    ]
    for question in survey.questions:
        if question.key in options:
            written = content_of(survey)["questions"][survey.questions.index(question)]
            assert [option["key"] for option in written["options"]] == options[question.key]
        if isinstance(question, Grid):
            assert (question.ends.least, question.ends.most) == (1, 10)
        assert not question.required
        assert not question.about_me


def test_given_the_pulse_then_four_constructs_are_asked_alike() -> None:
    grids = [
        question for question in ready("rooting-pulse").questions if isinstance(question, Grid)
    ]
    assert [grid.key for grid in grids] == ["sense", "part", "together", "weigh"]
    assert all((grid.ends.least, grid.ends.most) == (1, 7) for grid in grids)
    assert {len(grid.rows) for grid in grids} == {2}


@pytest.mark.parametrize("key", ["session-feedback", "rooting-pulse", "orientation-2021"])
def test_given_an_intro_that_counts_questions_then_it_counts_as_the_page_does(key: str) -> None:
    survey = ready(key)
    asked = [question for question in survey.questions if question.type != "info"]
    for language in LANGUAGES:
        words = in_words(len(asked), language)
        assert words in getattr(survey.intro, language).lower().split()


def test_given_the_depth_probe_then_each_situation_has_one_right_stair() -> None:
    situations = ready("depth-probe").questions
    assert [question.key for question in situations] == list(STAIR_OF)
    for question in situations:
        assert isinstance(question, Single)
        assert [option.key for option in question.options] == [*STAIRS, "not_sure"]
    assert sorted(STAIR_OF.values()) == sorted([*STAIRS, *STAIRS])
