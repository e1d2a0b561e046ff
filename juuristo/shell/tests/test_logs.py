"""Log lines tell what happened to which route, never who or which token."""

import json
import logging
import sys

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from juuristo.people.models import Person
from juuristo.shell.logs import JsonFormatter
from juuristo.shell.middleware import LogMiddleware

TOKEN = "4Xy-secret-token"


def written(record: logging.LogRecord) -> dict[str, object]:
    line: dict[str, object] = json.loads(JsonFormatter().format(record))
    return line


def test_given_a_request_then_one_line_names_route_status_and_time(
    adviser: Person, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "juuristo.shell.middleware"):
        assert adviser.user is not None
        client.force_login(adviser.user)
        response = client.get("/about/?token=x")

    [record] = [r for r in caplog.records if r.name == "juuristo.shell.middleware"]
    line = written(record)
    assert line["route"] == "about"
    assert line["method"] == "GET"
    assert line["status"] == 200
    assert isinstance(line["ms"], float)
    assert adviser.email not in str(line)
    assert str(adviser.pk) not in str(line)
    assert "/about/" not in str(line)
    assert len(response["X-Request-ID"]) == 32


def test_given_an_error_in_a_view_then_its_line_carries_the_requests_id(
    caplog: pytest.LogCaptureFixture,
) -> None:
    lines = []

    def view(request: HttpRequest) -> HttpResponse:
        record = logging.makeLogRecord({"msg": "broken", "levelname": "ERROR", "name": "x"})
        lines.append(written(record))
        return HttpResponse()

    response = LogMiddleware(view)(RequestFactory().get("/"))

    assert lines[0]["request_id"] == response["X-Request-ID"]


@pytest.mark.parametrize("message", ["Not Found: %s", "Internal Server Error: %s"])
def test_given_djangos_own_line_about_a_path_then_the_token_is_gone(message: str) -> None:
    request = RequestFactory().get(f"/password/new/1-{TOKEN}/")
    request.resolver_match = resolve(request.path)
    try:
        raise Http404(f"nothing at {request.path}")
    except Http404:
        record = logging.LogRecord(
            "django.request", logging.ERROR, "", 0, message, (request.path,), sys.exc_info()
        )
    record.request = request

    line = written(record)

    assert TOKEN not in json.dumps(line)
    assert line["message"] == message % "account_reset_password_from_key"
    assert "Traceback" in str(line["exception"])


def test_given_an_address_that_leads_nowhere_then_a_dash_stands_for_it() -> None:
    request = RequestFactory().get(f"/nowhere/{TOKEN}/")
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "Not Found: %s", (request.path,), None
    )
    record.request = request

    assert written(record)["message"] == "Not Found: -"
