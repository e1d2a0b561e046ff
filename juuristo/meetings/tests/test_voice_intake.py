"""Taking the client's voice in: tickets, answers, steps; what is refused and what is never kept."""

import json
import secrets
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from conftest import ClientOf
from juuristo.meetings.actions.voice import hash_of_ticket
from juuristo.meetings.models import StepMonth, VoiceAnswer, VoiceIssuer, VoiceTicket
from juuristo.people.models import Person
from juuristo.people.tests.factories import PersonFactory

from .voices import FULL, ticket_of

pytestmark = pytest.mark.django_db


def post(path: str, body: object, client: Client | None = None) -> HttpResponse:
    client = client or Client(enforce_csrf_checks=True)
    answer: Any = client.post(path, json.dumps(body), content_type="application/json")
    return answer


def answering(ticket: str, **body: object) -> HttpResponse:
    return post("/voice/answer/", {"ticket": ticket, "marks": FULL, "comment": "", **body})


def asked(*tickets: str, purpose: str = "voice", **more: object) -> dict[str, object]:
    listed = [{"hash": hash_of_ticket(ticket), "purpose": purpose} for ticket in tickets]
    return {"tickets": listed, "language": "ar", "form": "phone", **more}


def test_given_a_card_when_its_tickets_are_told_then_only_hashes_and_the_month_are_kept(
    adviser: Person, client_of: ClientOf
) -> None:
    ticket = secrets.token_urlsafe(32)
    assert post("/voice/tickets/", asked(ticket), client_of(adviser)).status_code == 204
    kept = VoiceTicket.objects.values().get()
    assert kept["ticket_hash"] == hash_of_ticket(ticket)
    assert ticket not in str(kept)
    assert str(adviser.pk) not in str(kept)
    assert kept["month"].day == 1
    assert kept["office_id"] == adviser.office_id
    assert (kept["language"], kept["form"]) == ("ar", "phone")


def test_given_the_same_tickets_twice_then_they_are_kept_once(
    adviser: Person, client_of: ClientOf
) -> None:
    body = asked(secrets.token_urlsafe(32))
    client = client_of(adviser)
    assert [post("/voice/tickets/", body, client).status_code for _ in "12"] == [204, 204]
    assert VoiceTicket.objects.count() == 1
    assert VoiceIssuer.objects.count() == 4


def test_given_many_links_of_one_adviser_then_they_count_once_in_each_group(
    adviser: Person, mentor: Person
) -> None:
    for person in (adviser, adviser, mentor):
        ticket_of(person)
    ticket_of(adviser, "step")
    counts = [(row.by, row.value) for row in VoiceIssuer.objects.order_by("by", "value")]
    assert counts.count(("all", "")) == 2
    assert counts.count(("language", "fi")) == 2
    assert counts.count(("office", str(adviser.office_id))) == 1
    assert counts.count(("step", "")) == 1


def test_given_issuers_then_no_two_rows_show_the_same_person() -> None:
    person = PersonFactory()
    ticket_of(person)
    with time_machine.travel(datetime(2030, 5, 5, tzinfo=UTC)):
        ticket_of(person)
    hashes = list(VoiceIssuer.objects.order_by("id").values_list("issuer", flat=True))
    assert len(set(hashes)) == len(hashes) == 8


@pytest.mark.parametrize(
    "body",
    [
        {},
        asked(),
        asked(*map(str, range(11))),
        asked("x", purpose="survey"),
        asked("x", language="xx"),
        asked("x", form="letter"),
        {"tickets": [{"hash": "short", "purpose": "voice"}], "language": "fi", "form": "phone"},
        asked("x", adviser="me"),
    ],
)
def test_given_anything_else_than_tickets_then_it_is_refused(
    body: object, adviser: Person, client_of: ClientOf
) -> None:
    assert post("/voice/tickets/", body, client_of(adviser)).status_code == 422
    assert not VoiceTicket.objects.exists()


