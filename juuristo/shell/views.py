"""Pages that belong to no app: Today, the component gallery, what the product tells of itself,
the language switch, health and errors."""

from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from . import gallery as parts
from . import health, rooms
from .privacy import parts as privacy_parts


def _greeting(hour: int) -> str:
    if 4 <= hour < 10:
        return _("Huomenta")
    return _("Päivää") if hour < 17 else _("Iltaa")


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """One root with a knot for each thing that is near, and the one main act."""
    person = cast(Any, request).person
    now = timezone.localtime()
    knots = [
        (knot, render_to_string(knot.template, {**knot.context, "person": person}, request))
        for knot in rooms.knots_for(person)
    ]
    context = {
        "now": now,
        "greeting": _greeting(now.hour),
        "knots": knots,
        "acts": rooms.acts_for(person)[:2],
    }
    return render(request, "shell/today.html", context)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in use, with the code that made it."""
    return render(request, "shell/gallery.html", parts.context())


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/about.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/privacy.html", {"parts": privacy_parts()})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "shell/accessibility.html")


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language: in a cookie for this browser, and for a signed-in user for good."""
    goal = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(goal, {request.get_host()}, request.is_secure()):
        goal = "/"
    response = HttpResponseRedirect(goal)
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return response
    user = cast(Any, request.user)
    if user.is_authenticated:
        user.language = language
        user.save(update_fields=["language"])
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=cast(Any, settings.LANGUAGE_COOKIE_SAMESITE),
    )
    return response


@login_not_required
@never_cache
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """Say how we are, for whoever watches the server (see ``health.report``)."""
    status, report = health.report()
    return JsonResponse(report, status=status)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "shell/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if request.path.startswith("/api/"):  # no address of the interface: a script asks
        return JsonResponse({"code": "not_found", "message": _("Tätä ei löydy.")}, status=404)
    return render(request, "shell/404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "shell/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: neither the database nor a context may be needed here."""
    return HttpResponse(render_to_string("shell/500.html"), status=500)
