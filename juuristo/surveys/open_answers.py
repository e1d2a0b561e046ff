"""Open answers: from ten on, in an order of each question's own, never beside other answers.

The order is random and stays the same: the ids of the rows are random numbers that nobody sees,
drawn when the wave was sealed, and here they are shuffled anew for every question, so that two
lists do not run side by side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from django.db.models import Q

from juuristo.figures.disclosure import State

from .definition import PREFER_NOT_TO_SAY
from .models import Response, Wave

AT_ONCE = 30


@dataclass(frozen=True)
class OpenAnswers:
    """One page of a question's open answers; pages begin at 1."""

    state: State
    n: int | None = None
    texts: list[str] = field(default_factory=list)
    page: int = 1
    pages: int = 1


def page_of(waves: Sequence[Wave], key: str, page: int) -> OpenAnswers:
    """One page of answers that may be shown; a page beyond the last is the last."""
    ids = shuffled_ids(waves, key)
    pages = max(1, -(-len(ids) // AT_ONCE))
    page = min(max(page, 1), pages)
    texts = texts_of(ids[(page - 1) * AT_ONCE : page * AT_ONCE], key)
    return OpenAnswers(State.SHOWN, len(ids), list(texts), page, pages)


def shuffled_ids(waves: Sequence[Wave], key: str) -> list[int]:
    """The rows that answer the question, in its own order."""
    rows = (
        Response.objects.filter(Q(wave__in=waves), Q(answers__has_key=key))
        .exclude(**{f"answers__{key}": PREFER_NOT_TO_SAY})
        .order_by()
        .values_list("pk", flat=True)
    )
    return sorted(rows, key=lambda pk: blake2b(f"{key}:{pk}".encode(), digest_size=8).digest())


def texts_of(ids: Sequence[int], key: str) -> Iterator[str]:
    """The texts of the rows, in the order given.

    Rows are read whole: SQLite gives a part of JSON by itself back as a number where it looks so.
    """
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        rows = Response.objects.filter(pk__in=some).order_by()
        answers = dict(rows.values_list("pk", "answers"))
        yield from (answers[pk][key] for pk in some)
