"""Queueing mail: three small templates per kind, rendered in the reader's language."""

import uuid
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import translation

from .models import OutgoingMail

SUBJECT_LENGTH = 200


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

    ``kind`` is "app/name": templates lie in ``<app>/emails/<name>.…``; the html extends
    ``mail/letter.html``, the text may extend ``mail/letter.txt`` (both: blocks ``body`` and
    ``why``; ``organisation`` in the context says who writes). With ``once_key`` the same mail is
    queued once only; None is returned when it already was. Runs in the caller's transaction.
    """
    mail = OutgoingMail(
        organisation_id=organisation_id,
        kind=kind,
        to=to,
        language=language,
        calendar=calendar,
        calendar_method=calendar_method,
        once_key=once_key,
        **_rendered(kind, language, context),
    )
    if once_key is None:
        mail.save()
        return mail
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
    return OutgoingMail.objects.filter(pk=mail.pk).first()


def _rendered(kind: str, language: str, context: dict[str, Any]) -> dict[str, str]:
    stem = "{}/emails/{}".format(*kind.split("/"))
    with translation.override(language):
        context = {"language": language, "home": settings.PUBLIC_URL, **context}
        # One line: a name with a line break in it must not become a header of its own.
        subject = " ".join(_plain(f"{stem}.subject.txt", context).split())[:SUBJECT_LENGTH]
        context["subject"] = subject
        return {
            "subject": subject,
            "text": _plain(f"{stem}.txt", context).strip(),
            "html": render_to_string(f"{stem}.html", context).strip(),
        }


def _plain(name: str, context: dict[str, Any]) -> str:
    """Render plain text: there "O'Hara" stays as it is, though Django escapes by default."""
    template: Any = get_template(name)
    text: str = template.template.render(Context(context, autoescape=False))
    return text
