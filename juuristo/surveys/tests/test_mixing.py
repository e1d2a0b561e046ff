"""The rounds that take away the order in which things came."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection

from juuristo.surveys import mixing
from juuristo.surveys.ballots import key_of
from juuristo.surveys.envelopes import close_envelope, open_envelope
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
from juuristo.surveys.tests.waves import open_wave, respondents

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # 6 o'clock in Helsinki


@pytest.fixture(autouse=True)
def _traces_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's transaction is open; test_traces.py erases."""
    monkeypatch.setattr(mixing, "erase_traces", lambda **_options: True)
    cache.clear()


def arrive(wave: Wave, count: int, since: int = 0) -> None:
    key = key_of(wave)
    Arrival.objects.bulk_create(
        Arrival(wave=wave, envelope=close_envelope(key, wave.pk, {"why": str(since + n)}))
        for n in range(count)
    )


def waiting(wave: Wave) -> list[str]:
    rows = wave.arrivals.order_by("pk")
    return [open_envelope(key_of(wave), wave.pk, bytes(row.envelope))["why"] for row in rows]


def test_given_fewer_than_the_threshold_then_nothing_moves() -> None:
    wave = open_wave(threshold=6)
    arrive(wave, 5)
    before = list(Arrival.objects.order_by("pk").values())
    assert mixing.mix() == 0
    assert list(Arrival.objects.order_by("pk").values()) == before


def test_given_a_wave_whose_key_is_lost_then_the_others_are_mixed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    waves = [open_wave() for _ in range(2)]
    for wave in waves:
        arrive(wave, 9)
    lost = min(waves, key=lambda wave: wave.pk)
    Wave.objects.filter(pk=lost.pk).update(ballot_key="lost")
    assert mixing.mix() == 9
    assert "secret has changed" in caplog.text


