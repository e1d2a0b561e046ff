"""``POST /api/v1/meetings/sync`` and ``GET /api/v1/my/practice``."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.meetings.models import Reflection, Walk
from juuristo.people.models import ApiToken, Person, Role
from juuristo.people.tests.factories import PersonFactory
from juuristo.people.tokens import hash_of
from juuristo.shell.logs import JsonFormatter

from .walk_factories import PLAN, reflected, sent_by, walk_of

SYNC = "/api/v1/meetings/sync"
MINE = "/api/v1/my/practice"


def send(client: Client, *walks: Any) -> Any:
    return client.post(SYNC, {"walks": list(walks)}, "application/json")


def only_code(client: Client, person: Person, changes: dict[str, Any]) -> str:
    """Send one walk that is wrong somewhere, and one that is right, which must be stored."""
    right = sent_by(person)
    answer = send(client, {**sent_by(person), **changes}, right).json()
    assert Walk.objects.filter(pk=right["id"]).exists()
    assert (answer["stored"], len(answer["refused"])) == (1, 1), answer
    return answer["refused"][0]["code"]


def test_given_a_walk_when_sent_then_it_is_stored_as_it_was(
    adviser: Person, client_of: ClientOf
) -> None:
    sent = sent_by(adviser, reflection={"difficulty": {"advice": 7}, "note": " Hyvin  meni. "})
    answer = send(client_of(adviser), sent)
    assert answer.json() == {"stored": 1, "known": 0, "refused": []}
    walk = Walk.objects.get()
    assert (str(walk.pk), walk.person, walk.form) == (sent["id"], adviser, "video")
    assert (walk.plan, walk.moves, walk.lasted) == (PLAN, sent["moves"], 41.25)
    assert walk.started_at.isoformat() == "2026-11-20T10:00:00+00:00"
    assert (walk.reflection.difficulty, walk.reflection.note) == ({"advice": 7}, "Hyvin meni.")
    assert AuditEvent.objects.filter(verb__startswith="practice").count() == 0


def test_given_a_known_walk_when_sent_again_then_nothing_changes(
    adviser: Person, client_of: ClientOf
) -> None:
    client, sent = client_of(adviser), sent_by(adviser)
    send(client, sent)
    assert send(client, {**sent, "lasted": 44}, sent).json() == {
        "stored": 0,
        "known": 2,
        "refused": [],
    }
    assert Walk.objects.get().lasted == 41.25


def test_given_a_reflection_that_comes_later_then_it_is_added_and_never_written_over(
    adviser: Person, client_of: ClientOf
) -> None:
    client, sent = client_of(adviser), sent_by(adviser)
    send(client, sent)
    send(client, {**sent, "reflection": {"difficulty": {"empathy": 2}, "note": ""}})
    send(client, {**sent, "reflection": {"difficulty": {"empathy": 9}, "note": "Rivi."}})
    written = Reflection.objects.get()
    assert (written.difficulty, written.note) == ({"empathy": 2}, "Rivi.")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id": "x"}, "bad_id"),
        ({"id": None}, "bad_id"),
        ({"person": str(uuid4())}, "other_person"),
        ({"kind": "workshop"}, "bad_kind"),
        ({"kind": []}, "bad_kind"),
        ({"form": "letter"}, "bad_form"),
        ({"with_interpreter": 1}, "bad_with_interpreter"),
        ({"minutes": 0}, "bad_minutes"),
        ({"minutes": "45"}, "bad_minutes"),
        ({"minutes": True}, "bad_minutes"),
        ({"minutes": 10**400}, "bad_minutes"),
        ({"lasted": -1}, "bad_lasted"),
        ({"lasted": 24 * 60 + 1}, "bad_lasted"),
        ({"lasted": 9}, "before_last_move"),
        ({"plan": None}, "bad_plan"),
        ({"plan": {**PLAN, "advice": 13}}, "bad_plan"),
        ({"plan": {**PLAN, "advice": -12}}, "bad_plan"),
        ({"plan": {**PLAN, "coffee": 0}}, "bad_plan"),
        ({"plan": {**PLAN, "advice": 10**400}}, "bad_plan"),
        ({"moves": []}, "empty_walk"),
        ({"moves": {}}, "bad_walk"),
        ({"moves": [{"stair": [], "at": 0}]}, "bad_walk"),
        ({"moves": [{"stair": "cellar", "at": 0}]}, "unknown_stair"),
        ({"moves": [{"stair": "empathy", "at": 1}]}, "bad_start"),
        ({"moves": [{"stair": "empathy", "at": 10**400}]}, "bad_walk"),
        (
            {"moves": [{"stair": "empathy", "at": at} for at in (0, 5, 4)]},
            "not_in_order",
        ),
        ({"moves": [{"stair": "empathy", "at": 0}] * 1001}, "too_many_moves"),
        ({"started_at": "2026-11-20T10:00:00"}, "bad_started_at"),
        ({"started_at": "eilen"}, "bad_started_at"),
        ({"started_at": "1970-01-01T00:00:00Z"}, "bad_started_at"),
        ({"started_at": 1}, "bad_started_at"),
    ],
)
def test_given_a_walk_that_is_none_then_it_alone_is_refused_with_its_code(
    adviser: Person, client_of: ClientOf, changes: dict[str, Any], code: str
) -> None:
    assert only_code(client_of(adviser), adviser, changes) == code


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_given_a_number_that_is_not_finite_then_the_walk_is_refused(
    adviser: Person, client_of: ClientOf, number: str
) -> None:
    for field in ("minutes", "lasted"):
        body = json.dumps({"walks": [sent_by(adviser)]})
        value = sent_by(adviser)[field]
        body = body.replace(f'"{field}": {value}', f'"{field}": {number}')
        answer = client_of(adviser).post(SYNC, body, "application/json").json()
        assert [one["code"] for one in answer["refused"]] == [f"bad_{field}"]


def test_given_anything_else_than_walks_then_each_is_refused(
    adviser: Person, client_of: ClientOf
) -> None:
    answer = send(client_of(adviser), None, 1, "x", [], {"id": "\ud800"}, {"id": "a" * 900}).json()
    assert len(answer["refused"]) == 6
    assert answer["refused"][0] == {
        "id": "",
        "code": "not_a_walk",
        "message": "Tämä ei ole tapaamisen eteneminen.",
    }


def test_given_a_clock_years_wrong_then_the_walk_is_stored_as_it_says(
    adviser: Person, client_of: ClientOf
) -> None:
    moments = ["2004-02-29T23:59:59+02:00", "2093-01-01T00:00:00Z"]
    send(client_of(adviser), *[sent_by(adviser, started_at=moment) for moment in moments])
    assert {walk.started_at.year for walk in Walk.objects.order_by("pk")} == {2004, 2093}


@pytest.mark.parametrize(
    ("reflection", "code", "kept"),
    [
        ({"difficulty": {"empathy": 3}, "note": "Soita 040 123 4567"}, "identifiers_in_note", 1),
        ({"difficulty": {"empathy": 3}, "note": "131052-308T"}, "identifiers_in_note", 1),
        ({"note": "a@example.org"}, "identifiers_in_note", 0),
        ({"difficulty": {"empathy": 3}, "note": "x" * 501}, "note_too_long", 1),
        ({"note": "\0"}, "bad_note", 0),
        ({"note": "\ud800"}, "bad_note", 0),
        ({"note": ["x"]}, "bad_note", 0),
        ({"difficulty": {"empathy": 11}}, "bad_reflection", 0),
        ({"difficulty": {"empathy": 2.5}}, "bad_reflection", 0),
        ({"difficulty": {"empathy": True}}, "bad_reflection", 0),
        ({"difficulty": {"cellar": 2}}, "bad_reflection", 0),
        ({"difficulty": [1]}, "bad_reflection", 0),
        ("hyvin", "bad_reflection", 0),
    ],
)
def test_given_a_reflection_that_may_not_be_stored_then_the_walk_is_and_the_rest_of_it(
    adviser: Person, client_of: ClientOf, reflection: Any, code: str, kept: int
) -> None:
    answer = send(client_of(adviser), sent_by(adviser, reflection=reflection)).json()
    assert (answer["stored"], [one["code"] for one in answer["refused"]]) == (1, [code])
    assert Reflection.objects.filter(note="").count() == Reflection.objects.count() == kept


def test_given_an_id_that_is_anothers_then_nothing_of_theirs_changes(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    theirs = walk_of(mentor)
    sent = sent_by(adviser, id=str(theirs.pk), reflection={"note": "Minun."})
    answer = send(client_of(adviser), sent).json()
    assert [one["code"] for one in answer["refused"]] == ["id_taken"]
    assert Walk.objects.get().person == mentor
    assert not Reflection.objects.exists()


def test_given_more_than_a_thousand_then_none_is_taken(
    adviser: Person, client_of: ClientOf
) -> None:
    assert send(client_of(adviser), *[{}] * 1001).status_code == 422


def test_given_a_body_beyond_the_limit_then_413_in_json(
    adviser: Person, client_of: ClientOf
) -> None:
    answer = send(client_of(adviser), "x" * 6_000_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("body", ["", "{", "[" * 100_000, '{"walks": 1}', "9" * 5000])
def test_given_a_body_that_is_no_list_of_walks_then_a_plain_refusal(
    adviser: Person, client_of: ClientOf, body: str
) -> None:
    assert client_of(adviser).post(SYNC, body, "application/json").status_code in {400, 422}


def test_given_nobody_signed_in_then_401_in_json_and_no_page() -> None:
    for answer in (send(Client()), Client().get(MINE)):
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")


def test_given_a_session_without_the_pages_token_then_nothing_is_stored(
    adviser: Person,
) -> None:
    client = Client(enforce_csrf_checks=True)
    assert adviser.user
    client.force_login(adviser.user)
    answer = send(client, sent_by(adviser))
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    client.get("/me/")  # a page with a form gives the token
    token = client.cookies["csrftoken"].value
    sent = {"walks": [sent_by(adviser)]}
    headers = {"X-CSRFToken": token}
    assert client.post(SYNC, sent, "application/json", headers=headers).json()["stored"] == 1


def test_given_a_bearer_token_then_it_decides_alone(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    ApiToken.objects.create(person=mentor, token_hash=hash_of("t"))
    walk_of(adviser)
    client = client_of(adviser)
    assert client.get(MINE, headers={"Authorization": "Bearer t"}).json()["count"] == 0
    assert client.get(MINE, headers={"Authorization": "Bearer x"}).status_code == 401
    assert client.get(MINE).json()["count"] == 1


def test_given_a_second_factor_asked_then_a_session_without_one_gets_nothing(
    client_of: ClientOf, adviser: Person, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    coordinator = PersonFactory(roles=[Role.COORDINATOR])
    answer = client_of(coordinator).get(MINE)
    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor")
    assert client_of(adviser).get(MINE).status_code == 200


def test_given_walks_when_my_practice_is_asked_then_mine_come_with_what_i_wrote(
    adviser: Person, mentor: Person, client_of: ClientOf
) -> None:
    walk_of(mentor)
    walk_of(adviser, days_ago=3)
    latest = walk_of(adviser, ("guidance", 10), ("advice", 5), ("guidance", 4), ("farewell", 1))
    reflected(latest, "Rivi.", advice=4)
    response = client_of(adviser).get(MINE, {"limit": 1})
    assert response.headers["Cache-Control"] == "no-store"
    answer = response.json()
    assert answer["count"] == 2
    told = answer["items"][0]
    assert told["id"] == str(latest.pk)
    assert told["durations"] == {"empathy": 0, "guidance": 14, "advice": 5, "farewell": 1}
    assert told["reflection"]["note"] == "Rivi."
    assert client_of(adviser).get(MINE, {"offset": 1}).json()["items"][0]["reflection"] is None


def test_given_walks_when_sent_or_refused_then_the_log_tells_nothing_of_them(
    adviser: Person, client_of: ClientOf, caplog: pytest.LogCaptureFixture
) -> None:
    sent = sent_by(adviser, reflection={"note": "Hiljainen rivi 040 123 4567"})
    client = client_of(adviser)
    send(client, sent, {**sent, "id": str(uuid4()), "lasted": -1})
    client.get(f"/meetings/mine/{sent['id']}/")
    formatter = JsonFormatter()
    logged = "\n".join(formatter.format(record) for record in caplog.records)
    assert '"route": "api:sync_walks"' in logged
    for told in (sent["id"], "Hiljainen", str(adviser.pk), "41.25"):
        assert told not in logged


def test_given_more_walks_when_asked_or_sent_then_no_more_queries(
    adviser: Person, client_of: ClientOf, django_assert_num_queries: Any
) -> None:
    client = client_of(adviser)
    for count in (2, 20):
        walks = [sent_by(adviser, reflection={"note": "x"}) for _ in range(count)]
        with django_assert_num_queries(10):
            send(client, *walks)
        with django_assert_num_queries(5):
            client.get(MINE)
