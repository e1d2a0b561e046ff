"""Structured logs: one JSON object a line, with the request's id and never a person or a path.

A path may carry a token (an invitation, a new password), so every record that came of a request
names the route instead, in its message and in its traceback.
"""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)


def route_of(request: HttpRequest) -> str:
    """Return the name of the route, "-" when the address led nowhere."""
    match = request.resolver_match
    return match.view_name if match and match.view_name else "-"


class JsonFormatter(logging.Formatter):
    """Writes time, level, logger, message, request id and ``extra={"fields": {…}}``."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._without_path(record, record.getMessage()),
        }
        if request_id := REQUEST_ID.get():
            line["request_id"] = request_id
        line |= getattr(record, "fields", {})
        if record.exc_info:
            trace = self.formatException(record.exc_info)
            line["exception"] = self._without_path(record, trace)
        return json.dumps(line, ensure_ascii=False, default=str)

    def _without_path(self, record: logging.LogRecord, text: str) -> str:
        request = getattr(record, "request", None)
        if not isinstance(request, HttpRequest):
            return text
        for path in (request.get_full_path(), request.path, request.path.lstrip("/")):
            if path.strip("/"):
                text = text.replace(path, route_of(request))
        return text
