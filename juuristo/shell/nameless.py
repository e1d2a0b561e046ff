"""Addresses that nobody's name may reach: what a client's link opens (trust T2, T4)."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def nameless(view: View) -> View:
    """Open to anyone, with every cookie dropped on the way in and on the way out.

    Without a session there is nothing to forge, so no CSRF token is asked for. A view with
    ``answers_with_page`` set gets its posts through every layer, since what it answers is a page.
    """
    view.nameless = True  # type: ignore[attr-defined]  # read by the middleware below
    return csrf_exempt(login_not_required(view))


class NamelessMiddleware:
    """Takes the cookies off requests to nameless views, before anything can look at them.

    What such a request sends is taken by its view at once. The layers further in are about who
    is there and what their page shows; nobody is, and the reply is no page. They would cost more
    than the taking itself when a survey's respondents come in crowds.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = nameless_match(request.path_info)
        if match is None:
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES.clear()
        is_page = getattr(match.func, "answers_with_page", False)
        is_sent = request.method == "POST" and not is_page
        response = self.take(request, match) if is_sent else self.get_response(request)
        for name, value in HEADERS.items():  # on refusals and faults too
            response.setdefault(name, value)
        response.cookies.clear()
        if response.has_header("Vary"):
            del response["Vary"]
        return response

    def take(self, request: HttpRequest, match: ResolverMatch) -> HttpResponse:
        request.resolver_match = match
        with translation.override(translation.get_language_from_request(request)):
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        response["X-Frame-Options"] = settings.X_FRAME_OPTIONS
        response["Content-Length"] = str(len(response.content))
        return response


def nameless_match(path: str) -> ResolverMatch | None:
    """Where the path leads, if that is a nameless view."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match if getattr(match.func, "nameless", False) else None
