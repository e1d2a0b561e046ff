"""Closing and sealing: what goes, what stays, and what must not happen twice."""

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.people.models import Person
from juuristo.surveys import mixing
from juuristo.surveys.actions import sealing
from juuristo.surveys.actions.sealing import close, close_and_seal, seal
from juuristo.surveys.actions.taking import acknowledge
from juuristo.surveys.ballots import LostKeyError
from juuristo.surveys.models import (
    Acknowledgement,
    Arrival,
    BallotIssue,
    Invitation,
    Response,
    SpentBallot,
    Wave,
    WaveDay,
)
from juuristo.surveys.refusals import Refused
from juuristo.surveys.tests.waves import invite, open_wave, respondents
from juuristo.surveys.tokens import token_of

pytestmark = pytest.mark.django_db
HOLDING = (Arrival, Invitation, BallotIssue, Acknowledgement, SpentBallot)


@pytest.fixture(autouse=True)
def _traces_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's transaction is open; test_traces.py erases."""
    monkeypatch.setattr(mixing, "erase_traces", lambda **_options: True)
    cache.clear()


@pytest.fixture
def wave() -> Wave:
    """Eight were invited; six answered, five of them before a mixing; four acknowledged."""
    made = open_wave(invited=8)
    browsers = respondents(made, 8)
    for number, browser in enumerate(browsers[:6]):
        if number == 5:
            mixing.mix()
        browser.exchange()
        assert browser.answer({"why": str(number)}).status_code == 201
    for browser in browsers[:4]:
        browser.acknowledge()
    return made


def test_given_a_closed_wave_when_sealed_then_answers_and_counts_stay_and_the_rest_goes(
    wave: Wave,
) -> None:
    close(wave, actor=None)
    assert seal(wave)
    assert wave.state == Wave.State.SEALED
    assert {r.answers["why"] for r in Response.objects.order_by("pk")} == set("012345")
    assert [model.objects.count() for model in HOLDING] == [0] * 5
    counts = (wave.invited, wave.acknowledged, wave.responses_count, wave.ballot_key)
    assert counts == (8, 4, 6, "")
    assert wave.sealed_at is not None
    assert WaveDay.objects.get().acknowledged == 4
    verbs = AuditEvent.objects.order_by("verb").values_list("verb", "actor_id")
    assert list(verbs) == [("wave.closed", None), ("wave.sealed", None)]
    assert not seal(wave)


def test_given_a_coordinator_who_closes_early_then_it_closes_now(
    wave: Wave, coordinator: Person
) -> None:
    close(wave, actor=coordinator)
    wave.refresh_from_db()
    assert wave.closes_at is not None
    assert wave.closes_at <= timezone.now()
    assert AuditEvent.objects.get().actor_id == coordinator.pk
    with pytest.raises(Refused) as refusal:
        close(wave, actor=coordinator)
    assert refusal.value.code == "not_open"


def test_given_a_wave_that_has_not_begun_when_closed_then_its_days_stay_in_order() -> None:
    begins = timezone.now() + timedelta(days=1)
    wave = open_wave(opens_at=begins, closes_at=begins + timedelta(days=7))
    close(wave, actor=None)
    assert seal(wave)
    assert wave.responses_count == 0


def test_given_a_wave_that_is_open_or_a_draft_then_it_is_not_sealed(wave: Wave) -> None:
    assert not seal(wave)
    Wave.objects.update(state="draft")
    assert not seal(wave)
    assert Arrival.objects.count() == 6


def test_given_the_clock_then_only_what_is_due_is_closed_and_sealed(wave: Wave) -> None:
    assert close_and_seal() == 0
    Wave.objects.update(closes_at=timezone.now())
    assert close_and_seal() == 1
    assert close_and_seal() == 0
    wave.refresh_from_db()
    assert wave.state == Wave.State.SEALED


def test_given_a_closing_that_was_moved_meanwhile_then_the_clock_leaves_the_wave_open(
    wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another worker or a coordinator did first stands, and the round goes on."""
    Wave.objects.update(closes_at=timezone.now())
    close_if_due = sealing._close_if_due

    def after_it_was_moved(pk: UUID) -> None:
        Wave.objects.update(closes_at=timezone.now() + timedelta(days=1))
        close_if_due(pk)

    monkeypatch.setattr(sealing, "_close_if_due", after_it_was_moved)
    assert close_and_seal() == 0
    wave.refresh_from_db()
    assert wave.state == Wave.State.OPEN


def test_given_another_secret_when_sealed_then_nothing_changes_until_it_is_back(
    wave: Wave, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    close(wave, actor=None)
    secret = settings.SECRET_KEY
    settings.SECRET_KEY = "another" * 8
    with pytest.raises(LostKeyError):
        seal(wave)
    assert close_and_seal() == 0
    assert "secret has changed" in caplog.text
    assert Arrival.objects.count() == 6
    assert Invitation.objects.count() == 8
    settings.SECRET_KEY = secret
    assert close_and_seal() == 1
    assert Response.objects.count() == 6


def test_given_other_waves_then_sealing_one_leaves_them_alone(wave: Wave) -> None:
    other = open_wave()
    browser = respondents(other, 1)[0]
    browser.exchange()
    browser.answer({"why": "toinen"})
    browser.acknowledge()
    close(wave, actor=None)
    seal(wave)
    assert [model.objects.count() for model in HOLDING] == [1] * 5


def test_given_a_named_wave_when_sealed_then_the_named_answers_stay(client: Client) -> None:
    wave = open_wave(kind="named")
    token, _other = (token_of(invite(wave)) for _ in range(2))
    body = {"token": token, "answers": {"why": "x"}}
    client.post("/s/answer", body, content_type="application/json")
    close(wave, actor=None)
    assert seal(wave)
    assert (wave.responses_count, wave.acknowledged, wave.invited) == (1, 1, 2)
    assert wave.named_responses.count() == 1
    assert not Invitation.objects.exists()


def test_given_responses_that_are_there_already_when_sealed_then_they_are_rewritten() -> None:
    """What another hand put there, such as the example's, gets new ids as well."""
    wave = open_wave()
    Response.objects.bulk_create(Response(wave=wave, answers={"why": str(n)}) for n in range(9))
    before = set(Response.objects.values_list("pk", flat=True))
    close(wave, actor=None)
    seal(wave)
    assert not before & set(Response.objects.values_list("pk", flat=True))
    assert wave.responses_count == 9


@pytest.mark.django_db(transaction=True)
def test_given_a_word_of_an_answer_that_comes_while_it_is_sealed_then_it_leaves_no_row() -> None:
    """A token's hash must not outlive the sealing. The word waits, and finds nothing to say."""
    wave = open_wave()
    token = token_of(invite(wave))
    close(wave, actor=None)

    def tell() -> None:
        try:
            acknowledge(token)
        finally:
            connection.close()

    teller = threading.Thread(target=tell)
    with transaction.atomic():
        assert seal(wave)
        teller.start()
        teller.join(0.7)
        assert teller.is_alive()
    teller.join(20)
    assert not teller.is_alive()
    assert not Acknowledgement.objects.exists()
