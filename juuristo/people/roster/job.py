"""The roster's background work: checking and applying in the worker, tidying afterwards.

Every task may be run twice (a worker can die in the middle), so each looks at the import's state
first. Progress is written between transactions, never inside the one that applies.
"""

import logging
from datetime import timedelta
from pathlib import PurePath
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation
from django_tasks import task

from juuristo.audit import trail
from juuristo.people.models import Person, RosterImport
from juuristo.shell.sheets.faults import MAX_BYTES, FaultyFileError

from .applying import FaultyListError, WorldMovedError, apply
from .checking import Difference, check
from .reading import Sheet, read
from .report import counts_only, preview, unreadable_summary
from .world import world_of

logger = logging.getLogger(__name__)
State = RosterImport.State
KEPT_FOR = timedelta(hours=24)


@transaction.atomic
def begin(upload: File[bytes], *, actor: Person) -> RosterImport:
    """Store the uploaded list and have it checked in the background."""
    name = upload.name or ""
    item = RosterImport(organisation=actor.organisation, person=actor, file_name=name[-200:])
    item.file.save(f"{uuid4()}{PurePath(name).suffix.lower()[:10]}", upload, save=False)
    item.save()
    trail.record("roster.uploaded", actor=actor, about=item)
    check_roster.enqueue(str(item.pk), translation.get_language() or "fi")
    return item


@transaction.atomic
def approve(item: RosterImport, *, actor: Person, end_missing: bool) -> bool:
    """Have a checked list applied; False when it is not waiting for that (a second click)."""
    taken = RosterImport.objects.filter(pk=item.pk, state=State.READY).update(
        state=State.APPLYING, end_missing=end_missing, person=actor
    )
    if taken:
        apply_roster.enqueue(str(item.pk), translation.get_language() or "fi")
    return bool(taken)


@transaction.atomic
def give_up(item: RosterImport, *, actor: Person) -> None:
    """Forget a list that has not been applied: the file goes, the people it named too."""
    trail.record("roster.cancelled", actor=actor, about=item)
    _forget_file(item)
    item.delete()


@task()
def check_roster(import_id: str, language: str) -> None:
    item = _waiting(import_id, State.CHECKING)
    if item is None:
        return
    with translation.override(language):
        try:
            sheet = read(_bytes_of(item))
            _checked(item, sheet)
        except FaultyFileError as error:
            _faulty(item, unreadable_summary(error.fault) | {"fault_count": 1})
        except Exception:
            _failed(item)
            raise


def _checked(item: RosterImport, sheet: Sheet) -> None:
    rows = RosterImport.objects.filter(pk=item.pk)
    rows.update(rows_total=len(sheet.rows), rows_done=0)
    world = world_of(item.organisation, actor=item.person)

    def progress(done: int) -> None:
        rows.update(rows_done=done)

    difference = check(sheet, world, progress)
    rows.update(rows_done=len(sheet.rows))
    _settle(item, difference, sheet)


def _settle(item: RosterImport, difference: Difference, sheet: Sheet, **more: Any) -> None:
    """Store the preview and let the reader decide, or tell what to mend."""
    report = preview(difference, sheet) | more
    if difference.faults:
        _faulty(item, report)
    else:
        RosterImport.objects.filter(pk=item.pk).update(state=State.READY, report=report)


def _faulty(item: RosterImport, report: dict[str, Any]) -> None:
    """A faulty list is of no more use: what is wrong stays to be read, the file goes."""
    item.state, item.report = State.FAULTY, report
    _forget_file(item)
    item.save(update_fields=["state", "report", "file"])


@task()
def apply_roster(import_id: str, language: str) -> None:
    item = _waiting(import_id, State.APPLYING)
    if item is None:
        return
    with translation.override(language):
        try:
            _apply(item)
        except FaultyFileError as error:
            _faulty(item, unreadable_summary(error.fault) | {"fault_count": 1})
        except Exception:
            _failed(item)
            raise


def _apply(item: RosterImport) -> None:
    sheet = read(_bytes_of(item))
    promise = "with_gone" if item.end_missing else "without_gone"
    try:
        with transaction.atomic():
            apply(
                sheet,
                item.organisation,
                actor=item.person,
                end_missing=item.end_missing,
                promised=item.report["promises"][promise],
            )
            item.state = State.APPLIED
            item.report = counts_only(item.report, applied=True)
            item.save(update_fields=["state", "report"])
    except (WorldMovedError, FaultyListError) as error:
        _settle(item, error.difference, sheet, moved=True)
        return
    _forget_file(item)
    item.save(update_fields=["file"])


def _waiting(import_id: str, state: str) -> RosterImport | None:
    """Return the import if it still waits for this and for the person who asked."""
    return (
        RosterImport.objects.filter(pk=UUID(import_id), state=state)
        .exclude(person=None)  # nobody would be the operator, who may give every role
        .select_related("organisation", "person__organisation")
        .first()
    )


def _bytes_of(item: RosterImport) -> bytes:
    with item.file.open("rb") as file:
        return bytes(file.read(MAX_BYTES + 1))


def _failed(item: RosterImport) -> None:
    logger.exception("roster import %s stopped", item.pk)
    item.state, item.report = State.FAILED, counts_only(item.report)
    _forget_file(item)
    item.save(update_fields=["state", "report", "file"])


def _forget_file(item: RosterImport) -> None:
    if item.file:
        item.file.delete(save=False)


def tidy_rosters() -> None:
    """Delete lists and the people they name a day after they came; counts of applied ones stay."""
    old = RosterImport.objects.filter(created_at__lt=timezone.now() - KEPT_FOR)
    for item in old.exclude(state=State.APPLIED, file=""):
        _forget_file(item)
        if item.state == State.APPLIED:
            item.save(update_fields=["file"])
        else:
            item.delete()
