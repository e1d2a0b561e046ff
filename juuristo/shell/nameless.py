"""Addresses that nobody's name may reach: what a client's link opens (trust T2, T4)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def nameless(view: View) -> View:
    """Open to anyone, with every cookie dropped on the way in and on the way out.

    Without a session there is nothing to forge, so no CSRF token is asked for.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        return response

    answer.nameless = True  # type: ignore[attr-defined]  # read by the middleware below
    return csrf_exempt(login_not_required(answer))


class NamelessMiddleware:
    """Takes the cookies off requests to nameless views, before anything can look at them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_nameless(request.path_info):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES.clear()
        response = self.get_response(request)
        response.cookies.clear()
        if response.has_header("Vary"):
            del response["Vary"]
        return response


def is_nameless(path: str) -> bool:
    try:
        return getattr(resolve(path).func, "nameless", False)
    except Resolver404:
        return False
