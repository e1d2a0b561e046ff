"""What surveys store of one person (trust T7). Anonymous answers are nobody's: they cannot be
found for anyone, not even for their giver."""

from typing import Any

from juuristo.people.models import Person
from juuristo.shell.texts import text_in

from .models import Invitation, NamedResponse, SurveyExport


def stored_of(person: Person) -> dict[str, Any]:
    invitations = Invitation.objects.filter(person=person).select_related("wave")
    named = NamedResponse.objects.filter(person=person).select_related("wave")
    exports = SurveyExport.objects.filter(person=person)
    return {
        "invitations": [
            {"survey": text_in(one.wave.name), "known_to_have_answered": one.has_answered}
            for one in invitations.order_by("wave__opens_at", "pk")
        ],
        "named_answers": [
            {
                "survey": text_in(one.wave.name),
                "answered_at": one.answered_at,
                "answers": one.answers,
            }
            for one in named.order_by("answered_at", "pk")
        ],
        "reader_of": [
            text_in(name)
            for name in person.waves_to_read.order_by("created_at", "pk").values_list(
                "name", flat=True
            )
        ],
        "exports": list(exports.order_by("created_at", "pk").values("format", "created_at")),
    }
