"""What a respondent's browser asks of the server: the form, a ballot, an answer, its word for it.

Open to anyone and nameless: no cookie is read or set, tokens come in bodies only, and nothing of a
body is logged. Answers are JSON with codes; the words are the browser's.

- ``GET form`` → the questions and the promise's facts; ``definition`` is null unless it is open.
- ``POST ballot`` ``{token, blinded}`` → ``{signature}``; a named wave: ``{token}`` →
  ``{name, answered}``. 404 unknown_token · 409 already_exchanged, not_yet · 410 closed.
- ``POST answer`` ``{wave, ballot: {message, signature} | {nonce}, answers}``, a named wave:
  ``{token, answers}`` → 201. 403 bad_ballot · 404 unknown_wave, unknown_token · 409
  already_answered, not_yet · 410 closed · 413 too_large · 422 faulty.
- ``POST acknowledge`` ``{token}`` → 204 whatever the token.
"""

import base64
import binascii
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Annotated, Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from juuristo.shell.limits import within_minute
from juuristo.shell.nameless import nameless
from juuristo.surveys.actions.taking import (
    RefusedError,
    acknowledge,
    asked_in,
    check_open,
    definition_of,
    exchange,
    invited_by,
    take,
    take_named,
)
from juuristo.surveys.answers import FaultyAnswersError
from juuristo.surveys.ballots import key_of
from juuristo.surveys.links import code_of, wave_id_of
from juuristo.surveys.models import Wave
from juuristo.surveys.promises import promise_in_each

MOST_BYTES = 1_000_000  # of an answer; a text of 50,000 characters is told what is wrong with it
FEW_BYTES = 4_000  # of the others
MOST_A_MINUTE = 1_200  # of an address: a whole organisation may sit behind one
STATUS = {
    "malformed": 400,
    "bad_ballot": 403,
    "unknown_token": 404,
    "unknown_wave": 404,
    "already_exchanged": 409,
    "already_answered": 409,
    "not_yet": 409,
    "closed": 410,
    "too_large": 413,
    "busy": 429,
}

View = Callable[..., HttpResponse]
Body = TypeVar("Body", bound=BaseModel)
Token = Annotated[str, Field(max_length=100)]


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TokenIn(Asked):
    token: Token


class BallotIn(TokenIn):
    blinded: Annotated[str, Field(max_length=1_000)] | None = None


class Ballot(Asked):
    message: Annotated[str, Field(max_length=1_000)] = ""
    signature: Annotated[str, Field(max_length=1_000)] | None = None
    nonce: Annotated[str, Field(max_length=1_000)] = ""


class AnswerIn(Asked):
    wave: Annotated[str, Field(max_length=100)] = ""
    ballot: Ballot | None = None
    token: Token | None = None
    answers: dict[str, Any]


def answering(view: View) -> View:
    """Count the address's tries, and turn refusals into JSON."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if not within_minute(request, f"survey.{view.__name__}", MOST_A_MINUTE):
                raise RefusedError("busy")
            return view(request, *args, **kwargs)
        except RefusedError as refusal:
            response = JsonResponse({"code": refusal.code}, status=STATUS[refusal.code])
            if refusal.code == "busy":
                response["Retry-After"] = "60"
            return response
        except FaultyAnswersError as fault:
            faults = [each.as_json() for each in fault.faults]
            return JsonResponse({"code": "faulty", "faults": faults}, status=422)

    return answered


def body_of(request: HttpRequest, kind: type[Body], most: int) -> Body:
    """Read the body; too large a one is refused before it is read."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > most:
        raise RefusedError("too_large")
    content = request.read(most + 1)
    if len(content) > most:
        raise RefusedError("too_large")
    try:
        return kind.model_validate_json(content)
    except ValidationError as fault:
        raise RefusedError("malformed") from fault


def bytes_of(text: str, code: str) -> bytes:
    """Decode base64; refuse with ``code`` what is none."""
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as fault:
        raise RefusedError(code) from fault


