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
A question that is itself a breakdown is found there alone, not among ``questions``. Of a pool of
session feedback ``pool`` names the waves, and all figures are theirs together.

What is not an anonymous, sealed wave has no figures here: ``state`` is then ``not_closed``,
``protected`` (a session whose pool still has too few answers), ``named`` or ``confidential``, the
last with ``synthesis`` once it is written.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from itertools import takewhile
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from juuristo.figures.disclosure import State, Threshold
from juuristo.people.models import Person

from .access import is_reader, may_run_wave
from .breakdowns import cuts_of, figures_of_cut, kept_back
from .definition import Definition
from .models import Response, Wave, WaveResults
from .open_answers import OpenAnswers, page_of
from .pooling import pools
from .question_figures import Frame, figures_of, protected
from .tallies import Tallies, tally
from .waves_compared import compared

RULE = 1  # grows when the computation changes, so that what was stored is computed anew
AT_ONCE = 2_000
REMEMBERED = 3_600  # seconds
SECONDS_BETWEEN_KEEPINGS = 60


def results_of(wave: Wave) -> dict[str, Any]:
    """Return what may be told of a wave to whoever may see it; of most waves, a state alone."""
    if wave.kind == Wave.Kind.NAMED:
        return _state_of(wave, "named", answered=wave.named_responses.count())
    if not wave.shows_results:
        return _state_of(wave, "not_closed")
    if wave.kind == Wave.Kind.CONFIDENTIAL:
        told = {"answered": wave.responses_count, "synthesis": wave.synthesis}
        return _state_of(wave, "confidential", **told)
    together = pool_of(wave)
    if not together:
        return _state_of(wave, "protected")
    return _stored(wave, together)


def results_for(wave: Wave, person: Person) -> dict[str, Any]:
    """What this person may be told: a named wave's runner and a confidential one's reader get
    every figure, whatever its size; everybody else what ``results_of`` tells."""
    may_see_all = {
        Wave.Kind.NAMED: may_run_wave,
        Wave.Kind.CONFIDENTIAL: is_reader,
    }.get(Wave.Kind(wave.kind))
    if may_see_all is None or not wave.shows_results or not may_see_all(person, wave):
        return results_of(wave)
    return {**results_of(wave), **_plain(wave)}


def pool_of(wave: Wave) -> list[Wave]:
    """The waves whose answers are shown together with this one's: most often itself alone.

    Feedback of sessions with few answers waits for the next of its series, and a wave that others
    are pooled with is never shown by itself, or they could be had by subtraction. Empty while the
    pool has too few. Sessions count in the order their feedback opened, as far as all are sealed.
    """
    if not wave.session_series_id:
        return [wave]
    siblings = (
        Wave.objects.filter(session_series_id=wave.session_series_id, version=wave.version_id)
        .exclude(state=Wave.State.DRAFT)
        .order_by("opens_at", "pk")
    )
    sealed = list(takewhile(lambda each: each.state == Wave.State.SEALED, siblings))
    sizes = [each.responses_count for each in sealed]
    for pool in pools(sizes, [each.threshold for each in sealed]):
        together = [sealed[position] for position in pool]
        if wave in together:
            return together
    return []


def responses_of(wave: Wave) -> QuerySet[Response]:
    """The rows that the wave's results stand on: of a pool all, of too small a pool none."""
    return Response.objects.filter(wave__in=pool_of(wave)).order_by()


def open_answers(
    wave: Wave, key: str, page: int = 1, *, reader: Person | None = None
) -> OpenAnswers:
    """One page of what was answered to an open question; nothing but its state when too few.

    The named ``reader`` of a confidential wave reads also those of few.
    """
    document = results_for(wave, reader) if reader else results_of(wave)
    found = {
        question["key"]: question["state"]
        for question in document.get("questions", [])
        if question["type"] == "open"
    }
    if found.get(key) != State.SHOWN:
        return OpenAnswers(State(found.get(key, State.MISSING)))
    return page_of(pool_of(wave), key, page)


def waves_to_compare(wave: Wave) -> QuerySet[Wave]:
    """Earlier sealed anonymous waves of the same instrument, the latest first."""
    is_told = wave.kind == Wave.Kind.ANONYMOUS and wave.shows_results
    if not is_told or wave.session_series_id or wave.closes_at is None:
        return Wave.objects.none()
    return (
        Wave.objects.filter(
            instrument=wave.instrument_id,
            kind=Wave.Kind.ANONYMOUS,
            state=Wave.State.SEALED,
            session_series_id=None,
            closes_at__lt=wave.closes_at,
        )
        .exclude(pk=wave.pk)
        .order_by("-closes_at", "pk")
    )


