"""What respondents are promised, in the words they read."""

from typing import Any
from uuid import uuid4

import pytest

from juuristo.people.models import Organisation
from juuristo.people.tests.factories import PersonFactory
from juuristo.surveys.models import Wave
from juuristo.surveys.promises import promise_in_each, promise_of, promises
from juuristo.surveys.tests.waves import open_wave

Kind, Access = Wave.Kind, Wave.Access


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": Kind.ANONYMOUS}, "nimetön"),
        ({"kind": Kind.ANONYMOUS, "access": Access.LINK}, "nimetön"),
        ({"kind": Kind.NAMED}, "omalla nimelläsi"),
        ({"kind": Kind.CONFIDENTIAL}, "luottamuksellinen"),
        ({"kind": Kind.CONFIDENTIAL, "access": Access.LINK}, "luottamuksellinen"),
    ],
)
def test_given_a_kind_then_the_first_line_says_it_and_who_asks_and_no_place_is_left_empty(
    organisation: Organisation, fields: dict[str, Any], said: str
) -> None:
    wave = open_wave(programme__organisation=organisation, signature="Kaisa {reader}", **fields)
    reader = PersonFactory(organisation=organisation)
    wave.readers.add(reader)
    promise = promise_of(wave)
    assert said in promise.asks
    assert "Kaisa {reader}" in promise.asks  # what a coordinator writes is no placeholder
    whole = " ".join((promise.keeps, *promise.more))
    assert "{" not in whole
    assert (reader.full_name in whole) is (wave.kind == Kind.CONFIDENTIAL)


def test_given_an_anonymous_wave_then_its_thresholds_and_breakdowns_are_told(
    organisation: Organisation,
) -> None:
    wave = open_wave(
        programme__organisation=organisation,
        threshold=8,
        open_threshold=25,
        breakdowns=["years_in_work"],
    )
    more = " ".join(promise_of(wave).more)
    assert "vähintään 8" in more
    assert "vähintään 25" in more
    assert "Kauanko olet ollut työssäsi?" in more
    assert "taustakysymysten" not in " ".join(promise_of(open_wave(programme=wave.programme)).more)


def test_given_feedback_of_a_session_then_pooling_is_told(organisation: Organisation) -> None:
    wave = open_wave(programme__organisation=organisation, session_id=uuid4())
    assert "seuraavien kertojen kanssa" in promise_of(wave).more[-1]


def test_given_the_kinds_then_no_two_promise_the_same() -> None:
    kept = [one.keeps for one in promises().values()]
    assert len(set(kept)) == len(kept) == 4


def test_given_a_wave_then_the_respondents_page_gets_the_promise_in_each_language(
    organisation: Organisation,
) -> None:
    found = promise_in_each(open_wave(programme__organisation=organisation))
    assert set(found) == {"fi", "sv", "en"}
    assert all(set(one) == {"asks", "keeps", "more", "beyond"} for one in found.values())
