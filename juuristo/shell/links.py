"""Links that leave the site: in mail, calendars and printed pages."""

from datetime import timedelta

from django.conf import settings
from django.core import signing


def absolute(path: str) -> str:
    """Return ``path`` (beginning with "/") as a full address of this installation."""
    return f"{settings.PUBLIC_URL}{path}"


def sign(purpose: str, *parts: str) -> str:
    """Return a token that says ``parts`` and that only this installation could have made.

    It is good for ``purpose`` alone and dies with JUURISTO_SECRET_KEY. Who holds it may do what
    the page says, so it goes to no log.
    """
    return signing.dumps(list(parts), salt=f"juuristo.{purpose}")


def unsign(purpose: str, token: str, *, max_age: timedelta | None = None) -> list[str] | None:
    """What ``token`` says, or None when it is not ours, is for something else, or is too old."""
    try:
        parts: list[str] = signing.loads(token, salt=f"juuristo.{purpose}", max_age=max_age)
    except signing.BadSignature:
        return None
    return parts
