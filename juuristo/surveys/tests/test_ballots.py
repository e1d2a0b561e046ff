"""Blind signatures against the vectors of RFC 9474 (A.1) and against the browser's own library."""

import json
import secrets
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from juuristo.surveys.ballots import (
    BallotKey,
    BlindedError,
    LostKeyError,
    hash_of_ballot,
    key_of,
    make_key,
    ready,
)
from juuristo.surveys.envelopes import SMALLEST, close_envelope, open_envelope
from juuristo.surveys.links import code_of
from juuristo.surveys.models import Arrival, Wave
from juuristo.surveys.tests.respondent import Blinding
from juuristo.surveys.tests.waves import KEY, invite, open_wave
from juuristo.surveys.tokens import token_of

VECTOR = json.loads(Path(__file__).with_name("rfc9474.json").read_text())
FRONTEND = Path(__file__).parents[3] / "frontend"


def number(name: str) -> int:
    return int(VECTOR[name], 16)


def octets(name: str) -> bytes:
    return bytes.fromhex(VECTOR[name])


@pytest.fixture(scope="module")
def key_of_the_rfc() -> BallotKey:
    p, q, d = number("p"), number("q"), number("d")
    public = rsa.RSAPublicNumbers(number("e"), number("n"))
    crt = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
    return ready(rsa.RSAPrivateNumbers(p, q, d, *crt, public).private_key())


@pytest.fixture
def key() -> BallotKey:
    return key_of(Wave(ballot_key=KEY))


def test_given_the_vector_when_signed_blindly_then_it_is_the_rfcs_signature(
    key_of_the_rfc: BallotKey,
) -> None:
    n = number("n")
    message = octets("msg_prefix") + octets("msg")
    assert message == octets("prepared_msg")
    blinding = Blinding(
        key_of_the_rfc.numbers.public_numbers, message, octets("salt"), pow(number("inv"), -1, n)
    )
    assert blinding.blinded == octets("blinded_msg")
    signed = key_of_the_rfc.sign_blinded(blinding.blinded)
    assert signed == octets("blind_sig")
    assert blinding.unblinded(signed) == octets("sig")
    assert key_of_the_rfc.is_genuine(message, octets("sig"))


@pytest.mark.parametrize(
    "blinded",
    [
        b"",
        b"x",
        bytes(256),
        b"\xff" * 256,
        b"\1" * 255,
        b"\0" + b"\1" * 256,
    ],
    ids=["nothing", "short", "zero", "above n", "a byte less", "a byte more"],
)
def test_given_no_blinded_message_when_signed_then_it_is_refused(
    key: BallotKey, blinded: bytes
) -> None:
    with pytest.raises(BlindedError):
        key.sign_blinded(blinded)


def test_given_a_ballot_when_anything_of_it_changes_then_it_is_not_genuine(key: BallotKey) -> None:
    message = secrets.token_bytes(40)
    blinding = Blinding(key.numbers.public_numbers, message)
    signature = blinding.unblinded(key.sign_blinded(blinding.blinded))
    assert key.is_genuine(message, signature)
    assert not key.is_genuine(message + b"!", signature)
    assert not key.is_genuine(message[:-1], signature)
    assert not key.is_genuine(message, signature[:-1])
    assert not key.is_genuine(message, signature + b"\0")
    assert not key.is_genuine(message, bytes(256))
    assert not key.is_genuine(message, bytes([signature[0] ^ 1]) + signature[1:])
    another = key_of(Wave(ballot_key=make_key()))
    assert not another.is_genuine(message, signature)


def test_given_a_message_of_a_wrong_size_then_its_signature_is_worth_nothing(
    key: BallotKey,
) -> None:
    for message in (b"", b"x" * 31, b"x" * 257):
        blinding = Blinding(key.numbers.public_numbers, message)
        signature = blinding.unblinded(key.sign_blinded(blinding.blinded))
        assert not key.is_genuine(message, signature)


def test_given_the_same_message_in_two_waves_then_they_are_two_ballots() -> None:
    one, other = Wave(), Wave()
    assert hash_of_ballot(one.pk, b"x") != hash_of_ballot(other.pk, b"x")


def test_given_the_stored_key_then_only_the_servers_secret_opens_it(settings: Any) -> None:
    wave = Wave(ballot_key=KEY)
    assert "ENCRYPTED" in KEY
    key_of(wave)
    settings.SECRET_KEY = "another" * 8
    with pytest.raises(LostKeyError):
        key_of(wave)
    with pytest.raises(LostKeyError):
        key_of(Wave(ballot_key=""))


def test_given_answers_when_closed_in_an_envelope_then_only_its_key_and_wave_open_it(
    key: BallotKey,
) -> None:
    wave, answers = Wave(), {"why": "Äiti sanoi 😀", "scale": 7}
    envelope = close_envelope(key, wave.pk, answers)
    assert open_envelope(key, wave.pk, envelope) == answers
    with pytest.raises(LostKeyError):
        open_envelope(key, Wave().pk, envelope)
    with pytest.raises(LostKeyError):
        open_envelope(key_of(Wave(ballot_key=make_key())), wave.pk, envelope)


def test_given_answers_of_many_lengths_then_their_envelopes_have_few_sizes(key: BallotKey) -> None:
    wave = Wave()
    sizes = {
        len(close_envelope(key, wave.pk, {"why": "x" * length})) - 28
        for length in range(0, 10_000, 97)
    }
    assert sizes == {SMALLEST, 2 * SMALLEST, 4 * SMALLEST, 8 * SMALLEST}


class Browser:
    """The library that respondents' browsers run, in Node."""

    def __init__(self, pipe_in: IO[str], pipe_out: IO[str]) -> None:
        self.pipe_in, self.pipe_out = pipe_in, pipe_out

    def ask(self, **document: str) -> dict[str, str]:
        self.pipe_in.write(json.dumps(document) + "\n")
        self.pipe_in.flush()
        answered: dict[str, str] = json.loads(self.pipe_out.readline())
        return answered


@pytest.fixture
def browser() -> Iterator[Browser]:
    with subprocess.Popen(
        ["node", "test/ballot.mjs"],
        cwd=FRONTEND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        yield Browser(process.stdin, process.stdout)
        process.stdin.close()


@pytest.mark.django_db
def test_given_the_browsers_library_when_it_asks_for_a_ballot_then_the_answer_is_taken(
    browser: Browser, client: Client
) -> None:
    """Through the real routes: the library blinds, unblinds and checks what the server signs."""
    wave = open_wave()
    invitation = invite(wave)
    spki = client.get(f"/s/form/{code_of(wave)}/").json()["public_key"]
    asked = browser.ask(spki=spki)
    body = {"token": token_of(invitation), "blinded": asked["blinded"]}
    signed = client.post("/s/ballot", body, content_type="application/json").json()
    signature = browser.ask(signature=signed["signature"])["signature"]
    sent = {
        "wave": code_of(wave),
        "ballot": {"message": asked["message"], "signature": signature},
        "answers": {"makes_sense": "yes"},
    }
    assert client.post("/s/answer", sent, content_type="application/json").status_code == 201
    assert Arrival.objects.count() == 1
