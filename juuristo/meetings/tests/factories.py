import base64
import hashlib
from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from juuristo.meetings.models import Sealed


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def proof_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# What the holder of a link shows; the factory's cards all have the same.
TOKEN = base64url(b"t" * 32)


class SealedFactory(DjangoModelFactory[Sealed]):
    id = factory.Sequence(lambda n: base64url(n.to_bytes(16, "big")))
    kind = Sealed.Kind.CARD
    nonce = b"n" * 12
    ciphertext = b"c" * 40
    proof = proof_of(TOKEN)
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=90))

    class Meta:
        model = Sealed
