"""Queueing mail: three small templates per kind, rendered in the reader's language."""

import uuid
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from .models import OutgoingMail


def queue(
    kind: str,
    *,
    to: str,
    language: str,
    context: dict[str, Any],
    organisation_id: uuid.UUID | None,
    calendar: str = "",
    calendar_method: str = "",
    once_key: str | None = None,
) -> OutgoingMail | None:
    """Render ``<kind>.subject.txt``, ``.txt`` and ``.html`` in ``language`` and queue the mail.

    ``kind`` is "app/name": templates lie in ``<app>/emails/<name>.…``. With ``once_key`` the same
    mail is queued once only; None is returned when it already was. Runs in the caller's
    transaction.
    """
    app, name = kind.split("/")
    with translation.override(language):
        subject, text, html = (
            render_to_string(f"{app}/emails/{name}.{part}", context).strip()
            for part in ("subject.txt", "txt", "html")
        )
    mail = OutgoingMail(
        organisation_id=organisation_id,
        kind=kind,
        to=to,
        language=language,
        subject=" ".join(subject.split()),
        text=text,
        html=html,
        calendar=calendar,
        calendar_method=calendar_method,
        once_key=once_key,
    )
    if once_key is None:
        mail.save()
        return mail
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
    return OutgoingMail.objects.filter(pk=mail.pk).first()
