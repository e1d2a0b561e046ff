"""/audit/: the trail of one organisation, for its administrator alone."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from juuristo.audit.models import AuditEvent
from juuristo.audit.trail import record
from juuristo.people.models import Person

ClientOf = Callable[[Person], Client]
PAGE = "/audit/"


def body(client: Client, query: str = "") -> str:
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return response.content.decode()


def test_given_events_when_the_admin_looks_then_who_did_what_is_told_in_words(
    admin: Person, adviser: Person, client_of: ClientOf
) -> None:
    record("mail.retried", actor=adviser, about=adviser)
    record("mail.listed", actor=None, organisation_id=admin.organisation_id)
    page = body(client_of(admin))
    assert adviser.full_name in page
    assert "lähetti viestin uudelleen" in page
    assert str(adviser.pk)[:8] in page
    assert "Juuristo itse" in page
    assert AuditEvent.objects.filter(verb="audit.listed", actor_id=admin.pk).count() == 1


def test_given_an_actor_who_is_gone_when_looked_at_then_the_row_is_still_there(
    admin: Person, adviser: Person, client_of: ClientOf
) -> None:
    record("mail.retried", actor=adviser)
    adviser.delete()
    assert "Henkilö, joka ei ole enää Juuristossa" in body(client_of(admin))


def test_given_other_organisations_events_when_looked_at_then_they_are_not_there(
    admin: Person, stranger: Person, client_of: ClientOf
) -> None:
    record("mail.retried", actor=stranger)
    record("mail.retried", actor=None, organisation_id=None)
    assert "<code>" not in body(client_of(admin))
    assert 'class="empty"' in body(client_of(admin), "?verb=mail.retried")


def test_given_the_other_roles_when_they_look_then_it_is_forbidden(
    adviser: Person,
    mentor: Person,
    sponsor: Person,
    supervisor: Person,
    coordinator: Person,
    client_of: ClientOf,
) -> None:
    for person in (adviser, mentor, sponsor, supervisor, coordinator):
        assert client_of(person).get(PAGE).status_code == 403
    assert Client().get(PAGE).status_code == 302
    assert not AuditEvent.objects.filter(verb="audit.listed").exists()


def test_given_a_filter_when_looked_at_then_only_those_events_are_listed(
    admin: Person, client_of: ClientOf
) -> None:
    for day, verb in ((3, "mail.retried"), (4, "mail.retried"), (5, "mail.listed")):
        AuditEvent.objects.create(
            verb=verb,
            organisation_id=admin.organisation_id,
            object_id=f"event-{day}",
            at=datetime(2026, 3, day, 21, 59, tzinfo=UTC),  # 23.59 in Helsinki
        )
    client = client_of(admin)

    def days(query: str) -> list[int]:
        page = body(client, query)
        return [day for day in (3, 4, 5) if f"event-{day}" in page]

    assert days("?since=2026-03-03&until=2026-03-05") == [3, 4, 5]
    assert days("?since=2026-03-04") == [4, 5]
    assert days("?until=2026-03-04") == [3, 4]
    assert days("?verb=mail.retried&since=2026-03-04") == [4]
    assert days("?since=yesterday&verb=no.such") == [3, 4, 5]


@pytest.mark.parametrize("rows", [2, 40])
def test_given_more_events_when_the_page_opens_then_no_more_queries_are_made(
    admin: Person,
    adviser: Person,
    client_of: ClientOf,
    rows: int,
    django_assert_num_queries: Callable[..., object],
) -> None:
    for _ in range(rows):
        record("mail.retried", actor=adviser)
    client = client_of(admin)
    with django_assert_num_queries(8):  # type: ignore[attr-defined]
        client.get(PAGE)


def test_given_a_long_trail_when_paged_then_the_filter_goes_along(
    admin: Person, client_of: ClientOf
) -> None:
    for _ in range(51):
        record("mail.retried", actor=admin)
    page = body(client_of(admin), "?verb=mail.retried")
    assert "?verb=mail.retried&amp;page=2" in page
    assert body(client_of(admin), "?verb=mail.retried&page=2").count("<code>") == 0


@pytest.mark.parametrize("query", ["?since=0001-01-01", "?until=9999-12-31"])
def test_given_a_day_out_of_this_world_when_asked_for_then_the_page_says_so(
    admin: Person, client_of: ClientOf, query: str
) -> None:
    record("mail.listed", actor=None, organisation_id=admin.organisation_id)
    assert "27.10.2026" in body(client_of(admin), query)
