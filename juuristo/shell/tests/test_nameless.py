"""What a nameless view is sent is taken at once, and still behind every shield."""

import logging
from typing import cast

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client

from juuristo.people.models import Person

pytestmark = pytest.mark.django_db


def sent_by(client: Client) -> HttpResponse:
    reply = client.post("/s/acknowledge", {"token": "nobody"}, content_type="application/json")
    return cast(HttpResponse, reply)


def test_given_an_act_without_a_name_then_its_reply_carries_every_shield(client: Client) -> None:
    reply = sent_by(client)
    assert reply.status_code == 204
    assert reply["X-Frame-Options"] == "DENY"
    assert reply["X-Content-Type-Options"] == "nosniff"
    assert "default-src" in reply["Content-Security-Policy"]
    assert reply["Cache-Control"] == "no-store"
    assert reply["Referrer-Policy"] == "no-referrer"
    assert reply["Content-Length"] == "0"


def test_given_one_who_is_signed_in_then_no_session_is_read_or_written(
    client: Client, adviser: Person
) -> None:
    assert adviser.user
    client.force_login(adviser.user)
    before = list(Session.objects.values_list("session_key", "expire_date"))
    reply = sent_by(client)
    assert not reply.cookies
    assert not reply.has_header("Vary")
    assert list(Session.objects.values_list("session_key", "expire_date")) == before


def test_given_a_fault_in_the_view_then_it_is_a_500_and_a_log_line(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(token: str) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("juuristo.surveys.views.intake.acknowledge", break_down)
    client.raise_request_exception = False
    with caplog.at_level(logging.INFO):
        reply = sent_by(client)
    assert reply.status_code == 500
    assert "nobody" not in caplog.text


def test_given_a_way_that_is_not_there_then_it_is_refused_as_ever(client: Client) -> None:
    assert client.put("/s/acknowledge").status_code == 405
    assert client.get("/s/acknowledge").status_code == 405
    assert settings.CSRF_COOKIE_NAME not in client.cookies
