"""Telling many people the same thing, in the worker, each of them once."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django_tasks import task

from juuristo.people.models import Person

from . import emails
from .audience import audience_of
from .models import Session

IN_ONE_GO = 50  # mails queued in one transaction


def in_batches(people: Sequence[Person]) -> list[Sequence[Person]]:
    """Split ``people`` into parts that are told in one transaction each."""
    return [people[start : start + IN_ONE_GO] for start in range(0, len(people), IN_ONE_GO)]


@task()
def tell_of_cafe(session_id: str) -> None:
    """Welcome everyone the café is for, but those who hold it. Safe to run again."""
    rows = Session.objects.filter(pk=UUID(session_id), cancelled_at=None)
    session = rows.select_related("series__programme__organisation").first()
    if session is None or session.has_started():
        return
    hosts = session.facilitators.values("pk")
    people = audience_of(session.series).exclude(pk__in=hosts).select_related("user")
    for some in in_batches(list(people.order_by("pk"))):
        with transaction.atomic():
            for person in some:
                emails.cafe(session, person, once_key=f"cafe:{session.pk}:{person.pk}")
