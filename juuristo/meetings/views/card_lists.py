"""The services and contacts that go on clients' cards: a coordinator's lists."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juuristo.people.acting import ActingRequest
from juuristo.shell.forms import status_of
from juuristo.shell.texts import text_in

from ..access import may_edit_card
from ..actions.card_lists import Row, add_row, delete_row, edit_row, move_row
from ..forms.card import ContactForm, ServiceForm
from ..models import Contact, Service


@dataclass(frozen=True)
class Rows:
    """One of the lists: what its rows are, and its name, also in the addresses."""

    model: type[Row]
    form: type[ServiceForm] | type[ContactForm]
    title: Promise
    name: str

    @property
    def list_url(self) -> str:
        return f"card_{self.name}s"


LISTS = {
    "service": Rows(Service, ServiceForm, gettext_lazy("Palvelut kortille"), "service"),
    "contact": Rows(Contact, ContactForm, gettext_lazy("Yhteystiedot kortille"), "contact"),
}


def ensure_keeper(request: ActingRequest) -> None:
    if not may_edit_card(request.person):
        raise PermissionDenied


def _row(request: ActingRequest, kind: str, pk: UUID) -> Row:
    """404 for another organisation's, 403 for those who only use the lists."""
    table: Any = LISTS[kind].model.objects
    row: Row = get_object_or_404(table.visible_to(request.person), pk=pk)
    ensure_keeper(request)
    return row


@require_safe
def rows(request: ActingRequest, kind: str) -> HttpResponse:
    ensure_keeper(request)
    table: Any = LISTS[kind].model.objects
    found = table.visible_to(request.person)
    if kind == "contact":
        found = found.select_related("office")
    return render(request, f"meetings/card_{kind}_rows.html", {"rows": list(found)})


@require_http_methods(["GET", "POST"])
def new(request: ActingRequest, kind: str) -> HttpResponse:
    ensure_keeper(request)
    list_ = LISTS[kind]
    form = list_.form(request.POST or None, person=request.person)
    if request.method == "POST" and form.is_valid():
        row = add_row(list_.model, form.cleaned_data, actor=request.person)
        messages.success(request, _("%s on nyt tarjolla kortille.") % text_in(row.name))
        return redirect(list_.list_url)
    return _form_page(request, kind, form)


@require_http_methods(["GET", "POST"])
def edit(request: ActingRequest, kind: str, pk: UUID) -> HttpResponse:
    row = _row(request, kind, pk)
    list_ = LISTS[kind]
    initial = {name: getattr(row, name) for name in list_.form.base_fields}
    form = list_.form(request.POST or None, person=request.person, initial=initial)
    if request.method == "POST" and form.is_valid():
        edit_row(row, form.cleaned_data, actor=request.person)
        messages.success(request, _("%s on tallennettu.") % text_in(row.name))
        return redirect(list_.list_url)
    return _form_page(request, kind, form, row)


def _form_page(
    request: ActingRequest, kind: str, form: ServiceForm | ContactForm, row: Row | None = None
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "row": row}
    return render(request, f"meetings/card_{kind}_form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def delete(request: ActingRequest, kind: str, pk: UUID) -> HttpResponse:
    """Ask first: deleting cannot be undone."""
    row = _row(request, kind, pk)
    list_ = LISTS[kind]
    if request.method == "POST":
        name = text_in(row.name)
        delete_row(row, actor=request.person)
        messages.success(request, _("%s on poistettu.") % name)
        return redirect(list_.list_url)
    context = {"row": row, "list_url": list_.list_url, "list_title": list_.title}
    return render(request, "meetings/card_row_delete.html", context)


@require_POST
def move(request: ActingRequest, kind: str, pk: UUID) -> HttpResponse:
    row = _row(request, kind, pk)
    move_row(row, -1 if request.POST.get("to") == "up" else 1, actor=request.person)
    return redirect(LISTS[kind].list_url)
