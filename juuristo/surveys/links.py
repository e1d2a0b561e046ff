"""Links by which one answers. What they carry after "#" never reaches a server's log."""

import base64
import binascii
from uuid import UUID

from juuristo.shell.links import absolute

from .models import Invitation, Wave
from .tokens import token_of


def code_of(wave: Wave) -> str:
    """The wave's id as links and the public routes write it: 22 characters of base64url."""
    return base64.urlsafe_b64encode(wave.pk.bytes).rstrip(b"=").decode()


def wave_id_of(code: str) -> UUID | None:
    """The id that a code means, or None when it means none."""
    try:
        found = UUID(bytes=base64.b64decode(f"{code}==", altchars=b"-_", validate=True))
    except (ValueError, binascii.Error):
        return None
    return found if len(code) == 22 else None


def invitation_link(invitation: Invitation, language: str | None = None) -> str:
    """The link of one invited person, in their language unless told otherwise."""
    language = language or invitation.person.language
    return absolute(f"/s/#{language}.{code_of(invitation.wave)}.{token_of(invitation)}")


def open_link(wave: Wave) -> str:
    """The link of a wave that anyone who has it may answer."""
    return absolute(f"/q/{wave.slug}/")
