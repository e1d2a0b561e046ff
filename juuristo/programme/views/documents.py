"""Documents of timeline entries: downloaded by the organisation, removed by who runs it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from juuristo.people.acting import ActingRequest
from juuristo.programme import actions
from juuristo.programme.access import may_run_programme
from juuristo.programme.models import Document


@require_GET
def document(request: ActingRequest, pk: UUID) -> FileResponse:
    """Hand the file over for saving; never shown as a page of ours."""
    shown = _document(request, pk)
    try:
        file = shown.file.open("rb")
    except FileNotFoundError as fault:
        raise Http404 from fault
    return FileResponse(
        file, as_attachment=True, filename=shown.name, content_type=shown.content_type
    )


@require_http_methods(["GET", "POST"])
def document_remove(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Ask first where the dialog of the entry's page did not open."""
    shown = _document(request, pk)
    entry = shown.entry
    if not may_run_programme(request.person, entry.programme):
        raise PermissionDenied
    if request.method == "GET":
        context = {"document": shown, "entry": entry, "programme": entry.programme}
        return render(request, "programme/document_remove.html", context)
    actions.remove_document(shown, actor=request.person)
    messages.success(request, _("Asiakirja on poistettu."))
    return redirect("entry", entry.programme.slug, entry.pk)


def _document(request: ActingRequest, pk: UUID) -> Document:
    rows = Document.objects.visible_to(request.person).select_related("entry__programme")
    return get_object_or_404(rows, pk=pk)
