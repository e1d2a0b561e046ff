"""Pages that the link in a person's own mail opens without signing in.

The token of the link is the secret: it stands for that person, on that page alone. No cookie is
read or set, so it does not matter who is signed in, and there is nothing to forge.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.debug import sensitive_variables

from juuristo.shell import links
from juuristo.shell.limits import within, within_minute
from juuristo.shell.nameless import nameless

from .models import Person

OPENED_IN_A_MINUTE = 600  # a whole office opens its letters at once, from one address
GUESSES = "20/600s/ip"
CHANGES = "60/300s/key"  # posts of one link, from wherever: it may have been sent on to many

View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """A nameless view of a link's token, counted by address, and its posts by link; wrong tokens
    are counted harder."""

    @wraps(view)
    @sensitive_variables()
    def answer(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        request.by_link = token  # type: ignore[attr-defined]  # see acting.ActingRequest
        if not _in_pace(request, token):
            return unlogged(render(request, "429.html", status=429))
        return unlogged(view(request, token, **kwargs))

    answer.answers_with_page = True  # type: ignore[attr-defined]  # see shell.nameless
    return nameless(answer)


def _in_pace(request: HttpRequest, token: str) -> bool:
    if not within_minute(request, "link", OPENED_IN_A_MINUTE):
        return False
    if not within(request, "link.guess", GUESSES, counts=False):
        return False
    return request.method != "POST" or within(request, "link.post", CHANGES, key=token)


def unknown(request: HttpRequest, purpose: str) -> HttpResponse:
    """Answer a token that says nothing: the same page whether it is old, cut or guessed.

    One that we did sign for ``purpose`` is no guess, though what it opened is gone: a whole office
    may open an old letter's links.
    """
    if links.unsign(purpose, request.by_link) is None:  # type: ignore[attr-defined]
        within(request, "link.guess", GUESSES)
    return render(request, "people/link_closed.html", {"known": False}, status=404)


def closed(request: HttpRequest, told: str) -> HttpResponse:
    """Answer a token that was good once; ``told`` says what has happened since."""
    return render(request, "people/link_closed.html", {"known": True, "told": told}, status=410)


@contextmanager
def speaking_to(person: Person) -> Iterator[None]:
    """Speak the person's language, with times in their organisation's zone."""
    with translation.override(person.language), timezone.override(person.organisation.zone):
        yield


def unlogged(response: HttpResponse) -> HttpResponse:
    """Keep Django from writing the path, and with it the token, to the log."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    return response
