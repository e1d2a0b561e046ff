"""What the server may know of something sealed: the shapes it takes, and when it expires.

The content is AES-256-GCM, sealed in the browser (``frontend/src/sealed``), and arrives as
nonce‖ciphertext. The server gets no key: the holder of the link shows a token derived from it,
and the server knows the token's SHA-256 (trust T2).
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from .models import Sealed

MOST_BYTES = 5_000_000
NONCE_BYTES = 12
LEAST_BYTES = NONCE_BYTES + 16  # an empty text and its tag
KEPT = timedelta(days=90)
ID = re.compile(r"[\w-]{21}[AQgw]", re.ASCII)  # 16 bytes in base64url
TOKEN = re.compile(r"[\w-]{42}[AEIMQUYcgkosw048]", re.ASCII)  # 32 bytes
PROOF = re.compile(r"[0-9a-f]{64}", re.ASCII)
VERSION = re.compile(r"[1-9]\d{0,5}", re.ASCII)
NO_PROOF = "0" * 64


class SealingError(Exception):
    """``code``: malformed, too_large, taken (of a new id) or conflict (of a version)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Envelope:
    """What comes with new ciphertext."""

    id: str
    kind: str
    proof: str


def read_envelope(*, id_: str, kind: str, version: str, proof: str) -> Envelope:
    """Raise ``SealingError("malformed")`` when anything is not as our browser code writes it."""
    known = ID.fullmatch(id_) and PROOF.fullmatch(proof) and kind in Sealed.Kind.values
    if not known or version != "1":
        raise SealingError("malformed")
    return Envelope(id_, kind, proof)


def read_version(version: str) -> int:
    if not VERSION.fullmatch(version):
        raise SealingError("malformed")
    return int(version)


def split_body(body: bytes) -> tuple[bytes, bytes]:
    """Return nonce and ciphertext."""
    if len(body) > MOST_BYTES:
        raise SealingError("too_large")
    if len(body) < LEAST_BYTES:
        raise SealingError("malformed")
    return body[:NONCE_BYTES], body[NONCE_BYTES:]


def expires_after(day: date) -> date:
    """Return the day 90 days on, rounded up to a Monday so that it tells no date of a meeting."""
    last = day + KEPT
    return last + timedelta(days=-last.weekday() % 7)


def alive(id_: str) -> Sealed | None:
    """Return what lies under the id and has not expired."""
    if not ID.fullmatch(id_):
        return None
    return Sealed.objects.filter(pk=id_, expires_on__gt=timezone.localdate()).first()


def holds(token: str, sealed: Sealed | None) -> bool:
    """Return whether the token is the one derived from the key, in the same time whatever it is."""
    shown = hashlib.sha256(token.encode()).hexdigest() if TOKEN.fullmatch(token) else NO_PROOF
    proof = sealed.proof if sealed else NO_PROOF
    return hmac.compare_digest(shown, proof) and proof != NO_PROOF
