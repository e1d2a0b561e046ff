"""Certificates and lists of days as files. One's own, or others' for whoever runs the programme,
which leaves a trace."""

import io
import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from juuristo.audit import trail
from juuristo.gatherings import orientation_papers as papers
from juuristo.gatherings.models import OrientationRecord
from juuristo.gatherings.orientation import Orientation, in_batches, orientations_of
from juuristo.people.acting import ActingRequest
from juuristo.shell.sheets.writing import write_csv
from juuristo.shell.texts import LANGUAGES

from .orientation_plans import plan_to_write
from .orientation_records import records_of


@require_GET
def certificate(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """The certificate, in the language of ``?lang=``; who is not ready yet is told so."""
    orientation = _orientation_to_print(request, pk)
    record = orientation.record
    if record.completed_at is None:
        messages.info(request, _("Todistus on valmis, kun perehdytyksestä on tehty kaikki."))
        if record.person_id == request.person.pk:
            return redirect("orientation_own")
        return redirect("orientation_record", pk=record.pk)
    _trace(request, record)
    return _file(papers.certificate(orientation, _language(request)), "pdf", "todistus")


@require_GET
def dates_pdf(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    orientation = _orientation_to_print(request, pk)
    _trace(request, orientation.record)
    return _file(papers.dates_paper(orientation, _language(request)), "pdf", "perehdytys")


@require_GET
def dates_csv(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    orientation = _orientation_to_print(request, pk)
    _trace(request, orientation.record)
    return _csv([orientation], _language(request))


@require_GET
def records_csv(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """The days of everyone who goes or has gone through a plan."""
    plan = plan_to_write(request, pk)
    trail.record("orientation.exported", actor=request.person, about=plan)
    return _csv(in_batches(records_of(plan)), _language(request))


def _orientation_to_print(request: ActingRequest, pk: uuid.UUID) -> Orientation:
    visible = OrientationRecord.objects.visible_to(request.person)
    record = get_object_or_404(
        visible.select_related("plan__programme__organisation", "person"), pk=pk
    )
    return orientations_of([record])[0]


def _trace(request: ActingRequest, record: OrientationRecord) -> None:
    if record.person_id != request.person.pk:
        trail.record("orientation.exported", actor=request.person, about=record)


def _language(request: ActingRequest) -> str:
    wanted = request.GET.get("lang") or translation.get_language() or LANGUAGES[0]
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def _csv(orientations: Iterable[Orientation], language: str) -> HttpResponse:
    file = io.BytesIO()
    with translation.override(language):
        write_csv(file, papers.table_of_all(orientations))
    return _file(file.getvalue(), "csv", "perehdytys")


def _file(content: bytes, suffix: str, name: str) -> HttpResponse:
    kind = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}[suffix]
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    response["Cache-Control"] = "private, no-store"
    return response