def test_given_no_csrf_token_then_no_ticket_is_issued(adviser: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    assert adviser.user is not None
    client.force_login(adviser.user)
    assert post("/voice/tickets/", asked("x"), client).status_code == 403


def test_given_a_ticket_when_answered_then_the_answer_is_kept_and_the_ticket_gone(
    adviser: Person,
) -> None:
    ticket = ticket_of(adviser, language="so")
    response = answering(ticket, comment="  Waad mahadsan tahay!\x00  ")
    assert response.status_code == 204
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    answer = VoiceAnswer.objects.get()
    assert answer.marks == FULL
    assert answer.comment == "Waad mahadsan tahay!"
    assert answer.language == "so"
    assert not VoiceTicket.objects.exists()


def test_given_a_used_ticket_then_it_is_unknown(adviser: Person) -> None:
    ticket = ticket_of(adviser)
    assert [answering(ticket).status_code for _ in "123"] == [204, 404, 404]
    assert VoiceAnswer.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"comment": "Soita 040 123 4567"}, "identifiers"),
        ({"comment": "maija@example.org"}, "identifiers"),
        ({"comment": "131052-308T"}, "identifiers"),
        ({"marks": {}, "comment": "  "}, "empty"),
        ({"marks": {"heard": 6}}, "invalid"),
        ({"marks": {"heard": 0}}, "invalid"),
        ({"marks": {"heard": "5"}}, "invalid"),
        ({"marks": {"heard": True}}, "invalid"),
        ({"marks": {"kindness": 5}}, "invalid"),
        ({"comment": "x" * 501}, "invalid"),
        ({"person": "me"}, "invalid"),
    ],
)
def test_given_what_may_not_be_kept_then_nothing_is_and_the_ticket_still_works(
    body: dict[str, object], code: str, adviser: Person
) -> None:
    ticket = ticket_of(adviser)
    response = answering(ticket, **body)
    assert (response.status_code, json.loads(response.content)["code"]) == (422, code)
    assert not VoiceAnswer.objects.exists()
    assert answering(ticket).status_code == 204


def test_given_a_huge_body_then_it_is_not_read() -> None:
    assert answering("x", comment="x" * 20_000).status_code == 413


def test_given_marks_alone_or_words_alone_then_both_are_answers(adviser: Person) -> None:
    assert answering(ticket_of(adviser), marks={"heard": 1}).status_code == 204
    assert answering(ticket_of(adviser), marks={}, comment="Kiitos").status_code == 204


def test_given_a_step_when_told_then_the_month_counts_it_and_nothing_else_is_kept(
    adviser: Person,
) -> None:
    for state in ("done", "done", "not_yet"):
        told = post("/voice/step/", {"ticket": ticket_of(adviser, "step"), "state": state})
        assert told.status_code == 204
    month = StepMonth.objects.get()
    assert (month.done, month.not_yet, month.is_closed) == (2, 1, False)
    assert not VoiceTicket.objects.exists()


def test_given_a_ticket_of_one_kind_then_it_does_not_do_for_the_other(adviser: Person) -> None:
    assert answering(ticket_of(adviser, "step")).status_code == 404
    voice = ticket_of(adviser)
    assert post("/voice/step/", {"ticket": voice, "state": "done"}).status_code == 404
    assert post("/voice/step/", {"ticket": voice, "state": "maybe"}).status_code == 422


def test_given_a_ticket_when_looked_at_then_it_is_not_used(adviser: Person) -> None:
    ticket = ticket_of(adviser)
    assert post("/voice/check/", {"ticket": ticket}).status_code == 204
    assert post("/voice/check/", {"ticket": "wrong"}).status_code == 404
    assert answering(ticket).status_code == 204
    assert post("/voice/check/", {"ticket": ticket}).status_code == 404


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (datetime(2026, 12, 7, 21, 59, tzinfo=UTC), 204),  # 23.59 in Helsinki
        (datetime(2026, 12, 7, 22, 1, tzinfo=UTC), 404),
    ],
)
def test_given_the_seventh_of_the_next_month_then_it_is_the_last_day(
    moment: datetime, status: int, adviser: Person
) -> None:
    with time_machine.travel(datetime(2026, 10, 31, 22, 30, tzinfo=UTC)):  # November in Helsinki
        ticket = ticket_of(adviser)
    with time_machine.travel(moment):
        assert answering(ticket).status_code == status
    assert [answer.month for answer in VoiceAnswer.objects.order_by("id")] == (
        [date(2026, 11, 1)] if status == 204 else []
    )


def test_given_too_many_tries_from_one_address_then_they_wait(adviser: Person) -> None:
    statuses = [answering("wrong").status_code for _ in range(61)]
    assert set(statuses[:60]) == {404}
    assert statuses[60] == 429


def test_given_the_page_then_it_is_for_anyone_and_sets_no_cookie() -> None:
    response = Client().get("/voice/")
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "csrf" not in response.content.decode()
