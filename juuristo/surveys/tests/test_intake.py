"""Answers on their way in: what is taken, what is refused, and what a refusal leaves behind."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from juuristo.surveys.actions import sealing
from juuristo.surveys.ballots import key_of, make_key
from juuristo.surveys.envelopes import open_envelope
from juuristo.surveys.links import code_of, invitation_link, open_link, wave_id_of
from juuristo.surveys.models import (
    Acknowledgement,
    Arrival,
    BallotIssue,
    Invitation,
    NamedResponse,
    SpentBallot,
    Wave,
)
from juuristo.surveys.tests.respondent import Blinding, b64, public_numbers
from juuristo.surveys.tests.waves import invite, open_wave, respondent
from juuristo.surveys.tokens import hash_of, token_of

ANSWERS = {"makes_sense": "yes", "why": "Näen, että siitä on apua."}
Wrong = dict[str, Any]
pytestmark = pytest.mark.django_db


def post(path: str, body: Any) -> Any:
    return Client().post(path, body, content_type="application/json")


def told(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def stored() -> tuple[int, int, int]:
    return Arrival.objects.count(), SpentBallot.objects.count(), NamedResponse.objects.count()


def test_given_an_invitation_when_answered_then_it_is_kept_and_thanked_for() -> None:
    wave = open_wave()
    browser = respondent(invite(wave))
    assert browser.exchange().status_code == 200
    answered = browser.answer(ANSWERS)
    assert (answered.status_code, answered.json()) == (201, {"thanks": True})
    assert browser.acknowledge().status_code == 204
    arrival = Arrival.objects.get()
    assert open_envelope(key_of(wave), wave.pk, bytes(arrival.envelope)) == ANSWERS
    assert [m.objects.count() for m in (BallotIssue, SpentBallot, Acknowledgement)] == [1, 1, 1]


def test_given_a_link_then_its_token_stands_after_the_hash_and_only_its_hash_is_stored() -> None:
    invitation = invite(open_wave())
    link = invitation_link(invitation, "sv")
    _before, _hash, after = link.partition("/s/#")
    language, code, token = after.split(".")
    assert (language, len(code), len(token)) == ("sv", 22, 43)
    assert wave_id_of(code) == invitation.wave_id
    assert hash_of(token) == invitation.token_hash
    assert token not in str(Invitation.objects.values().get())
    invitation.issue = 2
    assert token_of(invitation) != token


@pytest.mark.parametrize("code", ["", "x", "å" * 22, "=" * 22, "A" * 21, "A" * 23, "A" * 2000])
def test_given_no_code_of_a_wave_then_it_means_none(code: str) -> None:
    assert wave_id_of(code) is None
    assert Client().get(f"/s/form/{code or '-'}/").status_code == 404


# ---- the form


def test_given_an_open_wave_then_its_form_is_the_same_for_everybody() -> None:
    wave = open_wave(threshold=6, breakdowns=["years_in_work"])
    response = Client().get(f"/s/form/{code_of(wave)}/")
    form = response.json()
    assert form["state"] == "open"
    assert form["definition"]["questions"][0]["key"] == "makes_sense"
    assert (form["kind"], form["access"], form["threshold"]) == ("anonymous", "invitation", 6)
    assert form["breakdowns"] == ["years_in_work"]
    assert form["public_key"] == key_of(wave).spki
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"state": "closed"}, "closed"),
        ({"state": "sealed", "ballot_key": ""}, "closed"),
        ({"opens_at": timezone.now() + timedelta(days=1)}, "not_yet"),
        ({"closes_at": timezone.now() - timedelta(minutes=1)}, "closed"),
    ],
)
def test_given_a_wave_that_is_not_open_then_its_form_says_so_and_asks_nothing(
    fields: dict[str, Any], state: str
) -> None:
    wave = open_wave()
    Wave.objects.filter(pk=wave.pk).update(**fields)
    form = Client().get(f"/s/form/{code_of(wave)}/").json()
    assert (form["state"], form["definition"], form["public_key"]) == (state, None, None)


def test_given_an_end_then_the_form_tells_it_by_the_clock_of_who_asks() -> None:
    wave = open_wave()
    Wave.objects.filter(pk=wave.pk).update(closes_at=datetime(2099, 12, 4, 14, tzinfo=UTC))
    form = Client().get(f"/s/form/{code_of(wave)}/").json()
    assert form["closes_at"] == "2099-12-04T16:00:00+02:00"


def test_given_a_draft_or_the_other_kind_of_link_then_there_is_no_form() -> None:
    draft, by_link = open_wave(), open_wave(access="link")
    Wave.objects.filter(pk=draft.pk).update(state="draft")
    for path in (
        f"/s/form/{code_of(draft)}/",
        f"/s/form/{code_of(by_link)}/",
        f"/q/{draft.slug}/form/",
    ):
        assert told(Client().get(path)) == (404, "unknown_wave")
    assert Client().get(f"/q/{by_link.slug}/form/").json()["public_key"] is None


# ---- the ballot


def test_given_a_token_when_exchanged_again_then_only_the_same_request_gets_the_same() -> None:
    """A reply that got lost is given again; a second ballot is not."""
    browser = respondent(invite(open_wave()))
    first, again = browser.exchange(), browser.exchange()
    assert (again.status_code, again.json()) == (200, first.json())
    other = respondent(Invitation.objects.get())  # the same link on another device
    assert told(other.exchange()) == (409, "already_exchanged")
    assert BallotIssue.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "\0", "ä" * 43, "A" * 43, "A" * 100])
def test_given_a_token_nobody_has_then_it_is_unknown(token: str) -> None:
    browser = respondent(invite(open_wave()))
    browser.token = token
    assert told(browser.exchange()) == (404, "unknown_token")
    assert browser.acknowledge().status_code == 204
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize(
    "blinded",
    [None, "", "ei base64", b64(b"x" * 255), b64(b"\0" + b"x" * 256), b64(b"\xff" * 256), 7],
)
def test_given_something_else_than_a_blinded_message_then_the_token_stays_good(
    blinded: Any,
) -> None:
    browser = respondent(invite(open_wave()))
    assert told(post("/s/ballot", {"token": browser.token, "blinded": blinded})) == (
        400,
        "malformed",
    )
    assert browser.exchange().status_code == 200


def test_given_a_wave_that_is_over_or_not_begun_then_no_ballot_is_given() -> None:
    now = timezone.now()
    over, coming = open_wave(), open_wave()
    browsers = respondent(invite(over)), respondent(invite(coming))
    Wave.objects.filter(pk=over.pk).update(closes_at=now)
    Wave.objects.filter(pk=coming.pk).update(opens_at=now + timedelta(hours=1))
    assert [told(each.exchange()) for each in browsers] == [(410, "closed"), (409, "not_yet")]
    assert not BallotIssue.objects.exists()


# ---- the answer


def test_given_an_answer_when_sent_twice_then_the_first_one_is_kept() -> None:
    wave = open_wave()
    browser = respondent(invite(wave))
    browser.exchange()
    browser.answer(ANSWERS)
    assert told(browser.answer({"makes_sense": "no"})) == (409, "already_answered")
    assert stored() == (1, 1, 0)
    envelope = bytes(Arrival.objects.get().envelope)
    assert open_envelope(key_of(wave), wave.pk, envelope) == ANSWERS


def test_given_a_signature_with_another_salt_then_it_is_still_the_same_ballot() -> None:
    """One message may have many signatures; who signs is the server, and it signed one."""
    wave = open_wave()
    browser = respondent(invite(wave))
    browser.exchange()
    browser.answer(ANSWERS)
    again = Blinding(public_numbers(browser.spki), browser.message)
    browser.signature = again.unblinded(key_of(wave).sign_blinded(again.blinded))
    assert told(browser.answer(ANSWERS)) == (409, "already_answered")


def test_given_a_ballot_of_another_wave_then_it_is_not_taken() -> None:
    mine, other = open_wave(), open_wave()
    Wave.objects.filter(pk=other.pk).update(ballot_key=make_key())
    browser = respondent(invite(mine))
    browser.exchange()
    browser.wave = code_of(other)
    assert told(browser.answer(ANSWERS)) == (403, "bad_ballot")
    assert stored() == (0, 0, 0)


@pytest.mark.parametrize(
    "ballot",
    [
        None,
        {},
        {"message": b64(b"x" * 40)},
        {"message": b64(b"x" * 40), "signature": ""},
        {"message": b64(b"x" * 40), "signature": b64(b"x" * 256)},
        {"message": "ei base64", "signature": b64(b"x" * 256)},
        {"message": b64(b"x" * 40), "signature": "ei base64!"},
        {"message": b64(b""), "signature": b64(b"x" * 3)},
        {"nonce": b64(b"x" * 32)},
    ],
)
def test_given_a_ballot_nobody_signed_then_nothing_is_stored(ballot: Any) -> None:
    body = {"wave": code_of(open_wave()), "ballot": ballot, "answers": ANSWERS}
    assert told(post("/s/answer", body)) == (403, "bad_ballot")
    assert stored() == (0, 0, 0)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"answers": []}',
        b'{"answers": {}, "name": "x"}',
        b"\xff\xfe",
        b'{"wave": "x", "ballot": {"message": 1}, "answers": {}}',
        b'{"answers": {"why": "\\ud800"}}',
        b'{"answers": ' + b"[" * 100_000,
    ],
)
def test_given_a_body_that_cannot_be_read_then_it_is_malformed(body: bytes) -> None:
    assert told(post("/s/answer", body)) == (400, "malformed")
    assert told(post("/s/ballot", body)) in {(400, "malformed"), (413, "too_large")}
    assert post("/s/acknowledge", body).status_code == 204


def test_given_a_body_past_all_measure_then_it_is_not_read() -> None:
    body = {"wave": "x", "ballot": {}, "answers": {"why": "x" * 1_100_000}}
    assert told(post("/s/answer", body)) == (413, "too_large")


def test_given_faulty_answers_then_each_fault_is_told_and_the_ballot_stays_good() -> None:
    browser = respondent(invite(open_wave()))
    browser.exchange()
    refused = browser.answer({"makes_sense": "maybe", "why": "x" * 50_000, "hidden": "yes"})
    assert told(refused) == (422, "faulty")
    faults = {(fault["question"], fault["code"]) for fault in refused.json()["faults"]}
    assert faults == {
        ("makes_sense", "unknown_option"),
        ("why", "too_long"),
        ("hidden", "unknown_question"),
    }
    assert stored() == (0, 0, 0)
    assert browser.answer(ANSWERS).status_code == 201


def test_given_odd_characters_then_they_are_kept_and_controls_are_not() -> None:
    wave = open_wave()
    browser = respondent(invite(wave))
    browser.exchange()
    assert browser.answer({"why": "a\0b\n😀 שלום \x07"}).status_code == 201
    envelope = bytes(Arrival.objects.get().envelope)
    assert open_envelope(key_of(wave), wave.pk, envelope) == {"why": "ab\n😀 שלום"}


def test_given_a_wave_that_closes_while_one_writes_then_the_answer_is_too_late() -> None:
    wave = open_wave()
    browser = respondent(invite(wave))
    browser.exchange()
    sealing.close(wave, actor=None)
    assert told(browser.answer(ANSWERS)) == (410, "closed")
    assert told(respondent(Invitation.objects.get()).exchange()) == (410, "closed")
    sealing.seal(wave)
    assert told(browser.answer(ANSWERS)) == (410, "closed")
    assert told(browser.exchange()) == (404, "unknown_token")
    assert browser.acknowledge().status_code == 204
    assert stored() == (0, 0, 0)


# ---- open links, named and confidential waves


def test_given_an_open_link_then_a_nonce_keeps_one_sending_from_being_stored_twice() -> None:
    wave = open_wave(access="link")
    assert open_link(wave).endswith(f"/q/{wave.slug}/")
    body = {"wave": code_of(wave), "ballot": {"nonce": b64(b"n" * 32)}, "answers": ANSWERS}
    assert post("/s/answer", body).status_code == 201
    assert told(post("/s/answer", body)) == (409, "already_answered")
    for nonce in ("", b64(b"n" * 31), b64(b"n" * 33), "?"):
        assert told(post("/s/answer", body | {"ballot": {"nonce": nonce}})) == (403, "bad_ballot")
    assert stored() == (1, 1, 0)


def test_given_a_named_wave_then_it_greets_by_name_and_keeps_it() -> None:
    invitation = invite(open_wave(kind="named"))
    token = {"token": token_of(invitation)}
    name = invitation.person.full_name
    assert post("/s/ballot", token).json() == {"name": name, "answered": False}
    assert post("/s/answer", token | {"answers": ANSWERS}).status_code == 201
    assert told(post("/s/answer", token | {"answers": {}})) == (409, "already_answered")
    assert post("/s/ballot", token).json() == {"name": name, "answered": True}
    response = NamedResponse.objects.get()
    assert (response.person, response.answers) == (invitation.person, ANSWERS)
    assert stored() == (0, 0, 1)


def test_given_a_confidential_wave_then_the_sender_is_not_kept() -> None:
    browser = respondent(invite(open_wave(kind="confidential")))
    browser.exchange()
    assert browser.answer(ANSWERS).status_code == 201
    assert stored() == (1, 1, 0)


def test_given_an_anonymous_wave_when_the_token_itself_is_sent_then_it_is_refused() -> None:
    browser = respondent(invite(open_wave()))
    refused = post("/s/answer", {"token": browser.token, "answers": ANSWERS})
    assert told(refused) == (403, "bad_ballot")
    assert stored() == (0, 0, 0)


def test_given_a_named_wave_when_a_ballot_is_sent_then_it_is_refused() -> None:
    named = open_wave(kind="named")
    browser = respondent(invite(open_wave()))
    browser.exchange()
    browser.wave = code_of(named)
    assert told(browser.answer(ANSWERS)) == (403, "bad_ballot")


# ---- what is left behind


def test_given_an_answer_then_no_cookie_is_read_or_set_and_no_token_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    browser = respondent(invite(open_wave()))
    browser.client.cookies["sessionid"] = "somebody"
    with caplog.at_level("DEBUG"):
        responses = [browser.exchange(), browser.answer(ANSWERS), browser.acknowledge()]
    assert not any(response.cookies for response in responses)
    assert {response["Cache-Control"] for response in responses} == {"no-store"}
    logged = [str(record.__dict__) for record in caplog.records]
    assert sum("survey_answer" in line for line in logged) == 1
    assert not any(browser.token in line or "apua" in line for line in logged)


def test_given_too_many_tries_from_one_address_then_it_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("juuristo.surveys.views.intake.MOST_A_MINUTE", 2)
    with time_machine.travel(timezone.now(), tick=False):
        codes = [post("/s/ballot", {"token": "x"}).status_code for _ in range(3)]
    assert codes == [404, 404, 429]


def test_given_an_answer_then_it_costs_few_queries(django_assert_num_queries: Any) -> None:
    browser = respondent(invite(open_wave()))
    warm = respondent(invite(Wave.objects.get()))
    warm.exchange()
    warm.answer({})
    with django_assert_num_queries(6):  # the invitation and its wave; a savepoint around two
        browser.exchange()
    # the wave; one for both on PostgreSQL, a savepoint around two on SQLite
    with django_assert_num_queries(2 if connection.vendor == "postgresql" else 5):
        browser.answer(ANSWERS)
    with django_assert_num_queries(1):
        browser.acknowledge()
