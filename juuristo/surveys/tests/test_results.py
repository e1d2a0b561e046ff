"""The results document: figures of interfaces.md, and nothing that the promises forbid."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from juuristo.people.models import Person
from juuristo.surveys.models import Response, Wave, WaveResults
from juuristo.surveys.ready import ready
from juuristo.surveys.results import keep_results, open_answers, pool_of, results_for, results_of
from juuristo.surveys.tests.factories import WaveFactory
from juuristo.surveys.tests.sealed import named, sealed_wave, single, survey

pytestmark = pytest.mark.django_db

USE = {"daily": 33, "weekly": 37, "monthly": 10, "not_at_all": 19, "do_not_remember": 4}


def rooting(**fields: Any) -> Wave:
    """The founding case's 104 answers, as far as its paper tells of them."""
    uses = [key for key, count in USE.items() for _ in range(count)]
    rows: list[dict[str, Any]] = [{"stairs_use": use} for use in uses] + [{}]
    for number, row in enumerate(rows):
        row["difficulty_empathy"] = 1 + number % 7
        if number < 80:
            row["hinders"] = f"kiire {number}"
    content = ready("rooting-2022").model_dump(mode="json", by_alias=True)
    return sealed_wave(content, rows, slug="rooting-2022", invited=254, **fields)


def question(document: dict[str, Any], key: str) -> dict[str, Any]:
    found = [each for each in document["questions"] if each["key"] == key]
    assert len(found) == 1
    return dict(found[0])


def test_given_the_founding_case_then_the_published_figures_are_told() -> None:
    document = results_of(rooting())
    assert {key: document[key] for key in ("invited", "answered", "response_rate")} == {
        "invited": 254,
        "answered": 104,
        "response_rate": 0.4094,
    }
    use = question(document, "stairs_use")
    assert (use["n"], use["state"], use["declined"]) == (103, "shown", 0)
    assert use["options"][0] == {
        "key": "daily",
        "count": 33,
        "percent": 32.04,
        "interval": [25.53, 39.33],
    }
    assert [round(option["percent"]) for option in use["options"]] == [32, 36, 10, 18, 4]
    empathy = question(document, "difficulty_empathy")
    assert (empathy["n"], empathy["mean"], empathy["median"]) == (104, 3.97, 4)
    assert [option["count"] for option in empathy["options"]][:8] == [15] * 6 + [14, 0]
    assert question(document, "hinders") == {
        "key": "hinders",
        "type": "open",
        "n": 80,
        "declined": 0,
        "state": "shown",
    }
    assert question(document, "been_mentor")["state"] == "missing"
    assert document["breakdowns"] == []


def test_given_few_answers_then_nothing_of_the_question_is_told() -> None:
    content = survey(
        single("use", "yes no"), {"key": "why", "type": "open", "text": {"fi": "Miksi?"}}
    )
    rows = [{"use": "yes", "why": "siksi"}] * 4 + [{"why": "siksi"}] * 5
    document = results_of(sealed_wave(content, rows))
    hidden = {"n": None, "declined": None, "state": "protected"}
    assert question(document, "use") == {"key": "use", "type": "single", **hidden}
    assert question(document, "why") == {"key": "why", "type": "open", **hidden}


def test_given_every_type_then_each_has_its_figures() -> None:
    options = [{"key": key, "text": {"fi": key}} for key in ("a", "b", "c")]
    content = survey(
        {"key": "many", "type": "multiple", "text": {"fi": "M"}, "options": options},
        {"key": "years", "type": "number", "text": {"fi": "N"}},
        {"key": "began", "type": "date", "text": {"fi": "D"}},
        {"key": "order", "type": "ranking", "text": {"fi": "R"}, "options": options},
    )
    rows: list[dict[str, Any]] = [
        {"many": ["a", "b"], "years": 2, "began": "2024-03-01", "order": ["c", "a", "b"]},
        {"many": ["a"], "years": 3.5, "began": "2024-11-30", "order": ["c", "b", "a"]},
        {"many": ["a"], "years": 2, "began": "2025-01-01", "order": ["a", "b", "c"]},
        {"many": ["c"], "years": 10, "began": "2025-01-02", "order": ["c", "a", "b"]},
        {"many": "prefer_not_to_say", "years": 3},
        {"many": ["b"], "began": "2023-01-02", "order": ["b", "a", "c"]},
    ]
    many, years, began, order = results_of(sealed_wave(content, rows))["questions"]
    assert (many["n"], many["declined"]) == (5, 1)
    assert [option["count"] for option in many["options"]] == [3, 2, 1]
    assert (years["n"], years["mean"], years["median"]) == (5, 4.1, 3)
    assert (years["least"], years["most"], years["sd"]) == (2, 10, 3.36)
    assert [(each["key"], each["count"]) for each in began["options"]] == [
        ("2023", 1),
        ("2024", 2),
        ("2025", 2),
    ]
    assert [(each["count"], each["mean_rank"]) for each in order["options"]] == [
        (1, 2.0),
        (1, 2.2),
        (3, 1.8),
    ]


