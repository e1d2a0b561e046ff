"""The e-mails of a programme, one function each; templates in ``templates/programme/emails/``."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from juuristo.mail import outbox
from juuristo.people.models import Person
from juuristo.shell.links import absolute

from . import approvals
from .models import Approval
from .subjects import subject_of


def approval_asked(approval: Approval) -> None:
    """An outline waits for you; the link opens it and the two answers."""
    assert approval.asked_of
    _send("approval_asked", approval.asked_of, approval, {"url": approvals.link_to(approval)})


def approval_answered(approval: Approval) -> None:
    """Your outline was approved, or came back: to the one who asked and all who work on it."""
    subject = subject_of(approval.subject_id)
    people = {approval.asked_by, *(subject.people if subject else ())} - {approval.asked_of, None}
    path = subject.path if subject else _path(approval)
    for person in sorted(filter(None, people), key=lambda person: str(person.pk)):
        if not person.has_left():
            _send("approval_answered", person, approval, {"url": absolute(path)})


def _path(approval: Approval) -> str:
    return reverse("approval", args=[approval.programme.slug, approval.pk])


def _send(name: str, person: Person, approval: Approval, context: dict[str, Any]) -> None:
    organisation = approval.programme.organisation
    with timezone.override(organisation.zone):
        outbox.queue(
            f"programme/{name}",
            to=person.email,
            language=person.language,
            context={
                "reader": person,
                "approval": approval,
                "programme": approval.programme,
                "organisation": organisation,
                **context,
            },
            organisation_id=organisation.pk,
        )
