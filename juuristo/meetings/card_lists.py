"""What a coordinator keeps for clients' cards, as the companion gets it."""

from typing import Any

from juuristo.people.models import Person

from . import phrases
from .models import Contact, Service


def for_companion(person: Person) -> dict[str, Any]:
    """Return ``languages``, ``services`` and ``contacts`` for the adviser's page.

    Contacts of the adviser's own office come first, then those of no office, then the others.
    """
    return {
        "languages": [
            {"code": each.code, "name": each.name, "lang": each.lang, "dir": each.dir}
            for each in phrases.languages()
        ],
        "services": [_service(each) for each in Service.objects.visible_to(person)],
        "contacts": [_contact(each) for each in _contacts(person)],
    }


def _contacts(person: Person) -> list[Contact]:
    def distance(contact: Contact) -> int:
        if contact.office_id is None:
            return 1
        return 0 if contact.office_id == person.office_id else 2

    return sorted(Contact.objects.visible_to(person), key=distance)


def _service(service: Service) -> dict[str, Any]:
    return {
        "id": str(service.pk),
        "name": service.name,
        "sentence": service.sentence,
        "link": service.link,
    }


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "id": str(contact.pk),
        "office": str(contact.office_id) if contact.office_id else None,
        "name": contact.name,
        "hours": contact.hours,
        "phone": contact.phone,
        "email": contact.email,
        "address": contact.address,
    }
