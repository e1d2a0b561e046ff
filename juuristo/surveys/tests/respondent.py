"""A respondent's browser in Python: blinds, unblinds and sends, as RFC 9474 says."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.test import Client

HASH = 48
SALT = 48


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def mgf1(seed: bytes, length: int) -> bytes:
    blocks = -(-length // HASH)
    rounds = (hashlib.sha384(seed + n.to_bytes(4, "big")).digest() for n in range(blocks))
    return b"".join(rounds)[:length]


def pss_encode(message: bytes, bits: int, salt: bytes) -> bytes:
    """EMSA-PSS-ENCODE of RFC 8017, 9.1.1, with SHA-384."""
    length = -(-bits // 8)
    digest = hashlib.sha384(bytes(8) + hashlib.sha384(message).digest() + salt).digest()
    block = b"\1".rjust(length - len(salt) - HASH - 1, b"\0") + salt
    masked = bytearray(a ^ b for a, b in zip(block, mgf1(digest, len(block)), strict=True))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + b"\xbc"


@dataclass
class Blinding:
    """One blinded message of ``key`` and what unblinds its signature (RFC 9474, 4.2 and 4.4)."""

    key: rsa.RSAPublicNumbers
    message: bytes
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(SALT))
    r: int = 0

    def __post_init__(self) -> None:
        self.r = self.r or secrets.randbelow(self.key.n - 2) + 1
        self.size = -(-self.key.n.bit_length() // 8)

    @property
    def blinded(self) -> bytes:
        encoded = pss_encode(self.message, self.key.n.bit_length() - 1, self.salt)
        z = int.from_bytes(encoded, "big") * pow(self.r, self.key.e, self.key.n) % self.key.n
        return z.to_bytes(self.size, "big")

    def unblinded(self, signature: bytes) -> bytes:
        s = int.from_bytes(signature, "big") * pow(self.r, -1, self.key.n) % self.key.n
        return s.to_bytes(self.size, "big")


def public_numbers(spki: str) -> rsa.RSAPublicNumbers:
    key = load_der_public_key(base64.b64decode(spki))
    assert isinstance(key, rsa.RSAPublicKey)
    return key.public_numbers()


@dataclass
class Respondent:
    """Somebody with a link: exchanges it and answers, through the real routes."""

    wave: str
    token: str
    spki: str
    client: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.message = secrets.token_bytes(32) + b"juuristo"
        self.blinding = Blinding(public_numbers(self.spki), self.message)
        self.signature = b""

    def post(self, path: str, body: Any) -> Any:
        return self.client.post(path, body, content_type="application/json")

    def exchange(self) -> Any:
        asked = {"token": self.token, "blinded": b64(self.blinding.blinded)}
        response = self.post("/s/ballot", asked)
        if response.status_code == 200:
            signed = base64.b64decode(response.json()["signature"])
            self.signature = self.blinding.unblinded(signed)
        return response

    def body(self, answers: dict[str, Any]) -> dict[str, Any]:
        ballot = {"message": b64(self.message), "signature": b64(self.signature)}
        return {"wave": self.wave, "ballot": ballot, "answers": answers}

    def answer(self, answers: dict[str, Any]) -> Any:
        return self.post("/s/answer", self.body(answers))

    def acknowledge(self) -> Any:
        return self.post("/s/acknowledge", {"token": self.token})
