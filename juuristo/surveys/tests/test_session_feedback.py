"""Feedback that opens by itself after a gathering."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme import held
from juuristo.programme.held import HeldSession
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.feedback import open_due
from juuristo.surveys.models import FeedbackSetting, Wave
from juuristo.surveys.promises import promise_of

ClientOf = Callable[[Person], Client]
Hold = Callable[..., HeldSession]


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    made: Programme = ProgrammeFactory(organisation=organisation)
    return made


@pytest.fixture
def hold(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> Hold:
    """Make a session known as held; ``ago`` hours ago."""
    sessions: list[HeldSession] = []
    monkeypatch.setattr(
        held, "SOURCES", [lambda since: [s for s in sessions if s.ended_at > since]]
    )

    def make(
        there: int = 6,
        *,
        ago: float = 1,
        marked: bool = True,
        facilitators: tuple[UUID, ...] = (),
    ) -> HeldSession:
        people = [PersonFactory(organisation=programme.organisation) for _ in range(there)]
        session = HeldSession(
            id=uuid4(),
            series_id=uuid4(),
            programme=programme,
            name={"fi": "Työpaja, ti 1.12.", "sv": "Verkstad, ti 1.12"},
            ended_at=timezone.now() - timedelta(hours=ago),
            marked=marked,
            attended_or_unmarked=tuple(person.pk for person in people),
            facilitators=facilitators,
        )
        sessions.append(session)
        return session

    return make


def test_given_marked_attendance_when_the_round_comes_then_its_people_are_asked_for_three_days(
    hold: Hold, mentor: Person
) -> None:
    session = hold(6, facilitators=(mentor.pk,))
    assert open_due() == 1
    wave = Wave.objects.get()
    assert (wave.state, wave.kind, wave.access) == ("open", "anonymous", "invitation")
    assert (wave.session_id, wave.session_series_id) == (session.id, session.series_id)
    assert {one.person_id for one in wave.invitations.all()} == set(session.attended_or_unmarked)
    assert list(wave.readers.all()) == [mentor]
    assert wave.signature == mentor.full_name
    assert wave.opens_at is not None
    assert wave.closes_at == wave.opens_at + timedelta(days=3)
    assert wave.name == {"fi": "Palaute: Työpaja, ti 1.12.", "sv": wave.name["sv"]}
    assert wave.subject["fi"] == "Mitä jäi mieleen? Työpaja, ti 1.12."
    assert wave.ballot_key
    assert any("lasketaan yhteen" in line for line in promise_of(wave).more)


def test_given_feedback_that_is_open_when_the_round_comes_again_then_there_is_one(
    hold: Hold,
) -> None:
    hold()
    assert (open_due(), open_due()) == (1, 0)
    Wave.objects.update(state=Wave.State.CLOSED)
    assert open_due() == 0
    assert Wave.objects.count() == 1


def test_given_someone_unmarked_when_a_day_has_passed_then_it_opens_all_the_same(
    hold: Hold,
) -> None:
    hold(marked=False, ago=23)
    assert open_due() == 0
    assert open_due(timezone.now() + timedelta(hours=2)) == 1


def test_given_few_or_nobody_when_the_round_comes_then_few_are_asked_and_nobody_is_not(
    hold: Hold,
) -> None:
    hold(2)
    hold(0)
    assert open_due() == 1
    assert Wave.objects.get().invited == 2


def test_given_a_session_long_past_when_the_round_comes_then_it_is_left_alone(
    hold: Hold,
) -> None:
    hold(ago=24 * 8)
    assert open_due() == 0


def test_given_no_facilitators_then_the_programme_asks(hold: Hold, programme: Programme) -> None:
    hold()
    open_due()
    assert Wave.objects.get().signature == programme.name["fi"]


def test_given_the_setting_when_changed_then_the_next_feedback_follows_it(
    hold: Hold, programme: Programme
) -> None:
    FeedbackSetting.objects.create(programme=programme, days=10)
    hold()
    open_due()
    wave = Wave.objects.get()
    assert wave.opens_at is not None
    assert wave.closes_at == wave.opens_at + timedelta(days=10)
    FeedbackSetting.objects.update(is_on=False)
    hold()
    assert open_due() == 0


def test_given_facilitators_when_they_look_then_each_sees_their_own_feedback_alone(
    hold: Hold, mentor: Person, adviser: Person, coordinator: Person
) -> None:
    hold(facilitators=(mentor.pk,))
    open_due()
    wave = Wave.objects.get()
    assert wave in Wave.objects.visible_to(mentor)
    assert wave in Wave.objects.visible_to(coordinator)
    Wave.objects.update(state=Wave.State.SEALED, ballot_key="", sealed_at=timezone.now())
    assert wave not in Wave.objects.visible_to(adviser)


def test_given_the_page_when_the_coordinator_changes_the_days_then_it_is_kept_and_traced(
    programme: Programme, coordinator: Person, client_of: ClientOf
) -> None:
    client, address = client_of(coordinator), reverse("session_feedback")
    assert 'value="3"' in client.get(address).content.decode()
    prefix = f"p{programme.pk}"
    sent = {"programme": programme.pk, f"{prefix}-days": "7"}
    client.post(address, sent)
    setting = FeedbackSetting.objects.get()
    assert (setting.is_on, setting.days) == (False, 7)
    assert AuditEvent.objects.filter(verb="feedback.changed").count() == 1
    page = client.post(address, sent | {f"{prefix}-days": "15"}).content.decode()
    assert "vaatii korjausta" in page
    setting.refresh_from_db()
    assert setting.days == 7


def test_given_a_programme_of_others_when_posted_then_nothing_is_changed(
    stranger: Person, programme: Programme, client_of: ClientOf
) -> None:
    prefix = f"p{programme.pk}"
    sent = {"programme": programme.pk, f"{prefix}-days": "7"}
    client_of(stranger).post(reverse("session_feedback"), sent)
    assert not FeedbackSetting.objects.exists()
