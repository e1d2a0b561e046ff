"""Oma työote: an adviser's own meetings, seen by nobody else whatever their role (trust T1)."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from juuristo.audit import trail
from juuristo.meetings import practice
from juuristo.meetings.actions.practice import delete_all, delete_notes, delete_walk, reflect
from juuristo.meetings.export import XLSX, workbook_of
from juuristo.meetings.forms.practice import DeletionForm, ReflectionForm
from juuristo.meetings.pictures import pictures_of, slice_of
from juuristo.people.acting import ActingRequest
from juuristo.shell.forms import status_of

ON_PAGE = 20


@never_cache
@require_safe
def own_practice(request: ActingRequest) -> HttpResponse:
    """The pictures of one kind of meeting at a time; client meetings first."""
    kinds = practice.kinds_of(request.person)
    asked = request.GET.get("kind")
    kind = asked if asked in kinds else next(iter(kinds), None)
    meetings = practice.meetings_of(request.person, kind) if kind else []
    pictures, missing = pictures_of(meetings) if meetings else ([], [])
    context = {
        "kinds": kinds,
        "kind": kind,
        "pictures": pictures,
        "missing": missing,
        "unreflected": practice.unreflected(request.person) if kinds else None,
    }
    return render(request, "meetings/practice.html", context)


@never_cache
@require_safe
def own_meetings(request: ActingRequest) -> HttpResponse:
    walks = practice.own_walks(request.person)
    page = Paginator(walks, ON_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "meetings": [practice.listed(walk) for walk in page]}
    return render(request, "meetings/own_meetings.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def own_meeting(request: ActingRequest, pk: UUID) -> HttpResponse:
    """One meeting, and the form for what one thinks of it."""
    walk = get_object_or_404(practice.own_walks(request.person), pk=pk)
    written = practice.reflection_of(walk)
    initial = {**written.difficulty, "note": written.note} if written else {}
    form = ReflectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        reflect(walk, form.difficulty, form.cleaned_data["note"])
        messages.success(request, _("Reflektiosi on tallessa. Vain sinä näet sen."))
        return redirect("own_practice")
    context = {"walk": walk, "form": form, "picture": slice_of(practice.meeting_of(walk))}
    return render(request, "meetings/own_meeting.html", context, status=status_of(form))


@never_cache
@require_http_methods(["GET", "POST"])
def delete_meeting(request: ActingRequest, pk: UUID) -> HttpResponse:
    walk = get_object_or_404(practice.own_walks(request.person), pk=pk)
    if request.method == "POST":
        delete_walk(walk, actor=request.person)
        messages.success(request, _("Tapaaminen on poistettu."))
        return redirect("own_meetings")
    return render(request, "meetings/delete_meeting.html", {"walk": walk})


@never_cache
@require_GET
def export_practice(request: ActingRequest) -> HttpResponse:
    """Everything of one's own meetings: JSON, or xlsx when asked."""
    walks = practice.own_walks(request.person)
    response: HttpResponse
    if request.GET.get("format") == "xlsx":
        response = HttpResponse(workbook_of(walks), content_type=XLSX)
        name = "tyoote.xlsx"
    else:
        content = {"walks": [practice.told(walk) for walk in walks]}
        response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
        name = "tyoote.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    trail.record("practice.exported", actor=request.person)
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def delete_practice(request: ActingRequest) -> HttpResponse:
    """Say what goes and that it cannot be undone; then delete one's lines, or everything."""
    form = DeletionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _delete(request, form.cleaned_data["what"]))
        return redirect("own_practice")
    context = {"form": form}
    return render(request, "meetings/delete_practice.html", context, status=status_of(form))


def _delete(request: ActingRequest, what: str) -> str:
    if what == "notes":
        count = delete_notes(actor=request.person)
        return ngettext("Yksi rivi on poistettu.", "%(n)s riviä on poistettu.", count) % {
            "n": count
        }
    count = delete_all(actor=request.person)
    sentence = ngettext("Yksi tapaaminen on poistettu.", "%(n)s tapaamista on poistettu.", count)
    return sentence % {"n": count}