@nameless
@require_safe
@answering
def form(request: HttpRequest, code: str) -> HttpResponse:
    """The questions of a wave by invitation; knowing its id shows nothing else."""
    asked = Wave.objects.select_related("programme__organisation", "version").exclude(
        state=Wave.State.DRAFT
    )
    wave_id = wave_id_of(code)
    wave = asked.filter(pk=wave_id, access=Wave.Access.INVITATION).first() if wave_id else None
    if wave is None:
        raise RefusedError("unknown_wave")
    return JsonResponse(form_of(wave))


@nameless
@require_safe
@answering
def open_form(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions of a wave by an open link."""
    asked = Wave.objects.select_related("programme__organisation", "version").exclude(
        state=Wave.State.DRAFT
    )
    wave = asked.filter(slug=slug, access=Wave.Access.LINK).first()
    if wave is None:
        raise RefusedError("unknown_wave")
    return JsonResponse(form_of(wave))


def form_of(wave: Wave) -> dict[str, Any]:
    """What the respondent's page needs to know of a wave: the same for everybody who asks."""
    state = state_of(wave)
    readers = wave.readers.all() if wave.kind == Wave.Kind.CONFIDENTIAL else ()
    has_ballots = wave.hides_the_sender and wave.access == Wave.Access.INVITATION
    is_open = state == "open"
    return {
        "wave": code_of(wave),
        "kind": wave.kind,
        "access": wave.access,
        "state": state,
        "title": wave.name,
        "definition": definition_of(wave).model_dump(mode="json", by_alias=True)
        if is_open
        else None,
        "programme": wave.programme.name,
        "who_asks": wave.signature,
        "promise": promise_in_each(wave),
        "threshold": wave.threshold,
        "open_threshold": wave.open_threshold,
        "reader": ", ".join(person.full_name for person in readers) or None,
        "breakdowns": wave.breakdowns,
        "closes_at": closing_time(wave),
        "public_key": key_of(wave).spki if has_ballots and is_open else None,
    }


def closing_time(wave: Wave) -> str | None:
    """In the organisation's zone, so that every page and mail tells the same hour."""
    if wave.closes_at is None:
        return None
    return wave.closes_at.astimezone(wave.programme.organisation.zone).isoformat()


def state_of(wave: Wave) -> str:
    try:
        check_open(wave)
    except RefusedError as refusal:
        return refusal.code
    return "open"


@nameless
@require_POST
@answering
def ballot(request: HttpRequest) -> HttpResponse:
    """Exchange a token for a signature; of a named wave, greet whoever the token is of."""
    asked = body_of(request, BallotIn, FEW_BYTES)
    invitation = invited_by(asked.token)
    if invitation.wave.hides_the_sender:
        signature = exchange(invitation, bytes_of(asked.blinded or "", "malformed"))
        return JsonResponse({"signature": base64.b64encode(signature).decode()})
    check_open(invitation.wave)
    return JsonResponse({"name": invitation.person.full_name, "answered": invitation.has_answered})


@nameless
@require_POST
@answering
def answer(request: HttpRequest) -> HttpResponse:
    """Take an answer with its ballot, or, of a named wave, with its giver's token."""
    given = body_of(request, AnswerIn, MOST_BYTES)
    if given.token is not None:
        take_named(invited_by(given.token), given.answers)
    elif given.ballot is None:
        raise RefusedError("bad_ballot")
    else:
        shown = given.ballot
        message = bytes_of(shown.message or shown.nonce, "bad_ballot")
        signed = shown.signature
        signature = None if signed is None else bytes_of(signed, "bad_ballot")
        take(_wave(given.wave), message, signature, given.answers)
    return JsonResponse({"thanks": True}, status=201)


def _wave(code: str) -> Wave:
    wave_id = wave_id_of(code)
    if wave_id is None:
        raise RefusedError("unknown_wave")
    return asked_in(wave_id)


@nameless
@require_POST
@answering
def told(request: HttpRequest) -> HttpResponse:
    """Note that the token's holder has answered. What came is not judged: 204."""
    with suppress(RefusedError):
        acknowledge(body_of(request, TokenIn, FEW_BYTES).token)
    return HttpResponse(status=204)
