"""Pages of the staff list's way in: upload, progress, preview, done."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from juuristo.audit import trail
from juuristo.people.access import may_import_roster
from juuristo.people.acting import ActingRequest
from juuristo.people.forms.roster import ApplyForm, RosterForm
from juuristo.people.models import RosterImport
from juuristo.people.roster.job import approve, begin, give_up
from juuristo.people.roster.reading import FINNISH
from juuristo.people.roster.sample import sample_workbook
from juuristo.people.roster.telling import told
from juuristo.shell.forms import status_of

State = RosterImport.State
AT_WORK = {State.CHECKING, State.APPLYING}
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _item(request: ActingRequest, pk: UUID) -> RosterImport:
    _only_importers(request)
    return get_object_or_404(RosterImport.objects.visible_to(request.person), pk=pk)


def _only_importers(request: ActingRequest) -> None:
    if not may_import_roster(request.person):
        raise PermissionDenied


@require_http_methods(["GET", "POST"])
def roster_upload(request: ActingRequest) -> HttpResponse:
    _only_importers(request)
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return redirect("roster_import", begin(form.cleaned_data["file"], actor=request.person).pk)
    waiting = RosterImport.objects.visible_to(request.person).exclude(state=State.APPLIED)
    context = {"form": form, "columns": list(FINNISH), "waiting": waiting[:5]}
    return render(request, "people/roster.html", context, status=status_of(form))


@require_GET
def roster_sample(request: ActingRequest) -> HttpResponse:
    _only_importers(request)
    response = HttpResponse(sample_workbook(), content_type=SPREADSHEET)
    response["Content-Disposition"] = 'attachment; filename="henkilosto.xlsx"'
    return response


@require_GET
def roster_import(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Progress while the worker is at it, then the preview or what to mend, then the end."""
    item = _item(request, pk)
    if item.state in AT_WORK:
        part = "#progress" if request.htmx else ""
        return render(request, f"people/roster_progress.html{part}", {"item": item})
    if request.htmx:
        return HttpResponseClientRefresh()
    if item.report.get("people"):
        trail.record("roster.opened", actor=request.person, about=item)
    context = {"item": item, "report": told(item.report), "form": ApplyForm()}
    return render(request, f"people/roster_{item.state}.html", context)


@require_POST
def roster_apply(request: ActingRequest, pk: UUID) -> HttpResponseRedirect:
    item = _item(request, pk)
    form = ApplyForm(request.POST)
    end_missing = form.is_valid() and form.cleaned_data["end_missing"]
    approve(item, actor=request.person, end_missing=end_missing)
    return redirect("roster_import", item.pk)


@require_POST
def roster_cancel(request: ActingRequest, pk: UUID) -> HttpResponseRedirect:
    item = _item(request, pk)
    if item.state in {State.APPLYING, State.APPLIED}:
        messages.info(request, _("Luettelo on jo tuotu, joten sitä ei voi enää hylätä."))
        return redirect("roster_import", item.pk)
    give_up(item, actor=request.person)
    messages.success(request, _("Luettelo on hylätty. Mitään ei tallennettu."))
    return redirect("roster_upload")
