"""Answers that wait for their wave to be sealed, each closed in an envelope (trust T3).

Whatever keeps order – rows as they came, the database's log, two backups – then holds ciphertext
of a few sizes. The key is the wave's and goes with it.
"""

import json
import secrets
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .ballots import BallotKey, LostKeyError

NONCE = 12
SMALLEST = 2_048  # bytes; most answers fit, and so look alike


def close_envelope(key: BallotKey, wave_id: UUID, answers: dict[str, Any]) -> bytes:
    """Encrypt the answers, padded with spaces to the next power of two from ``SMALLEST`` up."""
    text = json.dumps(answers, ensure_ascii=False, separators=(",", ":")).encode()
    size = max(SMALLEST, 1 << (len(text) - 1).bit_length())
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key.envelope_key).encrypt(nonce, text.ljust(size), wave_id.bytes)


def open_envelope(key: BallotKey, wave_id: UUID, envelope: bytes) -> dict[str, Any]:
    """Return the answers. Raises ``LostKeyError`` when the key is not the one they were closed
    with."""
    try:
        text = AESGCM(key.envelope_key).decrypt(envelope[:NONCE], envelope[NONCE:], wave_id.bytes)
    except InvalidTag as fault:
        raise LostKeyError from fault
    answers: dict[str, Any] = json.loads(text)
    return answers
