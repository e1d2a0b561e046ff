"""Reading a page writes nothing."""

import pytest
from django.contrib.sessions.models import Session
from django.db.transaction import atomic
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from juuristo.audit import trail
from juuristo.people.models import Organisation
from juuristo.shell.middleware import ReadingMiddleware, WroteWhileReadingError


def answer(method: str, work: object) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        assert callable(work)
        work()
        return HttpResponse("ok")

    return ReadingMiddleware(view)(RequestFactory().generic(method, "/"))


WRITES = [
    lambda: Organisation.objects.create(slug="uusi", name={"fi": "Uusi"}),
    lambda: Organisation.objects.update(slug="toinen"),
    lambda: Organisation.objects.all().delete(),
    lambda: Organisation.objects.bulk_create([Organisation(slug="a"), Organisation(slug="b")]),
    lambda: Organisation.objects.bulk_create([Organisation(slug="a")], ignore_conflicts=True),
]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("write", WRITES)
def test_given_a_reading_request_then_no_row_can_be_changed(
    method: str, write: object, organisation: Organisation
) -> None:
    with pytest.raises(WroteWhileReadingError, match="may not write to people_"), atomic():
        answer(method, write)

    assert list(Organisation.objects.values_list("slug", flat=True)) == ["oma"]


@pytest.mark.parametrize("write", WRITES[:1])
def test_given_a_post_then_rows_change(write: object, organisation: Organisation) -> None:
    answer("POST", write)

    assert Organisation.objects.count() == 2


def test_given_a_reading_request_then_the_trail_and_the_session_may_be_written(
    organisation: Organisation,
) -> None:
    assert answer("GET", lambda: trail.record("person.opened", actor=None)).status_code == 200
    assert answer("GET", lambda: Session.objects.all().delete()).status_code == 200


def test_given_a_reading_request_has_ended_then_writing_is_free_again(
    organisation: Organisation,
) -> None:
    answer("GET", lambda: Organisation.objects.count())

    assert Organisation.objects.update(slug="toinen") == 1
