"""The client's voice: the public page, the two intakes, and the tickets an adviser's browser gets.

The public routes read no cookie and set none, keep no log of who asked, and answer the same to a
ticket that was used, is too old or never was.
"""

import unicodedata
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Literal, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from juuristo.people.acting import ActingRequest
from juuristo.shell.identifiers import found_in
from juuristo.shell.limits import within
from juuristo.shell.nameless import nameless

from .. import phrases
from ..access import may_ask_clients
from ..actions.voice import (
    STATEMENTS,
    Statement,
    UnknownTicketError,
    find_ticket,
    issue_tickets,
    take_answer,
    take_step,
)
from ..models import Form, VoiceTicket

MOST_BYTES = 10_000
MOST_TICKETS = 10
MOST_OF_COMMENT = 500
TICKETS = "40/d/user"  # more cards than anyone gives in a day

View = Callable[..., HttpResponse]
Body = TypeVar("Body", bound=BaseModel)

Ticket = Annotated[str, Field(min_length=1, max_length=100)]
Mark = Annotated[int, Field(ge=1, le=5, strict=True)]


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TicketIn(Asked):
    hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    purpose: VoiceTicket.Purpose


class TicketsIn(Asked):
    tickets: Annotated[list[TicketIn], Field(min_length=1, max_length=MOST_TICKETS)]
    language: str
    form: Form


class TicketOnly(Asked):
    ticket: Ticket


class AnswerIn(TicketOnly):
    marks: dict[Statement, Mark] = {}
    comment: Annotated[str, Field(max_length=MOST_OF_COMMENT)] = ""


class StepIn(TicketOnly):
    state: Literal["done", "not_yet"]


class RefusedError(Exception):
    """A request that is understood and refused, with what it is called and what to say of it."""

    def __init__(self, code: str, message: str, status: int = 422) -> None:
        super().__init__(code)
        self.status = status
        self.body = {"code": code, "message": message}


def answering(view: View) -> View:
    """Turn refusals into JSON, and keep the answer out of every cache and referrer."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            response: HttpResponse = view(request)
        except RefusedError as refusal:
            response = JsonResponse(refusal.body, status=refusal.status)
        except UnknownTicketError:
            said = {"code": "unknown_ticket", "message": _("Tällä linkillä ei voi vastata.")}
            response = JsonResponse(said, status=404)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answered


def body_of(request: HttpRequest, kind: type[Body]) -> Body:
    try:
        if len(request.body) > MOST_BYTES:
            raise RefusedError("too_large", _("Vastaus on liian pitkä."), 413)
        return kind.model_validate_json(request.body)
    except ValidationError as fault:
        raise RefusedError("invalid", _("Vastausta ei voinut lukea.")) from fault


def spare(request: HttpRequest, action: str) -> None:
    """One address asks only so often; a unit's waiting room shares one."""
    if not within(request, action, "60/m/ip"):
        raise RefusedError("too_many", _("Odota minuutti ja yritä uudelleen."), 429)


@nameless
@require_safe
@answering
def page(request: HttpRequest) -> HttpResponse:
    """The same page whatever the link: its script finds out."""
    return render(request, "meetings/client/voice.html", {"statements": STATEMENTS})


@require_POST
@answering
def tickets(request: ActingRequest) -> HttpResponse:
    """The adviser's browser made tickets for a card: keep their hashes."""
    if not may_ask_clients(request.person):
        raise PermissionDenied
    if not within(request, "voice.tickets", TICKETS):
        raise RefusedError("busy", _("Yritä hetken päästä uudelleen."), status=429)
    asked = body_of(request, TicketsIn)
    try:
        phrases.language(asked.language)
    except KeyError as unknown:
        raise RefusedError("unknown_language", _("Tätä kieltä ei ole.")) from unknown
    issue_tickets(
        {ticket.hash: ticket.purpose for ticket in asked.tickets},
        language=asked.language,
        form=asked.form,
        actor=request.person,
    )
    return HttpResponse(status=204)


@nameless
@require_POST
@answering
def check(request: HttpRequest) -> HttpResponse:
    """Say whether the ticket still takes an answer, so that nobody answers in vain."""
    spare(request, "voice_check")
    if find_ticket(body_of(request, TicketOnly).ticket, VoiceTicket.Purpose.VOICE) is None:
        raise UnknownTicketError
    return HttpResponse(status=204)


@nameless
@require_POST
@answering
def answer(request: HttpRequest) -> HttpResponse:
    spare(request, "voice_answer")
    given = body_of(request, AnswerIn)
    comment = without_controls(given.comment).strip()
    if found := found_in(comment):
        raise IdentifiersError({each.kind for each in found})
    if not given.marks and not comment:
        raise RefusedError("empty", _("Vastaus on tyhjä."))
    take_answer(given.ticket, {str(key): mark for key, mark in given.marks.items()}, comment)
    return HttpResponse(status=204)


class IdentifiersError(RefusedError):
    """The comment tells who somebody is (trust T2): nothing was stored, the ticket still works."""

    def __init__(self, kinds: set[str]) -> None:
        super().__init__(
            "identifiers",
            _("Tekstissä on henkilötunnus, sähköpostiosoite tai puhelinnumero. Poista se ensin."),
        )
        self.body: dict[str, Any] = {**self.body, "found": sorted(kinds)}


def without_controls(text: str) -> str:
    """Line breaks stay; other control characters go (PostgreSQL takes no NUL)."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})


@nameless
@require_POST
@answering
def step(request: HttpRequest) -> HttpResponse:
    spare(request, "voice_step")
    given = body_of(request, StepIn)
    take_step(given.ticket, is_done=given.state == "done")
    return HttpResponse(status=204)
