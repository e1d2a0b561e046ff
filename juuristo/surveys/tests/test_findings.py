"""Findings are said by rule, and never without ground."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juuristo.figures.intervals import wilson_finite
from juuristo.surveys import findings
from juuristo.surveys.finding_words import Known
from juuristo.surveys.share_words import FEWEST_FOR_WORDS, nearest, people_of

NAMES = {f"o{number}": f"Vaihtoehto {number}" for number in range(60)}


def single(counts: list[int], population: int | None = None, **also: Any) -> dict[str, Any]:
    n = sum(counts)
    return {
        "key": "asked",
        "type": "single",
        "state": "shown",
        "n": n,
        "options": [
            {
                "key": f"o{number}",
                "count": count,
                "percent": 100 * count / n,
                "interval": [100 * end for end in wilson_finite(count, n, population)],
            }
            for number, count in enumerate(counts)
        ],
        **also,
    }


COUNTS = st.lists(st.integers(0, 400), min_size=2, max_size=12).filter(lambda c: sum(c) >= 5)


@given(st.integers(20, 5_000).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))))
def test_given_a_share_then_the_words_for_it_are_within_five_hundredths(
    figures: tuple[int, int],
) -> None:
    part, whole = figures
    share = part / whole
    words = people_of(part, whole)
    if words == "Jokainen":
        assert part == whole
    elif words == "Lähes jokainen":
        assert share > 0.95
    elif words == "Vain harva":
        assert share < 0.05
    else:
        assert abs(nearest(share) - share) <= 0.05 + 1e-9


@given(
    st.integers(1, FEWEST_FOR_WORDS - 1).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n)))
)
def test_given_few_people_then_the_share_is_their_number(figures: tuple[int, int]) -> None:
    part, whole = figures
    words = people_of(part, whole)
    assert words == ("Jokainen" if part == whole else f"{whole} vastaajasta {part}")


@given(COUNTS, st.one_of(st.none(), st.integers(0, 4_000)))
def test_given_one_of_many_then_one_is_set_above_only_when_its_interval_is_apart(
    counts: list[int], silent: int | None
) -> None:
    result = single(counts, None if silent is None else sum(counts) + silent)
    finding = findings.of_question(result, NAMES)
    first, *others = sorted(result["options"], key=lambda option: -option["count"])
    rivals = max(option["interval"][1] for option in others)
    names_one = any(f"”{name}”" in finding.words for name in NAMES.values())
    is_above = first["interval"][0] > rivals or first["interval"][0] > 50
    assert names_one == (is_above and (len(counts) > 2 or first["interval"][0] > 50))
    assert (finding.strength > 0) == names_one
    if names_one:
        assert f"”{NAMES[first['key']]}”" in finding.words


@given(COUNTS)
def test_given_several_may_be_chosen_then_one_is_set_above_only_when_apart(
    counts: list[int],
) -> None:
    result = {**single(counts), "type": "multiple"}
    finding = findings.of_question(result, NAMES)
    first, second, *_rest = sorted(result["options"], key=lambda option: -option["count"])
    if finding.words.startswith("Useimmin"):
        assert first["interval"][0] > second["interval"][1]
    else:
        assert first["interval"][0] <= second["interval"][1]


@given(COUNTS)
def test_given_an_order_then_one_is_first_only_when_apart(counts: list[int]) -> None:
    result = {**single(counts), "type": "ranking"}
    words = findings.of_question(result, NAMES).words
    first, second, *_rest = sorted(result["options"], key=lambda option: -option["count"])
    assert words.startswith("Useimmin") == (first["interval"][0] > second["interval"][1])


def scale(mean: float, reach: float, key: str = "asked") -> dict[str, Any]:
    return {
        "key": key,
        "type": "scale",
        "state": "shown",
        "n": 30,
        "mean": mean,
        "mean_interval": [mean - reach, mean + reach],
    }


ENDS = findings.Ends(1, 10, "helppoa", "vaikeaa")


@given(st.floats(1, 10), st.floats(0, 4))
def test_given_a_scale_then_it_leans_only_when_its_interval_leaves_the_middle_out(
    mean: float, reach: float
) -> None:
    finding = findings.of_scale(scale(mean, reach), ENDS)
    if finding.words.endswith("vastausta ”helppoa”"):
        assert mean + reach < 5.5
    elif finding.words.endswith("vastausta ”vaikeaa”"):
        assert mean - reach > 5.5
    else:
        assert finding.strength == 0
        assert mean - reach <= 5.5 <= mean + reach


@given(st.lists(st.tuples(st.floats(1, 10), st.floats(0, 3)), min_size=2, max_size=8))
def test_given_scales_side_by_side_then_one_stands_out_only_when_apart_from_all(
    drawn: list[tuple[float, float]],
) -> None:
    results = [scale(mean, reach, f"o{number}") for number, (mean, reach) in enumerate(drawn)]
    words = findings.of_scales(results, NAMES).words
    lows = [mean - reach for mean, reach in drawn]
    highs = [mean + reach for mean, reach in drawn]
    touching = max(lows) <= min(highs)
    assert (words == "Keskiarvojen välillä ei näy eroa, jota voisi erottaa sattumasta") == touching
    if words.startswith("Selvästi"):
        top = max(range(len(drawn)), key=lambda number: drawn[number][0])
        assert all(lows[top] > high for n, high in enumerate(highs) if n != top)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(5, 60)), min_size=2, max_size=6))
def test_given_groups_then_a_difference_is_told_only_when_two_are_apart(
    drawn: list[tuple[int, int]],
) -> None:
    figures = []
    for number, (part, more) in enumerate(drawn):
        low, high = wilson_finite(part, part + more)
        figures.append(findings.Figure(f"R{number}", 100 * part / (part + more), (low, high)))
    pairs = [(a, b) for a in figures for b in figures if a.interval[1] < b.interval[0]]
    assert findings.of_groups(figures).startswith("Ryhmien välillä on eroa") == bool(pairs)


# ---- our own sentences


def use(counts: list[int]) -> dict[str, Any]:
    keys = ["daily", "weekly", "monthly", "not_at_all", "do_not_remember"]
    result = single(counts, 254, key="stairs_use")
    for key, option in zip(keys, result["options"], strict=True):
        option["key"] = key
    return result


def yes_no(key: str, yes: int, no: int) -> dict[str, Any]:
    result = single([yes, no], 254, key=key)
    result["options"][0]["key"], result["options"][1]["key"] = "yes", "no"
    return result


ROOTING = Known("rooting-2022", 254)


def test_given_the_published_figures_then_the_page_says_what_they_say() -> None:
    asked = [
        use([33, 37, 10, 19, 4]),
        yes_no("wellbeing", 65, 38),
        yes_no("more_support", 40, 63),
    ]
    said = [findings.of_question(result, {}, ROOTING) for result in asked]
    assert [finding.words for finding in said] == [
        "Kaksi kolmesta käyttää portaita tietoisesti vähintään viikoittain",
        "Kuusi kymmenestä voi työssään paremmin",
        "Neljä kymmenestä toivoo lisää tukea",
    ]
    document = {"answered": 104, "questions": asked}
    heading = findings.of_wave(said, document, ROOTING)
    assert heading.words == "Portaat ovat arjessa, ja tukea toivotaan lisää"


@pytest.mark.parametrize(
    ("counts", "support", "words"),
    [
        ([10, 10, 40, 40, 3], 3, "Portaat eivät vielä ole useimpien arjessa"),
        ([25, 26, 20, 20, 12], 3, "Portaat ovat arjessa noin puolella"),
        ([60, 30, 5, 5, 3], 3, "Portaat ovat arjessa"),
        ([60, 30, 5, 5, 3], 60, "Portaat ovat arjessa, ja tukea toivotaan lisää"),
    ],
)
def test_given_other_figures_then_the_page_says_otherwise(
    counts: list[int], support: int, words: str
) -> None:
    asked = [use(counts), yes_no("more_support", support, 100 - support)]
    document = {"answered": 104, "questions": asked}
    assert findings.of_wave([], document, ROOTING).words == words


def test_given_changed_options_then_our_own_sentence_is_not_used() -> None:
    result = use([33, 37, 10, 19, 4])
    result["options"].reverse()
    assert "portaita" not in findings.of_question(result, NAMES, ROOTING).words


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"answered": 0, "questions": []}, "Vastauksia ei tullut"),
        (
            {"answered": 3, "questions": [{"key": "a", "state": "protected", "n": None}]},
            "Vastauksia on niin vähän, että tulokset on suojattu",
        ),
        (
            {"answered": 30, "questions": [single([10, 10, 10])]},
            "Mikään tulos ei nouse selvästi muiden yläpuolelle",
        ),
        (
            {
                "answered": 30,
                "questions": [{"key": "a", "state": "shown", "type": "open", "n": 30}],
            },
            "Vastaukset ovat vastaajien omin sanoin",
        ),
    ],
)
def test_given_little_to_say_then_the_page_says_so(document: dict[str, Any], words: str) -> None:
    said = [
        findings.of_question(result, NAMES)
        for result in document["questions"]
        if result.get("options")
    ]
    assert findings.of_wave(said, document).words == words
