"""An organisation's own wording of the clients' pages, laid over the built-in one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from juuristo.people.models import Person

from . import phrases
from .models import PhraseEdit


def phrases_of(code: str, organisation: str = "") -> dict[str, Any]:
    """Return what a client's page loads: the language and its texts by key.

    ``organisation`` is a slug; an unknown one gets the built-in words. KeyError for a language
    that we do not speak.
    """
    language = phrases.language(code)
    return {
        "language": language.code,
        "name": language.name,
        "lang": language.lang,
        "dir": language.dir,
        "texts": {**language.texts, **_own_words(language, organisation)},
    }


def _own_words(language: phrases.Language, organisation: str) -> dict[str, str]:
    if not organisation:
        return {}
    edits = PhraseEdit.objects.filter(
        organisation__slug=organisation, language=language.code
    ).exclude(text="")
    return {
        key: text for key, text in edits.values_list("key", "text") if fits(language, key, text)
    }


def fits(language: phrases.Language, key: str, text: str) -> bool:
    """Whether a wording can stand for the built-in one, which a newer version may have changed."""
    standing = language.texts.get(key)
    return standing is not None and phrases.placeholders(standing) == phrases.placeholders(text)


@dataclass(frozen=True)
class Wording:
    """A phrase as it stands in an organisation, in one language."""

    key: str
    finnish: str
    built_in: str
    text: str
    is_checked: bool

    @property
    def is_own(self) -> bool:
        return self.text != self.built_in


def wordings_of(language: phrases.Language, person: Person) -> list[Wording]:
    """Return every phrase as it stands in the person's organisation, in the book's order."""
    return _wordings(language, PhraseEdit.objects.visible_to(person).filter(language=language.code))


def wordings_of_all(person: Person) -> list[tuple[phrases.Language, list[Wording]]]:
    """Return the same for every language, with one look at the database."""
    edits: dict[str, list[PhraseEdit]] = {}
    for edit in PhraseEdit.objects.visible_to(person):
        edits.setdefault(edit.language, []).append(edit)
    return [(each, _wordings(each, edits.get(each.code, []))) for each in phrases.languages()]


def _wordings(language: phrases.Language, edits: Iterable[PhraseEdit]) -> list[Wording]:
    finnish = phrases.language(phrases.CODES[0]).texts
    own = {edit.key: edit for edit in edits}
    return [
        _wording(language, key, text, language.texts[key], own.get(key))
        for key, text in finnish.items()
    ]


def _wording(
    language: phrases.Language, key: str, finnish: str, built_in: str, edit: PhraseEdit | None
) -> Wording:
    if edit is None or (edit.text and not fits(language, key, edit.text)):
        return Wording(key, finnish, built_in, built_in, language.is_checked)
    return Wording(key, finnish, built_in, edit.text or built_in, edit.is_checked)
