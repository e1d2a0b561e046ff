"""``juuristo gatherings calendar-reply``: one mail on standard input, as a mail server pipes it."""

import sys

from django.utils.translation import gettext as _

from juuristo.cli.verbs import Answer, BadInput, Options, Verbs

from .actions.answering_invitations import take_reply
from .calendar_replies import MAX_BYTES, NoReply, read_reply


def declare(verbs: Verbs) -> None:
    verbs.add("calendar-reply", answer_mail, help="take in a calendar's answer, a mail on stdin")


def answer_mail(options: Options) -> Answer:
    """Exit 0 when the mail was an answer of one invited, whatever came of it; 2 when it was not."""
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        outcome = take_reply(read_reply(data))
    except NoReply as fault:
        raise BadInput(fault.code, _refusals()[fault.code]) from None
    return Answer(_outcomes()[outcome], {"outcome": outcome})


def _refusals() -> dict[str, str]:
    return {
        "too_large": _("Viesti on liian suuri, eikä sitä luettu."),
        "not_a_reply": _("Viestissä ei ole vastausta kalenterikutsuun."),
        "unknown_event": _("Viesti vastaa kutsuun, jota ei ole."),
        "forged": _("Viesti ei tullut kutsutulta. Mitään ei muutettu."),
    }


def _outcomes() -> dict[str, str]:
    return {
        "noted": _("Vastaus on luettu. Mitään ei tarvinnut muuttaa."),
        "cancelled": _("Paikka on peruttu, ja ilmoittautunut saa viestin."),
        "already": _("Paikkaa ei enää ollut."),
        "past": _("Kerta on jo alkanut, joten paikka jäi ennalleen. Ilmoittautunut saa viestin."),
        "outdated": _(
            "Vastaus koski vanhaa kutsua, joten paikka jäi ennalleen. Ilmoittautunut saa viestin."
        ),
        "led": _("Vetäjä ei vaihdu kalenterista. Hän saa viestin."),
    }
