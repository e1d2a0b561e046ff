"""A file on its way in: kept for at most a day, mapped by its bringer, then answers or nothing."""

from datetime import timedelta
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from juuristo.people.models import Person
from juuristo.programme.models import Programme
from juuristo.shell.sheets.faults import MAX_BYTES

from ..definition import Definition
from ..models import Instrument, SurveyImport, Wave
from .reading import Reading, Sheet, read, read_sheet
from .storing import Telling, bring_in

State = SurveyImport.State
KEPT_FOR = timedelta(hours=24)


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
def finish(item: SurveyImport, telling: Telling, *, actor: Person) -> Wave | Reading:
    """Bring the answers in once; the reading when it has faults. Raises Refused."""
    held = SurveyImport.objects.select_for_update().get(pk=item.pk)
    if held.wave is not None:
        return held.wave  # a second click
    sheet, definition = opened(held)
    reading = read(sheet, definition, held.mapping)
    if reading.faults:
        return reading
    wave = bring_in(reading, held.instrument, held.programme, telling, actor=actor)
    held.state, held.wave = State.IMPORTED, wave
    name, held.file.name = str(held.file.name), ""
    held.save(update_fields=["state", "wave", "file"])
    transaction.on_commit(lambda: default_storage.delete(name))  # else nothing to bring in again
    return wave


def give_up(item: SurveyImport) -> None:
    """Forget a file that was not brought in."""
    _forget_file(item)
    item.delete()


def _forget_file(item: SurveyImport) -> None:
    if item.file:
        item.file.delete(save=False)


def tidy_imports() -> None:
    """Delete files a day old with all that was read of them."""
    for item in SurveyImport.objects.filter(created_at__lt=timezone.now() - KEPT_FOR):
        give_up(item)
