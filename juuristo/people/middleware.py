"""Puts the acting person on the request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .models import Person, User

SESSION_KEY = "person"


def person_of(user: User, chosen: str | None = None) -> Person | None:
    """Return the person ``user`` acts as: the chosen one, else the first who has not left."""
    people = [
        person
        for person in user.people.select_related("organisation", "office", "team").order_by("id")
        if not person.has_left()
    ]
    return next((p for p in people if str(p.id) == chosen), people[0] if people else None)


class PersonMiddleware:
    """Sets ``request.person``: a Person, or None for a visitor or one who has left everywhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.person = None  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            person = person_of(request.user, request.session.get(SESSION_KEY))
            if person:
                person.user = request.user
            request.person = person  # type: ignore[attr-defined]
        return self.get_response(request)
