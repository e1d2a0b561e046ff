"""Fair places: equal to trying every allocation, lawful, and the same each time."""

import pytest

from juuristo.gatherings.allocation import (
    allocate_problem,
)
from juuristo.gatherings.allocation.problem import is_lawful, objectives

from .allocation_cases import best_by_trying, random_problem

BLOCKS, OF_A_BLOCK = 8, 40


@pytest.mark.parametrize("block", range(BLOCKS))
def test_given_a_small_problem_when_allocated_then_every_objective_equals_trying_all(
    block: int,
) -> None:
    for seed in range(block * OF_A_BLOCK, (block + 1) * OF_A_BLOCK):
        problem = random_problem(seed)

        found = allocate_problem(problem, seed=seed)

        wanted = best_by_trying(problem)
        assert is_lawful(problem, found["assignment"]), seed
        assert objectives(problem, found["assignment"]) == wanted, seed
        assert [(one["objective"], one["value"]) for one in found["stages"]] == wanted, seed
        assert [one["bound"] for one in found["stages"]] == [value for _, value in wanted], seed
        assert found["status"] == "optimal", seed
