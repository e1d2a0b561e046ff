"""Blind ballots: RSABSSA-SHA384-PSS-Randomized of RFC 9474, with a key for each wave (trust T3).

The browser blinds a random message, the server signs it without seeing it, and the unblinded
signature is an ordinary RSA-PSS signature: it proves that somebody invited got it, and nothing of
whom. Signing is RFC 9474, 4.3; verification is 4.5, by ``cryptography``.
"""

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import gmpy2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from .models import Wave

BITS = 2048
SALT = 48  # bytes: RSABSSA-SHA384-PSS
PREFIX = 32  # random bytes before the message: "Randomized"
LONGEST_MESSAGE = 256
_PADDING = padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=SALT)


class BlindedError(ValueError):
    """What was to be signed is no blinded message of this key."""


class LostKeyError(RuntimeError):
    """The wave's key does not open: the server's secret has changed since the wave was opened."""


@dataclass(frozen=True, eq=False)
class BallotKey:
    """One wave's key, ready for use. ``envelope_key`` locks the answers that wait (32 bytes)."""

    numbers: rsa.RSAPrivateNumbers
    public: rsa.RSAPublicKey
    spki: str
    envelope_key: bytes

    @property
    def size(self) -> int:
        """Bytes of a blinded message and of a signature."""
        return self.public.key_size // 8

    def sign_blinded(self, blinded: bytes) -> bytes:
        """Sign a blinded message (RFC 9474, 4.3): both are as long as the key. ``BlindedError``."""
        key, n = self.numbers, self.numbers.public_numbers.n
        message = int.from_bytes(blinded, "big")
        if len(blinded) != self.size or not 0 < message < n:
            raise BlindedError
        # powmod_sec takes its time without regard to the secret exponent.
        by_p = gmpy2.powmod_sec(message % key.p, key.dmp1, key.p)
        by_q = gmpy2.powmod_sec(message % key.q, key.dmq1, key.q)
        signature = int(by_q + key.q * ((by_p - by_q) * key.iqmp % key.p))
        # A fault in either half would give away a factor of the key, so nothing unchecked leaves.
        if gmpy2.powmod(signature, key.public_numbers.e, n) != message:
            raise BlindedError
        return signature.to_bytes(self.size, "big")

    def is_genuine(self, message: bytes, signature: bytes) -> bool:
        """Whether this key has signed the message, blindly or not."""
        if not PREFIX <= len(message) <= LONGEST_MESSAGE or len(signature) != self.size:
            return False
        try:
            self.public.verify(signature, message, _PADDING, hashes.SHA384())
        except InvalidSignature:
            return False
        return True


def make_key() -> str:
    """Return a new key for ``Wave.ballot_key``: PEM, encrypted under the server's secret.

    Every wave that hides its senders needs one, also one by an open link: its answers wait in
    envelopes that the key opens.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(_password()),
    )
    return pem.decode()


def key_of(wave: Wave) -> BallotKey:
    """The wave's key, kept in the process's memory. Raises ``LostKeyError``."""
    return _opened(wave.ballot_key, _password())


def is_key_lost(wave: Wave) -> bool:
    """Whether the wave has a key that the server's present secret does not open."""
    try:
        return bool(wave.ballot_key) and not key_of(wave)
    except LostKeyError:
        return True


def hash_of_ballot(wave_id: UUID, message: bytes) -> str:
    """What is stored of a used ballot; the same message is another ballot in another wave."""
    return hashlib.sha256(b"ballot\0" + wave_id.bytes + message).hexdigest()


def _password() -> bytes:
    secret = b"juuristo survey ballot key\0" + settings.SECRET_KEY.encode()
    return hashlib.sha256(secret).hexdigest().encode()


@lru_cache(maxsize=64)
def _opened(pem: str, password: bytes) -> BallotKey:
    try:
        private = serialization.load_pem_private_key(pem.encode(), password)
    except (ValueError, TypeError) as fault:
        raise LostKeyError from fault
    if not isinstance(private, rsa.RSAPrivateKey):
        raise LostKeyError
    return ready(private)


def ready(private: rsa.RSAPrivateKey) -> BallotKey:
    numbers, public = private.private_numbers(), private.public_key()
    spki = public.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    envelope_key = HKDF(hashes.SHA256(), 32, None, b"juuristo survey envelope").derive(
        numbers.d.to_bytes(private.key_size // 8, "big")
    )
    return BallotKey(numbers, public, base64.b64encode(spki).decode(), envelope_key)