def comparison_of(wave: Wave, earlier: Wave) -> list[dict[str, Any]]:
    """The change of every closed question (``waves_compared``), from what both waves show."""
    return compared(results_of(wave), results_of(earlier))


def definition_of(wave: Wave) -> Definition:
    """What the wave asks; an empty survey for one that has not been opened."""
    return Definition.model_validate(wave.version.content if wave.version else {"title": {}})


def _state_of(wave: Wave, state: str, **told: Any) -> dict[str, Any]:
    return {"wave": wave.slug, "state": state, "threshold": wave.threshold, **told}


def _stored(wave: Wave, together: list[Wave]) -> dict[str, Any]:
    """The document, computed once. A look writes no row: what the worker has not kept yet
    (``keep_results``) stays in the process's memory."""
    promise = _promise(together)
    kept = WaveResults.objects.filter(wave=wave, rule=RULE).first()
    if kept is not None and kept.computed["promise"] == promise:
        document: dict[str, Any] = kept.computed["document"]
        return document
    key = f"wave-results:{wave.pk}:{RULE}:{json.dumps(promise)}"
    name = blake2b(key.encode(), digest_size=16).hexdigest()
    found: Any = cache.get_or_set(name, lambda: _computed(wave, together), REMEMBERED)
    return dict(found)


def keep_results() -> int:
    """The worker's round: compute what has been sealed since; return how many were."""
    kept = WaveResults.objects.filter(rule=RULE).values("wave")
    sealed = Wave.objects.filter(kind=Wave.Kind.ANONYMOUS, state=Wave.State.SEALED)
    waiting = sealed.exclude(pk__in=kept).select_related("version").order_by("sealed_at", "pk")
    made = 0
    for wave in waiting:
        if together := pool_of(wave):
            computed = {"promise": _promise(together), "document": _computed(wave, together)}
            WaveResults.objects.update_or_create(
                wave=wave, defaults={"rule": RULE, "computed": computed}
            )
            made += 1
    return made


def _promise(together: list[Wave]) -> list[Any]:
    """What the document depends on besides the answers."""
    return [
        [each.slug, each.invited, each.threshold, each.open_threshold, list(each.breakdowns)]
        for each in together
    ]


def _computed(wave: Wave, together: list[Wave]) -> dict[str, Any]:
    definition = definition_of(wave)
    invited = [each.invited for each in together]
    frame = Frame(
        population=None if None in invited else sum(filter(None, invited)),
        threshold=max(each.threshold for each in together),
        open_threshold=max(each.open_threshold for each in together),
    )
    tallies = tally(_answers_of(together), definition, wave.breakdowns)
    pool = {"pool": [each.slug for each in together]} if len(together) > 1 else {}
    return {"wave": wave.slug, "state": "shown", **pool} | document_of(definition, tallies, frame)


def _answers_of(waves: Iterable[Wave]) -> Iterable[Mapping[str, Any]]:
    for wave in waves:
        rows: QuerySet[Any, Mapping[str, Any]] = wave.responses.order_by().values_list(
            "answers", flat=True
        )
        yield from rows.iterator(chunk_size=AT_ONCE)


def _plain(wave: Wave) -> dict[str, Any]:
    """Every figure of few answers, for the one who was promised to read them."""
    rows = wave.named_responses if wave.kind == Wave.Kind.NAMED else wave.responses
    definition = definition_of(wave)
    tallies = tally(rows.order_by().values_list("answers", flat=True), definition)
    return document_of(definition, tallies, Frame(wave.invited, 1, 1))


def document_of(definition: Definition, tallies: Tallies, frame: Frame) -> dict[str, Any]:
    """Put the figures of a wave together."""
    whole = tallies.whole
    cuts = cuts_of(definition, tallies, Threshold(frame.threshold))
    silent = kept_back(definition, cuts)
    within = Frame(None, frame.threshold, frame.open_threshold)
    invited = frame.population
    return {
        "invited": invited,
        "answered": whole.answers,
        "response_rate": round(whole.answers / invited, 4) if invited else None,
        "threshold": frame.threshold,
        "open_threshold": frame.open_threshold,
        "questions": [
            protected(question)
            if question.key in silent
            else figures_of(question, whole.counts[question.key], frame)
            for question in definition.answered_questions()
            if question.key not in tallies.breakdowns
        ],
        "breakdowns": [figures_of_cut(definition, cut, within) for cut in cuts],
    }
