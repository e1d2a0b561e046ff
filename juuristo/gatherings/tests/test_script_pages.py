"""The pages of a script: beginning one, its course, a block, copying, printing, and REST."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from conftest import ClientOf
from juuristo.gatherings.actions import scripts as actions
from juuristo.gatherings.models import Script, Session
from juuristo.gatherings.outline import outline_of
from juuristo.gatherings.script_templates import BlockText
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.people.models import ApiToken, Organisation, Person
from juuristo.people.tokens import hash_of

from .script_ground import TITLES, block, led_session, scripted, titles

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def session(organisation: Organisation, mentor: Person) -> Session:
    return led_session(organisation, mentor)


@pytest.fixture
def script(session: Session, mentor: Person) -> Script:
    return scripted(session, mentor)


@pytest.fixture
def client(client_of: ClientOf, mentor: Person) -> Client:
    return client_of(mentor)


def url(script: Script, rest: str = "") -> str:
    return f"/gatherings/scripts/{script.pk}/{rest}"


def act(client: Client, script: Script, act: str, version: int = 1, **headers: Any) -> Any:
    return client.post(url(script), {"act": act, "version": version}, **headers)


@pytest.mark.parametrize(("minutes", "first"), [(60, "60"), (95, "90"), (180, "120")])
def test_given_sessions_of_a_length_then_the_template_closest_to_it_is_first(
    client: Client, session: Session, minutes: int, first: str
) -> None:
    Session.objects.update(ends_at=session.starts_at + timedelta(minutes=minutes))
    page = client.get(f"/gatherings/plan/{session.series_id}/script/")
    assert page.context["offers"][0]["key"] == first


@pytest.mark.parametrize(
    ("language", "first"),
    [("fi", "Tulo ja kuulumiset"), ("sv", "Vi samlas"), ("en", "Arriving")],
)
def test_given_a_template_when_begun_then_the_script_is_in_the_chosen_language(
    client: Client, session: Session, language: str, first: str
) -> None:
    page = client.get(f"/gatherings/plan/{session.series_id}/script/")
    assert "Kaksi tuntia neljällä portaalla" in page.text
    begin = {"begin": "template:90", "language": language}
    made = client.post(f"/gatherings/plan/{session.series_id}/script/", begin)
    script = Script.objects.get()
    assert made.headers["Location"] == url(script)
    assert titles(script)[0] == first
    again = client.get(f"/gatherings/plan/{session.series_id}/script/")
    assert again.headers["Location"] == url(script)


def test_given_another_series_with_a_script_when_copied_then_both_stand(
    client: Client, script: Script, mentor: Person
) -> None:
    other = SeriesFactory(programme=script.series.programme, name={"fi": "Kahvilat"})
    other.facilitators.add(mentor)
    SessionFactory(series=script.series, starts_at=datetime(2026, 3, 5, 9, tzinfo=UTC))
    offered = client.get(f"/gatherings/plan/{other.pk}/script/")
    assert "5.3." in offered.text[offered.text.index("script-copyable") :]
    client.post(f"/gatherings/plan/{other.pk}/script/", {"begin": f"copy:{script.pk}"})
    assert titles(Script.objects.get(series=other)) == TITLES == titles(script)


def test_given_a_session_then_its_times_run_from_its_beginning(
    client: Client, script: Script, session: Session
) -> None:
    page = client.get(url(script)).text
    begins = session.starts_at.astimezone(script.series.programme.organisation.zone)
    assert f"{begins.hour}.{begins.minute:02}</time>" in page
    assert "Päättyy" in page


def test_given_no_sessions_then_minutes_from_the_beginning_stand_for_times(
    client: Client, mentor: Person, organisation: Organisation
) -> None:
    series = SeriesFactory(programme__organisation=organisation)
    series.facilitators.add(mentor)
    script = actions.create_script(series, "Kulku", [BlockText(15, "A", "advice")], actor=mentor)
    page = client.get(url(script)).text
    assert "Sarjassa ei ole vielä kertoja" in page
    assert "Yhteensä 15 min." in page


def test_given_an_empty_script_then_it_says_how_to_begin(
    client: Client, session: Session, mentor: Person
) -> None:
    script = actions.create_script(session.series, "Tyhjä", actor=mentor)
    assert "Kirjoita ensimmäinen kohta" in client.get(url(script)).text
    assert client.get(url(script, "print/")).status_code == 200


def test_given_an_act_when_htmx_asks_then_only_the_course_comes_back_and_is_said(
    client: Client, script: Script
) -> None:
    key = block(script, TITLES[2]).pk
    answer = act(client, script, f"move:{key}:0", headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "Siirsit kohdan ”Oma seuraava teko”" in answer.text
    assert titles(script)[0] == TITLES[2]


def test_given_no_script_in_the_browser_when_a_block_is_moved_removed_and_put_back_then_it_works(
    client: Client, script: Script
) -> None:
    key = block(script, TITLES[0]).pk
    assert act(client, script, f"move:{key}:1").status_code == 302
    assert titles(script)[1] == TITLES[0]
    act(client, script, f"resize:{key}:35", version=2)
    assert block(script, TITLES[0]).minutes == 35
    page = client.post(url(script), {"act": f"remove:{key}", "version": 3}, follow=True)
    assert "Poistit kohdan ”Kuulumiset”" in page.text
    assert "Kumoa viimeisin muutos" in page.text
    act(client, script, "undo", version=4)
    assert block(script, TITLES[0]).minutes == 35


def test_given_another_tab_changed_the_script_when_acting_then_the_newest_is_shown(
    client: Client, script: Script, coordinator: Person
) -> None:
    actions.resize_blocks(script, {block(script, TITLES[0]).pk: 5}, version=1, actor=coordinator)
    answer = act(client, script, f"remove:{block(script, TITLES[1]).pk}", headers=HTMX)
    assert answer.status_code == 409
    assert "muuttunut toisaalla" in answer.text
    assert 'name="version" value="2"' in answer.text
    assert titles(script) == TITLES


@pytest.mark.parametrize(
    "nonsense",
    ["", "fly:away", "move", "move:x:1", "move:00000000-0000-0000-0000-000000000000:1", "resize:x"],
)
def test_given_nonsense_when_posted_then_nothing_changes_and_words_come_back(
    client: Client, script: Script, nonsense: str
) -> None:
    assert act(client, script, nonsense, headers=HTMX).status_code == 409
    assert act(client, script, nonsense).status_code == 302
    client.post(url(script), {"act": "undo", "version": "１２"})
    assert Script.objects.get().version == 1


def test_given_squeezed_dialogue_when_the_suggestion_is_followed_then_it_is_mended(
    client: Client, session: Session, mentor: Person
) -> None:
    blocks = [
        BlockText(40, "Esitys", "advice", "presentation"),
        BlockText(20, "Parit", "guidance", "pairs"),
        BlockText(30, "Loppu", "farewell"),
    ]
    script = actions.create_script(session.series, "Ahdas", blocks, actor=mentor)
    page = client.get(url(script)).text
    assert "Keskustelulle jää vähän aikaa." in page
    assert "Esitys: 30 min, nyt 40" in page
    act(client, script, "follow")
    assert [one.minutes for one in script.blocks.order_by("order")] == [30, 30, 30]
    assert "Keskustelulle jää vähän aikaa." not in client.get(url(script)).text


FIELDS = {"title": "Uusi", "minutes": "10", "stair": "advice", "work": "groups"}


def test_given_a_block_when_edited_then_it_is_stored_and_a_break_stands_on_no_stair(
    client: Client, script: Script
) -> None:
    one = block(script, TITLES[1])
    seen = actions.fingerprint(one)
    address = url(script, f"blocks/{one.pk}/")
    assert f'value="{seen}"' in client.get(address).text
    answer = client.post(address, {**FIELDS, "stair": "break", "seen": seen})
    assert answer.headers["Location"].endswith(f"#block-{one.pk}")
    one.refresh_from_db()
    assert (one.stair, one.work, one.minutes) == ("", "break", 10)


def test_given_a_fault_when_a_block_is_saved_then_what_was_typed_stays(
    client: Client, script: Script
) -> None:
    answer = client.post(url(script, "blocks/new/"), {**FIELDS, "minutes": "0"})
    assert answer.status_code == 422
    assert 'value="Uusi"' in answer.text
    assert script.blocks.count() == 3


def test_given_somebody_edited_the_same_block_then_both_are_shown_and_the_writer_chooses(
    client: Client, script: Script, coordinator: Person
) -> None:
    one = block(script, TITLES[1])
    seen = actions.fingerprint(one)
    theirs = {**BlockText(10, "Heidän", "advice").fields()}
    actions.save_block(script, theirs, block_id=one.pk, seen=seen, actor=coordinator)
    address = url(script, f"blocks/{one.pk}/")
    answer = client.post(address, {**FIELDS, "seen": seen})
    assert answer.status_code == 409
    assert "Heidän" in answer.text
    assert 'value="Uusi"' in answer.text
    one.refresh_from_db()
    again = client.post(address, {**FIELDS, "seen": actions.fingerprint(one)})
    assert again.status_code == 302
    assert block(script, "Uusi")


def test_given_a_session_when_it_gets_its_own_script_then_the_page_says_so(
    client: Client, script: Script, session: Session
) -> None:
    address = f"/gatherings/sessions/{session.pk}/script/"
    assert client.get(address).headers["Location"] == f"{url(script)}?session={session.pk}"
    page = client.post(address, follow=True)
    own = Script.objects.get(session=session)
    assert "Vain tämä kerta" in page.text
    assert client.get(address).headers["Location"] == url(own)
    client.post(address)
    assert Script.objects.count() == 2
    client.post(url(own, "delete/"))
    assert client.get(address).headers["Location"] == f"{url(script)}?session={session.pk}"


def test_given_somewhere_to_copy_then_only_ones_own_places_are_offered(
    client: Client, script: Script, session: Session, mentor: Person
) -> None:
    mine = SeriesFactory(programme=script.series.programme, name={"fi": "Oma sarjani"})
    mine.facilitators.add(mentor)
    theirs = SeriesFactory(programme=script.series.programme, name={"fi": "Toisten sarja"})
    page = client.get(url(script, "copy/")).text
    assert "Oma sarjani" in page
    assert "Toisten sarja" not in page
    client.post(url(script, "copy/"), {"target": f"series:{theirs.pk}"})
    assert Script.objects.count() == 1
    client.post(url(script, "copy/"), {"target": f"series:{mine.pk}"})
    assert titles(Script.objects.get(series=mine)) == TITLES


@pytest.mark.parametrize("count", [3, 40])
def test_given_few_or_many_blocks_then_the_page_asks_the_database_as_often(
    client: Client,
    session: Session,
    mentor: Person,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    many = [BlockText(5, f"Kohta {n}", "advice", "pairs") for n in range(count)]
    script = actions.create_script(session.series, "Kulku", many, actor=mentor)
    client.get(url(script))
    with django_assert_num_queries(7):
        client.get(url(script))


def test_given_a_series_then_its_outline_tells_what_when_who_and_how(
    script: Script, session: Session, mentor: Person
) -> None:
    script.series.facilitators.add(mentor)
    told = outline_of(script.series, "fi")
    assert told.startswith("Perehdytystyöpajat\n")
    assert f"Vetäjät: {mentor.full_name}." in told
    assert "Kuunnellaan pareittain, 60 min, pareittain" in told
    assert "Portaat: Empatia 17 %, Ohjaus 50 %, Hyvästely 33 %." in told.replace("\xa0", " ")
    script.delete()
    assert "Portaat" not in outline_of(session.series, "fi")


def bearer(person: Person) -> dict[str, str]:
    ApiToken.objects.create(person=person, name="x", token_hash=hash_of(str(person.id)))
    return {"Authorization": f"Bearer {person.id}"}


def test_given_a_program_then_it_reads_a_script_with_its_times_shares_and_warnings(
    script: Script, mentor: Person
) -> None:
    headers = bearer(mentor)
    rows = Client().get("/api/v1/scripts", headers=headers).json()
    assert [row["id"] for row in rows["items"]] == [str(script.pk)]
    told = Client().get(f"/api/v1/scripts/{script.pk}", headers=headers).json()
    assert [one["begins"] for one in told["blocks"]] == [0, 20, 80]
    assert told["minutes"] == 120
    assert told["shares"][3] == {
        "stair": "farewell",
        "minutes": 40,
        "share": pytest.approx(1 / 3),
        "usual": 0.2,
    }
    assert [one["code"] for one in told["warnings"]] == ["no_break"]


def test_given_a_program_when_it_writes_then_the_course_is_new_and_a_late_one_is_refused(
    script: Script, mentor: Person
) -> None:
    headers = bearer(mentor)
    body = {"version": 1, "blocks": [{"minutes": 10, "title": "Tauko"}]}

    def put(body: dict[str, Any]) -> Any:
        return Client().put(
            f"/api/v1/scripts/{script.pk}",
            json.dumps(body),
            content_type="application/json",
            headers=headers,
        )

    answer = put(body).json()
    assert answer["version"] == 2
    assert answer["blocks"][0]["stair"] is None
    assert answer["blocks"][0]["work"] == "break"
    late = put(body)
    assert late.status_code == 409
    assert late.json()["code"] == "changed"
    assert put({"version": 2, "blocks": [{"minutes": 0, "title": "x"}]}).status_code == 422
    assert put({"version": 2, "blocks": [body["blocks"][0]] * 61}).status_code == 422  # type: ignore[index]
    assert titles(script) == ["Tauko"]


def test_given_the_id_of_another_scripts_block_then_nothing_is_taken_or_changed(
    client: Client, script: Script, organisation: Organisation, mentor: Person
) -> None:
    other = scripted(led_session(organisation, mentor), mentor)
    theirs = block(other, TITLES[0])
    sent = {"title": "Oma", "minutes": 10, "stair": "empathy", "work": "plenary", "seen": ""}
    answer = client.post(url(script, f"blocks/{theirs.pk}/"), sent)
    assert answer.status_code == 422
    assert titles(script) == titles(other) == TITLES
