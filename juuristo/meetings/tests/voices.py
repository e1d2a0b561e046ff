"""Voices for tests: tickets as a browser makes them, and months as they stand once summed."""

import secrets
from datetime import date
from typing import Any

from juuristo.meetings.actions.voice import STATEMENTS, hash_of_ticket, issue_tickets
from juuristo.meetings.models import VoiceMonth, VoiceTicket
from juuristo.people.models import Organisation, Person

FULL = dict.fromkeys(STATEMENTS, 5)


def ticket_of(
    person: Person,
    purpose: str = VoiceTicket.Purpose.VOICE,
    language: str = "fi",
    form: str = "face_to_face",
) -> str:
    """A ticket that the person's browser made and has told of."""
    ticket = secrets.token_urlsafe(32)
    issue_tickets({hash_of_ticket(ticket): purpose}, language=language, form=form, actor=person)
    return ticket


def marks_of(ratings: int) -> dict[str, list[int]]:
    """Every statement rated so many times, at both ends and in the middle."""
    low, middle = ratings // 4, ratings // 4
    return {each: [low, 0, middle, 0, ratings - low - middle] for each in STATEMENTS}


def closed_month(
    organisation: Organisation,
    month: date,
    answers: int,
    advisers: int = 8,
    by: str = "all",
    value: str = "",
    **fields: Any,
) -> VoiceMonth:
    given: dict[str, Any] = {"marks": marks_of(answers), "is_closed": True, **fields}
    return VoiceMonth.objects.create(
        organisation=organisation,
        month=month,
        by=by,
        value=value,
        answers=answers,
        advisers=advisers,
        **given,
    )
