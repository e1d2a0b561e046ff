"""Problems to allocate: small ones at random, and the best answer by trying every one."""

import random
from collections.abc import Sequence
from itertools import product

from juuristo.gatherings.allocation import Assignment, Problem
from juuristo.gatherings.allocation.problem import is_lawful, objectives


def random_problem(seed: int, most_people: int = 7, most_sessions: int = 4) -> Problem:
    """A problem small enough to try everything; every limit bites in some of them.

    Among them: one office, one team, unknown offices, sessions without a seat, people without a
    wish, ranks left out, and wishes of one rank.
    """
    rng = random.Random(seed)
    offices = (["o1"], ["o1", "o2"], ["o1", "o2", ""])[seed % 3]
    teams = "t" if seed % 4 == 0 else "tuv"
    people = [
        (f"p{n}", rng.choice(offices), rng.choice(teams))
        for n in range(rng.randint(1, most_people))
    ]
    sessions = []
    for n in range(rng.randint(1, most_sessions)):
        capacity = rng.randint(0, 4)
        sessions.append((f"s{n}", capacity, rng.randint(0, capacity)))
    names = [name for name, _, _ in sessions]
    wishes = []
    for person, _, _ in people:
        chosen = rng.sample(names, rng.randint(0, min(len(names), 3)))
        draw = rng.choices if seed % 5 == 0 else rng.sample  # some ranks twice, or each once
        ranks = sorted(draw(range(1, 5), k=len(chosen)))
        wishes += list(zip([person] * len(chosen), ranks, chosen, strict=True))
    return Problem.of(people, sessions, wishes)


def best_by_trying(problem: Problem) -> list[tuple[str, int]]:
    """The least objectives of all lawful assignments, found by trying each."""
    options: list[Sequence[str | None]] = [
        [None, *(wish.session for wish in problem.wishes_of[one.person])] for one in problem.people
    ]
    found = []
    for choice in product(*options):
        assignment: Assignment = {
            one.person: session
            for one, session in zip(problem.people, choice, strict=True)
            if session is not None
        }
        if is_lawful(problem, assignment):
            found.append(objectives(problem, assignment))
    return min(found, key=lambda counted: [value for _, value in counted])
