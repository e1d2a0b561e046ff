"""Several devices at one card at the same moment, on the real database."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from juuristo.meetings.actions import sealing
from juuristo.meetings.models import Sealed
from juuristo.meetings.sealing import Envelope, SealingError
from juuristo.meetings.tests.factories import SealedFactory, base64url, proof_of

pytestmark = pytest.mark.django_db(transaction=True)
DEVICES = 6


def at_once(act: Callable[[int], object]) -> list[object]:
    gate = threading.Barrier(DEVICES, timeout=30)

    def run(device: int) -> object:
        try:
            gate.wait()
            return act(device)
        except SealingError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(DEVICES) as pool:
        return list(pool.map(run, range(DEVICES)))


def test_given_many_who_replace_one_version_then_one_does_and_the_others_are_told() -> None:
    sealed = SealedFactory()
    told = at_once(lambda device: sealing.replace(sealed, 2, bytes([device]) * 40) and device)
    assert told.count("conflict") == DEVICES - 1
    winner = next(device for device in told if isinstance(device, int))
    sealed.refresh_from_db()
    assert sealed.version == 2
    assert bytes(sealed.ciphertext) == bytes([winner]) * 28


def test_given_many_who_take_one_id_then_one_gets_it() -> None:
    id_ = base64url(b"r" * 16)

    def store(device: int) -> object:
        envelope = Envelope(id_, "card", proof_of(str(device)))
        return sealing.store(envelope, bytes([device]) * 40)[1]

    told = at_once(store)
    assert told.count("taken") == DEVICES - 1
    assert told.count(True) == 1
    assert Sealed.objects.count() == 1


def test_given_one_upload_many_times_then_it_is_stored_once() -> None:
    envelope = Envelope(base64url(b"r" * 16), "map", proof_of("x"))
    told = at_once(lambda _device: sealing.store(envelope, b"b" * 40)[1])
    assert sorted(map(str, told)) == ["False"] * (DEVICES - 1) + ["True"]
