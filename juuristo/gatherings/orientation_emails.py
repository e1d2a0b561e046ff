"""The e-mails of orientation, one function each; templates in ``templates/gatherings/emails/``.

However many sessions a person is placed in at once, one mail tells of them. A single place goes
along as an invitation; several come as invitations of their own, as in ``emails.booked_all``.
"""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from juuristo.people.models import Person
from juuristo.shell.links import absolute

from . import calendars, emails
from .models import OrientationItem, OrientationRecord, SignUp
from .posting import send


def begins(record: OrientationRecord, placed: Sequence[SignUp]) -> None:
    """Your orientation begins: what you are placed in, and what you agree on with people."""
    agreed = record.plan.items.filter(series=None).select_related("responsible")
    _to_the_new_one("orientation_begins", record, placed, items=list(agreed))


def placed(record: OrientationRecord, placed: Sequence[SignUp]) -> None:
    """You have got more places, or wait for some."""
    _to_the_new_one("orientation_placed", record, placed)


def completed(record: OrientationRecord) -> None:
    """You have gone through everything; here is the certificate."""
    _to_the_new_one("orientation_completed", record, [])


def duties(record: OrientationRecord, person: Person, items: Sequence[OrientationItem]) -> None:
    """A new colleague has begun, and these items are yours to go through with them."""
    _send(
        "orientation_duties",
        person,
        record,
        {"items": items, "new": record.person, "url": absolute(reverse("orientation_duties"))},
        once_key=f"orientation-duties:{record.pk}:{person.pk}",
    )


def _to_the_new_one(
    name: str, record: OrientationRecord, placed: Sequence[SignUp], **context: Any
) -> None:
    signups = sorted(placed, key=lambda signup: signup.session.starts_at)
    seated = [signup for signup in signups if signup.state == SignUp.State.BOOKED]
    alone = [calendars.entry_of(signup) for signup in seated] if len(seated) == 1 else []
    _send(
        name,
        record.person,
        record,
        {"signups": signups, "url": absolute(reverse("orientation_own")), **context},
        calendar=calendars.file(alone, calendars.REQUEST, record.person.language),
        method=calendars.REQUEST,
    )
    if not alone:
        for signup in seated:
            emails.invited(signup)


def _send(
    name: str, person: Person, record: OrientationRecord, context: dict[str, Any], **how: Any
) -> None:
    plan = record.plan
    send(name, person, plan.programme.organisation, {"plan": plan, **context}, **how)
