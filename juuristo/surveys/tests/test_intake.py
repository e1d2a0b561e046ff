import pytest

from juuristo.surveys.ballots import key_of
from juuristo.surveys.envelopes import open_envelope
from juuristo.surveys.models import Acknowledgement, Arrival, BallotIssue, SpentBallot
from juuristo.surveys.tests.waves import invite, open_wave, respondent

ANSWERS = {"makes_sense": "yes", "why": "Näen, että siitä on apua."}
pytestmark = pytest.mark.django_db


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
