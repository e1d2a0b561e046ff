"""Which questions are asked: conditions over the answers given so far.

The browser keeps the same rules (``frontend/src/survey/conditions.ts``).
"""

from collections.abc import Mapping
from typing import Any

from .definition import (
    All,
    Any_,
    Comparison,
    Condition,
    Definition,
    Grid,
    Info,
    Not,
    Operator,
    Question,
)

Answers = Mapping[str, Any]


def holds(condition: Condition | None, answers: Answers) -> bool:
    """Whether a condition holds; the lack of one always does."""
    match condition:
        case None:
            return True
        case All():
            return all(holds(each, answers) for each in condition.all)
        case Any_():
            return any(holds(each, answers) for each in condition.any)
        case Not():
            return not holds(condition.not_, answers)
        case Comparison():
            return _compares(condition, answers.get(condition.question))


def asked(definition: Definition, answers: Answers) -> list[Question]:
    """Return the questions that are asked, in order; grids stay grids.

    Answers to questions that are not asked themselves decide nothing.
    """
    found: list[Question] = []
    counted: dict[str, Any] = {}
    for question in definition.questions:
        if holds(question.shown_if, counted):
            found.append(question)
            counted |= {key: answers[key] for key in answer_keys(question) if key in answers}
    return found


def answer_keys(question: Question) -> tuple[str, ...]:
    """Return the keys under which a question is answered: a grid's rows, none of a text."""
    if isinstance(question, Grid):
        return tuple(row.key for row in question.rows)
    return () if isinstance(question, Info) else (question.key,)


def looks_at(condition: Condition | None) -> set[str]:
    """Return the keys of the questions that a condition looks at."""
    match condition:
        case None:
            return set()
        case All():
            return set().union(*(looks_at(each) for each in condition.all))
        case Any_():
            return set().union(*(looks_at(each) for each in condition.any))
        case Not():
            return looks_at(condition.not_)
        case Comparison():
            return {condition.question}


def is_number(value: object) -> bool:
    """Whether a value is a number; true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _compares(test: Comparison, answer: Any) -> bool:
    if answer is None or answer in ("", []):
        return test.operator == Operator.IS_NOT
    match test.operator:
        case Operator.ANSWERED:
            return True
        case Operator.IS:
            return _is(answer, test.value)
        case Operator.IS_NOT:
            return not _is(answer, test.value)
    if not (is_number(answer) and is_number(test.value)):
        return False
    at_least = test.operator == Operator.AT_LEAST
    return bool(answer >= test.value if at_least else answer <= test.value)


def _is(answer: Any, value: str | float | None) -> bool:
    """The option itself, or among those chosen; of numbers, the same number."""
    if isinstance(answer, list):
        return value in answer
    return is_number(answer) == is_number(value) and bool(answer == value)
