"""Keeping the services and contacts that go on clients' cards."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from juuristo.audit import trail
from juuristo.people.models import Person

from ..models import Contact, Service

Row = Service | Contact


@transaction.atomic
def add_row(model: type[Row], fields: Mapping[str, Any], *, actor: Person) -> Row:
    """Add a service or a contact, last in its list."""
    number = model.objects.visible_to(actor).count()
    row: Row = model(organisation=actor.organisation, order=number, **fields)
    row.save()
    _record(row, "created", actor)
    return row


@transaction.atomic
def edit_row(row: Row, fields: Mapping[str, Any], *, actor: Person) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    _record(row, "edited", actor)


@transaction.atomic
def delete_row(row: Row, *, actor: Person) -> None:
    """Cards that were given already keep their own copy."""
    _record(row, "deleted", actor)
    row.delete()


@transaction.atomic
def move_row(row: Row, steps: int, *, actor: Person) -> None:
    """Move a row up (negative) or down in its list; past the ends it stays where it is."""
    table: Any = type(row).objects
    rows: list[Row] = list(table.visible_to(actor).select_for_update())
    here = rows.index(row)
    there = min(max(here + steps, 0), len(rows) - 1)
    if here == there:
        return
    rows.insert(there, rows.pop(here))
    for order, each in enumerate(rows):
        each.order = order
    table.bulk_update(rows, ["order"])
    _record(row, "edited", actor)


def _record(row: Row, what: str, actor: Person) -> None:
    trail.record(f"{row._meta.model_name}.{what}", actor=actor, about=row)
