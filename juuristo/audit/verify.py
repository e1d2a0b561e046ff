"""Re-reckons every chain of the trail and names what does not hold."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q

from . import append_only
from .chain import chain_of, hash_of
from .models import AuditEvent, ChainEnd


@dataclass(frozen=True)
class Break:
    """One place where a chain does not hold.

    ``chain`` is an organisation's id or "platform"; ``code`` is one of:

    - missing: the row is gone
    - changed: its fields do not give its hash
    - unlinked: it does not follow the row before it
    - added: a row before the beginning or past the end of the chain
    - cut: the end of the chain is gone
    - half: a row with a hash and no place, or a place and no hash
    - no_end: rows of a chain that has no end on record
    - no_trigger: the database does not guard the table; ``chain`` is the trigger's name
    """

    chain: str
    sequence: int | None
    code: str


@dataclass
class Finding:
    chains: int = 0
    rows: int = 0
    waiting: int = 0
    breaks: list[Break] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.breaks


def verify() -> Finding:
    """Walk through every chain; may run while others write to the trail."""
    finding = Finding()
    finding.breaks += [
        Break(name, None, "no_trigger") for name in sorted(append_only.missing(connection))
    ]
    known = list(ChainEnd.objects.order_by("chain"))
    for end in known:
        finding.chains += 1
        finding.breaks += _Walk(end, finding).breaks()
    finding.breaks += _without_end() + _half_chained()
    finding.waiting = AuditEvent.objects.unchained().count()
    return finding


def _without_end() -> list[Break]:
    organisations = set(
        AuditEvent.objects.exclude(sequence=None)
        .order_by()
        .values_list("organisation_id", flat=True)
        .distinct()
    )
    # Read after the rows: a chain begun in between has its end on record by now.
    ends = set(ChainEnd.objects.values_list("chain", flat=True))
    return [
        Break(chain, None, "no_end") for chain in sorted({*map(chain_of, organisations)} - ends)
    ]


def _half_chained() -> list[Break]:
    half = Q(sequence=None) & ~(Q(hash="") & Q(previous_hash="")) | Q(sequence__gt=0, hash="")
    rows = AuditEvent.objects.filter(half).order_by("at", "id")
    return [Break(chain_of(row.organisation_id), row.sequence, "half") for row in rows]


class _Walk:
    """One chain from its first row to its end."""

    def __init__(self, end: ChainEnd, finding: Finding) -> None:
        self.end = end
        self.finding = finding
        self.expected = end.first_sequence
        self.previous = end.first_previous_hash

    def breaks(self) -> Iterator[Break]:
        rows = AuditEvent.objects.filter(organisation_id=self.end.organisation_id)
        for event in rows.exclude(sequence=None).order_by("sequence").iterator(2000):
            self.finding.rows += 1
            yield from self._look_at(event)
        if self.expected <= self.end.sequence:
            yield self._break(self.expected, "cut")

    def _look_at(self, event: AuditEvent) -> Iterator[Break]:
        assert event.sequence is not None
        if event.sequence < self.expected or event.sequence > self._last():
            yield self._break(event.sequence, "added")
            return
        if event.sequence != self.expected:
            yield self._break(self.expected, "missing")
        elif event.previous_hash != self.previous:
            yield self._break(event.sequence, "unlinked")
        if hash_of(event) != event.hash:
            yield self._break(event.sequence, "changed")
        elif event.sequence == self.end.sequence and event.hash != self.end.hash:
            yield self._break(event.sequence, "unlinked")
        self.expected = event.sequence + 1
        self.previous = event.hash

    def _last(self) -> int:
        """Where the chain ends; looked up again when the worker may have added to it."""
        if self.expected > self.end.sequence:
            now = ChainEnd.objects.filter(pk=self.end.pk).first()
            self.end = now or self.end
        return self.end.sequence

    def _break(self, sequence: int, code: str) -> Break:
        return Break(self.end.chain, sequence, code)
