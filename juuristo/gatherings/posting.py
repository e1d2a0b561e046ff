"""How every mail of gatherings is queued: in its reader's language and the organisation's hours."""

from typing import Any

from django.utils import timezone

from juuristo.mail import outbox
from juuristo.people.models import Organisation, Person


def send(
    name: str,
    person: Person,
    organisation: Organisation,
    context: dict[str, Any],
    *,
    calendar: str = "",
    method: str = "",
    once_key: str | None = None,
) -> None:
    """Queue ``gatherings/emails/<name>`` to ``person``; ``calendar`` is a file with ``method``."""
    with timezone.override(organisation.zone):
        outbox.queue(
            f"gatherings/{name}",
            to=person.email,
            language=person.language,
            context={"reader": person, **context},
            organisation_id=organisation.pk,
            calendar=calendar,
            calendar_method=method if calendar else "",
            once_key=once_key,
        )
