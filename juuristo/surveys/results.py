"""What may be told of a wave (trust T4): one document for pages, exports, commands and REST.

``results_of`` gives the JSON of design/interfaces.md, and per question

- ``n`` (those who answered), ``declined`` (those who would rather not say), ``state``: ``shown``,
  ``protected`` (``n`` and ``declined`` are null) or ``missing`` (nobody answered);
- single, multiple: ``options`` with ``key``, ``count``, ``percent``, ``interval`` (0–100);
- scale: ``mean, median, sd, mean_interval, least, most`` and ``options`` by mark ("1" … "10");
- number: the same without options · date: ``options`` by year;
- ranking: ``options`` whose ``count`` is how many put it first, with ``mean_rank`` (1 the best).

``breakdowns`` is ``[{"by", "withheld", "groups": [{"key", "n", "state", "questions"}]}]``; groups
are in the order of the options, and last those who did not tell (``not_told``) when there are any.
Questions in groups are the closed ones that are not about the respondent. A question that is
itself a breakdown is found there alone, not among ``questions``.
"""

from typing import Any

from juuristo.figures.disclosure import Group, Threshold, protect

from .definition import Definition
from .models import Wave
from .question_figures import Figures, Frame, figures_of
from .tallies import NOT_TOLD, Cell, Tallies, tally

RULE = 1  # grows when the computation changes, so that what was stored is computed anew
AT_ONCE = 2_000


def results_of(wave: Wave) -> dict[str, Any]:
    """Return the protected results of a wave, or only its state when they may not be told yet."""
    if wave.kind != Wave.Kind.ANONYMOUS:
        return {"wave": wave.slug, "state": wave.kind, "answered": wave.responses_count}
    if not wave.shows_results:
        return {"wave": wave.slug, "state": "not_closed"}
    return _computed(wave)


def definition_of(wave: Wave) -> Definition:
    """What the wave asks; an empty survey for one that has not been opened."""
    return Definition.model_validate(wave.version.content if wave.version else {"title": {}})


def _computed(wave: Wave) -> dict[str, Any]:
    definition = definition_of(wave)
    rows = wave.responses.order_by().values_list("answers", flat=True)
    tallies = tally(rows.iterator(chunk_size=AT_ONCE), definition, wave.breakdowns)
    return document_of(wave, definition, tallies)


def document_of(wave: Wave, definition: Definition, tallies: Tallies) -> dict[str, Any]:
    """Put the figures of a wave together."""
    whole = tallies.whole
    frame = Frame(wave.invited, wave.threshold, wave.open_threshold)
    return {
        "wave": wave.slug,
        "state": "shown",
        "invited": wave.invited,
        "answered": whole.answers,
        "response_rate": round(whole.answers / wave.invited, 4) if wave.invited else None,
        "threshold": wave.threshold,
        "open_threshold": wave.open_threshold,
        "questions": [
            figures_of(question, whole.counts[question.key], frame)
            for question in definition.answered_questions()
            if question.key not in wave.breakdowns
        ],
        "breakdowns": [_breakdown(wave, definition, tallies, by) for by in wave.breakdowns],
    }


def _breakdown(wave: Wave, definition: Definition, tallies: Tallies, by: str) -> Figures:
    cells = tallies.groups(by)
    question = next(each for each in definition.answered_questions() if each.key == by)
    keys = [option.key for option in getattr(question, "options", [])]
    keys += [NOT_TOLD] if NOT_TOLD in cells else []
    groups = [Group(key, cells[key].answers if key in cells else 0) for key in keys]
    found = protect(groups, Threshold(wave.threshold))
    frame = Frame(None, wave.threshold, wave.open_threshold)
    return {
        "by": by,
        "withheld": found.is_withheld,
        "groups": [
            _group(definition, group, cells.get(group.key, Cell()), found.states[group.key], frame)
            for group in groups
        ],
    }


def _group(definition: Definition, group: Group, cell: Cell, state: str, frame: Frame) -> Figures:
    if state != "shown":
        return {"key": group.key, "n": None, "state": str(state), "questions": []}
    return {
        "key": group.key,
        "n": group.answers,
        "state": str(state),
        "questions": [
            figures_of(question, cell.counts[question.key], frame)
            for question in definition.answered_questions()
            if question.type != "open" and not question.about_me
        ],
    }
