"""Writing to the trail and checking it."""

import uuid
from typing import Protocol

from django.db import models

from .models import AuditEvent


class Actor(Protocol):
    """Whoever acts: a person of an organisation."""

    id: uuid.UUID
    organisation_id: uuid.UUID


def record(
    verb: str,
    *,
    actor: Actor | None,
    about: models.Model | None = None,
    organisation_id: uuid.UUID | None = None,
) -> AuditEvent:
    """Add one row: ``verb`` as object.action ("session.cancelled"), ``about`` the thing touched.

    ``actor`` None means the system itself. Runs in the caller's transaction.
    """
    return AuditEvent.objects.create(
        verb=verb,
        actor_id=actor.id if actor else None,
        organisation_id=organisation_id or (actor.organisation_id if actor else None),
        object_type=about._meta.label_lower if about is not None else "",
        object_id=str(about.pk) if about is not None else "",
    )
