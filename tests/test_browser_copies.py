"""Rules that the browser keeps too: what Python answers, TypeScript answers the same.

Python makes up some thousand questions from a fixed seed and Node answers them with the sources
that the browser runs. Numbers may differ by 1e-9, points of a drawing by a tenth of a pixel.
"""

import json
import random
import re
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from juuristo.shell.identifiers import found_in
from juuristo.stairs.pacing import pace_at
from juuristo.stairs.plan import Plan
from juuristo.stairs.slice import bands, outline
from juuristo.stairs.staircase import STAIRCASES, STAIRS, Kind, Stair, staircase_of
from juuristo.stairs.walk import Walk

from .identifier_texts import texts_with_identifiers
from .sources import ROOT

Questions = dict[str, list[list[Any]]]
Ask = Callable[[Questions], dict[str, list[Any]]]
MINIMUMS = staircase_of(Kind.CLIENT_MEETING).minimums


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Ask the TypeScript sources, bundled once."""
    bundle = tmp_path_factory.mktemp("copies") / "vectors.mjs"
    _run(
        "node_modules/.bin/esbuild",
        *("test/vectors.ts", "--bundle", "--platform=node", "--format=esm"),
        *("--log-level=warning", f"--outfile={bundle}"),
    )

    def answer(questions: Questions) -> dict[str, list[Any]]:
        document: dict[str, list[Any]] = json.loads(
            _run("node", str(bundle), questions=json.dumps(questions))
        )
        return document

    return answer


def _run(*words: str, questions: str = "") -> str:
    ran = subprocess.run(
        words,
        cwd=ROOT / "frontend",
        input=questions,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def same(expected: Any, answered: Any, tolerance: float = 1e-9) -> bool:
    if isinstance(expected, dict):
        return expected.keys() == answered.keys() and all(
            same(expected[key], answered[key], tolerance) for key in expected
        )
    if isinstance(expected, int | float):
        return bool(abs(expected - answered) <= tolerance * max(1.0, abs(expected)))
    return bool(expected == answered)


def a_length(chance: random.Random) -> float:
    return chance.choice(
        [*(15.0, 30.0, 45.0, 60.0, 90.0), float(chance.randint(1, 300)), chance.uniform(0.1, 200)]
    )


def a_plan(chance: random.Random) -> Plan:
    shares = chance.choice(
        [
            *(one.shares for one in STAIRCASES.values()),
            {stair: chance.choice([0.0, chance.random() + 0.01]) for stair in STAIRS},
        ]
    )
    return Plan.of(shares if any(shares.values()) else MINIMUMS, a_length(chance))


def a_walk(chance: random.Random) -> Walk:
    at, moves = 0.0, []
    for _ in range(chance.randint(1, 9)):
        moves.append((chance.choice(STAIRS), at))
        at += chance.choice([0.0, 0.25, float(chance.randint(0, 12)), chance.uniform(0, 20)])
    return Walk.of(moves)


def a_moment(chance: random.Random, plan: Plan, walk: Walk) -> float:
    """Any moment, or one of those at which the rules turn."""
    last = walk.moves[-1].at
    edges = [plan.farewell_begins_by, plan.minutes, last + plan[walk.stair], last]
    turns = [edge + step for edge in edges for step in (0.0, 1e-6, -1e-6, 1e-10)]
    later = [turn for turn in turns if turn >= last]
    return chance.choice([chance.choice(later), last + chance.uniform(0, 60)])


def meetings(count: int) -> list[tuple[Plan, Walk, float]]:
    chance = random.Random(20261122)
    made = []
    for _ in range(count):
        plan, walk = a_plan(chance), a_walk(chance)
        made.append((plan, walk, a_moment(chance, plan, walk)))
    return made


def test_given_any_meeting_then_its_pace_is_the_same(ask: Ask) -> None:
    asked = meetings(4000)
    answers = ask({"pace": [[plan.by_stair(), walk.to_moves(), now] for plan, walk, now in asked]})[
        "pace"
    ]
    states = set()
    for (plan, walk, now), answered in zip(asked, answers, strict=True):
        pace = pace_at(plan, walk, now)
        states.add(pace.state)
        expected = {
            "elapsed": pace.elapsed,
            "stair": pace.stair,
            "leftForStair": pace.left_for_stair,
            "leftInMeeting": pace.left_in_meeting,
            "farewellBeginsBy": pace.farewell_begins_by,
            "state": pace.state,
            "planNow": pace.plan_now,
        }
        assert same(expected, answered), (plan, str(walk), now, answered)
    assert len(states) == 4


def test_given_any_walk_then_its_durations_are_the_same(ask: Ask) -> None:
    asked = meetings(1000)
    questions = [[walk.to_moves(), now] for _plan, walk, now in asked]
    answers = ask({"durations": questions})["durations"]
    for (_plan, walk, now), answered in zip(asked, answers, strict=True):
        assert same(walk.durations(now), answered)


def test_given_any_shares_then_the_plan_is_the_same(ask: Ask) -> None:
    asked = [(plan, a_length(random.Random(n))) for n, (plan, *_) in enumerate(meetings(1500))]
    answers = ask({"plan": [[plan.by_stair(), minutes] for plan, minutes in asked]})["plan"]
    for (plan, minutes), answered in zip(asked, answers, strict=True):
        assert same(plan.scaled(minutes).by_stair(), answered)
        assert sum(answered[stair] for stair in STAIRS) == minutes


def test_given_minutes_moved_then_the_plan_is_the_same(ask: Ask) -> None:
    chance = random.Random(7)
    asked = [
        (plan, chance.choice(STAIRS), chance.choice(STAIRS), chance.choice([-1, 0, 0.5, 1, 5, 40]))
        for plan, *_ in meetings(1000)
    ]
    questions = [[plan.by_stair(), *move, MINIMUMS] for plan, *move in asked]
    for (plan, origin, target, minutes), answered in zip(
        asked, ask({"moved": questions})["moved"], strict=True
    ):
        expected = plan.moved(Stair(origin), Stair(target), minutes, MINIMUMS)
        assert same(expected.by_stair(), answered)


def test_given_any_walk_then_its_slice_is_drawn_the_same(ask: Ask) -> None:
    asked = meetings(120)
    questions = [[plan.minutes, walk.to_moves(), now, 260] for plan, walk, now in asked]
    radii = [[radius / 20, 100] for radius in range(1, 21)]
    answers = ask({"bands": questions, "outline": radii})
    for (plan, walk, now), answered in zip(asked, answers["bands"], strict=True):
        drawn = bands(plan.minutes, walk, now)
        assert [stair for stair, _d in drawn] == [band["stair"] for band in answered]
        for (_stair, d), band in zip(drawn, answered, strict=True):
            assert same_drawing(d, band["d"])
    for (radius, size), d in zip(radii, answers["outline"], strict=True):
        assert same_drawing(outline(radius, size), d)


def same_drawing(one: str, other: str) -> bool:
    number = re.compile(r"-?\d+\.\d")
    points = [[float(n) for n in number.findall(d)] for d in (one, other)]
    return number.sub("n", one) == number.sub("n", other) and all(
        abs(a - b) < 0.11 for a, b in zip(*points, strict=True)
    )


def test_given_any_text_then_the_same_identifiers_are_found(ask: Ask) -> None:
    texts = texts_with_identifiers(3000)
    answers = ask({"identifiers": [[text] for text in texts]})["identifiers"]
    for text, answered in zip(texts, answers, strict=True):
        assert [[one.kind, one.text] for one in found_in(text)] == answered, text
