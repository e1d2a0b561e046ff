"""What surrounds every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

GetResponse = Callable[[HttpRequest], HttpResponse]


class ReaderMiddleware:
    """Speaks the language a signed-in reader has chosen, in their organisation's time zone.

    A visitor's language comes from Django's LocaleMiddleware (cookie, then browser).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", None)
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        person = getattr(request, "person", None)
        with timezone.override(person.organisation.zone if person else None):
            return self.get_response(request)
