"""Writing the plan of an orientation: the plan, its items, their order, taking it into use."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from juuristo.gatherings.access import may_plan_orientation
from juuristo.gatherings.actions import orientation_plans as actions
from juuristo.gatherings.forms.orientation import ItemForm, PlanForm
from juuristo.gatherings.models import OrientationItem, OrientationPlan
from juuristo.gatherings.orientation_rounds import welcome
from juuristo.gatherings.refusals import Refused
from juuristo.people.acting import ActingRequest
from juuristo.programme.views.audience import chosen_programme
from juuristo.programme.views.fetching import programmes_to_run
from juuristo.shell.forms import status_of

from .attempting import attempt


def plan_to_write(request: ActingRequest, pk: uuid.UUID) -> OrientationPlan:
    """The plan, for whoever runs its programme."""
    visible = OrientationPlan.objects.visible_to(request.person)
    plan = get_object_or_404(visible.select_related("programme__organisation"), pk=pk)
    if not may_plan_orientation(request.person, plan):
        raise PermissionDenied
    return plan


def item_to_write(request: ActingRequest, pk: uuid.UUID) -> OrientationItem:
    visible = OrientationPlan.objects.visible_to(request.person)
    items = OrientationItem.objects.filter(plan__in=visible)
    item = get_object_or_404(items.select_related("plan__programme__organisation"), pk=pk)
    if not may_plan_orientation(request.person, item.plan):
        raise PermissionDenied
    return item


@require_GET
def plans(request: ActingRequest) -> HttpResponse:
    programmes = programmes_to_run(request)
    rows = OrientationPlan.objects.filter(programme__in=programmes).select_related("programme")
    counted = rows.annotate(
        item_count=Count("items", distinct=True),
        under_way=Count("records", filter=Q(records__completed_at=None), distinct=True),
        completed=Count("records", filter=Q(records__completed_at__isnull=False), distinct=True),
    )
    context = {"plans": counted.order_by("-begins_from", "pk"), "programmes": programmes}
    return render(request, "gatherings/orientation_plans.html", context)


@require_http_methods(["GET", "POST"])
def plan_new(request: ActingRequest) -> HttpResponse:
    programmes = programmes_to_run(request)
    if not programmes:
        return redirect("orientation_plans")  # it says that a programme comes first
    programme = chosen_programme(request, programmes)
    form = PlanForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        made = actions.create_plan(programme, form.cleaned_data, actor=request.person)
        messages.success(request, _("Ohjelma on luonnoksena tallessa. Lisää seuraavaksi asiat."))
        return redirect("orientation_plan", pk=made.pk)
    context = {"form": form, "programme": programme, "programmes": programmes}
    return render(request, "gatherings/orientation_plan_form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def plan_edit(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    one = plan_to_write(request, pk)
    form = PlanForm(request.POST or None, programme=one.programme, plan=one)
    if request.method == "POST" and form.is_valid():
        actions.edit_plan(one, form.cleaned_data, actor=request.person)
        messages.success(request, _("Muutokset ovat tallessa."))
        return redirect("orientation_plan", pk=one.pk)
    context = {"form": form, "plan": one}
    return render(request, "gatherings/orientation_plan_form.html", context, status=status_of(form))


@require_GET
def plan(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """The plan with its items in order; how many go through it, but nobody by name."""
    one = plan_to_write(request, pk)
    items = one.items.select_related("series", "responsible").prefetch_related("after")
    context = {
        "plan": one,
        "items": list(items),
        "under_way": one.records.filter(completed_at=None).count(),
        "completed": one.records.filter(completed_at__isnull=False).count(),
    }
    return render(request, "gatherings/orientation_plan.html", context)


@require_POST
def plan_publish(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    one = plan_to_write(request, pk)
    done = _("Ohjelma on käytössä. Uudet työkaverit saavat siitä pian viestin.")
    if attempt(request, lambda: actions.publish(one, actor=request.person), done):
        welcome.enqueue(str(one.programme.organisation_id))
    return redirect("orientation_plan", pk=one.pk)


@require_POST
def plan_unpublish(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    one = plan_to_write(request, pk)
    done = _("Ohjelma on taas luonnos. Kukaan uusi ei aloita sitä.")
    attempt(request, lambda: actions.unpublish(one, actor=request.person), done)
    return redirect("orientation_plan", pk=one.pk)


@require_POST
def plan_delete(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    one = plan_to_write(request, pk)
    done = _("Ohjelma on poistettu.")
    if attempt(request, lambda: actions.delete_plan(one, actor=request.person), done):
        return redirect("orientation_plans")
    return redirect("orientation_plan", pk=pk)


@require_http_methods(["GET", "POST"])
def item_new(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    one = plan_to_write(request, pk)
    form = ItemForm(request.POST or None, plan=one)
    if request.method == "POST" and form.is_valid():
        actions.add_item(one, form.cleaned_data, actor=request.person)
        messages.success(request, _("Asia on lisätty ohjelman loppuun."))
        return redirect("orientation_plan", pk=one.pk)
    context = {"form": form, "plan": one}
    return render(request, "gatherings/orientation_item_form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def item_edit(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    item = item_to_write(request, pk)
    form = ItemForm(request.POST or None, plan=item.plan, item=item)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_item(item, form.cleaned_data, actor=request.person)
        except Refused as refused:
            form.add_error("after", refused.message)
        else:
            messages.success(request, _("Muutokset ovat tallessa."))
            return redirect("orientation_plan", pk=item.plan_id)
    context = {"form": form, "plan": item.plan, "item": item, "is_done": item.done.exists()}
    return render(request, "gatherings/orientation_item_form.html", context, status=status_of(form))


@require_POST
def item_move(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """One place up or down; a button each, so that no script is needed."""
    item = item_to_write(request, pk)
    steps = -1 if request.POST.get("to") == "up" else 1
    actions.move_item(item, steps, actor=request.person)
    plan_page = reverse("orientation_plan", args=[item.plan_id])
    return redirect(f"{plan_page}#item-{item.pk}")


@require_POST
def item_remove(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    item = item_to_write(request, pk)
    plan_id = item.plan_id
    done = _("Asia on poistettu ohjelmasta.")
    attempt(request, lambda: actions.remove_item(item, actor=request.person), done)
    return redirect("orientation_plan", pk=plan_id)
