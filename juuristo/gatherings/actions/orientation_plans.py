"""Writing the plan of an orientation: the plan, its items, their order, opening it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import orientation_refusals as refusals
from juuristo.gatherings.models import OrientationItem, OrientationPlan
from juuristo.gatherings.orientation_order import circle_in
from juuristo.people.models import Person
from juuristo.programme.models import Programme


@transaction.atomic
def create_plan(
    programme: Programme, values: Mapping[str, Any], *, actor: Person
) -> OrientationPlan:
    """Make a draft; ``values`` holds the model's field names."""
    plan = OrientationPlan.objects.create(programme=programme, **values)
    trail.record("orientation_plan.created", actor=actor, about=plan)
    return plan


@transaction.atomic
def edit_plan(plan: OrientationPlan, values: Mapping[str, Any], *, actor: Person) -> None:
    for name, value in values.items():
        setattr(plan, name, value)
    plan.save(update_fields=[*values])
    trail.record("orientation_plan.edited", actor=actor, about=plan)


@transaction.atomic
def publish(plan: OrientationPlan, *, actor: Person) -> None:
    """Take the plan into use; new people begin with the next round. Raises ``Refused`` while it
    has no items. Publishing twice does nothing."""
    _hold(plan)
    if plan.published_at:
        return
    if not plan.items.exists():
        raise refusals.no_orientation_items()
    plan.published_at = timezone.now()
    plan.save(update_fields=["published_at"])
    trail.record("orientation_plan.published", actor=actor, about=plan)


@transaction.atomic
def unpublish(plan: OrientationPlan, *, actor: Person) -> None:
    """Make the plan a draft again. Raises ``Refused`` once somebody goes through it."""
    _hold(plan)
    if not plan.published_at:
        return
    _check_unused(plan)
    plan.published_at = None
    plan.save(update_fields=["published_at"])
    trail.record("orientation_plan.unpublished", actor=actor, about=plan)


@transaction.atomic
def delete_plan(plan: OrientationPlan, *, actor: Person) -> None:
    """Delete a plan nobody has begun. Raises ``Refused`` otherwise."""
    _check_unused(plan)
    trail.record("orientation_plan.deleted", actor=actor, about=plan)
    plan.delete()


def _hold(plan: OrientationPlan) -> None:
    """Lock the plan, and learn whether it is published."""
    rows = OrientationPlan.objects.select_for_update(no_key=True)
    plan.published_at = rows.get(pk=plan.pk).published_at


def _check_unused(plan: OrientationPlan) -> None:
    if plan.records.exists():
        raise refusals.orientation_in_use()


@transaction.atomic
def add_item(plan: OrientationPlan, values: Mapping[str, Any], *, actor: Person) -> OrientationItem:
    """Add an item as the last one. Raises ``Refused`` (``circle``)."""
    _hold(plan)
    last = plan.items.aggregate(last=Max("order"))["last"] or 0
    item = OrientationItem(plan=plan, order=last + 1)
    _write(item, values)
    trail.record("orientation_plan.edited", actor=actor, about=plan)
    return item


@transaction.atomic
def edit_item(item: OrientationItem, values: Mapping[str, Any], *, actor: Person) -> None:
    """Change an item. Raises ``Refused`` (``circle``)."""
    _write(item, values)
    trail.record("orientation_plan.edited", actor=actor, about=item.plan)


def _write(item: OrientationItem, values: Mapping[str, Any]) -> None:
    # Two coordinators may each add half of a circle: the plan's row lets one in at a time.
    _hold(item.plan)
    before = list(values.get("after", ()))
    _check_no_circle(item, before)
    for name, value in values.items():
        if name != "after":
            setattr(item, name, value)
    item.save()
    item.after.set(before)


def _check_no_circle(item: OrientationItem, before: list[OrientationItem]) -> None:
    items = {one.pk: one for one in item.plan.items.prefetch_related("after")}
    items[item.pk] = item
    after = {
        pk: [other.pk for other in one.after.all()] for pk, one in items.items() if one is not item
    }
    after[item.pk] = [one.pk for one in before]
    circle = circle_in(after)
    if circle:
        raise refusals.orientation_circle([items[pk] for pk in circle])


@transaction.atomic
def move_item(item: OrientationItem, steps: int, *, actor: Person) -> None:
    """Move an item ``steps`` places down (up when negative); at the end it stays."""
    _hold(item.plan)
    items = list(item.plan.items.order_by("order", "pk"))
    at = items.index(item)
    items.insert(max(0, min(len(items) - 1, at + steps)), items.pop(at))
    for number, one in enumerate(items, start=1):
        one.order = number
    OrientationItem.objects.bulk_update(items, ["order"])
    trail.record("orientation_plan.edited", actor=actor, about=item.plan)


@transaction.atomic
def remove_item(item: OrientationItem, *, actor: Person) -> None:
    """Take an item out of the plan. Raises ``Refused`` (``item_done``) once somebody has done it:
    the mark is their proof."""
    if item.done.exists():
        raise refusals.orientation_item_done()
    plan = item.plan
    item.delete()
    trail.record("orientation_plan.edited", actor=actor, about=plan)
