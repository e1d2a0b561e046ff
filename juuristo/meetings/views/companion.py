"""The companion: one page that goes on working without the network, and what makes it so."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from juuristo.people.acting import ActingRequest
from juuristo.stairs.staircase import STAIRS

from ..companion_data import companion_data
from ..companion_files import build, manifest, worker_script

LENGTHS = (15, 30, 45, 60, 90)


@require_safe
def companion(request: ActingRequest) -> HttpResponse:
    """All the screens of a meeting; the script shows one at a time.

    The headers tell the service worker whose page it keeps, and of which build.
    """
    get_token(request)  # the scripts read the cookie
    context = {
        "data": companion_data(request.person),
        "stairs": STAIRS,
        "lengths": LENGTHS,
        "marks": range(1, 11),
    }
    response = render(request, "meetings/companion.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Companion-Person"] = str(request.person.id)
    response["X-Companion-Build"] = build()
    return response


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it holds nothing of anybody's."""
    script = worker_script(reverse("companion"))
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_safe
def webmanifest(request: HttpRequest) -> HttpResponse:
    response = JsonResponse(manifest(reverse("companion")))
    response["Content-Type"] = "application/manifest+json"
    response["Cache-Control"] = "no-cache"
    return response
