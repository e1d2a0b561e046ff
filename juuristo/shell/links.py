"""Links that leave the site: in mail, calendars and printed pages."""

from django.conf import settings


def absolute(path: str) -> str:
    """Return ``path`` (beginning with "/") as a full address of this installation."""
    return f"{settings.PUBLIC_URL}{path}"
