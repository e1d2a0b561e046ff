"""The guides of ``docs/``: their pictures, the pages these show, and the words they quote."""

import re
from html import unescape
from pathlib import Path

from babel.messages.pofile import read_po
from django.urls import resolve

from tools.guides.pictures import PICTURES

from .sources import ROOT, files, text

DOCS = ROOT / "docs"
NO_GUIDES = {"README.md", "sanasto.md"}
GUIDES = [path for path in files(".md", under="docs/") if path.name not in NO_GUIDES]
IMAGE = re.compile(r"<img\s([^>]*)>")
SOMETHING = "00000000-0000-4000-8000-000000000000"  # an id, a slug or a token of no meaning
MOST = 3_000_000  # bytes of all the pictures together


def images() -> list[dict[str, str]]:
    found = [found for path in GUIDES for found in IMAGE.findall(text(path))]
    return [dict(re.findall(r'(\w+)="([^"]*)"', one)) for one in found]


def same(words: str) -> str:
    """Without the hyphens that only a narrow page shows."""
    return unescape(words).replace("\u00ad", "").replace("\u00a0", " ")


def product_words() -> set[str]:
    """Every Finnish text of the product: the ids of a catalog."""
    with (ROOT / "locale" / "sv" / "LC_MESSAGES" / "django.po").open("rb") as catalog:
        ids = [message.id for message in read_po(catalog)]
    return {same(one) for words in ids for one in ([words] if isinstance(words, str) else words)}


def test_given_the_guides_then_each_role_has_one_and_the_index_leads_to_it() -> None:
    assert len(GUIDES) == 6
    index = text(DOCS / "README.md")
    assert [path.name for path in GUIDES if f"]({path.name})" not in index] == []


def test_given_the_guides_then_their_pictures_are_those_that_are_taken_and_no_other() -> None:
    named = [one["src"].removeprefix("kuvat/") for one in images()]
    assert len(named) == len(set(named))
    assert set(named) == {f"{one.name}.webp" for one in PICTURES}
    assert set(named) == {path.name for path in (DOCS / "kuvat").iterdir()}


def test_given_the_pictures_then_all_of_them_are_small() -> None:
    assert sum(path.stat().st_size for path in (DOCS / "kuvat").iterdir()) < MOST


def test_given_a_picture_then_its_text_says_what_it_shows() -> None:
    assert [one["src"] for one in images() if len(one.get("alt", "")) < 30] == []


def test_given_a_picture_then_its_page_is_still_there() -> None:
    for one in PICTURES:
        path = one.path.partition("#")[0].replace("{survey}", "")
        assert resolve(re.sub(r"\{\w+\}", SOMETHING, path)), one.name


def test_given_bold_words_in_a_guide_then_the_product_says_the_same() -> None:
    words = product_words()
    unknown = [
        f"{path.name}: {bold}"
        for path in GUIDES
        for bold in re.findall(r"\*\*(.+?)\*\*", " ".join(text(path).split()))
        if same(bold) not in words
    ]
    assert unknown == [], unknown


def test_given_a_link_in_the_guides_then_it_leads_somewhere() -> None:
    links = [
        (path, link)
        for path in files(".md", under="docs/")
        for link in re.findall(r"\]\((?!http)([^)#]+)\)", text(path))
    ]
    assert [link for path, link in links if not (path.parent / Path(link)).exists()] == []
