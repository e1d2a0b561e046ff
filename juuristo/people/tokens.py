"""Secrets in links and headers: long, random, and stored as a hash only."""

import hashlib
import secrets

API_PREFIX = "juuristo_"


def new_token(prefix: str = "") -> str:
    """Return 256 random bits, safe in an address, after ``prefix``."""
    return prefix + secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Return what is stored of a token: it is long and random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
