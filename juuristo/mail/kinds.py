"""What each kind of mail is called on screen; apps fill this in ``AppConfig.ready()``."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = str | Promise
KINDS: dict[str, Words] = {}
# Kinds whose reader nobody may know: the outbox's page leaves them out, and the address goes as
# the mail leaves. (Who is reminded of a survey is one who has not answered it.)
DISCREET: set[str] = set()


def name_kinds(kinds: Mapping[str, Words]) -> None:
    """Name kinds of mail: ``{"gatherings/booked": _lazy("vahvistus ilmoittautumisesta")}``."""
    KINDS.update(kinds)


def kind_in_words(kind: str) -> str:
    return str(KINDS.get(kind) or _("viesti"))
