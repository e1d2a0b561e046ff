"""Keeping what is sealed. These verbs know no actor and leave no trace: no audit row, no log of a
person, nothing but the ciphertext itself (trust T2)."""

import hmac
from datetime import date

from django.db import transaction
from django.utils import timezone

from ..models import Sealed
from ..sealing import Envelope, SealingError, expires_after, split_body


def _expiry() -> date:
    return expires_after(timezone.localdate())


def store(envelope: Envelope, body: bytes) -> tuple[date, bool]:
    """Keep new ciphertext; return its expiry and whether it is new. Safe to repeat.

    Raises ``SealingError``: malformed, too_large, or taken when other ciphertext lies under
    the id.
    """
    nonce, ciphertext = split_body(body)
    new = {
        "kind": envelope.kind,
        "nonce": nonce,
        "ciphertext": ciphertext,
        "proof": envelope.proof,
        "expires_on": _expiry(),
    }
    row, is_new = Sealed.objects.get_or_create(pk=envelope.id, defaults=new)
    if not is_new:
        same = hmac.compare_digest(row.proof, envelope.proof)
        same &= (bytes(row.nonce), bytes(row.ciphertext)) == (nonce, ciphertext)
        if not (same and row.version == 1 and row.kind == envelope.kind):
            raise SealingError("taken")
    return row.expires_on, is_new


@transaction.atomic
def replace(sealed: Sealed, version: int, body: bytes) -> date:
    """Put the next version in the place of what lies there, and keep it for 90 days from now.

    Raises ``SealingError``: malformed, too_large, or conflict when another was first.
    """
    nonce, ciphertext = split_body(body)
    expires = _expiry()
    done = Sealed.objects.filter(pk=sealed.pk, version=version - 1).update(
        version=version, nonce=nonce, ciphertext=ciphertext, expires_on=expires
    )
    if not done:
        raise SealingError("conflict")
    return expires


def delete(sealed: Sealed) -> None:
    Sealed.objects.filter(pk=sealed.pk).delete()


def delete_expired() -> int:
    """Delete ciphertext whose day has come; return how much there was."""
    return Sealed.objects.filter(expires_on__lte=timezone.localdate()).delete()[0]
