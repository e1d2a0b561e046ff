"""Programmes as a list, their own facts, and the pages of one entry."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from juuristo.people.acting import ActingRequest
from juuristo.programme import actions, when
from juuristo.programme.access import may_begin_programme, may_run_programme
from juuristo.programme.forms import DocumentForm, EntryForm, NewProgrammeForm, ProgrammeForm
from juuristo.programme.models import Programme, TimelineEntry
from juuristo.programme.words import responsible_of
from juuristo.shell.forms import status_of

PROGRAMME_FIELDS = ("name", "practice", "starts_on", "ends_on")


@require_GET
def programmes(request: ActingRequest) -> HttpResponse:
    """Every programme of the organisation; the only one opens at once."""
    rows = list(
        Programme.objects.visible_to(request.person)
        .annotate(entry_count=Count("entries"))
        .order_by("-starts_on", "slug")
    )
    if len(rows) == 1 and not may_begin_programme(request.person):
        return redirect("programme", rows[0].slug)
    context = {"programmes": rows, "may_begin": may_begin_programme(request.person)}
    return render(request, "programme/programmes.html", context)


@require_http_methods(["GET", "POST"])
def programme_new(request: ActingRequest) -> HttpResponse:
    if not may_begin_programme(request.person):
        raise PermissionDenied
    form = NewProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        begun = actions.add_programme(fields.pop("slug"), fields, actor=request.person)
        return redirect("programme", begun.slug)
    return render(request, "programme/programme_form.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def programme_edit(request: ActingRequest, slug: str) -> HttpResponse:
    shown = _run_programme(request, slug)
    initial = {name: getattr(shown, name) for name in PROGRAMME_FIELDS}
    form = ProgrammeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.edit_programme(shown, form.cleaned_data, actor=request.person)
        messages.success(request, _("Ohjelman tiedot on tallennettu."))
        return redirect("programme", shown.slug)
    context = {"form": form, "programme": shown}
    return render(request, "programme/programme_form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def entry_new(request: ActingRequest, slug: str) -> HttpResponse:
    shown = _run_programme(request, slug)
    form = EntryForm(request.POST or None, organisation=shown.organisation)
    if request.method == "POST" and form.is_valid():
        added = actions.add_entry(shown, form.cleaned_data, actor=request.person)
        messages.success(request, _("Merkintä on aikajanalla."))
        return redirect("entry", shown.slug, added.pk)
    context = {"form": form, "programme": shown}
    return render(request, "programme/entry_form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def entry(request: ActingRequest, slug: str, pk: UUID) -> HttpResponse:
    """One entry with its documents; whoever runs the programme posts a new document here."""
    shown = _entry(request, slug, pk)
    may_run = may_run_programme(request.person, shown.programme)
    form = DocumentForm()
    if request.method == "POST":
        if not may_run:
            raise PermissionDenied
        form = DocumentForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            actions.attach_document(shown, file, form.kind, actor=request.person)
            messages.success(request, _("Asiakirja on liitetty."))
            return redirect("entry", slug, pk)
    context = _entry_context(shown) | {"form": form, "may_run": may_run}
    return render(request, "programme/entry.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def entry_edit(request: ActingRequest, slug: str, pk: UUID) -> HttpResponse:
    shown = _run_entry(request, slug, pk)
    names = EntryForm.base_fields
    initial: dict[str, Any] = {name: getattr(shown, name) for name in names}
    initial["responsible"] = shown.responsible_id
    form = EntryForm(
        request.POST or None, initial=initial, organisation=shown.programme.organisation
    )
    if request.method == "POST" and form.is_valid():
        actions.edit_entry(shown, form.cleaned_data, actor=request.person)
        messages.success(request, _("Merkintä on tallennettu."))
        return redirect("entry", slug, pk)
    context = {"form": form, "programme": shown.programme, "entry": shown}
    return render(request, "programme/entry_form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def entry_delete(request: ActingRequest, slug: str, pk: UUID) -> HttpResponse:
    """Ask first: deleting cannot be undone."""
    shown = _run_entry(request, slug, pk)
    if request.method == "POST":
        actions.delete_entry(shown, actor=request.person)
        messages.success(request, _("Merkintä on poistettu."))
        return redirect("programme", slug)
    return render(request, "programme/entry_delete.html", _entry_context(shown))


def _entry(request: ActingRequest, slug: str, pk: UUID) -> TimelineEntry:
    rows = TimelineEntry.objects.visible_to(request.person).select_related(
        "programme__organisation", "responsible"
    )
    return get_object_or_404(rows, programme__slug=slug, pk=pk)


def _run_entry(request: ActingRequest, slug: str, pk: UUID) -> TimelineEntry:
    shown = _entry(request, slug, pk)
    if not may_run_programme(request.person, shown.programme):
        raise PermissionDenied
    return shown


def _run_programme(request: ActingRequest, slug: str) -> Programme:
    rows = Programme.objects.visible_to(request.person).select_related("organisation")
    shown = get_object_or_404(rows, slug=slug)
    if not may_run_programme(request.person, shown):
        raise PermissionDenied
    return shown


def _entry_context(shown: TimelineEntry) -> dict[str, Any]:
    return {
        "entry": shown,
        "programme": shown.programme,
        "when": when.when(shown),
        # "arviolta" is said in the words already, unless they tell of the plan.
        "loosely": shown.approximate and (shown.start is None or shown.differs_from_plan),
        "by": responsible_of(shown),
        "documents": list(shown.documents.select_related("added_by")),
    }
