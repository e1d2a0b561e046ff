"""What surrounds every request: its log line, its health, its promise that reading writes
nothing, and the reader's language."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils import translation

from . import views
from .logs import REQUEST_ID, route_of

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]


class LogMiddleware:
    """Logs one line a request: method, route, status, milliseconds; no person, no path."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex
        token = REQUEST_ID.set(request_id)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            fields = {
                "method": request.method,
                "route": route_of(request),
                "status": response.status_code,
                "ms": round(1000 * (time.perf_counter() - started), 1),
            }
            logger.info("request", extra={"fields": fields})
            response["X-Request-ID"] = request_id
            return response
        finally:
            REQUEST_ID.reset(token)


class HealthMiddleware:
    """Answers ``/healthz`` before sessions and sign-in, which would need the database."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            request.resolver_match = resolve(request.path)
            return views.healthz(request)
        return self.get_response(request)


class WroteWhileReadingError(RuntimeError):
    """A GET, HEAD or OPTIONS tried to change a row."""


class ReadingMiddleware:
    """Refuses writes while a page is only read.

    Allowed are the audit row of opening others' personal data (trust T6) and the session, in
    which sign-in keeps its steps.
    """

    READING = frozenset({"GET", "HEAD", "OPTIONS"})
    MAY_BE_WRITTEN = frozenset({"audit_auditevent", "django_session"})
    WRITE = re.compile(
        r"\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM"
        r"|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?)\s+\"?(?P<table>\w+)",
        re.IGNORECASE,
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in self.READING:
            return self.get_response(request)
        with connection.execute_wrapper(self.refuse):
            return self.get_response(request)

    def refuse(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        match = self.WRITE.match(sql)
        if match and match["table"] not in self.MAY_BE_WRITTEN:
            raise WroteWhileReadingError(f"a read request may not write to {match['table']}")
        return execute(sql, *rest)


class ReaderMiddleware:
    """Speaks the language that a signed-in reader has chosen.

    A visitor's language comes from Django's LocaleMiddleware (cookie, then browser); the time
    zone from the person (``people.middleware``).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", None)
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)
