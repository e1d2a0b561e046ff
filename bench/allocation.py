"""Fair places: 254 people × 20 sessions proven on everything, 10,000 × 800 on places and ranks.

    python -m bench.allocation [--seed 1]

Wishes are four a person and skewed, so that some sessions are wanted far more than they hold.
Each case runs in a process of its own, whose time and peak memory are printed. Exits 1 when an
objective that should be proven is not, or when a limit is broken.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

SKEW = 0.5  # the n-th most wanted session is wished for as n to the power of minus this
WISHES = 4


@dataclass(frozen=True)
class Case:
    """So many people and sessions; what should be proven and within what."""

    name: str
    people: int
    sessions: int
    seconds: float
    megabytes: float
    proven: tuple[str, ...]


RANKS = ("unassigned", "rank_4", "rank_3", "rank_2")
PAIRS = ("same_office_pairs", "same_team_pairs")
CASES = (
    Case("254 × 20", 254, 20, 2, 1000, RANKS + PAIRS),
    Case("1,000 × 80", 1000, 80, 60, 1000, RANKS + PAIRS),
    Case("10,000 × 800", 10_000, 800, 30, 1000, RANKS),
)


def problem(case: Case, seed: int) -> tuple[list[Any], list[Any], list[Any]]:
    """People of five offices and nine teams, sessions of 5–15 people, and skewed wishes."""
    rng = random.Random(seed)  # noqa: S311 — the same wishes each time
    people = [
        (f"p{n}", f"o{rng.choices(range(5), (5, 4, 3, 2, 1))[0]}", f"t{rng.randrange(9)}")
        for n in range(case.people)
    ]
    names = [f"s{n}" for n in range(case.sessions)]
    weights = [1 / (n + 1) ** SKEW for n in range(case.sessions)]
    rng.shuffle(weights)
    wishes = []
    for person, _office, _team in people:
        chosen: dict[str, None] = {}
        while len(chosen) < WISHES:
            chosen[rng.choices(names, weights)[0]] = None
        wishes += [(person, rank, name) for rank, name in enumerate(chosen, start=1)]
    return people, [(name, 15, 5) for name in names], wishes


def measure(case: Case, seed: int) -> None:
    """Allocate here and print what it took as JSON."""
    from juuristo.gatherings.allocation import allocate

    given = problem(case, seed)
    began, worked = time.monotonic(), time.process_time()
    found = allocate(*given, seed=seed)
    document = {
        "seconds": time.monotonic() - began,
        "worked": time.process_time() - worked,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "stages": found["stages"],
        "mixing": found["mixing"],
    }
    sys.stdout.write(json.dumps(document))


def run(case: Case, seed: int) -> int:
    """Measure one case in its own process; return how many limits it broke."""
    command = [sys.executable, "-m", "bench.allocation", "--case", case.name, "--seed", str(seed)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    took = json.loads(answer.stdout)
    stages = {stage["objective"]: stage for stage in took["stages"]}
    unproven = [name for name in case.proven if stages[name]["status"] != "optimal"]
    said = ", ".join(f"{name} {one['value']} ≥ {one['bound']}" for name, one in stages.items())
    sys.stdout.write(
        f"{case.name}: {took['seconds']:.1f} s ({took['worked']:.1f} s of a processor), "
        f"{took['megabytes']:.0f} MB at most, mixing {took['mixing']}\n  {said}\n"
    )
    faults = [f"not proven: {name}" for name in unproven]
    if took["seconds"] > case.seconds:
        faults.append(f"took longer than {case.seconds:g} s")
    if took["megabytes"] > case.megabytes:
        faults.append(f"took more than {case.megabytes:g} MB")
    for fault in faults:
        sys.stdout.write(f"  {fault}\n")
    return len(faults)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", help="not used: no database is asked")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--case", choices=[case.name for case in CASES], help=argparse.SUPPRESS)
    options = parser.parse_args()
    chosen = next((case for case in CASES if case.name == options.case), None)
    if chosen is not None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        measure(chosen, options.seed)
        return
    raise SystemExit(1 if sum(run(case, options.seed) for case in CASES) else 0)


if __name__ == "__main__":
    main()
