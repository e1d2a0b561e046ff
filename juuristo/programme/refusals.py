"""Expected refusals of a programme: a machine-readable code and words for the reader."""

from django.utils.translation import gettext as _

from juuristo.people.models import Person


class Refused(Exception):  # noqa: N818 — it is what happened, not an error
    """Something that a person asked for cannot be done, and why; ``message`` says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def not_a_sponsor(person: Person) -> Refused:
    text = _("%(name)s ei ole tämän ohjelman johdon yhteyshenkilö. Valitse toinen.")
    return Refused("not_a_sponsor", text % {"name": person.full_name})


def already_waiting() -> Refused:
    return Refused(
        "already_waiting", _("Hyväksyntää on jo pyydetty. Odota vastausta tai peru pyyntö ensin.")
    )


def already_answered() -> Refused:
    return Refused("already_answered", _("Tähän on jo vastattu, tai pyyntö on peruttu."))


def words_needed() -> Refused:
    return Refused("words_needed", _("Kirjoita, mitä pitäisi muuttaa. Näin työ pääsee jatkumaan."))
