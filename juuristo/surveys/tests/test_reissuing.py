"""A new link for a lost one: once, counted, and silent about who has answered."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from juuristo.audit.models import AuditEvent
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory
from juuristo.surveys.actions.reissuing import reissue
from juuristo.surveys.actions.taking import acknowledge
from juuristo.surveys.models import Invitation, Wave
from juuristo.surveys.refusals import Refused
from juuristo.surveys.tests.waves import invite, open_wave
from juuristo.surveys.tokens import hash_of, token_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]


@pytest.fixture
def invitation(organisation: Organisation) -> Invitation:
    wave = open_wave(programme__organisation=organisation)
    return invite(wave, PersonFactory(organisation=organisation, first_name="Ada"))


def test_given_a_lost_link_when_issued_again_then_the_old_one_is_dead_and_the_case_is_counted(
    invitation: Invitation, coordinator: Person
) -> None:
    old = invitation.token_hash
    reissue(invitation.wave, invitation, actor=coordinator)
    invitation.refresh_from_db()
    assert invitation.issue == 2
    assert invitation.token_hash == hash_of(token_of(invitation)) != old
    assert Wave.objects.get().reissued == 1
    mail = OutgoingMail.objects.get(kind="surveys/reissued")
    assert token_of(invitation) in mail.text
    event = AuditEvent.objects.get(verb="wave.ballot_reissued")
    assert event.object_id == str(invitation.wave_id)


def test_given_a_link_issued_again_when_asked_once_more_then_it_is_refused(
    invitation: Invitation, coordinator: Person
) -> None:
    reissue(invitation.wave, invitation, actor=coordinator)
    with pytest.raises(Refused) as refused:
        reissue(invitation.wave, invitation, actor=coordinator)
    assert refused.value.code == "reissued_already"
    assert Wave.objects.get().reissued == 1


def test_given_one_who_has_answered_when_issued_again_then_only_they_learn_of_it(
    invitation: Invitation, coordinator: Person, client_of: ClientOf
) -> None:
    other = invite(invitation.wave)
    Invitation.objects.filter(pk=invitation.pk).update(has_answered=True)
    client, pages = client_of(coordinator), []
    address = reverse("wave_reissue", args=[invitation.wave.slug])
    for one in (invitation, other):
        page = client.post(address, {"person": one.person_id}, follow=True).content.decode()
        pages.append("Uusi viesti lähtee" in page)
    assert pages == [True, True]
    assert Wave.objects.get().reissued == 2
    told = OutgoingMail.objects.get(to=invitation.person.email)
    assert "vastauksesi on jo perillä" in told.text
    assert "/s/#" not in told.text
    assert Invitation.objects.get(pk=invitation.pk).token_hash == invitation.token_hash


def test_given_an_answer_told_of_today_when_issued_again_then_the_spent_right_stays(
    invitation: Invitation, coordinator: Person
) -> None:
    """The night has not noted it yet."""
    old = invitation.token_hash
    acknowledge(token_of(invitation))
    reissue(invitation.wave, invitation, actor=coordinator)
    invitation.refresh_from_db()
    assert (invitation.issue, invitation.token_hash) == (2, old)


def test_given_a_closed_wave_when_issued_again_then_it_is_refused(
    invitation: Invitation, coordinator: Person
) -> None:
    Wave.objects.update(state=Wave.State.CLOSED)
    with pytest.raises(Refused) as refused:
        reissue(invitation.wave, invitation, actor=coordinator)
    assert refused.value.code == "not_open"


def test_given_the_page_when_opened_then_everyone_invited_stands_there_alike_and_it_is_traced(
    invitation: Invitation, coordinator: Person, client_of: ClientOf
) -> None:
    other = invite(invitation.wave)
    Invitation.objects.filter(pk=invitation.pk).update(has_answered=True, has_ballot=True)
    page = client_of(coordinator).get(reverse("wave_reissue", args=[invitation.wave.slug]))
    text = page.content.decode()
    for one in (invitation, other):
        person = one.person
        assert f'<option value="{person.pk}">{person.last_name} {person.first_name}<' in text
    assert AuditEvent.objects.filter(verb="wave.invited_listed").count() == 1


def test_given_somebody_not_invited_when_posted_then_nothing_is_issued(
    invitation: Invitation, coordinator: Person, client_of: ClientOf
) -> None:
    address = reverse("wave_reissue", args=[invitation.wave.slug])
    stranger = PersonFactory(organisation=coordinator.organisation)
    assert client_of(coordinator).post(address, {"person": stranger.pk}).status_code == 422
    assert Wave.objects.get().reissued == 0
