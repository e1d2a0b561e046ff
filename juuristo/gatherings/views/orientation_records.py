"""The coordinator's view of those who go through an orientation, and marking items done."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from juuristo.audit import trail
from juuristo.gatherings.access import may_mark_item, may_plan_orientation
from juuristo.gatherings.actions import orientation_records as actions
from juuristo.gatherings.forms.orientation import DoneForm
from juuristo.gatherings.models import OrientationItem, OrientationPlan, OrientationRecord
from juuristo.gatherings.orientation import orientations_of
from juuristo.gatherings.refusals import Refused
from juuristo.people.acting import ActingRequest

from .orientation_plans import plan_to_write

ON_PAGE = 50


def records_of(plan: OrientationPlan) -> QuerySet[OrientationRecord]:
    """Everyone who goes or has gone through ``plan``, those under way first, the newest first."""
    rows = plan.records.select_related("plan__programme", "person__office", "person__team")
    ready = Q(completed_at__isnull=False)
    return rows.annotate(ready=ready).order_by("ready", "-began_on", "person__last_name", "pk")


@require_GET
def records(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Who goes through the plan and how far they have come; opening it leaves a trace (T6)."""
    plan = plan_to_write(request, pk)
    page = Paginator(records_of(plan), ON_PAGE).get_page(request.GET.get("page"))
    found = orientations_of(page)
    trail.record("orientation.records_listed", actor=request.person, about=plan)
    said = dict(
        plan.records.order_by().values_list("wishes_face_to_face").annotate(count=Count("pk"))
    )
    context = {
        "plan": plan,
        "page": page,
        "under_way": [one for one in found if not one.record.completed_at],
        "completed": [one for one in found if one.record.completed_at],
        "wishes": [one for one in found if one.record.wish and not one.record.completed_at],
        "faces": said.get(True, 0),
        "screens": said.get(False, 0),
        "said": said.get(True, 0) + said.get(False, 0),
        "total": page.paginator.count,
    }
    return render(request, "gatherings/orientation_records.html", context)


@require_GET
def record(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """One person's orientation with its days, for whoever runs the programme."""
    row = record_to_open(request, pk)
    if row.person_id != request.person.pk:
        trail.record("orientation.record_opened", actor=request.person, about=row)
    orientation = orientations_of([row])[0]
    context = {
        "orientation": orientation,
        "record": row,
        "today": timezone.localdate(),
        "may_mark": row.person_id != request.person.pk,
    }
    return render(request, "gatherings/orientation_record.html", context)


def record_to_open(request: ActingRequest, pk: uuid.UUID) -> OrientationRecord:
    """The record, for whoever runs its programme; one's own is seen on one's own page."""
    visible = OrientationRecord.objects.visible_to(request.person)
    rows = visible.select_related("plan__programme__organisation", "person__user")
    found = get_object_or_404(rows, pk=pk)
    if not may_plan_orientation(request.person, found.plan):
        raise PermissionDenied
    return found


@require_POST
def item_done(request: ActingRequest, pk: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """Mark one item of one person done, on the day given."""
    row, what = _item_to_mark(request, pk, item)
    form = DoneForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("Emme ymmärtäneet päivää, joten mitään ei merkitty. Valitse päivä.")
        )
        return _back(request, row)
    try:
        actions.mark_done(row, what, form.cleaned_data["done_on"], actor=request.person)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        words = _("%(name)s: asia on merkitty tehdyksi.") % {"name": row.person.full_name}
        messages.success(request, words)
    return _back(request, row)


@require_POST
def item_taken_back(request: ActingRequest, pk: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    row, what = _item_to_mark(request, pk, item)
    try:
        actions.take_back(row, what, actor=request.person)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Merkintä on peruttu."))
    return _back(request, row)


def _item_to_mark(
    request: ActingRequest, pk: uuid.UUID, item: uuid.UUID
) -> tuple[OrientationRecord, OrientationItem]:
    """The record and the item for those who may mark it; whoever is in charge of an item knows
    of the record through their list of duties, others only as they see it."""
    rows = OrientationRecord.objects.filter(
        plan__programme__organisation=request.person.organisation_id
    ).select_related("plan__programme__organisation", "person__user")
    row = get_object_or_404(rows, pk=pk)
    what = get_object_or_404(OrientationItem, pk=item, plan=row.plan_id)
    if not may_mark_item(request.person, row, what):
        get_object_or_404(OrientationRecord.objects.visible_to(request.person), pk=pk)
        raise PermissionDenied
    return row, what


def _back(request: ActingRequest, row: OrientationRecord) -> HttpResponse:
    if "duties" in request.POST:
        return redirect("orientation_duties")
    if may_plan_orientation(request.person, row.plan):
        return redirect("orientation_record", pk=row.pk)
    return redirect("orientation_duties")
