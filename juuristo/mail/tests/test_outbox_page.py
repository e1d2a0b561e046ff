"""/mail/: what has left, what waits, what did not arrive."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from juuristo.audit.models import AuditEvent
from juuristo.mail.models import OutgoingMail
from juuristo.mail.tests.factories import FailedMailFactory, OutgoingMailFactory
from juuristo.people.models import Person

ClientOf = Callable[[Person], Client]
PAGE = "/mail/"
State = OutgoingMail.State


def body(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("at").values_list("verb", flat=True))


def test_given_mail_when_a_coordinator_looks_then_each_state_is_told_in_words(
    coordinator: Person, client_of: ClientOf
) -> None:
    ours = coordinator.organisation_id
    OutgoingMailFactory(organisation_id=ours, to="a@example.org", state=State.SENT)
    OutgoingMailFactory(organisation_id=ours, to="b@example.org", attempts=2)
    FailedMailFactory(organisation_id=ours, to="c@example.org")
    page = body(client_of(coordinator))
    assert "a@example.org" in page
    assert "lähetetty" in page
    assert "Yritetty 2 kertaa." in page
    assert "Vastaanottajan palvelin ei tunne osoitetta." in page
    assert "Lähetä uudelleen: c@example.org" in page
    assert "Lähetä uudelleen: a@example.org" not in page
    assert "Paikkasi on varattu" not in page
    assert verbs() == ["mail.listed"]


def test_given_tabs_when_one_is_chosen_then_only_that_state_is_listed(
    admin: Person, client_of: ClientOf
) -> None:
    OutgoingMailFactory(organisation_id=admin.organisation_id, to="a@example.org")
    FailedMailFactory(organisation_id=admin.organisation_id, to="c@example.org")
    page = body(client_of(admin), f"{PAGE}?state=failed")
    assert "c@example.org" in page
    assert "a@example.org" not in page
    assert "Ei mennyt perille (1)" in page
    assert "a@example.org" in body(client_of(admin), f"{PAGE}?state=nonsense&page=-5")


@pytest.mark.parametrize("state", ["", "queued", "sent", "failed"])
def test_given_no_mail_when_looked_at_then_the_page_says_so_and_leaves_no_trace(
    coordinator: Person, client_of: ClientOf, state: str
) -> None:
    assert 'class="empty"' in body(client_of(coordinator), f"{PAGE}?state={state}")
    assert verbs() == []


def test_given_other_organisations_mail_when_looked_at_then_it_is_not_there(
    coordinator: Person, stranger: Person, client_of: ClientOf
) -> None:
    OutgoingMailFactory(organisation_id=coordinator.organisation_id, to="ours@example.org")
    OutgoingMailFactory(organisation_id=None, to="platform@example.org")
    page = body(client_of(stranger))
    assert "ours@example.org" not in page
    assert "platform@example.org" not in page


def test_given_the_other_roles_when_they_look_then_it_is_forbidden(
    adviser: Person, mentor: Person, sponsor: Person, supervisor: Person, client_of: ClientOf
) -> None:
    for person in (adviser, mentor, sponsor, supervisor):
        assert client_of(person).get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302


def test_given_failed_mail_when_tried_again_then_it_is_queued_anew(
    coordinator: Person, client_of: ClientOf
) -> None:
    mail = FailedMailFactory(organisation_id=coordinator.organisation_id, attempts=8)
    response = client_of(coordinator).post(reverse("mail_try_again", args=[mail.pk]), follow=True)
    assert "Viesti on taas lähdössä." in response.content.decode()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error) == (State.QUEUED, 0, "")
    assert OutgoingMail.objects.due().count() == 1
    assert "mail.retried" in verbs()


@pytest.mark.parametrize(
    "fields", [{"state": State.SENT, "text": "", "html": ""}, {"text": "", "html": ""}]
)
def test_given_mail_that_cannot_be_tried_when_tried_then_it_stays_and_the_reason_is_told(
    coordinator: Person, client_of: ClientOf, fields: dict[str, str]
) -> None:
    mail = FailedMailFactory(organisation_id=coordinator.organisation_id, **fields)
    response = client_of(coordinator).post(reverse("mail_try_again", args=[mail.pk]), follow=True)
    assert 'class="notice attention"' in response.content.decode()
    state = mail.state
    mail.refresh_from_db()
    assert mail.state == state
    assert "mail.retried" not in verbs()


def test_given_mail_one_may_not_see_when_tried_again_then_it_is_not_found(
    adviser: Person, stranger: Person, coordinator: Person, client_of: ClientOf
) -> None:
    mail = FailedMailFactory(organisation_id=adviser.organisation_id)
    address = reverse("mail_try_again", args=[mail.pk])
    assert client_of(adviser).post(address).status_code == 404
    assert client_of(stranger).post(address).status_code == 404
    assert client_of(coordinator).get(address).status_code == 405
    missing = reverse("mail_try_again", args=[uuid.uuid4()])
    assert client_of(coordinator).post(missing).status_code == 404


def test_given_many_mails_when_paged_then_older_ones_follow(
    coordinator: Person, client_of: ClientOf
) -> None:
    OutgoingMailFactory.create_batch(51, organisation_id=coordinator.organisation_id)
    first = body(client_of(coordinator), f"{PAGE}?state=queued")
    assert "state=queued&amp;page=2" in first
    assert body(client_of(coordinator), f"{PAGE}?state=queued&page=2").count("reader") == 1


@pytest.mark.parametrize("rows", [2, 40])
def test_given_more_mail_when_the_page_opens_then_no_more_queries_are_made(
    coordinator: Person,
    client_of: ClientOf,
    rows: int,
    django_assert_num_queries: Callable[..., object],
) -> None:
    FailedMailFactory.create_batch(rows, organisation_id=coordinator.organisation_id)
    client = client_of(coordinator)
    client.get(PAGE)
    with django_assert_num_queries(7):  # type: ignore[attr-defined]
        client.get(PAGE)
