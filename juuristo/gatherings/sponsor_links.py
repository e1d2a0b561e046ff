"""The links in the mails to management: to sign a letter, to answer a wish to open a session."""

from datetime import timedelta

from django.urls import reverse

from juuristo.shell import links

from .models import Letter, Opening

LIFETIME = timedelta(days=30)
PURPOSE = "sign-letter"
OPENING = "open-session"


def sign_link(letter: Letter) -> str:
    """Good for this text, this signer, and 30 days."""
    assert letter.asked_at
    parts = (str(letter.pk), str(letter.signer_id), letter.asked_at.isoformat())
    return links.absolute(reverse("letter_by_link", args=[links.sign(PURPOSE, *parts)]))


def opening_link(opening: Opening) -> str:
    token = links.sign(OPENING, str(opening.pk), str(opening.asked_of_id))
    return links.absolute(reverse("opening_by_link", args=[token]))
