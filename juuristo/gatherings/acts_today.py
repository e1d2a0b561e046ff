"""One's next act on Today."""

from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.shell.rooms import Knot

from . import acts


def knots(person: Person) -> list[Knot]:
    act = acts.next_act(person)
    if act is None:
        return []
    answers = [(answer.value, str(answer.label)) for answer in acts.ANSWERS]
    return [
        Knot(
            order=17,
            label=_("Miten tekosi sujui?") if act.is_asked else _("Seuraava tekosi"),
            template="gatherings/knot_act.html",
            context={"act": act, "answers": answers if act.is_asked else []},
            asks=act.is_asked,
        )
    ]
