"""What people do with a programme, its timeline and the documents of that."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from juuristo.audit import trail
from juuristo.people.models import Person
from juuristo.programme.documents import Kind
from juuristo.programme.models import Document, Programme, TimelineEntry


@transaction.atomic
def add_programme(slug: str, fields: Mapping[str, Any], *, actor: Person) -> Programme:
    """Begin a programme in the actor's organisation; ``slug`` is unique over all organisations."""
    programme = Programme.objects.create(organisation=actor.organisation, slug=slug, **fields)
    trail.record("programme.added", actor=actor, about=programme)
    return programme


@transaction.atomic
def edit_programme(programme: Programme, fields: Mapping[str, Any], *, actor: Person) -> None:
    _change(programme, fields)
    trail.record("programme.changed", actor=actor, about=programme)


@transaction.atomic
def add_entry(programme: Programme, fields: Mapping[str, Any], *, actor: Person) -> TimelineEntry:
    entry = TimelineEntry.objects.create(programme=programme, **fields)
    trail.record("entry.added", actor=actor, about=entry)
    return entry


@transaction.atomic
def edit_entry(entry: TimelineEntry, fields: Mapping[str, Any], *, actor: Person) -> None:
    _change(entry, fields)
    trail.record("entry.changed", actor=actor, about=entry)


@transaction.atomic
def delete_entry(entry: TimelineEntry, *, actor: Person) -> None:
    """Delete an entry and its documents; cannot be undone."""
    for document in entry.documents.all():
        remove_document(document, actor=actor)
    trail.record("entry.deleted", actor=actor, about=entry)
    entry.delete()


@transaction.atomic
def attach_document(
    entry: TimelineEntry, upload: UploadedFile[bytes], kind: Kind, *, actor: Person
) -> Document:
    """Keep a checked file (``documents.check``) with the entry, under a name of our own on disk."""
    document = Document(
        entry=entry,
        name=(upload.name or "")[-200:],
        content_type=kind.content_type,
        size=upload.size or 0,
        added_by=actor,
    )
    document.file.save(f"{document.pk}.{kind.ending}", upload, save=False)
    document.save()
    trail.record("document.added", actor=actor, about=document)
    return document


@transaction.atomic
def remove_document(document: Document, *, actor: Person) -> None:
    """Remove a document; its file goes from the disk once the database has let it go."""
    storage, path = document.file.storage, str(document.file.name)
    trail.record("document.deleted", actor=actor, about=document)
    document.delete()
    transaction.on_commit(lambda: storage.delete(path))


def _change(row: Programme | TimelineEntry, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=[*fields])
