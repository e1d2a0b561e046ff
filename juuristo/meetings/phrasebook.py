"""An organisation's own wording of the clients' pages, laid over the built-in one."""

from typing import Any

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
