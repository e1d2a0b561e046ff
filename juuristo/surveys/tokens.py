"""The secret in an invitation's link. It is reckoned anew when needed and stored as a hash only."""

import base64
import hashlib
import hmac

from django.conf import settings

from .models import Invitation

LENGTH = 43  # characters: 32 bytes as base64url


def token_of(invitation: Invitation) -> str:
    """Return the invitation's token: the same as long as its ``issue`` is."""
    key = hashlib.sha256(b"juuristo survey token\0" + settings.SECRET_KEY.encode()).digest()
    said = invitation.id.bytes + invitation.issue.to_bytes(2, "big")
    token = hmac.digest(key, said, "sha256")
    return base64.urlsafe_b64encode(token).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    """Return what is stored of a token, whatever text came as one."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
