"""The client's map page, and the one template that it shares with the companion."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client

from juuristo.meetings import phrases

ADDRESS = f"/m/{'a' * 22}/"
WORDS = re.compile(r'<(?P<tag>\w+)[^>]*\bdata-phrase="(?P<key>map\.\w+)"[^>]*>(?P<text>[^<]*)</')
LABELS = re.compile(r'aria-label="(?P<text>[^"]*)"[^>]*\bdata-phrase-label="(?P<key>map\.\w+)"')
SOURCES = Path(__file__).parents[3] / "frontend" / "src" / "map"


@pytest.mark.django_db
def test_given_any_id_then_the_same_page_opens_without_a_name_or_a_trace() -> None:
    response = Client().get(ADDRESS)
    assert response.status_code == 200
    assert response.content == Client().get(f"/m/{'b' * 22}/").content
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def shared_words() -> dict[str, str]:
    part = render_to_string("meetings/parts/map.html")
    found = [*WORDS.finditer(part), *LABELS.finditer(part)]
    words: dict[str, str] = {}
    for match in found:
        assert words.setdefault(match["key"], match["text"]) == match["text"], match["key"]
    return words


def test_given_the_shared_template_then_its_words_are_the_phrases_of_clients_pages() -> None:
    built_in = phrases.language("fi").texts
    words = shared_words()
    assert len(words) > 60
    assert {key: built_in.get(key) for key in words} == words


def test_given_what_the_scripts_say_then_the_template_has_the_words() -> None:
    asked = {
        key
        for path in SOURCES.glob("*.ts")
        for key in re.findall(r'"((?:said|item|described|unnamed)_\w+)"', path.read_text())
    }
    assert asked
    assert {f"map.{key}" for key in asked} <= set(shared_words())
