"""The client's voice on its way in: tickets issued, answers taken (trust T4).

None of these verbs leaves a row in the trail: it would tell when an adviser had a meeting (T1), or
when a client answered.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, get_args

from django.conf import settings
from django.db import transaction
from django.db.models import F

from juuristo.meetings.models import StepMonth, VoiceAnswer, VoiceIssuer, VoiceTicket
from juuristo.meetings.voice_months import month_of, takes_answers, today_in
from juuristo.people.models import Person

Statement = Literal["heard", "answers", "next_step", "go_on", "believe"]
STATEMENTS: tuple[str, ...] = get_args(Statement)
BY_STEP = "step"  # who issued links for telling of the step; counted apart from the voice's

Dimension = tuple[str, str]


class UnknownTicketError(Exception):
    """The ticket was never issued, has been used, or its time is over: one cannot tell which."""


def hash_of_ticket(ticket: str) -> str:
    return hashlib.sha256(ticket.encode()).hexdigest()


def issuer_of(person: Person, month: str, by: str, value: str) -> str:
    """A keyed hash that counts a person once in one group of one month.

    It follows nobody from month to month, nor from group to group.
    """
    key = hashlib.sha256(b"juuristo voice issuer\0" + settings.SECRET_KEY.encode()).digest()
    said = "\0".join([month, by, value, str(person.pk)])
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()


def dimensions_of(office: object, language: str, form: str) -> list[Dimension]:
    """The groups one link belongs to, one dimension at a time."""
    return [
        ("all", ""),
        ("office", str(office or "")),
        ("language", language),
        ("form", form),
    ]


@transaction.atomic
def issue_tickets(hashes: Mapping[str, str], *, language: str, form: str, actor: Person) -> None:
    """Store the rights to answer, ``{hash: purpose}``. Repeating the same changes nothing.

    A ticket does not know who issued it; that one more adviser did is counted apart from it.
    """
    month = month_of(today_in(actor.organisation))
    VoiceTicket.objects.bulk_create(
        [
            VoiceTicket(
                ticket_hash=ticket_hash,
                purpose=purpose,
                organisation=actor.organisation,
                month=month,
                office=actor.office,
                language=language,
                form=form,
            )
            for ticket_hash, purpose in hashes.items()
        ],
        ignore_conflicts=True,
    )
    groups: list[Dimension] = []
    if VoiceTicket.Purpose.VOICE in hashes.values():
        groups += dimensions_of(actor.office_id, language, form)
    if VoiceTicket.Purpose.STEP in hashes.values():
        groups.append((BY_STEP, ""))
    VoiceIssuer.objects.bulk_create(
        _issuers(actor, month.isoformat(), groups), ignore_conflicts=True
    )


def _issuers(actor: Person, month: str, groups: Iterable[Dimension]) -> Iterator[VoiceIssuer]:
    for by, value in groups:
        yield VoiceIssuer(
            organisation=actor.organisation,
            month=month,
            by=by,
            value=value,
            issuer=issuer_of(actor, month, by, value),
        )


def find_ticket(ticket: str, purpose: str) -> VoiceTicket | None:
    """The ticket, if it is still good."""
    known = VoiceTicket.objects.select_related("organisation")
    found = known.filter(ticket_hash=hash_of_ticket(ticket), purpose=purpose).first()
    if found and takes_answers(found.month, today_in(found.organisation)):
        return found
    return None


def use_ticket(ticket: str, purpose: str) -> VoiceTicket:
    """Use the ticket up. Of many at once one gets it, the others ``UnknownTicketError``."""
    found = find_ticket(ticket, purpose)
    if found is None:
        raise UnknownTicketError
    deleted, _each = VoiceTicket.objects.filter(pk=found.pk).delete()
    if not deleted:  # another request had it between the look and the taking
        raise UnknownTicketError
    return found


@transaction.atomic
def take_answer(ticket: str, marks: Mapping[str, int], comment: str) -> None:
    """Use the ticket and store the answer, or neither. Nothing in the answer tells of the ticket.

    ``marks`` are 1–5 by statement of ``STATEMENTS``; ``comment`` holds no identifiers.
    """
    used = use_ticket(ticket, VoiceTicket.Purpose.VOICE)
    VoiceAnswer.objects.create(
        organisation_id=used.organisation_id,
        month=used.month,
        office_id=used.office_id,
        language=used.language,
        form=used.form,
        marks=dict(marks),
        comment=comment,
    )


@transaction.atomic
def take_step(ticket: str, *, is_done: bool) -> None:
    """Use the ticket and count the step as done or not yet."""
    used = use_ticket(ticket, VoiceTicket.Purpose.STEP)
    month = {"organisation_id": used.organisation_id, "month": used.month}
    StepMonth.objects.bulk_create([StepMonth(**month)], ignore_conflicts=True)
    state = "done" if is_done else "not_yet"
    StepMonth.objects.filter(**month).update(**{state: F(state) + 1})
