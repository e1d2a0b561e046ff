"""From a draft to an open wave."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.people.models import Organisation, Person, Role
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.actions import waves
from juuristo.surveys.models import InstrumentVersion, Invitation, Wave
from juuristo.surveys.refusals import Refused
from juuristo.surveys.tests.factories import CONTENT, InstrumentFactory, WaveFactory
from juuristo.surveys.tokens import hash_of, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    made: Programme = ProgrammeFactory(organisation=organisation)
    return made


def draft(programme: Programme, **fields: Any) -> Wave:
    fields = {"closes_at": timezone.now() + timedelta(days=7)} | fields
    made: Wave = WaveFactory(programme=programme, **fields)
    return made


def staff(organisation: Organisation, count: int, **fields: Any) -> list[Person]:
    return [PersonFactory(organisation=organisation, **fields) for _ in range(count)]


def refusal(wave: Wave, actor: Person) -> str:
    with pytest.raises(Refused) as refused:
        waves.open_wave(wave, actor=actor)
    wave.refresh_from_db()
    assert wave.state == Wave.State.DRAFT
    assert not wave.invitations.exists()
    return refused.value.code


def test_given_a_draft_when_opened_then_it_is_frozen_with_a_key_and_everyone_is_invited(
    programme: Programme, coordinator: Person
) -> None:
    people = {coordinator, *staff(programme.organisation, 6)}
    wave = waves.open_wave(draft(programme), actor=coordinator)
    assert (wave.state, wave.invited) == (Wave.State.OPEN, 7)
    assert wave.takes_answers()
    assert wave.version is not None
    assert wave.version.content["questions"][0]["key"] == "makes_sense"
    assert "ENCRYPTED PRIVATE KEY" in wave.ballot_key
    invitations = list(wave.invitations.all())
    assert {one.person for one in invitations} == people
    assert all(one.token_hash == hash_of(token_of(one)) for one in invitations)
    assert AuditEvent.objects.filter(verb="wave.opened", actor_id=coordinator.pk).count() == 1


def test_given_an_open_wave_when_opened_again_then_nothing_happens_twice(
    programme: Programme, coordinator: Person
) -> None:
    staff(programme.organisation, 6)
    wave = draft(programme)
    first = waves.open_wave(wave, actor=coordinator)
    again = waves.open_wave(wave, actor=coordinator)
    assert again.ballot_key == first.ballot_key
    assert Invitation.objects.count() == 7
    assert AuditEvent.objects.filter(verb="wave.opened").count() == 1


def test_given_filters_when_opened_then_only_those_they_let_through_are_invited(
    programme: Programme, coordinator: Person
) -> None:
    day = timezone.localdate() - timedelta(days=100)
    mentors = staff(programme.organisation, 5, roles=[Role.MENTOR])
    staff(programme.organisation, 1, roles=[Role.MENTOR], start_date=day)
    staff(programme.organisation, 1, roles=[Role.MENTOR], left_date=day)
    staff(programme.organisation, 2)
    wave = draft(programme, audience_roles=[Role.MENTOR], audience_started_before=day)
    opened = waves.open_wave(wave, actor=coordinator)
    assert {one.person for one in opened.invitations.all()} == set(mentors)


def test_given_the_same_questions_when_asked_again_then_the_version_is_the_same(
    programme: Programme, coordinator: Person
) -> None:
    staff(programme.organisation, 6)
    instrument = InstrumentFactory(organisation=programme.organisation)
    one = waves.open_wave(draft(programme, instrument=instrument), actor=coordinator)
    other = waves.open_wave(draft(programme, instrument=instrument), actor=coordinator)
    assert one.version == other.version
    assert InstrumentVersion.objects.count() == 1


def test_given_a_later_opening_when_opened_then_nobody_may_answer_before_it(
    programme: Programme, coordinator: Person
) -> None:
    staff(programme.organisation, 6)
    later = timezone.now() + timedelta(days=2)
    wave = waves.open_wave(draft(programme, opens_at=later), actor=coordinator)
    assert wave.state == Wave.State.OPEN
    assert not wave.takes_answers()
    assert wave.takes_answers(later + timedelta(minutes=1))


def test_given_an_open_link_when_opened_then_nobody_is_invited(
    programme: Programme, coordinator: Person
) -> None:
    wave = waves.open_wave(draft(programme, access=Wave.Access.LINK), actor=coordinator)
    assert (wave.invited, wave.invitations.count()) == (None, 0)
    assert wave.ballot_key


def test_given_a_named_wave_when_opened_then_it_has_no_ballots(
    programme: Programme, coordinator: Person
) -> None:
    wave = waves.open_wave(draft(programme, kind=Wave.Kind.NAMED), actor=coordinator)
    assert (wave.ballot_key, wave.invited) == ("", 1)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"signature": "  "}, "no_signature"),
        ({"closes_at": None}, "no_closing"),
        ({"closes_at": timezone.now() - timedelta(days=1)}, "closes_in_the_past"),
        ({"kind": Wave.Kind.CONFIDENTIAL}, "no_reader"),
        ({"audience_roles": [Role.SPONSOR]}, "nobody"),
        ({"threshold": 8, "open_threshold": 10}, "too_few"),
        ({"breakdowns": ["shoe_size"]}, "no_breakdown"),
        ({"breakdowns": ["makes_sense"]}, "no_breakdown"),
        ({"breakdowns": ["years_in_work", "office", "unit"]}, "too_many_breakdowns"),
    ],
)
def test_given_something_amiss_when_opened_then_it_is_refused_and_stays_a_draft(
    programme: Programme, coordinator: Person, fields: dict[str, Any], code: str
) -> None:
    staff(programme.organisation, 6)
    assert refusal(draft(programme, **fields), coordinator) == code


def test_given_a_faulty_instrument_when_opened_then_it_is_refused(
    programme: Programme, coordinator: Person
) -> None:
    staff(programme.organisation, 6)
    instrument = InstrumentFactory(
        organisation=programme.organisation, content={**CONTENT, "questions": []}
    )
    assert refusal(draft(programme, instrument=instrument), coordinator) == "faulty_instrument"


def test_given_a_reader_when_a_confidential_wave_is_opened_then_three_may_be_asked(
    programme: Programme, coordinator: Person, mentor: Person
) -> None:
    wave = draft(programme, kind=Wave.Kind.CONFIDENTIAL)
    wave.readers.add(mentor)
    opened = waves.open_wave(wave, actor=coordinator)
    assert opened.invited == 2


def test_given_names_when_waves_are_made_then_their_addresses_differ_from_all_others(
    programme: Programme, coordinator: Person
) -> None:
    instrument = InstrumentFactory(organisation=programme.organisation)
    slugs = [
        waves.create(programme, instrument, {"name": {"fi": name}}, actor=coordinator).slug
        for name in ("Väliaikakysely", "Väliaikakysely", "New", "Instruments", "!!!")
    ]
    assert slugs == ["valiaikakysely", "valiaikakysely-2", "new-2", "instruments-2", "kysely"]


def test_given_three_breakdowns_when_a_draft_is_written_then_it_is_refused_whole(
    programme: Programme, coordinator: Person
) -> None:
    three = {"name": {"fi": "Pulssi"}, "breakdowns": ["office", "team", "years_in_work"]}
    instrument = InstrumentFactory(organisation=programme.organisation)
    with pytest.raises(Refused) as refused:
        waves.create(programme, instrument, three, actor=coordinator)
    assert refused.value.code == "too_many_breakdowns"
    assert not Wave.objects.exists()
    wave = waves.create(programme, instrument, {"name": {"fi": "Pulssi"}}, actor=coordinator)
    with pytest.raises(Refused):
        waves.edit(wave, three, actor=coordinator)
    wave.refresh_from_db()
    assert wave.breakdowns == []


def test_given_a_draft_when_deleted_then_it_is_gone_and_an_open_one_is_not(
    programme: Programme, coordinator: Person
) -> None:
    staff(programme.organisation, 6)
    waves.delete_draft(draft(programme), actor=coordinator)
    assert not Wave.objects.exists()
    wave = waves.open_wave(draft(programme), actor=coordinator)
    with pytest.raises(Refused, match="avattu"):
        waves.delete_draft(wave, actor=coordinator)


def test_given_a_kind_that_was_changed_meanwhile_when_opened_then_the_wave_has_its_key(
    programme: Programme, coordinator: Person
) -> None:
    """The key is made before the row is held: another tab may have saved the draft in between."""
    staff(programme.organisation, 6)
    wave = draft(programme, kind=Wave.Kind.NAMED)
    Wave.objects.update(kind=Wave.Kind.ANONYMOUS)
    assert "ENCRYPTED PRIVATE KEY" in waves.open_wave(wave, actor=coordinator).ballot_key
