"""The fixed words of the clients' pages, for their scripts. Public, the same for everyone."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from juuristo.shell.nameless import nameless

from ..phrasebook import phrases_of

FIVE_MINUTES = 300


@nameless
@require_safe
def phrases(request: HttpRequest, code: str) -> HttpResponse:
    """``?of=`` is the slug of the organisation whose own wording is wanted."""
    try:
        words = phrases_of(code, request.GET.get("of", ""))
    except KeyError as unknown:
        raise Http404 from unknown
    response = JsonResponse(words, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = f"public, max-age={FIVE_MINUTES}"
    return response
