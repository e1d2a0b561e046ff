"""Puts the acting person on the request, and stops those who may not act yet."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from .access import examples_may_sign_in, needs_second_factor
from .models import Person, User

SESSION_KEY = "person"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]

# Routes of the sign-in itself: open to a user who is in no organisation's service.
ACCOUNT_ROUTES = frozenset(
    {
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "account_set_password",
        "choose_organisation",
        "resume_invitation",
    }
)


def people_of(user: User) -> list[Person]:
    """Return those in whose name ``user`` may act: one per organisation not left yet."""
    people = user.people.select_related("organisation", "office", "team").order_by("id")
    examples = examples_may_sign_in()
    return [
        person
        for person in people
        if not person.has_left() and (examples or not person.organisation.is_example)
    ]


def person_of(user: User, chosen: str | None = None) -> Person | None:
    """Return the person ``user`` acts as: the chosen one, else the first who has not left."""
    people = people_of(user)
    person = next((p for p in people if str(p.id) == chosen), people[0] if people else None)
    if person:
        person.user = user
        person.acts_elsewhere = len(people) > 1
    return person


def is_account_route(request: HttpRequest) -> bool:
    name = request.resolver_match.url_name if request.resolver_match else None
    return name is not None and (name in ACCOUNT_ROUTES or name.startswith("mfa_"))


class PersonMiddleware:
    """Sets ``request.person``: a Person, or None for a visitor or one who has left everywhere.

    Pages show times in the zone of the person's organisation.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = None
        if request.user.is_authenticated:
            person = person_of(request.user, request.session.get(SESSION_KEY))
        request.person = person  # type: ignore[attr-defined]  # see acting.ActingRequest
        request.by_link = ""  # type: ignore[attr-defined]  # the same
        with timezone.override(person.organisation.zone if person else None):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Stop users without a person, and those who must first set up a second factor."""
        is_open = not getattr(view, "login_required", True)
        if is_open or not request.user.is_authenticated or is_account_route(request):
            return None
        person: Person | None = request.person  # type: ignore[attr-defined]
        if person is None:
            return render(request, "people/no_person.html", status=403)
        if needs_second_factor(person) and not has_second_factor(request.user):
            messages.info(request, _("Ota ensin käyttöön toinen tunnistautumistapa."))
            return redirect("mfa_index")
        return None


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())
