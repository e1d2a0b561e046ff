"""A map sealed as the browser seals it, and what lies on the server opened again."""

import json
import os
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils import timezone

from juuristo.meetings.models import Sealed
from juuristo.meetings.tests.factories import base64url, proof_of

Content = dict[str, Any]
NOTHING: Content = {"v": 1, "objects": []}


@dataclass(frozen=True)
class SealedMap:
    """A stored map and the key that only its link holds."""

    pk: str
    key: bytes

    def address(self, language: str = "fi") -> str:
        return f"/m/{self.pk}/#{language}.{base64url(self.key)}"

    def seal(self, content: Content, version: int) -> tuple[bytes, bytes]:
        """Return the nonce and the ciphertext."""
        nonce = os.urandom(12)
        about = f"{self.pk}.map.{version}".encode()
        return nonce, AESGCM(self.key).encrypt(nonce, json.dumps(content).encode(), about)

    def row(self) -> Sealed:
        return Sealed.objects.get(pk=self.pk)

    def content(self) -> Content:
        """Open what lies on the server now."""
        row = self.row()
        about = f"{self.pk}.map.{row.version}".encode()
        plain = AESGCM(self.key).decrypt(bytes(row.nonce), bytes(row.ciphertext), about)
        opened: Content = json.loads(plain)
        return opened

    def replace(self, content: Content) -> None:
        """Store it as the next version, as another device would."""
        row = self.row()
        nonce, ciphertext = self.seal(content, row.version + 1)
        Sealed.objects.filter(pk=self.pk).update(
            version=row.version + 1, nonce=nonce, ciphertext=ciphertext
        )


def sealed_map(content: Content = NOTHING) -> SealedMap:
    made = SealedMap(base64url(os.urandom(16)), os.urandom(32))
    nonce, ciphertext = made.seal(content, 1)
    token = HKDF(SHA256(), length=32, salt=None, info=b"juuristo proof").derive(made.key)
    Sealed.objects.create(
        id=made.pk,
        kind=Sealed.Kind.MAP,
        nonce=nonce,
        ciphertext=ciphertext,
        proof=proof_of(base64url(token)),
        expires_on=timezone.localdate() + timedelta(days=90),
    )
    return made


def id_of(name: str) -> str:
    return name.encode().hex()


def circle(name: str, x: float, y: float, *, inside: str = "", **more: Any) -> dict[str, Any]:
    """A named circle; ``inside`` is the name of the circle it lies in."""
    made = {"id": id_of(name), "kind": "circle", "meaning": "other", "text": name, "x": x, "y": y}
    outer = {"inside": id_of(inside)} if inside else {}
    return {**made, "rx": 46, "ry": 38, **outer, **more}


def arrow(start: str, end: str) -> dict[str, Any]:
    """What joins two circles by their names."""
    made = {"id": id_of(start + end), "kind": "arrow", "meaning": "other", "text": ""}
    ends = {"from": id_of(start), "to": id_of(end), "end": [0, 0]}
    return {**made, "x": 0, "y": 0, **ends}