ABOUT = single("office", "kotka hamina imatra", about_me=True)


def of_offices(*sizes: int, untold: int = 0) -> list[dict[str, Any]]:
    named_ = zip(("kotka", "hamina", "imatra"), sizes, strict=False)
    rows: list[dict[str, Any]] = [
        {"office": key, "use": "yes" if number % 3 else "no"}
        for key, size in named_
        for number in range(size)
    ]
    return rows + [{"use": "no"}] * untold


def test_given_a_breakdown_then_its_groups_are_told_and_not_its_question() -> None:
    wave = sealed_wave(
        survey(single("use", "yes no"), ABOUT), of_offices(9, 8, 7), breakdowns=["office"]
    )
    document = results_of(wave)
    assert [each["key"] for each in document["questions"]] == ["use"]
    (found,) = document["breakdowns"]
    assert (found["by"], found["withheld"]) == ("office", False)
    assert [(each["key"], each["n"], each["state"]) for each in found["groups"]] == [
        ("kotka", 9, "shown"),
        ("hamina", 8, "shown"),
        ("imatra", 7, "shown"),
    ]
    (use,) = found["groups"][0]["questions"]
    assert [option["count"] for option in use["options"]] == [6, 3]


@pytest.mark.parametrize(
    ("sizes", "untold", "states"),
    [
        ((31, 28, 4), 0, ["shown", "protected", "protected"]),
        ((31, 28, 9), 2, ["shown", "shown", "protected", "protected"]),  # the untold are a group
        ((31, 28, 0), 0, ["shown", "shown", "missing"]),
        ((31, 28, 9), 6, ["shown"] * 4),
        ((4, 4, 1), 0, ["protected"] * 3),
    ],
)
def test_given_a_small_group_then_another_goes_with_it(
    sizes: tuple[int, ...], untold: int, states: list[str]
) -> None:
    content = survey(single("use", "yes no"), ABOUT)
    wave = sealed_wave(content, of_offices(*sizes, untold=untold), breakdowns=["office"])
    (found,) = results_of(wave)["breakdowns"]
    assert [each["state"] for each in found["groups"]] == states
    for group in found["groups"]:
        assert (group["n"] is None) == (group["state"] != "shown") == (group["questions"] == [])


def test_given_a_question_asked_of_one_group_then_its_number_tells_nothing() -> None:
    """Its n would be the hidden group's own size."""
    condition = {"question": "office", "operator": "is", "value": "hamina"}
    content = survey(single("use", "yes no"), ABOUT, single("extra", "a b", shown_if=condition))
    rows = of_offices(31, 6, 3)
    for row in rows:
        if row["office"] == "hamina":
            row["extra"] = "a"
    document = results_of(sealed_wave(content, rows, breakdowns=["office"]))
    assert question(document, "extra")["state"] == "protected"
    assert question(document, "use")["state"] == "shown"


def test_given_a_question_few_of_a_group_answered_then_no_group_tells_of_it() -> None:
    rows = of_offices(12, 11, 10)
    for row in rows[:8]:
        del row["use"]
    content = survey(single("use", "yes no"), ABOUT)
    (found,) = results_of(sealed_wave(content, rows, breakdowns=["office"]))["breakdowns"]
    assert [each["state"] for each in found["groups"]] == ["shown"] * 3
    assert {each["questions"][0]["state"] for each in found["groups"]} == {"protected"}


def test_given_teams_within_offices_then_neither_gives_a_part_of_the_other_away() -> None:
    """Kotka's sixteen less its team of thirteen would be three people."""
    teams = single("team", "a b c d", about_me=True)
    content = survey(single("use", "yes no"), ABOUT, teams)
    rows = of_offices(16, 14)
    for number, row in enumerate(rows):
        row["team"] = "a" if number < 13 else "b" if number < 16 else "c" if number < 18 else "d"
    first, second = results_of(sealed_wave(content, rows, breakdowns=["office", "team"]))[
        "breakdowns"
    ]
    assert [each["state"] for each in first["groups"]] == ["shown", "shown", "missing"]
    assert second["withheld"]
    assert {each["state"] for each in second["groups"]} == {"protected"}


@pytest.mark.parametrize("state", ["open", "closed"])
def test_given_a_wave_that_is_not_sealed_then_it_has_no_figures(state: str) -> None:
    wave = rooting()
    Wave.objects.filter(pk=wave.pk).update(state=state)
    wave.refresh_from_db()
    document = results_of(wave)
    assert document == {"wave": "rooting-2022", "state": "not_closed", "threshold": 5}


