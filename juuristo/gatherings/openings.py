"""Sessions that management is asked to open: found by the link of a mail, or as what waits."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.programme.waiting import Waiting
from juuristo.shell import dates, links

from .access import may_answer_opening
from .models import Letter, Opening, Session
from .sponsor_links import LIFETIME, OPENING


def with_all(rows: QuerySet[Opening]) -> QuerySet[Opening]:
    return rows.select_related(
        "session__series__programme__organisation",
        "suggested",
        "asked_by__user",
        "asked_of__user",
        "asked_of__organisation",
    )


def find(token: str) -> Opening | None:
    """The opening whose link carries ``token``; None when it is not good."""
    said = links.unsign(OPENING, token, max_age=LIFETIME)
    if said is None:
        return None
    opening = with_all(Opening.objects.filter(pk=said[0], asked_of__pk=said[1])).first()
    return opening if opening and may_answer_opening(opening.asked_of, opening) else None


def others_to_suggest(opening: Opening) -> QuerySet[Session]:
    """The other sessions ahead of the series."""
    ahead = opening.session.series.sessions.filter(cancelled_at=None, starts_at__gt=timezone.now())
    return ahead.exclude(pk=opening.session_id).order_by("starts_at", "pk")


def waiting(person: Person) -> Iterator[Waiting]:
    """Sessions ahead that ``person`` is asked to open."""
    rows = Opening.objects.filter(
        asked_of=person,
        state=Opening.State.WAITING,
        session__cancelled_at=None,
        session__starts_at__gt=timezone.now(),
    )
    for opening in with_all(rows).order_by("asked_at", "pk"):
        if may_answer_opening(person, opening):
            day = dates.day(opening.session.starts_at)
            yield Waiting(
                programme_id=opening.session.series.programme_id,
                asked_at=opening.asked_at,
                title=_("Avaa tilaisuus %(day)s") % {"day": day},
                url=reverse("opening", args=[opening.pk]),
                template="gatherings/waiting_opening.html",
                context={"opening": opening},
            )


def stored_of(person: Person) -> list[dict[str, Any]]:
    """What is stored of ``person`` (trust T7): letters in their name, sessions they are asked to
    open."""
    signed = Letter.objects.filter(signer=person).order_by("made_at", "pk")
    asked = Opening.objects.filter(asked_of=person).order_by("asked_at", "pk")
    return [
        *({"letter": row.subject, "signed_at": row.signed_at} for row in signed),
        *({"asked_to_open": row.asked_at, "state": row.state, "words": row.words} for row in asked),
    ]
