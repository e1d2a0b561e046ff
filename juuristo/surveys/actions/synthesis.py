"""Publishing what a confidential wave said, without a quote."""

import re
from collections.abc import Iterator, Mapping

from django.db import transaction

from juuristo.audit import trail
from juuristo.people.models import Person

from .. import obstacles
from ..models import Wave
from .waves import hold

LONGEST_QUOTE = 5  # words in a row that may be the same as somebody's
WORD = re.compile(r"\w+")


@transaction.atomic
def write_synthesis(wave: Wave, texts: Mapping[str, str], *, actor: Person) -> None:
    """Publish or change the synthesis. Raises ``Refused``: ``not_open`` unless the wave is sealed
    and confidential, ``quotes`` when it repeats somebody's words."""
    held = hold(wave)
    if held.state != Wave.State.SEALED or held.kind != Wave.Kind.CONFIDENTIAL:
        raise obstacles.not_open()
    if quote := quote_in(texts, written_in(held)):
        raise obstacles.quotes(quote)
    held.synthesis = dict(texts)
    held.save(update_fields=["synthesis"])
    trail.record("wave.synthesis_written", actor=actor, about=held)


def written_in(wave: Wave) -> Iterator[str]:
    """Every text among the answers."""
    for answers in wave.responses.order_by().values_list("answers", flat=True).iterator():
        yield from (answer for answer in answers.values() if isinstance(answer, str))


def quote_in(texts: Mapping[str, str], written: Iterator[str]) -> str:
    """The first words, more than ``LONGEST_QUOTE`` in a row, that stand in both; "" when none."""
    said: set[tuple[str, ...]] = set()
    for answer in written:
        said.update(_runs(answer))
    for text in texts.values():
        for run in _runs(text):
            if run in said:
                return " ".join(run)
    return ""


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.casefold() for word in WORD.findall(text)]
    for start in range(len(words) - LONGEST_QUOTE):
        yield tuple(words[start : start + LONGEST_QUOTE + 1])
