"""The companion's page, its data, its worker and its manifest."""

import json
import re
from collections.abc import Callable

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils.translation import override

from juuristo.meetings.companion_data import companion_data
from juuristo.meetings.companion_files import ICONS, KEPT, WORKER
from juuristo.people.models import Person

PAGE = "/meetings/companion/"
ClientOf = Callable[[Person], Client]


def data_on(html: str) -> dict[str, object]:
    found = re.search(r'<script id="companion-data"[^>]*>(.*?)</script>', html)
    assert found
    data: dict[str, object] = json.loads(found[1])
    return data


def test_given_an_adviser_then_the_page_carries_all_it_needs(
    adviser: Person, client_of: ClientOf
) -> None:
    response = client_of(adviser).get(PAGE)
    data = data_on(response.content.decode())
    assert data["person"] == str(adviser.id)
    assert data["organisation"] == "oma"
    assert data["defaults"] is None
    kinds = [kind["kind"] for kind in data["kinds"]]  # type: ignore[attr-defined]  # JSON
    assert kinds == ["client_meeting", "team_meeting", "development_discussion"]
    assert response["X-Companion-Person"] == str(adviser.id)
    assert response["Cache-Control"] == "no-store"


def test_given_the_page_then_it_has_no_navigation_and_no_other_script(
    adviser: Person, client_of: ClientOf
) -> None:
    html = client_of(adviser).get(PAGE).content.decode()
    assert re.findall(r'<script src="[^"]*/(\w+)[.\w]*"', html) == ["companion"]
    assert '<nav aria-label="Huoneet"' not in html
    assert "<noscript>" in html


def test_given_the_page_then_its_script_finds_the_cookie_of_forms(
    adviser: Person, client_of: ClientOf
) -> None:
    client = client_of(adviser)
    client.get(PAGE)
    assert client.cookies["csrftoken"].value


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_given_a_language_then_the_data_speaks_it(adviser: Person, language: str) -> None:
    with override(language):
        data = companion_data(adviser)
    assert data["language"] == language
    assert (
        data["minutes_words"][10]
        == {
            "fi": "noin kymmenen minuuttia",
            "sv": "ungefär tio minuter",
            "en": "about ten minutes",
        }[language]
    )


def test_given_the_words_then_no_stair_is_named_with_a_deadline(adviser: Person) -> None:
    """A client may read the screen (experience: the rooms)."""
    words = companion_data(adviser)["words"]
    told = [said for key, said in words.items() if "{left}" in said or key.startswith("ask_")]
    assert told
    stairs = re.compile("empatia|ohjau|neuvon|hyväst", re.IGNORECASE)
    assert not [said for said in told if stairs.search(said)]
    assert all(said.endswith("?") for key, said in words.items() if key == "ask_farewell_now")


def test_given_the_worker_then_it_keeps_the_page_and_its_files_of_one_build(client: Client) -> None:
    response = client.get(f"{PAGE}worker.js")
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Cache-Control"] == "no-cache"
    script = response.content.decode()
    ground = json.loads(script.split("self.ground = ")[1].split(";\n")[0])
    assert ground["page"] == PAGE
    assert len(ground["files"]) == len(KEPT)
    assert f'importScripts("/static/{WORKER}");' in script


def test_given_the_same_files_then_page_and_worker_are_of_the_same_build(
    adviser: Person, client_of: ClientOf
) -> None:
    client = client_of(adviser)
    build = client.get(PAGE)["X-Companion-Build"]
    assert f'"build": "{build}"' in client.get(f"{PAGE}worker.js").content.decode()


def test_given_the_manifest_then_it_can_be_installed(client: Client) -> None:
    manifest = json.loads(client.get(f"{PAGE}manifest.webmanifest").content)
    assert manifest["start_url"] == manifest["scope"] == PAGE
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}


@pytest.mark.parametrize("name", [*KEPT, WORKER, *(icon[0] for icon in ICONS)])
def test_given_a_file_of_the_companion_then_it_is_there(name: str) -> None:
    assert finders.find(name)