def test_given_a_wave_sealed_the_day_before_then_traces_are_erased_at_night(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The database may have been too busy when it was sealed, and no other wave may be open."""
    erased = []
    monkeypatch.setattr(mixing, "erase_traces", lambda **options: erased.append(options))
    night = MORNING.replace(hour=0, minute=30)  # half past two in Helsinki
    wave = open_wave()
    sealed = {"state": Wave.State.SEALED, "ballot_key": "", "sealed_at": night - timedelta(hours=9)}
    Wave.objects.filter(pk=wave.pk).update(**sealed)
    for moment in (night - timedelta(hours=3), night, night + timedelta(days=1)):
        with time_machine.travel(moment, tick=False):
            mixing.acknowledge_night()
    assert erased == [{"rewrite": True}]


def test_given_the_threshold_waits_then_all_get_new_ids_and_envelopes_and_none_is_lost() -> None:
    wave = open_wave()
    arrive(wave, 30)
    before = dict(Arrival.objects.order_by("pk").values_list("pk", "envelope"))
    assert mixing.mix() == 30
    after = dict(Arrival.objects.order_by("pk").values_list("pk", "envelope"))
    assert not set(before) & set(after)
    assert not {bytes(e) for e in before.values()} & {bytes(e) for e in after.values()}
    assert sorted(waiting(wave), key=int) == [str(n) for n in range(30)]
    assert not Response.objects.exists()  # answers become readable when the wave is sealed


def test_given_a_large_pool_then_it_is_mixed_again_when_a_tenth_is_new() -> None:
    wave = open_wave()
    arrive(wave, 90)
    assert mixing.mix() == 90
    arrive(wave, 9, since=90)
    assert mixing.mix() == 99
    assert mixing.mix() == 0
    arrive(wave, 9, since=99)
    assert mixing.mix() == 0
    arrive(wave, 5, since=108)
    assert mixing.mix() == 113
    assert sorted(waiting(wave), key=int) == [str(n) for n in range(113)]


def test_given_more_than_one_batch_then_the_order_of_arrival_tells_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mixing, "AT_ONCE", 7)
    wave = open_wave()
    arrive(wave, 200)
    mixing.mix()
    written = Arrival.objects.raw(PHYSICAL_ORDER[connection.vendor])
    order = [
        int(open_envelope(key_of(wave), wave.pk, bytes(row.envelope))["why"]) for row in written
    ]
    in_place = sum(a + 1 == b for a, b in pairwise(order))
    assert in_place < 10  # 1 is expected of 200 in random order


PHYSICAL_ORDER = {
    "sqlite": "SELECT * FROM surveys_arrival ORDER BY rowid",
    "postgresql": "SELECT * FROM surveys_arrival ORDER BY ctid",
}


def test_given_exchanged_tokens_when_mixed_then_they_are_noted_and_stay_used() -> None:
    wave = open_wave()
    browsers = respondents(wave, 7)
    for browser in browsers[:4]:
        browser.exchange()
    assert mixing.mix() == 0
    browsers[4].exchange()
    assert mixing.mix() == 5
    assert not BallotIssue.objects.exists()
    assert Invitation.objects.filter(has_ballot=True).count() == 5
    again = browsers[0].exchange()
    assert (again.status_code, bool(browsers[0].signature)) == (200, True)
    other_device = respondents(wave, 1)[0]
    other_device.token = browsers[0].token
    assert other_device.exchange().json() == {"code": "already_exchanged"}
    assert browsers[6].exchange().status_code == 200


def test_given_a_token_exchanged_in_the_middle_of_a_mixing_then_it_gives_one_ballot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The mixing moves the row away after the request has read the invitation."""
    wave = open_wave()
    browsers = respondents(wave, 5)
    for browser in browsers:
        browser.exchange()

    def key_after_mixing(wave: Wave) -> Any:
        mixing.mix()
        return key_of(wave)

    monkeypatch.setattr("juuristo.surveys.actions.taking.key_of", key_after_mixing)
    other_device = respondents(wave, 1)[0]
    other_device.token = browsers[0].token
    assert other_device.exchange().json() == {"code": "already_exchanged"}
    assert not BallotIssue.objects.exists()


@time_machine.travel(MORNING)
def test_given_a_night_then_acknowledgements_are_applied_once() -> None:
    wave = open_wave(opens_at=MORNING - timedelta(days=3))
    browsers = respondents(wave, 3)
    for browser in browsers[:2]:
        browser.acknowledge()
        browser.acknowledge()
    assert mixing.acknowledge_night() == 1
    assert Invitation.objects.filter(has_answered=True).count() == 2
    assert not Acknowledgement.objects.exists()
    browsers[2].acknowledge()
    browsers[0].acknowledge()  # known already
    assert Acknowledgement.objects.count() == 1
    assert mixing.acknowledge_night() == 0
    wave.refresh_from_db()
    day = WaveDay.objects.get()
    assert (day.day.isoformat(), day.acknowledged, wave.acknowledged) == ("2026-11-23", 2, 2)
    with time_machine.travel(MORNING + timedelta(days=1)):
        assert mixing.acknowledge_night() == 1
    assert [day.acknowledged for day in WaveDay.objects.order_by("day")] == [2, 3]


@pytest.mark.parametrize(
    ("now", "opened", "applied"),
    [
        (MORNING.replace(day=23, hour=23, minute=30), timedelta(days=3), 0),  # half past one
        (MORNING, timedelta(hours=3), 0),  # opened this night: its first day is not over
        (MORNING, timedelta(hours=7), 1),  # opened yesterday evening
    ],
)
def test_given_the_hour_or_a_wave_just_opened_then_one_waits_for_its_first_night(
    now: datetime, opened: timedelta, applied: int
) -> None:
    with time_machine.travel(now):
        open_wave(opens_at=now - opened)
        assert mixing.acknowledge_night() == applied


@time_machine.travel(MORNING)
def test_given_an_open_link_then_a_night_counts_the_answers() -> None:
    wave = open_wave(access="link", opens_at=MORNING - timedelta(days=3))
    SpentBallot.objects.bulk_create(
        SpentBallot(wave=wave, ballot_hash=str(n).zfill(64)) for n in range(4)
    )
    mixing.acknowledge_night()
    assert WaveDay.objects.get().acknowledged == 4
