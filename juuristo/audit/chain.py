"""Chains the rows of the trail by hash, one chain per organisation; a round of the worker.

Rows are written unchained in the transaction of what they tell, and get their place here. A row
whose transaction commits late is simply chained later: the order of the chain is the order in
which rows were found, by time among those found together, and ``at`` is part of what is hashed.
"""

import hashlib
import json
import uuid
from datetime import UTC

from django.db import transaction

from .models import AuditEvent, ChainEnd

SECONDS_BETWEEN_ROUNDS = 30
BATCH = 500


def chain_of(organisation_id: uuid.UUID | None) -> str:
    return str(organisation_id) if organisation_id else ChainEnd.PLATFORM


def hash_of(event: AuditEvent) -> str:
    """SHA-256 over the canonical JSON of every field but the hash itself."""
    fields = {
        "id": str(event.id),
        "organisation_id": str(event.organisation_id) if event.organisation_id else None,
        "actor_id": str(event.actor_id) if event.actor_id else None,
        "verb": event.verb,
        "object_type": event.object_type,
        "object_id": event.object_id,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "sequence": event.sequence,
        "previous_hash": event.previous_hash,
    }
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def chain_all() -> int:
    """Chain every row that waits for it; return how many."""
    waiting = AuditEvent.objects.unchained().order_by()
    organisations = list(waiting.values_list("organisation_id", flat=True).distinct())
    return sum(_chain_whole(organisation_id) for organisation_id in organisations)


def _chain_whole(organisation_id: uuid.UUID | None) -> int:
    total = 0
    while count := _chain_some(organisation_id):
        total += count
    return total


@transaction.atomic
def _chain_some(organisation_id: uuid.UUID | None) -> int:
    # The row of the end is the lock: PostgreSQL locks it, SQLite's transaction is IMMEDIATE.
    chain = chain_of(organisation_id)
    ChainEnd.objects.bulk_create([ChainEnd(chain=chain)], ignore_conflicts=True)
    end = ChainEnd.objects.select_for_update().get(chain=chain)
    rows = AuditEvent.objects.unchained().filter(organisation_id=organisation_id)
    events = list(rows.order_by("at", "id")[:BATCH])
    for event in events:
        end.sequence += 1
        event.sequence = end.sequence
        event.previous_hash = end.hash
        event.hash = end.hash = hash_of(event)
    if events:
        AuditEvent.objects.bulk_update(
            events, ["sequence", "previous_hash", "hash"], batch_size=100
        )
        end.save()
    return len(events)
