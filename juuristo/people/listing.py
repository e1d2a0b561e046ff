"""The staff list: who is in it, by search, place, role and state of sign-in."""

from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from .invitations import invitable
from .models import HeldRole, Invitation, Person, PersonQuerySet


def list_people(viewer: Person, wanted: dict[str, Any]) -> PersonQuerySet:
    """Return the people that ``wanted`` asks for (keys of PeopleFilter), ready to be shown.

    Each row knows ``invited_at``, when its open invitation was sent, or None.
    """
    people = Person.objects.visible_to(viewer)
    for word in str(wanted.get("q", "")).split():
        people = people.filter(_has(word))
    for place in ("office", "team"):
        if place in wanted:
            people = people.filter(**{place: wanted[place]})
    if "role" in wanted:
        people = people.filter(pk__in=_holders(wanted["role"]))
    people = _in_state(people, str(wanted.get("state", "")))
    return (
        people.annotate(invited_at=Subquery(_open_invitations().values("created_at")[:1]))
        .select_related("office", "team", "user")
        .prefetch_related("roles")
        .order_by("last_name", "first_name", "id")
    )


def _has(word: str) -> Q:
    # SQLite folds the case of ASCII letters only: Ä and Ö are asked for in both cases.
    asked = Q()
    for form in {word, word.lower(), word.capitalize()}:
        for field in ("first_name", "last_name", "email"):
            asked |= Q(**{f"{field}__icontains": form})
    return asked


def _holders(role: str) -> Any:
    return HeldRole.objects.filter(role=role).values("person")


def _open_invitations() -> Any:
    now = timezone.now()
    return Invitation.objects.filter(
        person=OuterRef("pk"), accepted_at=None, expires_at__gt=now
    ).order_by("-created_at")


def _in_state(people: PersonQuerySet, state: str) -> PersonQuerySet:
    today = timezone.localdate()
    if state == "left":
        return people.filter(left_date__lte=today)
    people = people.exclude(left_date__lte=today)
    if state == "signed_in":
        return people.exclude(user=None)
    if state == "invited":
        return people.filter(user=None).exclude(pk__in=invitable(people).values("pk"))
    if state == "uninvited":
        return invitable(people)
    return people
