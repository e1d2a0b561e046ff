"""Ciphertext in and out. JSON codes only: the words are the browser's, in the link's language."""

from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from juuristo.people.acting import ActingRequest
from juuristo.shell.limits import within
from juuristo.shell.nameless import nameless

from .. import sealing
from ..actions import sealing as actions
from ..models import Sealed
from ..sealing import SealingError

STATUS = {"malformed": 400, "too_large": 413, "taken": 409, "conflict": 409}
UPLOADS = "300/m/ip"  # a whole office may sit behind one address
ASKED = "300/m/ip"
MISSES = "30/m/ip"


def _refuse(code: str, status: int) -> HttpResponse:
    return JsonResponse({"code": code}, status=status)


def _busy() -> HttpResponse:
    response = _refuse("busy", 429)
    response["Retry-After"] = "60"
    return response


def _stored(expires: date, status: int = 200) -> HttpResponse:
    return JsonResponse({"expires": expires.isoformat()}, status=status)


def _body(request: HttpRequest) -> bytes:
    """Return the raw body; too large a one is refused before it is read."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdecimal():
        raise SealingError("malformed")
    if int(length) > sealing.MOST_BYTES:
        raise SealingError("too_large")
    return request.body


@require_POST
def upload(request: ActingRequest) -> HttpResponse:
    """Store new ciphertext from the device of someone signed in. Who it was is not kept."""
    if not within(request, "sealed.upload", UPLOADS):
        return _busy()
    header = request.headers.get
    try:
        envelope = sealing.read_envelope(
            id_=header("X-Sealed-Id", ""),
            kind=header("X-Sealed-Kind", ""),
            version=header("X-Sealed-Version", ""),
            proof=header("X-Sealed-Proof", ""),
        )
        expires, is_new = actions.store(envelope, _body(request))
    except SealingError as refusal:
        return _refuse(refusal.code, STATUS[refusal.code])
    response = _stored(expires, 201 if is_new else 200)
    response["Cache-Control"] = "no-store"
    return response


def _may_ask(request: HttpRequest) -> bool:
    """Guessing is hopeless (128 bits) and slow as well: misses are few for each address."""
    return within(request, "sealed.miss", MISSES, counts=False) and within(
        request, "sealed.ask", ASKED
    )


def _missed(request: HttpRequest) -> HttpResponse:
    within(request, "sealed.miss", MISSES)
    return _refuse("not_found", 404)


@nameless
@require_http_methods(["GET", "POST"])
def content(request: HttpRequest, pk: str) -> HttpResponse:
    """Show ciphertext to anyone with its id; replace it for whoever shows the token."""
    if not _may_ask(request):
        return _busy()
    sealed = sealing.alive(pk)
    if request.method == "POST":
        return _replace(request, sealed)
    return _show(sealed) if sealed else _missed(request)


def _show(sealed: Sealed) -> HttpResponse:
    return HttpResponse(
        bytes(sealed.nonce) + bytes(sealed.ciphertext),
        content_type="application/octet-stream",
        headers={
            "X-Sealed-Kind": sealed.kind,
            "X-Sealed-Version": str(sealed.version),
            "X-Sealed-Expires": sealed.expires_on.isoformat(),
        },
    )


def _replace(request: HttpRequest, sealed: Sealed | None) -> HttpResponse:
    held = sealing.holds(request.headers.get("X-Sealed-Token", ""), sealed)
    if not sealed or not held:
        return _missed(request)
    try:
        version = sealing.read_version(request.headers.get("X-Sealed-Version", ""))
        return _stored(actions.replace(sealed, version, _body(request)))
    except SealingError as refusal:
        return _refuse(refusal.code, STATUS[refusal.code])


@nameless
@require_POST
def delete(request: HttpRequest, pk: str) -> HttpResponse:
    """Delete for whoever shows the token."""
    if not _may_ask(request):
        return _busy()
    sealed = sealing.alive(pk)
    held = sealing.holds(request.headers.get("X-Sealed-Token", ""), sealed)
    if not sealed or not held:
        return _missed(request)
    actions.delete(sealed)
    return HttpResponse(status=204)
