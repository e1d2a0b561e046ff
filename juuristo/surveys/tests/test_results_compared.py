"""Two waves side by side, and open answers page by page."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from juuristo.surveys.models import Wave
from juuristo.surveys.results import comparison_of, open_answers, waves_to_compare
from juuristo.surveys.tests.sealed import sealed_wave, single, survey

pytestmark = pytest.mark.django_db

SCALE = {"type": "scale", "text": {"fi": "S"}, "ends": {"least": 1, "most": 5}}
CONTENT = survey(single("use", "yes no"), {"key": "hard", **SCALE}, single("few", "a b"))


def rows(yes: int, no: int, mark: int) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = [{"use": "yes", "hard": mark}] * yes
    told += [{"use": "no", "hard": mark - 1}] * no
    return [*told[:-3], *({**row, "few": "a"} for row in told[-3:])]


@pytest.fixture
def earlier() -> Wave:
    before = timezone.now() - timedelta(days=400)
    return sealed_wave(CONTENT, rows(20, 60, 3), invited=100, closes_at=before, opens_at=None)


@pytest.fixture
def wave(earlier: Wave) -> Wave:
    return sealed_wave(
        None, rows(60, 20, 5), invited=100, version=earlier.version, programme=earlier.programme
    )


def test_given_two_waves_then_each_question_has_its_change(wave: Wave, earlier: Wave) -> None:
    use, hard, few = comparison_of(wave, earlier)
    yes, no = use["options"]
    assert (use["n"], use["earlier_n"], use["state"]) == (80, 80, "shown")
    assert (yes["percent"], yes["earlier_percent"], yes["change"]) == (75, 25, 50)
    assert (yes["verdict"], no["verdict"]) == ("grew", "fell")
    assert yes["interval"][0] < 50 < yes["interval"][1]
    assert (hard["mean"], hard["earlier_mean"], hard["change"]) == (4.75, 2.25, 2.5)
    assert hard["verdict"] == "grew"
    assert few == {"key": "few", "type": "single", "state": "protected"}


def test_given_a_wave_and_itself_then_nothing_differs(wave: Wave) -> None:
    use, hard, _few = comparison_of(wave, wave)
    assert {option["verdict"] for option in use["options"]} == {"no_difference"}
    assert (hard["change"], hard["verdict"]) == (0, "no_difference")


def test_given_a_question_that_changed_then_it_is_not_compared(wave: Wave) -> None:
    content = survey(single("use", "yes no maybe"), {"key": "easy", **SCALE})
    other = sealed_wave(content, rows(20, 60, 3), invited=100)
    states = {each["key"]: each["state"] for each in comparison_of(wave, other)}
    assert states == {"use": "changed", "hard": "missing", "few": "missing"}


def test_given_waves_then_only_earlier_sealed_ones_of_the_instrument_are_offered(
    wave: Wave, earlier: Wave
) -> None:
    assert list(waves_to_compare(wave)) == [earlier]
    assert list(waves_to_compare(earlier)) == []
    Wave.objects.filter(pk=earlier.pk).update(state=Wave.State.CLOSED)
    assert list(waves_to_compare(wave)) == []


WORDS = survey(
    {"key": "helps", "type": "open", "text": {"fi": "Mikä auttaa?"}},
    {"key": "hinders", "type": "open", "text": {"fi": "Mikä estää?"}},
)


def test_given_open_answers_then_their_pages_hold_each_once_in_an_order_of_their_own() -> None:
    wave = sealed_wave(WORDS, [{"helps": f"{n}", "hinders": f"{n}"} for n in range(64)])
    helps = [open_answers(wave, "helps", page) for page in (1, 2, 3)]
    assert [len(each.texts) for each in helps] == [30, 30, 4]
    assert {(each.n, each.pages, each.state) for each in helps} == {(64, 3, "shown")}
    texts = [text for each in helps for text in each.texts]
    assert sorted(texts) == sorted(f"{n}" for n in range(64))
    hinders = [text for page in (1, 2, 3) for text in open_answers(wave, "hinders", page).texts]
    assert sum(a == b for a, b in zip(texts, hinders, strict=True)) < 10
    assert open_answers(wave, "helps", 2).texts == helps[1].texts
    assert (open_answers(wave, "helps", 99).page, open_answers(wave, "helps", -1).page) == (3, 1)


def test_given_fewer_than_ten_then_no_text_is_given() -> None:
    declined = [{"helps": "prefer_not_to_say"}] * 20
    wave = sealed_wave(WORDS, [{"helps": f"{n}"} for n in range(9)] + declined)
    found = open_answers(wave, "helps")
    assert (found.state, found.texts, found.n) == ("protected", [], None)
    assert open_answers(wave, "hinders").state == "missing"
    assert open_answers(wave, "nothing").state == "missing"


def test_given_ten_among_those_who_declined_then_only_the_texts_are_given() -> None:
    declined = [{"helps": "prefer_not_to_say"}] * 3
    wave = sealed_wave(WORDS, [{"helps": f"{n}"} for n in range(10)] + declined)
    assert sorted(open_answers(wave, "helps").texts) == [f"{n}" for n in range(10)]
