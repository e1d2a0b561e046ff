"""Cards and maps sealed as the browser seals them, for tests that only need one to be there."""

import base64
import hashlib
import json
import os
import subprocess
from datetime import date
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from juuristo.meetings.models import Sealed
from tests.sources import ROOT

NEVER = date(2099, 1, 5)


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token_of(key: bytes) -> str:
    """Return what shows the server that the key is held."""
    return base64url(HKDF(SHA256(), 32, None, b"juuristo proof").derive(key))


def seal(content: dict[str, Any], *, kind: str = "card", language: str, **fields: Any) -> str:
    """Store the content sealed and return the address that opens it."""
    id_, key, nonce = base64url(os.urandom(16)), os.urandom(32), os.urandom(12)
    plain = json.dumps(content, ensure_ascii=False).encode()
    proof = hashlib.sha256(token_of(key).encode()).hexdigest()
    Sealed.objects.create(
        id=id_,
        kind=kind,
        nonce=nonce,
        ciphertext=AESGCM(key).encrypt(nonce, plain, f"{id_}.{kind}.1".encode()),
        proof=proof,
        **{"expires_on": NEVER, **fields},
    )
    return f"/{kind[0]}/{id_}/#{language}.{base64url(key)}"


BUNDLED = """
export * from "./src/sealed/crypto";
export * from "./src/sealed/links";
export * from "./src/sealed/transport";
export { rememberAnswered } from "./src/voice/remembered";
export { default as decodeQR } from "qr/decode.js";
"""


@cache
def script() -> str:
    """Return our own browser code of ``sealed/``, what the voice page remembers, and a reader of
    codes, as a script that sets ``sealed``."""
    ran = subprocess.run(
        ["node_modules/.bin/esbuild", "--bundle", "--format=iife", "--global-name=sealed"],
        cwd=ROOT / "frontend",
        input=BUNDLED,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout + "globalThis.sealed = sealed;"
