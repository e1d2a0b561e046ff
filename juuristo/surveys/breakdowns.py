"""A wave's breakdowns: which groups and questions may be told of (trust T4).

Beyond the rule of ``figures/disclosure.py`` three things of a form could give a group away, and are
kept back: a question that is itself the breakdown, or about the respondent and not named as one;
a question asked of some groups alone, whose number of answers tells theirs; and in groups
everything but closed questions that are not about the respondent, since groups are never crossed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from juuristo.figures.disclosure import (
    Breakdown,
    Group,
    State,
    Threshold,
    may_be_broken_down,
    may_stand_beside,
    protect,
    withheld,
)

from .conditions import answer_keys, looks_at
from .definition import Definition, Single
from .question_figures import Figures, Frame, answered, figures_of, protected
from .tallies import NOT_TOLD, Cell, Tallies


@dataclass(frozen=True)
class Cut:
    """One breakdown of a wave's answers: what is shown of it, and the answers by group."""

    by: str
    breakdown: Breakdown
    cells: dict[str, Cell]

    @property
    def hides(self) -> bool:
        return bool(self.breakdown.hidden)


def cuts_of(definition: Definition, tallies: Tallies, threshold: Threshold) -> list[Cut]:
    """The wave's breakdowns; of two that may not stand side by side the later is withheld."""
    cuts = [_cut(definition, tallies, by, threshold) for by in tallies.breakdowns]
    if len(cuts) == 2:
        crossed = {(told[0], told[1]): cell.answers for told, cell in tallies.cells.items()}
        first, second = cuts
        if not may_stand_beside(first.breakdown, second.breakdown, crossed, threshold):
            nothing = withheld(second.breakdown.states)
            cuts[1] = Cut(second.by, nothing, second.cells)
    return cuts


def _cut(definition: Definition, tallies: Tallies, by: str, threshold: Threshold) -> Cut:
    """Those who did not tell are a group like the others: subtraction would find them too."""
    cells = tallies.groups(by)
    question = next(each for each in definition.answered_questions() if each.key == by)
    options = question.options if isinstance(question, Single) else []
    keys = [option.key for option in options]
    keys += [*sorted(cells.keys() - {*keys, NOT_TOLD}), NOT_TOLD]
    groups = [Group(key, cells[key].answers if key in cells else 0) for key in keys]
    return Cut(by, protect(groups, threshold), cells)


def figures_of_cut(definition: Definition, cut: Cut, frame: Frame) -> Figures:
    """The breakdown as the results document gives it."""
    threshold = Threshold(frame.threshold)
    told = [
        (question, may_be_broken_down(_sizes(cut, question.key), cut.breakdown, threshold))
        for question in questions_in_groups(definition)
    ]
    groups = []
    for key, state in cut.breakdown.states.items():
        if key == NOT_TOLD and (state == State.MISSING or cut.breakdown.is_withheld):
            continue
        group: Figures = {"key": key, "n": None, "state": state.value, "questions": []}
        if state == State.SHOWN:
            cell = cut.cells[key]
            group["n"] = cell.answers
            group["questions"] = [
                figures_of(question, cell.counts[question.key], frame)
                if may_show
                else protected(question)
                for question, may_show in told
            ]
        groups.append(group)
    return {"by": cut.by, "withheld": cut.breakdown.is_withheld, "groups": groups}


def _sizes(cut: Cut, key: str) -> dict[str, int]:
    return {group: answered(cell.counts[key]) for group, cell in cut.cells.items()}


def questions_in_groups(definition: Definition) -> Iterator[Any]:
    for question in definition.answered_questions():
        if question.type != "open" and not question.about_me:
            yield question


def kept_back(definition: Definition, cuts: list[Cut]) -> set[str]:
    """Questions of which nothing is told, not even how many answered."""
    if not cuts:
        return set()
    about = about_respondent(definition) - {cut.by for cut in cuts}
    return about | (asked_of_some(definition) if any(cut.hides for cut in cuts) else set())


def about_respondent(definition: Definition) -> set[str]:
    return {question.key for question in definition.answered_questions() if question.about_me}


def asked_of_some(definition: Definition) -> set[str]:
    """Questions whose asking depends on what one told of oneself, through others too."""
    about = about_respondent(definition)
    found: set[str] = set()
    for question in definition.questions:
        if looks_at(question.shown_if) & (about | found):
            found |= set(answer_keys(question)) - about
    return found


def row_questions(definition: Definition) -> list[Any]:
    """The questions an export may give row by row: closed, and telling nothing of the respondent.

    A question asked of some groups alone tells the group by being answered.
    """
    told = about_respondent(definition) | asked_of_some(definition)
    return [
        question
        for question in definition.answered_questions()
        if question.type != "open" and question.key not in told
    ]
