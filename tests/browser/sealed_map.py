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


def circle(name: str, x: float, y: float, **more: Any) -> dict[str, Any]:
    """An object of a map; its id is its words."""
    size = {"rx": 46, "ry": 38}
    made = {"id": name, "kind": "circle", "meaning": "other", "text": name, "x": x, "y": y}
    return {**made, **size, **more}


def arrow(start: str, end: str) -> dict[str, Any]:
    made = {"id": f"{start}-{end}", "kind": "arrow", "meaning": "other", "text": ""}
    return {**made, "x": 0, "y": 0, "from": start, "to": end, "end": [0, 0]}