def test_given_two_looks_then_the_answers_are_read_once(
    django_assert_num_queries: Any,
) -> None:
    wave = rooting()
    first = results_of(wave)
    with django_assert_num_queries(1):
        assert json.loads(json.dumps(results_of(wave))) == json.loads(json.dumps(first))
    Response.objects.all().delete()
    assert results_of(wave)["answered"] == 104


def test_given_a_threshold_that_grew_then_the_results_are_computed_anew() -> None:
    wave = rooting()
    assert keep_results() == 1
    assert question(results_of(wave), "hinders")["state"] == "shown"
    wave.threshold = wave.open_threshold = 90
    wave.save()
    assert question(results_of(wave), "hinders")["state"] == "protected"


def test_given_a_look_then_it_writes_no_row_and_the_round_keeps_the_same() -> None:
    wave = rooting()
    document = results_of(wave)
    assert not WaveResults.objects.exists()
    assert (keep_results(), keep_results()) == (1, 0)
    assert WaveResults.objects.get().computed["document"] == document


def test_given_a_confidential_wave_then_only_its_reader_has_figures(
    coordinator: Person, mentor: Person
) -> None:
    content = survey({"key": "best", "type": "open", "text": {"fi": "Mikä onnistui?"}})
    rows = [{"best": "kuuntelu"}, {"best": "yhteys"}, {"best": "aika"}]
    wave = sealed_wave(content, rows, kind="confidential", synthesis={"fi": "Yhteys kantoi."})
    wave.readers.add(mentor)
    told = results_of(wave)
    assert told["state"] == "confidential"
    assert (told["answered"], told["synthesis"]) == (3, {"fi": "Yhteys kantoi."})
    assert results_for(wave, coordinator) == told
    assert question(results_for(wave, mentor), "best")["n"] == 3
    assert open_answers(wave, "best", reader=coordinator).texts == []
    assert sorted(open_answers(wave, "best", reader=mentor).texts) == ["aika", "kuuntelu", "yhteys"]


def test_given_a_named_wave_then_its_runner_has_figures_and_others_a_number(
    coordinator: Person, adviser: Person
) -> None:
    wave = sealed_wave(
        survey(single("done", "yes no")),
        [],
        kind="named",
        state="open",
        programme__organisation=coordinator.organisation,
    )
    named(wave, {adviser: {"done": "yes"}, coordinator: {"done": "no"}})
    assert results_of(wave) == {
        "wave": wave.slug,
        "state": "named",
        "threshold": 5,
        "answered": 2,
    }
    assert results_for(wave, adviser) == results_of(wave)
    assert question(results_for(wave, coordinator), "done")["n"] == 2


def of_sessions(*sizes: int) -> list[Wave]:
    """Sealed feedback of one series, in order, with so many answers each."""
    first = sealed_wave(survey(single("use", "yes no")), [])
    series = first.pk
    first.delete()
    now = timezone.now() - timedelta(days=90)
    return [
        sealed_wave(
            None,
            [{"use": "yes"}] * size,
            version=first.version,
            session_id=uuid4(),
            session_series_id=series,
            opens_at=now + timedelta(days=number),
        )
        for number, size in enumerate(sizes)
    ]


def test_given_small_sessions_then_they_are_shown_together_and_never_alone() -> None:
    waves = of_sessions(3, 9, 6, 2)
    assert [len(pool_of(wave)) for wave in waves] == [2, 2, 1, 0]
    one, other, third, last = (results_of(wave) for wave in waves)
    assert one["pool"] == other["pool"] == [waves[0].slug, waves[1].slug]
    assert (one["answered"], other["answered"]) == (12, 12)
    assert (third["answered"], "pool" in third) == (6, False)
    assert last == {"wave": waves[3].slug, "state": "protected", "threshold": 5}


def test_given_a_session_that_is_not_sealed_then_those_after_it_wait() -> None:
    """Else a large one would be shown alone, and then again with the small one before it."""
    first, second = of_sessions(3, 9)
    Wave.objects.filter(pk=first.pk).update(state=Wave.State.OPEN)
    assert pool_of(second) == []
    assert results_of(second)["state"] == "protected"


def test_given_the_command_then_it_tells_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    wave = rooting()
    call_command("surveys", "results", "rooting-2022", "--json")
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(results_of(wave)))
    with pytest.raises(SystemExit) as refusal:
        call_command("surveys", "results", "nowhere")
    assert refusal.value.code == 2


def test_given_an_open_wave_when_the_command_asks_then_it_is_not_closed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    wave = WaveFactory(is_open=True)
    call_command("surveys", "results", wave.slug, "--json")
    assert json.loads(capsys.readouterr().out)["state"] == "not_closed"
