"""The request as our views see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .models import Person


class ActingRequest(HttpRequest):
    """A request whose middleware has put the acting person on it.

    Views behind the sign-in may rely on ``person`` being there: a user without a person is
    stopped by ``PersonMiddleware``.
    """

    person: Person
    by_link: str  # the token of a link that stands for signing in, on its own pages; else ""
    htmx: HtmxDetails
