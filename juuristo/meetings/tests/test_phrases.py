"""The fixed words of the clients' pages: nothing missing, nothing of another language."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from juuristo.meetings import phrases

FOLDER = Path(phrases.__file__).parent
OTHERS = [code for code in phrases.CODES if code != "fi"]
# Words that are written in Latin letters in every script.
INTERNATIONAL = re.compile(r"\{\w+\}|\bQR\b|\bPage (Up|Down)\b|\bEnter\b|\bDelete\b")
# The same in two languages by nature.
SAME = {("et", "voice.statement_of"), ("et", "map.meaning_feeling"), ("et", "map.done")}
# Keys that a script puts together of parts.
COMPOSED = {
    *("card.done_said", "card.not_yet_said"),
    *("voice.heard", "voice.answers", "voice.next_step", "voice.go_on", "voice.believe"),
}
# What easy Finnish may share with Finnish, since it is easy already.
SHORT = 40
# The script of a language, as it begins the Unicode names of its letters.
SCRIPTS = {
    **dict.fromkeys(["ru", "uk"], "CYRILLIC"),
    **dict.fromkeys(["ar", "prs", "ckb"], "ARABIC"),
    "th": "THAI",
}
# Letters of a neighbour's alphabet: a text that holds one was written in the wrong language.
FOREIGN = {
    "ru": "іїєґІЇЄҐ",
    "uk": "ыэёъЫЭЁЪ",
    "ar": "پچژگیکەێۆڕڵ",
    "prs": "يكةەێۆڕڵ",
    "ckb": "يكةث",
    "tr": "äőõåÄÕÅ",
    "et": "åğışÅ",
    "sv": "õğışÕ",
    "so": "äöõåüğış",
}


def stored(code: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))[
        "texts"
    ]
    return texts


def test_given_the_folder_then_it_holds_exactly_the_languages_that_are_offered() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(phrases.CODES)


@pytest.mark.parametrize("code", OTHERS)
def test_given_a_language_then_it_says_every_phrase_and_no_other(code: str) -> None:
    assert list(stored(code)) == list(stored("fi"))


@pytest.mark.parametrize("code", phrases.CODES)
def test_given_a_phrase_then_its_places_are_kept_and_it_fits(code: str) -> None:
    finnish = stored("fi")
    for key, text in stored(code).items():
        assert phrases.placeholders(text) == phrases.placeholders(finnish[key]), key
        assert text == text.strip() != "", key
        assert len(text) <= phrases.LONGEST, key
        assert "  " not in text, key
        assert unicodedata.is_normalized("NFC", text), key


@pytest.mark.parametrize("code", OTHERS)
def test_given_a_language_then_nothing_is_left_in_finnish(code: str) -> None:
    finnish = stored("fi")
    same = [
        key
        for key, text in stored(code).items()
        if text == finnish[key] and has_words(text) and (code, key) not in SAME
    ]
    if code == "fi-easy":
        same = [key for key in same if len(finnish[key]) > SHORT]
        same = [key for key in same if not is_easy(finnish[key])]
    assert same == []


def has_words(text: str) -> bool:
    return any(c.isalpha() for c in INTERNATIONAL.sub("", text))


def is_easy(text: str) -> bool:
    """Short sentences of short words."""
    sentences = re.split(r"[.!?]", text)
    return all(len(s.split()) <= 8 for s in sentences) and max(map(len, text.split())) <= 14


@pytest.mark.parametrize("code", phrases.CODES)
def test_given_a_language_then_it_is_written_in_its_own_letters(code: str) -> None:
    script = SCRIPTS.get(code, "LATIN")
    for key, text in stored(code).items():
        letters = [c for c in INTERNATIONAL.sub("", text) if c.isalpha()]
        assert letters or not has_words(stored("fi")[key]), key
        assert not [c for c in letters if not unicodedata.name(c).startswith(script)], key
        assert not set(letters) & set(FOREIGN.get(code, "")), key


@pytest.mark.parametrize("code", phrases.CODES)
def test_given_a_language_then_it_says_its_direction_and_its_own_name(code: str) -> None:
    language = phrases.language(code)
    assert language.dir == ("rtl" if SCRIPTS.get(code) == "ARABIC" else "ltr")
    assert language.lang.split("-")[0] == {"fi-easy": "fi", "prs": "fa"}.get(code, code)
    assert any(c.isalpha() for c in language.name)


def test_given_the_languages_then_only_the_finnish_words_pass_for_checked() -> None:
    assert [each.code for each in phrases.languages() if each.is_checked] == ["fi"]


def test_given_a_phrase_then_a_page_says_it() -> None:
    root = FOLDER.parents[2]
    sources = [
        *(root / "frontend" / "src").rglob("*.ts"),
        *(FOLDER.parent / "templates" / "meetings").rglob("*.html"),
    ]
    said = set(
        re.findall(r"[\"'`](\w+\.\w+)[\"'`]", "\n".join(p.read_text("utf-8") for p in sources))
    )
    assert set(stored("fi")) - said - COMPOSED == set()
