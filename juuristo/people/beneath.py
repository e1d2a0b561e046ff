"""What people hand to the layers beneath them: names for the trail, ways to its page and the mail.

Mail and audit know neither people nor the shell, so their links are put into the navigation here.
"""

import uuid
from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from juuristo.audit.access import Reader, may_read_trail
from juuristo.audit.names import ACTOR_NAMES
from juuristo.audit.verbs import name_verbs
from juuristo.mail.access import may_see_outbox
from juuristo.mail.kinds import name_kinds
from juuristo.shell.rooms import LINKS, Link

from . import words
from .models import Person


def actor_names(ids: Collection[uuid.UUID], reader: Reader) -> dict[uuid.UUID, str]:
    """Names of the actors in ``ids`` whom ``reader`` may see."""
    people = Person.objects.filter(organisation=reader.organisation_id, pk__in=ids)
    return {person.pk: person.full_name for person in people.order_by("pk")}


def links(person: Person) -> Iterator[Link]:
    if may_see_outbox(person):
        yield Link(80, _("Viestit"), reverse("mail_outbox"), "/mail/")
    if may_read_trail(person):
        yield Link(90, _("Tapahtumaloki"), reverse("audit_trail"), "/audit/")


def hand_down() -> None:
    name_verbs(words.VERBS)
    name_kinds(words.KINDS)
    ACTOR_NAMES.append(actor_names)
    LINKS.append(links)
