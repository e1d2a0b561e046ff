"""Oma työote: the pictures, the list, writing a reflection, taking out and taking away."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.meetings.actions.practice import empty_old_notes
from juuristo.meetings.models import Reflection, Walk
from juuristo.meetings.practice import defaults_of, meetings_of, own_walks
from juuristo.people.models import Person
from juuristo.people.tests.factories import PersonFactory

from .walk_factories import PLAN, reflected, walk_of

MINE = "/meetings/mine/"
ALL = "/meetings/mine/all/"
EXPORT = "/meetings/mine/export/"
DELETE = "/meetings/mine/delete/"


@pytest.fixture
def client(adviser: Person, client_of: ClientOf) -> Client:
    return client_of(adviser)


def own_page(walk: Walk) -> str:
    return reverse("own_meeting", args=[walk.pk])


def shown(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


def trail() -> list[tuple[str, str, str]]:
    verbs = AuditEvent.objects.filter(verb__startswith="practice").order_by("id")
    return list(verbs.values_list("verb", "object_type", "object_id"))


def test_given_no_meetings_then_the_page_says_what_will_be_here(client: Client) -> None:
    assert "Täällä näet, miten tapaamisesi kulkevat portailla" in shown(client, MINE)
    assert "Sinulla ei ole vielä tapaamisia" in shown(client, ALL)


def test_given_meetings_then_pictures_sentences_and_tables_are_there(
    adviser: Person, client: Client
) -> None:
    for n in range(5):
        walk_of(adviser, ("empathy", 8), ("guidance", 17), ("advice", 16), ("farewell", 4))
        walk_of(adviser, ("advice", 4), ("guidance", 9), days_ago=n)
    page = shown(client, MINE)
    assert "Vain sinä näet tämän." in page
    assert '<h2 id="finding-slices">' in page
    assert page.count("Näytä taulukkona") == page.count("<table>") == 3
    assert "Kirjoita oma reflektio" in page


def test_given_kinds_of_meetings_then_they_are_apart_and_clients_come_first(
    adviser: Person, client: Client
) -> None:
    walk_of(adviser, kind="team_meeting", days_ago=1)
    assert "Tapaamisten laji" not in shown(client, MINE)
    walk_of(adviser, days_ago=40)
    page = shown(client, MINE)
    assert page.count('aria-current="page"') >= 1
    assert page.index("Asiakastapaaminen</a>") < page.index("Tiimin kokous</a>")
    assert page.count("<li><svg") == 1
    assert shown(client, f"{MINE}?kind=team_meeting").count("<li><svg") == 1
    assert shown(client, f"{MINE}?kind=nonsense").count("<li><svg") == 1


def test_given_a_walk_from_a_clock_far_ahead_then_it_is_listed_and_bends_no_mean(
    adviser: Person, client: Client
) -> None:
    walk = walk_of(adviser, started_at=timezone.now() + timedelta(days=9000))
    assert "finding-slices" not in shown(client, MINE)
    assert own_page(walk) in shown(client, ALL)


def test_given_a_meeting_when_a_reflection_is_written_then_it_is_kept_without_a_trace(
    adviser: Person, client: Client
) -> None:
    walk = walk_of(adviser)
    page = shown(client, own_page(walk))
    assert page.count('type="radio"') == 44
    given = {"empathy": "3", "guidance": "", "advice": "10", "note": "  Hyvä  hetki. "}
    assert client.post(own_page(walk), given).status_code == 302
    written = Reflection.objects.get()
    assert written.difficulty == {"empathy": 3, "advice": 10}
    assert written.note == "Hyvä hetki."
    assert "Hyvä hetki." in shown(client, ALL)
    assert 'value="10" id="id_advice_9" checked' in " ".join(
        shown(client, own_page(walk)).replace("required", "").split()
    )
    assert trail() == []


def test_given_everything_wiped_from_the_form_then_no_reflection_is_left(
    adviser: Person, client: Client
) -> None:
    walk = walk_of(adviser)
    reflected(walk, "Rivi.", advice=3)
    client.post(own_page(walk), {"note": ""})
    assert not Reflection.objects.exists()


@pytest.mark.parametrize(
    "note", ["Asiakas 131052-308T", "a.b@example.org", "soita 040 123 4567", "x" * 501]
)
def test_given_what_identifies_a_client_then_it_is_refused_and_all_else_stays_in_the_form(
    adviser: Person, client: Client, note: str
) -> None:
    walk = walk_of(adviser)
    page = client.post(own_page(walk), {"advice": "9", "note": note}).content.decode()
    assert not Reflection.objects.exists()
    assert "Muut tiedot ovat tallella tällä sivulla" in page
    assert note in page
    assert 'id="id_advice_8" checked' in page


def test_given_a_number_out_of_range_then_it_is_refused(adviser: Person, client: Client) -> None:
    walk = walk_of(adviser)
    assert client.post(own_page(walk), {"advice": "11"}).status_code == 422
    assert not Reflection.objects.exists()


def test_given_a_meeting_when_deleted_then_it_and_its_reflection_are_gone(
    adviser: Person, client: Client
) -> None:
    walk, other = walk_of(adviser), walk_of(adviser)
    reflected(walk, "Rivi.")
    address = reverse("delete_meeting", args=[walk.pk])
    assert "Niitä ei saa takaisin" in shown(client, address)
    assert Walk.objects.count() == 2
    client.post(address)
    assert list(Walk.objects.all()) == [other]
    assert trail() == [("practice.deleted", "", "")]


def test_given_my_lines_deleted_then_times_and_numbers_stay(
    adviser: Person, mentor: Person, client: Client
) -> None:
    reflected(walk_of(adviser), "Minun.", advice=4)
    reflected(walk_of(mentor), "Toisen.")
    assert "Poistettua ei saa takaisin." in shown(client, DELETE)
    assert client.post(DELETE, {}).status_code == 200
    client.post(DELETE, {"what": "notes"})
    assert {r.note for r in Reflection.objects.order_by("pk")} == {"", "Toisen."}
    assert Reflection.objects.get(note="").difficulty == {"advice": 4}
    assert trail() == [("practice.deleted", "", "")]


def test_given_everything_deleted_then_only_mine_is_gone(
    adviser: Person, mentor: Person, client: Client
) -> None:
    reflected(walk_of(adviser), "Minun.")
    theirs = walk_of(mentor)
    page = client.post(DELETE, {"what": "everything"}, follow=True).content.decode()
    assert "Yksi tapaaminen on poistettu." in page
    assert list(Walk.objects.all()) == [theirs]


def test_given_my_meetings_when_taken_out_then_everything_of_mine_comes_and_who_is_traced(
    adviser: Person, mentor: Person, client: Client
) -> None:
    reflected(walk_of(adviser), "Minun.", advice=4)
    walk_of(mentor)
    response = client.get(EXPORT)
    (told,) = json.loads(response.content)["walks"]
    assert (told["note"], told["difficulty"], told["plan"]) == ("Minun.", {"advice": 4}, PLAN)
    assert "attachment" in response["Content-Disposition"]
    assert trail() == [("practice.exported", "", "")]


def test_given_a_line_that_looks_like_a_formula_then_the_workbook_holds_it_as_text(
    adviser: Person, client: Client
) -> None:
    line = "=HYPERLINK(A1)"
    reflected(walk_of(adviser), line)
    response = client.get(EXPORT, {"format": "xlsx"})
    assert b"<f>" not in _parts(response.content)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert (rows[0][0], rows[0][-1], rows[1][-1]) == ("Alkoi", "Oma rivi", line)
    assert len(rows) == 2


def _parts(workbook: bytes) -> bytes:
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(workbook)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


def test_given_what_is_stored_of_me_then_my_meetings_are_a_part_of_it(
    adviser: Person, mentor: Person, client: Client, client_of: ClientOf
) -> None:
    reflected(walk_of(adviser), "Minun.")
    assert [walk["note"] for walk in client.get("/me/download/").json()["meetings"]["walks"]] == [
        "Minun."
    ]
    assert client_of(mentor).get("/me/download/").json()["meetings"] == {"walks": []}


@pytest.mark.parametrize("path", [MINE, ALL])
def test_given_ten_times_the_meetings_then_no_more_queries(
    adviser: Person, client: Client, path: str, django_assert_num_queries: Any
) -> None:
    for total in (14, 140):
        for n in range(Walk.objects.count(), total):
            reflected(walk_of(adviser, days_ago=n % 100), "Rivi.", advice=5)
        with django_assert_num_queries(7 if path == MINE else 6):
            client.get(path)


def test_given_old_lines_then_the_daily_round_empties_them_but_not_the_examples(
    adviser: Person, caplog: pytest.LogCaptureFixture
) -> None:
    example = PersonFactory(organisation__is_example=True)
    for person in (adviser, example):
        for days in (364, 366):
            written = reflected(walk_of(person), f"{days} päivää sitten.", advice=5)
            Reflection.objects.filter(pk=written.pk).update(
                written_at=timezone.now() - timedelta(days=days)
            )
    assert empty_old_notes() == 1
    assert empty_old_notes() == 0
    mine = Reflection.objects.visible_to(adviser)
    assert {one.note for one in mine.order_by("pk")} == {"", "364 päivää sitten."}
    assert all(one.difficulty for one in mine.order_by("pk"))
    assert not Reflection.objects.visible_to(example).filter(note="").exists()


def test_given_my_latest_client_meeting_then_the_next_begins_as_it_did(adviser: Person) -> None:
    assert defaults_of(adviser) is None
    walk_of(adviser, days_ago=9, form="phone")
    walk_of(adviser, form="video", with_interpreter=True)
    walk_of(adviser, kind="team_meeting")
    assert defaults_of(adviser) == {
        "kind": "client_meeting",
        "minutes": 45,
        "form": "video",
        "with_interpreter": True,
        "shares": {stair: minutes / 45 for stair, minutes in PLAN.items()},
    }


def test_given_a_try_of_seconds_then_it_is_listed_but_spoils_no_mean(adviser: Person) -> None:
    walk_of(adviser)
    walk_of(adviser, lasted=0.3, moves=[{"stair": "empathy", "at": 0.0}])
    assert len(meetings_of(adviser, "client_meeting")) == 1
    assert own_walks(adviser).count() == 2
