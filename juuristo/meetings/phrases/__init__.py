"""The fixed words of the clients' pages, in the languages clients speak.

One JSON file a language: ``{"name", "lang", "dir", "texts": {key: text}}``. ``name`` is the
language's own name, ``lang`` and ``dir`` go on the page. A text may hold ``{placeholders}``.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# In the order they are offered.
CODES = (
    "fi",
    "fi-easy",
    "sv",
    "en",
    "et",
    "ru",
    "uk",
    "ar",
    "prs",
    "ckb",
    "so",
    "tr",
    "vi",
    "th",
)
LONGEST = 400
_FOLDER = Path(__file__).parent
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Language:
    """A language of the clients' pages with its built-in texts by key."""

    code: str
    name: str
    lang: str
    dir: str
    texts: dict[str, str]

    @property
    def is_checked(self) -> bool:
        """Whether native speakers have read the built-in texts: so far only the Finnish ones."""
        return self.code == CODES[0]


@cache
def language(code: str) -> Language:
    """Return the built-in words of a language; KeyError when we do not speak it."""
    if code not in CODES:
        raise KeyError(code)
    data = json.loads((_FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    texts = data["texts"] if code == CODES[0] else {**language(CODES[0]).texts, **data["texts"]}
    return Language(code, data["name"], data["lang"], data["dir"], texts)


def languages() -> list[Language]:
    return [language(code) for code in CODES]


def placeholders(text: str) -> frozenset[str]:
    """Return the names in curly brackets: "Askel {number}" holds ``number``."""
    return frozenset(_PLACEHOLDER.findall(text))
