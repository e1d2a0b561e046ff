"""Waves that are open and people who are invited, as opening makes them."""

import secrets
from typing import Any

from juuristo.people.models import Person
from juuristo.people.tests.factories import PersonFactory
from juuristo.surveys.ballots import key_of, make_key
from juuristo.surveys.links import code_of
from juuristo.surveys.models import Invitation, Wave
from juuristo.surveys.tests.factories import WaveFactory
from juuristo.surveys.tests.respondent import Respondent
from juuristo.surveys.tokens import hash_of, token_of

# One key serves the tests: making one takes a tenth of a second.
KEY = make_key()


def open_wave(**fields: Any) -> Wave:
    made: Wave = WaveFactory(is_open=True, ballot_key=KEY, **fields)
    return made


def invite(wave: Wave, person: Person | None = None) -> Invitation:
    somebody = person or PersonFactory(organisation=wave.programme.organisation)
    invitation = Invitation(wave=wave, person=somebody, token_hash=secrets.token_hex(32))
    invitation.token_hash = hash_of(token_of(invitation))
    invitation.save()
    return invitation


def respondent(invitation: Invitation) -> Respondent:
    wave = invitation.wave
    return Respondent(code_of(wave), token_of(invitation), key_of(wave).spki)


def respondents(wave: Wave, count: int) -> list[Respondent]:
    return [respondent(invite(wave)) for _ in range(count)]
