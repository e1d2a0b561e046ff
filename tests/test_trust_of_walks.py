"""Trust T1 attacked: what an adviser records of their meetings is theirs alone.

The house is looked at twice by everybody else, before and after an adviser has recorded meetings,
and not a character of any answer may differ: no walk, no id, no count, no sum.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from juuristo.meetings.models import Reflection, Walk
from juuristo.meetings.tests.walk_factories import reflected, sent_by, walk_of
from juuristo.people.models import ApiToken, Organisation, Person, Role
from juuristo.people.tests.factories import OrganisationFactory, PersonFactory
from juuristo.people.tokens import hash_of

from .access_objects import fill
from .routes import every_route
from .sources import ROOT, files, is_test, name, text

SECRET = "Hiljainen rivi itselleni"
# Made anew in each answer, and of nobody's meetings.
FRESH = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|X-CSRFToken[^,}]*|"request_id": "\w+"')
OTHERS = ("mentor", "coordinator", "sponsor", "supervisor", "admin")


@dataclass
class House:
    organisation: Organisation
    cast: dict[str, Person]
    adviser: Person
    others: list[Person]


@pytest.fixture
def house(db: None) -> House:
    """An organisation with all roles, and some of another."""
    home, away = OrganisationFactory(slug="koti"), OrganisationFactory(slug="muualla")
    cast = {role: PersonFactory(organisation=home, roles=[role]) for role in ("adviser", *OTHERS)}
    strangers = [
        PersonFactory(organisation=away, roles=[role])
        for role in ("adviser", "coordinator", "admin")
    ]
    # One who holds everything but the adviser's name.
    mighty = PersonFactory(organisation=home, roles=[role.value for role in Role])
    others = [*(cast[role] for role in OTHERS), mighty, *strangers]
    return House(home, cast, cast["adviser"], others)


def asked(client: Client, path: str, person: Person) -> bytes:
    """Return what ``person`` is answered, whatever else it did undone."""
    cache.clear()
    headers: dict[str, Any] = {}
    with transaction.atomic():
        if path.startswith("/api/"):
            ApiToken.objects.create(person=person, name="x", token_hash=hash_of(str(person.pk)))
            headers["Authorization"] = f"Bearer {person.pk}"
        response = client.get(path, headers=headers)
        body = response.getvalue()
        transaction.set_rollback(True)
    return b"%d " % response.status_code + FRESH.sub(b"", body)


def words_of(body: bytes) -> list[bytes]:
    """Every tag and word, sorted: lists without a promised order come in any order."""
    return sorted(re.findall(rb"<[^>]*>|[^<\s]+", body))


def everything(house: House, paths: list[str]) -> Iterator[tuple[str, Person, bytes]]:
    for person in house.others:
        client = signed_in(person)
        for path in paths:
            yield path, person, asked(client, path, person)


def signed_in(person: Person) -> Client:
    client = Client()
    assert person.user
    client.force_login(person.user)
    return client


def record(adviser: Person, client: Client) -> list[Walk]:
    """Three meetings with all that can be written of them, the last one sent by the device."""
    walks = [walk_of(adviser), walk_of(adviser, kind="team_meeting", form="phone")]
    for walk in walks:
        reflected(walk, SECRET, empathy=1, guidance=2, advice=10, farewell=4)
    sent = sent_by(adviser, reflection={"difficulty": {"advice": 9}, "note": SECRET})
    client.post("/api/v1/meetings/sync", {"walks": [sent]}, "application/json")
    return [*walks, Walk.objects.get(pk=sent["id"])]


@pytest.mark.slow
def test_given_recorded_meetings_then_nobody_elses_answer_differs_by_a_character(
    house: House,
) -> None:
    with time_machine.travel(datetime(2026, 11, 25, 9, 0, tzinfo=UTC), tick=False):
        paths = sorted(
            {
                fill(route.path, house.organisation, house.cast)
                for route in every_route()
                if route.method == "GET" and "/meetings/mine/<" not in route.path
            }
        )
        device = signed_in(house.adviser)  # that somebody has signed in, the people list tells
        Walk.objects.all().delete()  # what filling the paths may have made
        before = {(path, person.pk): body for path, person, body in everything(house, paths)}
        walks = record(house.adviser, device)
        own = [f"/meetings/mine/{walk.pk}/{more}" for walk in walks for more in ("", "delete/")]
        marks = [SECRET.encode(), *(str(walk.pk).encode() for walk in walks)]
        for path, person, body in everything(house, [*paths, *own]):
            who = person.role_words, person.organisation.slug
            if path in own:
                assert body.startswith(b"404 "), (path, who)
                assert b"Hiljainen" not in body
                continue
            assert words_of(body) == words_of(before[path, person.pk]), (path, who)
            assert not any(mark in body for mark in marks), (path, who)


def test_given_anothers_meeting_when_acted_on_then_it_is_not_known_to_exist(
    house: House,
) -> None:
    walks = record(house.adviser, signed_in(house.adviser))
    for person in house.others:
        client = signed_in(person)
        for walk in walks:
            for address, sent in (
                (f"/meetings/mine/{walk.pk}/", {"note": "x", "advice": "1"}),
                (f"/meetings/mine/{walk.pk}/delete/", {}),
            ):
                assert client.post(address, sent).status_code == 404
        client.post("/meetings/mine/delete/", {"what": "everything"})
        assert client.get("/api/v1/my/practice").json() == {"items": [], "count": 0}
        forged = sent_by(house.adviser)
        answer = client.post("/api/v1/meetings/sync", {"walks": [forged]}, "application/json")
        assert [one["code"] for one in answer.json()["refused"]] == ["other_person"]
    assert set(Walk.objects.order_by("pk")) == set(walks)
    assert Reflection.objects.filter(note=SECRET).count() == 3


def test_given_someone_else_then_no_queryset_shows_them_anything(house: House) -> None:
    record(house.adviser, signed_in(house.adviser))
    for person in (*house.others, None):
        assert not Walk.objects.visible_to(person).exists()
        assert not Reflection.objects.visible_to(person).exists()
    assert Walk.objects.visible_to(house.adviser).count() == 3


# ---- no other module asks for walks at all

DOORS = {
    "juuristo/meetings/models.py",
    "juuristo/meetings/practice.py",  # reads one's own
    "juuristo/meetings/walks.py",  # takes in one's own
    "juuristo/meetings/actions/practice.py",  # writes and deletes one's own
    "juuristo/meetings/api.py",  # my/practice
    "juuristo/meetings/export.py",  # one's own file
    "example/meetings.py",  # invents the example's
}
MODELS = {"Walk", "Reflection"}
LOOKUP = re.compile(r"\bwalks?__|\breflection__|meetings[._]walk\b|meetings[._]reflection\b")


def reaches_for_walks(tree: ast.AST) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("models"):
            if MODELS & {alias.name for alias in node.names}:
                return True
        elif (
            (isinstance(node, ast.Attribute) and node.attr in {"walks", "walk_set"})
            or (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and LOOKUP.search(node.value)
            )
            or (isinstance(node, ast.keyword) and node.arg and LOOKUP.search(node.arg))
        ):
            return True
    return False


def test_given_the_code_then_only_the_owners_doors_lead_to_walks() -> None:
    found = {
        name(path)
        for path in files(".py")
        if not is_test(path)
        and "migrations" not in path.parts
        and path.is_relative_to(ROOT)
        and reaches_for_walks(ast.parse(text(path)))
    }
    assert found == DOORS


@pytest.mark.parametrize(
    "code",
    [
        "from juuristo.meetings.models import Walk",
        "from .models import Form, Reflection",
        "person.walks.count()",
        'Person.objects.annotate(n=Count("walks__id"))',
        "Person.objects.filter(walks__lasted__gt=1)",
        'apps.get_model("meetings.walk")',
        'connection.cursor().execute("select count(*) from meetings_walk")',
    ],
)
def test_given_a_way_around_then_the_search_finds_it(code: str) -> None:
    assert reaches_for_walks(ast.parse(code))
