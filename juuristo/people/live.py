"""Who is behind a web socket: the person whose session its cookie names."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, parse_cookie

from .access import needs_second_factor
from .middleware import SESSION_KEY, has_second_factor, person_of
from .models import Person, User


def person_behind(scope: dict[str, Any]) -> Person | None:
    """Return who acts by the socket's cookie now; None when signed out, or not let in yet.

    The same rules as ``PersonMiddleware``'s. Reads the session anew, so that asking again tells
    whether the person has signed out since.
    """
    cookies = parse_cookie(
        "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    )
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)
    if not isinstance(user, User) or not user.is_active:
        return None
    person = person_of(user, request.session.get(SESSION_KEY))
    if person is None or (needs_second_factor(person) and not has_second_factor(user)):
        return None
    return person
