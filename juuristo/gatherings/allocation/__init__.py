"""Fair places: wishes in, a proven allocation out (design/interfaces.md, Allocation).

Nothing here knows the database. The solvers are heavy and are imported only when a problem is
solved: call ``allocate`` from a job or a command, never from a request.
"""

from .faults import Fault, advice, check
from .problem import (
    Assignment,
    Choice,
    Offer,
    Problem,
    Wisher,
    figures_of,
    first_come,
)
from .stages import Tell, allocate, allocate_problem

__all__ = [
    "Assignment",
    "Choice",
    "Fault",
    "Offer",
    "Problem",
    "Tell",
    "Wisher",
    "advice",
    "allocate",
    "allocate_problem",
    "check",
    "figures_of",
    "first_come",
]
