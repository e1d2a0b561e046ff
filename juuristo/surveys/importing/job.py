"""A file on its way in: kept for at most a day, mapped by its bringer, then answers or nothing.

The worker alone reads it: thousands of rows take seconds. Every task may be run twice (a worker
can die in the middle), so each looks at the import's state first.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import PurePath
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from juuristo.jobs.progress import seldom
from juuristo.people.models import Person
from juuristo.programme.models import Programme
from juuristo.shell.sheets.faults import MAX_BYTES, FaultyFileError

from ..access import may_run_waves
from ..definition import Definition
from ..models import Instrument, SurveyImport
from ..refusals import Refused
from .guiding import report_of
from .reading import Sheet, read, read_sheet
from .storing import Telling, bring_in

State = SurveyImport.State
KEPT_FOR = timedelta(hours=24)


@transaction.atomic
def begin(
    upload: File[bytes], programme: Programme, instrument: Instrument, *, actor: Person
) -> SurveyImport:
    """Keep the file, and have it read for the page on which its columns are mapped."""
    name = upload.name or ""
    item = SurveyImport(
        programme=programme, instrument=instrument, person=actor, file_name=name[-200:]
    )
    item.file.save(f"{uuid4()}{PurePath(name).suffix.lower()[:10]}", upload, save=False)
    item.save()
    _have_checked(item)
    return item


def _have_checked(item: SurveyImport) -> None:
    check_file.enqueue(str(item.pk), translation.get_language() or "fi")


@transaction.atomic
def map_columns(item: SurveyImport, mapping: dict[str, Any]) -> None:
    """Have the file read again by a new mapping; one that is at work is left alone."""
    waiting = SurveyImport.objects.filter(pk=item.pk, state=State.MAPPING)
    if waiting.update(state=State.CHECKING, mapping=mapping, refusal="", done=0, total=0):
        _have_checked(item)


@task()
def check_file(import_id: str, language: str) -> None:
    """Read the whole file and tell on the import what was found, or that it cannot be read."""
    item = _waiting(import_id, State.CHECKING)
    if item is None:
        return
    with translation.override(language):
        try:
            _check(item, language[:2])
        except Exception:
            _refuse(item, _("Tiedoston lukeminen keskeytyi. Tuo se uudelleen."))
            raise


def _check(item: SurveyImport, language: str) -> None:
    if (found := _opened(item)) is None:
        return
    sheet, definition = found
    reading = read(sheet, definition, item.mapping, _telling(item, sheet))
    report = report_of(sheet, definition, item.mapping, reading, language)
    rows = SurveyImport.objects.filter(pk=item.pk, state=State.CHECKING)
    rows.update(state=State.MAPPING, report=report)


def _waiting(import_id: str, state: str) -> SurveyImport | None:
    rows = SurveyImport.objects.filter(pk=UUID(import_id), state=state)
    return rows.select_related(
        "programme__organisation", "instrument", "person__organisation"
    ).first()


def _telling(item: SurveyImport, sheet: Sheet) -> Callable[[int], None]:
    """Tell on the import how many rows there are, and later how many have been read."""
    rows = SurveyImport.objects.filter(pk=item.pk)
    rows.update(total=sheet.last_row)
    return seldom(lambda row: rows.update(done=row))


def _refuse(item: SurveyImport, why: str) -> None:
    """A file that cannot be read is of no use: why stays to be told, the file goes."""
    _forget_file(item)
    rows = SurveyImport.objects.filter(pk=item.pk)
    rows.update(state=State.FAULTY, refusal=why, report={}, file="")


def _opened(item: SurveyImport) -> tuple[Sheet, Definition] | None:
    """Read the file, against the instrument as it is now; say so on the import when it cannot."""
    definition = Definition.model_validate(item.instrument.content)
    try:
        with item.file.open("rb") as file:
            return read_sheet(bytes(file.read(MAX_BYTES + 1)), definition), definition
    except FaultyFileError as error:
        _refuse(item, error.fault.message)
    except (OSError, ValueError):  # the last: the row has no file any more
        _refuse(item, _("Tiedostoa ei voi enää lukea. Tuo se uudelleen."))
    return None


@transaction.atomic
def bring(item: SurveyImport, telling: Telling) -> None:
    """Have the answers brought in by the worker; a second click does nothing."""
    waiting = SurveyImport.objects.filter(pk=item.pk, state=State.MAPPING)
    if waiting.update(state=State.BRINGING, telling=telling.as_json(), refusal="", done=0, total=0):
        bring_answers.enqueue(str(item.pk), translation.get_language() or "fi")


@task()
def bring_answers(import_id: str, language: str) -> None:
    """Bring the answers in whole, or tell on the import why not."""
    item = _waiting(import_id, State.BRINGING)
    if item is None:
        return
    with translation.override(language):
        try:
            _bring(item)
        except Refused as refused:
            _wait_again(item, refused.message)
        except Exception:
            _wait_again(item, _("Tuonti keskeytyi. Mitään ei tallennettu. Kokeile uudelleen."))
            raise


def _bring(item: SurveyImport) -> None:
    if not may_run_waves(item.person, item.programme):
        raise Refused("forbidden", "")
    if (found := _opened(item)) is None:
        return
    sheet, definition = found
    rows = SurveyImport.objects.filter(pk=item.pk)
    reading = read(sheet, definition, item.mapping, _telling(item, sheet))
    rows.update(done=sheet.last_row)
    if reading.faults:  # the instrument has changed since they were looked for
        _check_again(item)
        return
    with transaction.atomic():
        if not rows.filter(state=State.BRINGING).update(state=State.IMPORTED):
            return  # another worker was faster
        told = Telling.of_json(item.telling)
        wave = bring_in(reading, item.instrument, item.programme, told, actor=item.person)
        name = str(item.file.name)
        rows.update(wave=wave, file="", report={})
        # Not before: else there would be nothing to bring in again.
        transaction.on_commit(lambda: default_storage.delete(name))


@transaction.atomic
def _check_again(item: SurveyImport) -> None:
    if SurveyImport.objects.filter(pk=item.pk, state=State.BRINGING).update(state=State.CHECKING):
        _have_checked(item)


def _wait_again(item: SurveyImport, refusal: str = "") -> None:
    rows = SurveyImport.objects.filter(pk=item.pk, state=State.BRINGING)
    rows.update(state=State.MAPPING, refusal=refusal)


def give_up(item: SurveyImport) -> None:
    """Forget a file with all that was read of it."""
    _forget_file(item)
    item.delete()


def _forget_file(item: SurveyImport) -> None:
    if item.file:
        item.file.delete(save=False)


def tidy_imports() -> None:
    """Give up what is a day old."""
    for item in SurveyImport.objects.filter(created_at__lt=timezone.now() - KEPT_FOR):
        give_up(item)
