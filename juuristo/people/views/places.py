"""Offices, teams and client groups."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from juuristo.people.acting import ActingRequest
from juuristo.people.actions import (
    PLACES,
    RefusedError,
    add_place,
    is_in_use,
    places_of,
    remove_place,
    rename_place,
)
from juuristo.people.forms.people import PlaceForm
from juuristo.people.models import ClientGroup, Office, Person, Team
from juuristo.shell.forms import status_of

from .people import ensure_manager

TITLES = {
    "office": pgettext_lazy("several", "Toimipaikat"),
    "team": pgettext_lazy("several", "Tiimit"),
    "client_group": pgettext_lazy("several", "Asiakasryhmät"),
}
NOTES = {
    "office": gettext_lazy("Missä työtä tehdään."),
    "team": gettext_lazy("Tiimi voi ulottua yli toimipaikkojen."),
    "client_group": gettext_lazy("Keitä asiakkaita ihmiset palvelevat."),
}


@require_GET
def places(request: ActingRequest) -> HttpResponse:
    ensure_manager(request.person)
    return render(request, "people/places.html", {"kinds": _kinds(request, None)})


@require_POST
def new_place(request: ActingRequest, kind: str) -> HttpResponse:
    ensure_manager(request.person)
    if kind not in PLACES:
        raise Http404
    form = PlaceForm(request.POST, kind=kind, actor=request.person, auto_id=f"{kind}_%s")
    if not form.is_valid():
        context = {"kinds": _kinds(request, form)}
        return render(request, "people/places.html", context, status=status_of(form))
    place = add_place(kind, form.cleaned_data["name"], actor=request.person)
    messages.success(request, _("%s on lisätty.") % place.name)
    return redirect("places")


def _kinds(request: ActingRequest, wrong: PlaceForm | None) -> list[dict[str, object]]:
    kinds: list[dict[str, object]] = []
    in_service = Q(person__in=Person.objects.in_service())
    for kind in PLACES:
        rows = places_of(kind, request.person)
        form = PlaceForm(kind=kind, actor=request.person, auto_id=f"{kind}_%s")
        kinds.append(
            {
                "kind": kind,
                "title": TITLES[kind],
                "note": NOTES[kind],
                "form": wrong if wrong and wrong.kind == kind else form,
                "rows": rows.annotate(number=Count("person", filter=in_service)),
            }
        )
    return kinds


def _place(request: ActingRequest, kind: str, pk: UUID) -> Office | Team | ClientGroup:
    if kind not in PLACES:
        raise Http404
    place: Office | Team | ClientGroup = get_object_or_404(places_of(kind, request.person), pk=pk)
    return place


@require_http_methods(["GET", "POST"])
def place_page(request: ActingRequest, kind: str, pk: UUID) -> HttpResponse:
    place = _place(request, kind, pk)
    ensure_manager(request.person)
    form = PlaceForm(request.POST or None, kind=kind, actor=request.person, place=place)
    if request.method == "POST" and form.is_valid():
        rename_place(place, form.cleaned_data["name"], actor=request.person)
        messages.success(request, _("Uusi nimi on %s.") % place.name)
        return redirect("places")
    context = {"form": form, "place": place, "kind": kind, "in_use": is_in_use(place)}
    return render(request, "people/place.html", context, status=status_of(form))


@require_POST
def remove(request: ActingRequest, kind: str, pk: UUID) -> HttpResponse:
    place = _place(request, kind, pk)
    ensure_manager(request.person)
    try:
        remove_place(place, actor=request.person)
    except RefusedError as refusal:
        messages.error(request, refusal.message)
        return redirect("place", kind, pk)
    messages.success(request, _("%s on poistettu.") % place.name)
    return redirect("places")
