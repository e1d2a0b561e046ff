"""A file on its way in: kept for at most a day, mapped by its bringer, then answers or nothing."""

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
from .reading import Sheet, read, read_sheet
from .storing import Telling, bring_in

State = SurveyImport.State
KEPT_FOR = timedelta(hours=24)
UNREADABLE = (FaultyFileError, OSError, ValueError)  # the last: the row has no file any more


@transaction.atomic
def begin(
    upload: File[bytes], programme: Programme, instrument: Instrument, *, actor: Person
) -> SurveyImport:
    """Keep the file while its columns are mapped. Raises FaultyFileError for an unreadable one."""
    data = upload.read(MAX_BYTES + 1)
    read_sheet(data, Definition.model_validate(instrument.content))
    upload.seek(0)
    name = upload.name or ""
    item = SurveyImport(
        programme=programme, instrument=instrument, person=actor, file_name=name[-200:]
    )
    item.file.save(f"{uuid4()}{PurePath(name).suffix.lower()[:10]}", upload, save=False)
    item.save()
    return item


def opened(item: SurveyImport) -> tuple[Sheet, Definition]:
    """Read the file again, against the instrument as it is now. Raises FaultyFileError."""
    definition = Definition.model_validate(item.instrument.content)
    with item.file.open("rb") as file:
        return read_sheet(bytes(file.read(MAX_BYTES + 1)), definition), definition


def map_columns(item: SurveyImport, mapping: dict[str, Any]) -> None:
    SurveyImport.objects.filter(pk=item.pk, state=State.MAPPING).update(mapping=mapping)


@transaction.atomic
def bring(item: SurveyImport, telling: Telling) -> None:
    """Have the answers brought in by the worker; a second click does nothing."""
    waiting = SurveyImport.objects.filter(pk=item.pk, state=State.MAPPING)
    if waiting.update(state=State.BRINGING, telling=telling.as_json(), refusal="", done=0, total=0):
        bring_answers.enqueue(str(item.pk), translation.get_language() or "fi")


@task()
def bring_answers(import_id: str, language: str) -> None:
    """Bring the answers in whole, or tell on the import why not.

    A worker may die in the middle, so the task may run twice; the second time begins anew.
    """
    item = (
        SurveyImport.objects.filter(pk=UUID(import_id), state=State.BRINGING)
        .select_related("programme__organisation", "instrument", "person__organisation")
        .first()
    )
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
    try:
        sheet, definition = opened(item)
    except UNREADABLE:  # the page says so
        _wait_again(item)
        return
    rows = SurveyImport.objects.filter(pk=item.pk)
    rows.update(total=sheet.last_row)
    reading = read(sheet, definition, item.mapping, seldom(lambda row: rows.update(done=row)))
    rows.update(done=sheet.last_row)
    if reading.faults:  # the columns were mapped anew in another tab
        _wait_again(item)
        return
    with transaction.atomic():
        if not rows.filter(state=State.BRINGING).update(state=State.IMPORTED):
            return  # another worker was faster
        told = Telling.of_json(item.telling)
        wave = bring_in(reading, item.instrument, item.programme, told, actor=item.person)
        name = str(item.file.name)
        rows.update(wave=wave, file="")
        # Not before: else there would be nothing to bring in again.
        transaction.on_commit(lambda: default_storage.delete(name))


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
