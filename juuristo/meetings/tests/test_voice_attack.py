"""Whoever holds the database, or looks twice, learns nothing of one client or one adviser.

The attacker here has every row of every table, before and after, and what was sent to the client.
"""

import itertools
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from conftest import ClientOf
from juuristo.meetings import rollup
from juuristo.meetings.actions.voice import hash_of_ticket
from juuristo.meetings.models import VoiceAnswer, VoiceComment, VoiceIssuer, VoiceMonth
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

from .voices import FULL, closed_month, ticket_of

pytestmark = pytest.mark.django_db


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
    }


def text_of(tables: dict[str, list[dict[str, Any]]]) -> str:
    return json.dumps(tables, default=str, ensure_ascii=False)


def answer(ticket: str, comment: str = "") -> None:
    cache.clear()
    body = {"ticket": ticket, "marks": FULL, "comment": comment}
    response = Client().post("/voice/answer/", json.dumps(body), content_type="application/json")
    assert response.status_code == 204


def test_given_an_answer_then_no_row_holds_its_ticket_nor_its_hash(adviser: Person) -> None:
    ticket = ticket_of(adviser)
    assert hash_of_ticket(ticket) in text_of(dump())
    answer(ticket)
    after = text_of(dump())
    assert ticket not in after
    assert hash_of_ticket(ticket) not in after


def test_given_an_answer_then_no_row_of_the_voice_names_a_person_a_moment_or_a_card(
    adviser: Person, mentor: Person
) -> None:
    for person in (adviser, mentor):
        answer(ticket_of(person), "Kiitos")
    rows = [
        row
        for label, table in dump().items()
        if label.startswith("meetings.Voice") or label == "meetings.StepMonth"
        for row in table
    ]
    assert rows
    for row in rows:
        said = text_of({"": [row]})
        for person in (adviser, mentor):
            assert str(person.pk) not in said
            assert str(person.user_id) not in said
            assert person.email not in said
        moments = [value for value in row.values() if isinstance(value, datetime)]
        assert moments == []
        days = [value for value in row.values() if isinstance(value, date)]
        assert all(day.day == 1 for day in days)


def test_given_answers_then_neither_ids_nor_the_trail_tell_who_was_first(
    adviser: Person, client_of: ClientOf
) -> None:
    """Ids are random, and neither issuing nor answering leaves a row of when it was."""
    before = len(dump()["audit.AuditEvent"])
    for number in range(12):
        answer(ticket_of(adviser), str(number))
    assert len(dump()["audit.AuditEvent"]) == before
    ids = list(VoiceAnswer.objects.order_by("pk").values_list("comment", flat=True))
    assert ids != sorted(ids, key=int)
    rollup.roll_up()
    comments = list(VoiceComment.objects.order_by("pk").values_list("text", flat=True))
    assert set(comments) == set(ids)
    assert comments != sorted(comments, key=int)


def test_given_the_answer_of_one_adviser_among_many_then_the_rows_fit_any_of_them_as_well(
    organisation: Organisation,
) -> None:
    """The same office, language and form: whoever of them issued the link, the rows are alike."""
    first = PersonFactory(organisation=organisation)
    others = PersonFactory.create_batch(3, organisation=organisation, office=first.office)
    everyone = [first, *others]
    tickets = [ticket_of(person) for person in everyone]
    answer(tickets[2])
    kept = VoiceAnswer.objects.values("office_id", "language", "form", "month").get()
    fits = [person for person in everyone if person.office_id == kept["office_id"]]
    assert fits == everyone
    issuers = VoiceIssuer.objects.filter(by="office")
    assert issuers.count() == len(everyone)  # as before the answer: nothing marks who was heard


def test_given_issuers_then_their_hashes_cannot_be_made_again_without_the_secret(
    adviser: Person, settings: Any
) -> None:
    ticket_of(adviser)
    ours = set(VoiceIssuer.objects.order_by("pk").values_list("issuer", flat=True))
    VoiceIssuer.objects.all().delete()
    settings.SECRET_KEY = "another"
    ticket_of(adviser)
    theirs = set(VoiceIssuer.objects.order_by("pk").values_list("issuer", flat=True))
    assert not ours & theirs


def test_given_a_closed_month_then_nothing_of_tickets_and_issuers_is_left(adviser: Person) -> None:
    with time_machine.travel(datetime(2026, 11, 3, 9, tzinfo=UTC), tick=False):
        ticket_of(adviser)
        answer(ticket_of(adviser))
    with time_machine.travel(datetime(2026, 12, 8, 9, tzinfo=UTC), tick=False):
        rollup.close_months()
    tables = dump()
    assert tables["meetings.VoiceTicket"] == []
    assert tables["meetings.VoiceIssuer"] == []
    assert tables["meetings.VoiceAnswer"] == []


def test_given_two_looks_a_day_apart_then_they_are_the_same_until_a_month_closes(
    organisation: Organisation, coordinator: Person, client_of: ClientOf
) -> None:
    """Every day one client answers: what is shown moves on the eighth and on no other day."""
    for month in (date(2026, 7, 1), date(2026, 8, 1)):
        closed_month(organisation, month, 60)
        closed_month(organisation, month, 60, by="language", value="fi")
    advisers = PersonFactory.create_batch(6, organisation=organisation)
    assert coordinator.user is not None
    looks: dict[date, str] = {}
    for number in range(18):
        day = datetime(2026, 9, 25, 9, tzinfo=UTC) + timedelta(days=number)
        with time_machine.travel(day, tick=False):
            for person in advisers[:2] if number % 2 else advisers:
                answer(ticket_of(person), "Kiitos")
            rollup.roll_up()
            rollup.close_months()
            looks[day.date()] = look(client_of(coordinator))
    changed = [day for (_, a), (day, b) in itertools.pairwise(looks.items()) if a != b]
    assert changed == [date(2026, 10, 8)]
    assert VoiceMonth.objects.get(month=date(2026, 9, 1), by="all").is_closed


def look(client: Client) -> str:
    paths = [f"/meetings/voice/?by={by}" for by in ("month", "office", "language", "form")]
    pages = [client.get(path).content.decode() for path in paths]
    return "".join(page[page.index("<main") : page.index("</main>")] for page in pages)
