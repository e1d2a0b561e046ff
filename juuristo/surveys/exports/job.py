"""Exports in the worker: written once, there for a day, gone with its row.

A worker may die in the middle, so the task may run twice; it looks at the export's state first and
begins anew. Rights are looked at again when it runs and when the file is fetched.
"""

import logging
import shutil
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from juuristo.audit import trail
from juuristo.jobs.progress import seldom
from juuristo.people.models import Person

from ..models import SurveyExport, Wave
from ..refusals import Refused
from .contents import contents_of, may_export
from .files import packed, total_of, write

logger = logging.getLogger(__name__)
State = SurveyExport.State
KEPT_FOR = timedelta(hours=24)
FOLDER = "survey-exports"


@transaction.atomic
def begin(wave: Wave, *, kind: str, language: str, actor: Person) -> SurveyExport:
    """Have the wave's results written in the background. Raises Refused while nothing may be."""
    contents_of(wave)
    export = SurveyExport.objects.create(wave=wave, person=actor, format=kind, language=language)
    trail.record(
        "wave.exported", actor=actor, about=wave, organisation_id=wave.programme.organisation_id
    )
    write_export.enqueue(str(export.pk))
    return export


@task()
def write_export(export_id: str) -> None:
    export = (
        SurveyExport.objects.filter(pk=UUID(export_id), state__in=(State.WAITING, State.WRITING))
        .select_related("wave__programme__organisation", "wave__version", "person__organisation")
        .first()
    )
    if export is None or has_expired(export):
        return
    try:
        if not may_export(export.person, export.wave):
            raise Refused("forbidden", "")
        _write(export)
    except Refused:
        _end(export, State.FAILED)
    except Exception:
        _end(export, State.FAILED)
        logger.exception("survey export %s stopped", export.pk)
        raise


def _write(export: SurveyExport) -> None:
    contents = contents_of(export.wave)
    rows = SurveyExport.objects.filter(pk=export.pk)
    rows.update(state=State.WRITING, done=0, total=total_of(contents))
    progress = seldom(lambda done: rows.update(done=done))
    folder = _folder()
    with TemporaryDirectory(dir=folder, prefix="unfinished-") as place:
        paths = write(contents, export.format, export.language, Path(place), progress)
        made = paths[0] if len(paths) == 1 else packed(paths, Path(place) / "results.zip")
        made.replace(folder / f"{export.pk}{made.suffix}")
    export.file.name = f"{FOLDER}/{export.pk}{made.suffix}"
    _end(export, State.READY)


def _end(export: SurveyExport, state: State) -> None:
    export.refresh_from_db(fields=["done", "total"])
    export.state, export.done = state, export.total
    export.save(update_fields=["state", "done", "file"])


def _folder() -> Path:
    folder = Path(default_storage.path(FOLDER))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def has_expired(export: SurveyExport) -> bool:
    return export.created_at < timezone.now() - KEPT_FOR


def tidy_exports() -> None:
    """Delete exports a day old, and what a killed worker left unfinished."""
    before = timezone.now() - KEPT_FOR
    for export in SurveyExport.objects.filter(created_at__lt=before):
        if export.file:
            export.file.delete(save=False)
        export.delete()
    for left in _folder().glob("unfinished-*"):
        if left.stat().st_mtime < before.timestamp():
            shutil.rmtree(left, ignore_errors=True)
