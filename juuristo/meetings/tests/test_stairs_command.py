"""``juuristo stairs``: its documents, and what it says of bad input."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

Run = Callable[..., tuple[int, Any]]
WALK = "empathy@0,guidance@9,advice@30"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def stairs(*words: str) -> tuple[int, Any]:
        code = 0
        try:
            call_command("stairs", *words, "--json")
        except SystemExit as left:
            code = int(left.code or 0)
        return code, json.loads(capsys.readouterr().out)

    return stairs


def test_given_minutes_when_planned_then_the_document(run: Run) -> None:
    assert run("plan", "--minutes", "45") == (
        0,
        {
            "minutes": 45,
            "stairs": [
                {"stair": "empathy", "minutes": 6.75},
                {"stair": "guidance", "minutes": 15.75},
                {"stair": "advice", "minutes": 15.75},
                {"stair": "farewell", "minutes": 6.75},
            ],
        },
    )


@pytest.mark.parametrize(
    "kind", ["client_meeting", "workshop", "team_meeting", "development_discussion"]
)
@pytest.mark.parametrize("minutes", ["0.1", "7", "33", "52.5", "1e6"])
def test_given_any_kind_when_planned_then_the_minutes_sum(
    run: Run, kind: str, minutes: str
) -> None:
    code, plan = run("plan", "--minutes", minutes, "--kind", kind)
    assert code == 0
    assert sum(one["minutes"] for one in plan["stairs"]) == plan["minutes"] == float(minutes)


def test_given_a_walk_when_paced_then_the_document(run: Run) -> None:
    assert run("pace", "--minutes", "45", "--walk", WALK, "--now", "38") == (
        0,
        {
            "elapsed": 38,
            "stair": "advice",
            "left_for_stair": 0.25,
            "left_in_meeting": 7,
            "farewell_begins_by": 38.25,
            "state": "soon",
            "plan_now": {"empathy": 9, "guidance": 21, "advice": 8.25, "farewell": 6.75},
        },
    )


def test_given_numbers_no_float_holds_when_paced_then_they_are_short(run: Run) -> None:
    walk = "empathy@0,guidance@0.1,empathy@0.3,guidance@0.7"
    _code, pace = run("pace", "--minutes", "33", "--walk", walk, "--now", "1.1")
    assert pace["plan_now"]["empathy"] == 0.5
    assert all(len(str(minutes)) <= 12 for minutes in pace["plan_now"].values())


def test_given_no_json_when_asked_then_the_same_in_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("stairs", "pace", "--minutes", "45", "--walk", WALK, "--now", "38")
    assert capsys.readouterr().out.splitlines() == [
        "Neuvonta: aikaa on 0,25 minuuttia.",
        "Hyvästely mahtuu kokonaan, kun se alkaa viimeistään minuutilla 38,25.",
        "Empatia 9 min",
        "Ohjaus 21 min",
        "Neuvonta 8,25 min",
        "Hyvästely 6,75 min",
    ]
    call_command("stairs", "plan", "--minutes", "45")
    assert capsys.readouterr().out.splitlines()[0] == "Empatia 6,75 min"


@pytest.mark.parametrize(
    ("minutes", "code"),
    [
        *[(bad, "bad_minutes") for bad in ("0", "-5", "-0")],
        *[(bad, "not_a_number") for bad in ("nan", "inf", "1e309", "", "45 min", "4_5", "٤٥")],
    ],
)
def test_given_bad_minutes_then_exit_2_with_a_report(run: Run, minutes: str, code: str) -> None:
    exit_code, report = run("plan", "--minutes", minutes)
    assert (exit_code, report["error"]["code"]) == (2, code)
    assert report["error"]["message"]


def test_given_an_unknown_kind_then_exit_2_with_a_report(run: Run) -> None:
    exit_code, report = run("plan", "--minutes", "45", "--kind", "juhla")
    assert (exit_code, report["error"]["code"]) == (2, "unknown_kind")


@pytest.mark.parametrize(
    ("walk", "now", "code"),
    [
        ("", "3", "empty_walk"),
        ("empathy@0,tanssi@1", "3", "unknown_stair"),
        ("empathy@0,guidance@-1", "3", "bad_time"),
        ("empathy@0,guidance@2,advice@1", "3", "not_in_order"),
        ("empathy@0,guidance@x", "3", "not_a_number"),
        ("empathy@2", "3", "bad_start"),
        ("empathy", "3", "bad_walk"),
        (WALK, "29", "before_last_move"),
        (WALK, "-1", "bad_time"),
        (WALK, "nan", "not_a_number"),
    ],
)
def test_given_a_bad_walk_or_moment_then_exit_2_with_a_report(
    run: Run, walk: str, now: str, code: str
) -> None:
    exit_code, report = run("pace", "--minutes", "45", "--walk", walk, "--now", now)
    assert (exit_code, report["error"]["code"]) == (2, code)
