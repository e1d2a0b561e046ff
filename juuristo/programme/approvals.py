"""Approvals as they are found: by the link of a mail, by what waits, by what they are about."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.shell import links

from .access import may_answer_approval
from .models import Approval
from .waiting import Waiting

LIFETIME = timedelta(days=30)
PURPOSE = "approve"


def link_to(approval: Approval) -> str:
    """The address in the sponsor's mail: good for this request and this person, for 30 days."""
    token = links.sign(PURPOSE, str(approval.pk), str(approval.asked_of_id))
    return links.absolute(reverse("approve_by_link", args=[token]))


def find(token: str) -> Approval | None:
    """The approval whose link carries ``token``, answered or not; None when it is not good.

    It is not good either once its reader has ceased to be management's contact.
    """
    said = links.unsign(PURPOSE, token, max_age=LIFETIME)
    if said is None:
        return None
    rows = with_people(Approval.objects.filter(pk=said[0], asked_of__pk=said[1]))
    approval = rows.first()
    if approval is None or approval.asked_of is None:
        return None
    return approval if may_answer_approval(approval.asked_of, approval) else None


def with_people(rows: QuerySet[Approval]) -> QuerySet[Approval]:
    return rows.select_related(
        "programme__organisation", "asked_by__user", "asked_of__user", "asked_of__organisation"
    )


def latest_about(subject_id: UUID) -> Approval | None:
    """The newest request about something that was not taken back."""
    rows = Approval.objects.filter(subject_id=subject_id).exclude(state=Approval.State.WITHDRAWN)
    return rows.select_related("programme", "asked_of").order_by("-asked_at", "pk").first()


def waiting(person: Person) -> Iterator[Waiting]:
    """Outlines that wait for ``person``."""
    rows = Approval.objects.filter(asked_of=person, state=Approval.State.WAITING)
    for approval in rows.select_related("programme", "asked_by").order_by("asked_at", "pk"):
        if may_answer_approval(person, approval):
            yield Waiting(
                programme_id=approval.programme_id,
                asked_at=approval.asked_at,
                title=_("Hyväksy suunnitelma: %(title)s") % {"title": approval.title},
                url=reverse("approval", args=[approval.programme.slug, approval.pk]),
                template="programme/waiting_approval.html",
                context={"approval": approval},
            )


def stored_of(person: Person) -> list[dict[str, Any]]:
    """What approvals store of ``person`` (trust T7): those they asked for or were asked for."""
    rows = Approval.objects.filter(Q(asked_by=person) | Q(asked_of=person))
    return [
        dict(row)
        for row in rows.order_by("asked_at", "pk").values(
            "title", "state", "asked_at", "answered_at", "words"
        )
    ]
