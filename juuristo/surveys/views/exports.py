"""Pages of results on their way out: the choice, the writing that can be left, the file."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from juuristo.people.acting import ActingRequest
from juuristo.shell.forms import status_of
from juuristo.surveys.exports.contents import Contents, contents_of, may_export
from juuristo.surveys.exports.job import KEPT_FOR, begin, has_expired
from juuristo.surveys.exports.tables import promise_of
from juuristo.surveys.forms.files import ExportForm
from juuristo.surveys.models import SurveyExport, Wave
from juuristo.surveys.refusals import Refused

from .fetching import wave_seen

State = SurveyExport.State
AT_WORK = {State.WAITING, State.WRITING}


def _wave_to_export(request: ActingRequest, slug: str) -> Wave:
    wave = wave_seen(request, slug)
    if not may_export(request.person, wave):
        raise PermissionDenied
    return wave


def _export(request: ActingRequest, pk: UUID) -> SurveyExport:
    """One's own export, not yet a day old, as long as one may still have it."""
    mine = SurveyExport.objects.visible_to(request.person)
    with_wave = mine.select_related("wave__programme__organisation", "wave__version")
    export = get_object_or_404(with_wave, pk=pk)
    if has_expired(export):
        raise Http404
    if not may_export(request.person, export.wave):
        raise PermissionDenied
    return export


@require_http_methods(["GET", "POST"])
def wave_export(request: ActingRequest, slug: str) -> HttpResponse:
    wave = _wave_to_export(request, slug)
    form = ExportForm(request.POST or None)
    contents: Contents | None = None
    refusal = ""
    try:
        contents = contents_of(wave)
        if request.method == "POST" and form.is_valid():
            kind, language = form.cleaned_data["kind"], (get_language() or "fi")[:2]
            export = begin(wave, kind=kind, language=language, actor=request.person)
            return redirect("survey_export", export.pk)
    except Refused as refused:
        refusal = refused.message
    since = timezone.now() - KEPT_FOR
    mine = SurveyExport.objects.visible_to(request.person).filter(wave=wave, created_at__gte=since)
    context = {
        "wave": wave,
        "form": form,
        "refusal": refusal,
        "holds": promise_of(contents) if contents else "",
        "rows": bool(contents and contents.columns),
        "made": mine.order_by("-created_at", "pk"),
    }
    return render(request, "surveys/export.html", context, status=status_of(form))


@require_GET
def survey_export(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Progress while the worker is at it, then the file."""
    export = _export(request, pk)
    if request.htmx and export.state not in AT_WORK:
        return HttpResponseClientRefresh()
    part = "#progress" if request.htmx else ""
    context = {"export": export, "is_at_work": export.state in AT_WORK}
    return render(request, f"surveys/export_progress.html{part}", context)


@require_GET
def survey_export_file(request: ActingRequest, pk: UUID) -> HttpResponse | FileResponse:
    export = _export(request, pk)
    if export.state != State.READY:
        messages.info(request, export.get_state_display())
        return redirect("survey_export", export.pk)
    suffix = str(export.file.name).rpartition(".")[2]
    made = timezone.localtime(export.created_at)
    name = f"{export.wave.slug}-{made:%Y-%m-%d}.{suffix}"
    response = FileResponse(export.file.open("rb"), as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response
