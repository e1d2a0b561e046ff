"""One person: adding, editing, roles, invitation, end of service."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juuristo.audit import trail
from juuristo.people.access import may_change_roles, may_edit_person
from juuristo.people.acting import ActingRequest
from juuristo.people.actions import (
    RefusedError,
    add_person,
    change_person,
    end_service,
    set_roles,
)
from juuristo.people.forms.people import PersonForm, RolesForm
from juuristo.people.invitations import invite
from juuristo.people.models import Person, Role
from juuristo.shell.forms import status_of

from .people import ensure_manager


def person_to_edit(request: ActingRequest, pk: UUID) -> Person:
    """Return the person, 404 for another organisation's, 403 for those who may not edit."""
    people = Person.objects.visible_to(request.person).select_related("organisation", "user")
    person = get_object_or_404(people, pk=pk)
    if not may_edit_person(request.person, person):
        raise PermissionDenied
    return person


@require_http_methods(["GET", "POST"])
def new_person(request: ActingRequest) -> HttpResponse:
    ensure_manager(request.person)
    form = PersonForm(request.POST or None, actor=request.person)
    roles = RolesForm(
        request.POST or None, actor=request.person, held=frozenset({Role.ADVISER.value})
    )
    if request.method == "POST" and form.is_valid() and roles.is_valid():
        wanted = set(roles.cleaned_data["roles"])
        person = add_person(form.cleaned_data, wanted, actor=request.person)
        said = _("%(name)s on nyt henkilöstöluettelossa. Lähetä hänelle kutsu.")
        messages.success(request, said % {"name": person.full_name})
        return redirect("person", person.pk)
    status = max(status_of(form), status_of(roles))
    return render(request, "people/new_person.html", {"form": form, "roles": roles}, status=status)


@require_http_methods(["GET", "POST"])
def person_page(request: ActingRequest, pk: UUID) -> HttpResponse:
    person = person_to_edit(request, pk)
    shown_name = person.full_name
    form = PersonForm(request.POST or None, instance=person, actor=request.person)
    if request.method == "POST" and form.is_valid():
        try:
            change_person(_fresh(person), form.changes(), actor=request.person)
        except RefusedError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Tiedot ovat tallessa."))
            return redirect("person", pk)
    if request.method == "GET" and person != request.person:
        trail.record("person.opened", actor=request.person, about=person)
    context = {"form": form, "shown_name": shown_name, **_about(request.person, person)}
    return render(request, "people/person.html", context, status=status_of(form))


def _fresh(person: Person) -> Person:
    """The form has written into its own copy already; the action compares with what was."""
    return Person.objects.select_related("organisation", "user").get(pk=person.pk)


def _about(actor: Person, person: Person) -> dict[str, object]:
    held = frozenset(role for role, programme in person.held_roles if programme is None)
    invitation = person.invitations.filter(accepted_at=None).order_by("-created_at").first()
    roles = RolesForm(actor=actor, held=held)
    return {
        "shown": person,
        "roles": roles,
        "kept_roles": [Role(role).label for role in sorted(roles.kept)],
        "may_change_roles": may_change_roles(actor, person),
        "invitation": invitation,
        "invitation_is_open": bool(invitation and invitation.expires_at > timezone.now()),
        "is_self": actor.pk == person.pk,
    }


@require_POST
def change_roles(request: ActingRequest, pk: UUID) -> HttpResponse:
    person = person_to_edit(request, pk)
    if not may_change_roles(request.person, person):
        raise PermissionDenied
    held = frozenset(role for role, programme in person.held_roles if programme is None)
    form = RolesForm(request.POST, actor=request.person, held=held)
    if not form.is_valid():
        raise PermissionDenied
    try:
        set_roles(person, form.wanted(), actor=request.person)
    except RefusedError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Roolit ovat tallessa."))
    return redirect("person", pk)


@require_POST
def invite_person(request: ActingRequest, pk: UUID) -> HttpResponse:
    person = person_to_edit(request, pk)
    try:
        invite(person, actor=request.person)
    except RefusedError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Kutsu lähti osoitteeseen %s.") % person.email)
    return redirect("person", pk)


@require_http_methods(["GET", "POST"])
def end_person(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Ask first: the person is shut out at once."""
    person = person_to_edit(request, pk)
    if request.method == "GET":
        return render(request, "people/end_person.html", {"shown": person})
    try:
        with transaction.atomic():
            end_service(person, actor=request.person)
    except RefusedError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("%s on merkitty lähteneeksi.") % person.full_name)
    return HttpResponseRedirect(request.path.removesuffix("end/"))
