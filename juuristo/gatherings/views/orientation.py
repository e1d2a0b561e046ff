"""The pages of one who is new, of those who are in charge of an item, and of a supervisor."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from juuristo.audit import trail
from juuristo.gatherings.access import may_see_team
from juuristo.gatherings.actions import orientation_records as actions
from juuristo.gatherings.forms.orientation import WishForm
from juuristo.gatherings.models import OrientationRecord
from juuristo.gatherings.orientation import own_orientations
from juuristo.gatherings.orientation_duties import duties_of
from juuristo.gatherings.orientation_team import team_of
from juuristo.people.acting import ActingRequest
from juuristo.shell.forms import status_of

MOST_DUTIES = 100  # at once, the most urgent ones


@require_GET
def own(request: ActingRequest) -> HttpResponse:
    """My orientation: what, when, done, and what I wish."""
    mine = own_orientations(request.person)
    context = {
        "orientations": [(one, WishForm(record=one.record, prefix=one.record.pk)) for one in mine]
    }
    return render(request, "gatherings/orientation_own.html", context)


@require_POST
def wish(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep my own wishes; nobody else's are mine to write."""
    record = get_object_or_404(OrientationRecord.objects.visible_to(request.person), pk=pk)
    if record.person_id != request.person.pk:
        raise PermissionDenied
    form = WishForm(request.POST, record=record, prefix=record.pk)
    if form.is_valid():
        data = form.cleaned_data
        actions.wish(record, face_to_face=data["face_to_face"], words=data["wish"])
        messages.success(request, _("Toiveesi on tallessa. Koordinaattori näkee sen."))
        return redirect("orientation_own")
    forms = {record.pk: form}
    context = {
        "orientations": [
            (
                one,
                forms.get(one.record.pk) or WishForm(record=one.record, prefix=one.record.pk),
            )
            for one in own_orientations(request.person)
        ]
    }
    return render(request, "gatherings/orientation_own.html", context, status=status_of(form))


@require_GET
def duties(request: ActingRequest) -> HttpResponse:
    """New people and the items that I am to go through with them."""
    found = duties_of(request.person)
    if found:
        trail.record("orientation.duties_listed", actor=request.person)
    return render(
        request,
        "gatherings/orientation_duties.html",
        {
            "duties": found[:MOST_DUTIES],
            "is_cut": len(found) > MOST_DUTIES,
            "today": timezone.localdate(),
        },
    )


@require_GET
def team(request: ActingRequest) -> HttpResponse:
    """My team's statutory items, done or not yet, and nothing else (trust T5)."""
    if not may_see_team(request.person):
        raise PermissionDenied
    members = team_of(request.person)
    if members:
        trail.record("orientation.team_listed", actor=request.person)
    new = [one for one in members if one.is_new]
    context = {
        "members": members,
        "new": new,
        "under_way": [one for one in new if one.left],
        "ready": [one for one in new if not one.left],
        "earlier": [one for one in members if not one.is_new],
        "has_team": request.person.team_id is not None,
    }
    return render(request, "gatherings/orientation_team.html", context)
