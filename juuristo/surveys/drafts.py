"""An instrument's draft as the editor reads it: its definition, what may not change, and names.

Nothing here writes; that is ``actions/editing.py``.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from juuristo.shell.texts import text_in

from .definition import (
    PREFER_NOT_TO_SAY,
    All,
    Any_,
    Comparison,
    Condition,
    Definition,
    Grid,
    Info,
    Multiple,
    Not,
    Part,
    Question,
    Ranking,
    Single,
    Texts,
)
from .models import Instrument

LONGEST_KEY = 60
LONGEST_MADE_KEY = 40


def draft_of(instrument: Instrument) -> Definition:
    return Definition.model_validate({"title": {}, **instrument.content})


def fingerprint(part: Part | None) -> str:
    """Return what tells whether a part has changed since a page was opened; of nothing, ""."""
    if part is None:
        return ""
    said = part.model_dump_json(by_alias=True).encode()
    return hashlib.blake2b(said, digest_size=8).hexdigest()


def texts_fingerprint(instrument: Instrument, definition: Definition) -> str:
    """The same of all that is said around the questions."""
    said = fingerprint(definition.model_copy(update={"questions": []}))
    named = "|".join(text_in(instrument.name, code) for code in Texts.model_fields)
    return hashlib.blake2b(f"{said}|{named}".encode(), digest_size=8).hexdigest()


def with_plain_lines(texts: Mapping[str, str]) -> dict[str, str]:
    """Browsers send a line's end as two characters."""
    return {code: text.replace("\r\n", "\n") for code, text in texts.items()}


def find(definition: Definition, key: str) -> Question | None:
    return next((each for each in definition.questions if each.key == key), None)


def numbers_of(definition: Definition) -> dict[str, int]:
    """Return each question's number by its key; texts in between have none."""
    asked = (each for each in definition.questions if not isinstance(each, Info))
    return {each.key: number for number, each in enumerate(asked, start=1)}


def keys_in(definition: Definition) -> Iterator[str]:
    """Every key a question may not take: the rows of grids are questions too."""
    for question in definition.questions:
        yield question.key
        if isinstance(question, Grid):
            yield from (row.key for row in question.rows)


def row_keys(question: Question | None) -> list[str]:
    """The keys of a question's options, or of a grid's rows."""
    if isinstance(question, Grid):
        return [row.key for row in question.rows]
    if isinstance(question, Single | Multiple | Ranking):
        return [option.key for option in question.options]
    return []


def lines_of(question: Question) -> list[Texts]:
    """What the options of a question, or the rows of a grid, say."""
    if isinstance(question, Grid):
        return [row.text for row in question.rows]
    if isinstance(question, Single | Multiple | Ranking):
        return [option.text for option in question.options]
    return []


def asked_before(instrument: Instrument) -> list[Definition]:
    """What has really been asked: the frozen versions."""
    contents = instrument.versions.values_list("content", flat=True)
    return [Definition.model_validate(content) for content in contents]


def changed_types(instrument: Instrument, definition: Definition) -> list[str]:
    """The keys that have been asked as another type of question: their answers would no longer
    compare."""
    asked = {
        each.key: each.type for version in asked_before(instrument) for each in version.questions
    }
    return [
        each.key for each in definition.questions if asked.get(each.key, each.type) != each.type
    ]


def make_key(words: str, taken: Collection[str], *, otherwise: str) -> str:
    """Return a key in the words' own letters that is not yet ``taken``."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    made = ""
    for word in re.findall(r"[a-z0-9]+", plain):
        if len(made) + len(word) >= LONGEST_MADE_KEY:
            break
        made = f"{made}_{word}" if made else word
    if not made[:1].isalpha():
        made = f"{otherwise}_{made}".rstrip("_")
    number, key = 2, made
    while key in taken or key == PREFER_NOT_TO_SAY:
        key, number = f"{made}_{number}", number + 1
    return key


def looks_at(condition: Condition | None) -> Iterator[str]:
    """The keys of the questions whose answers a condition needs."""
    if isinstance(condition, Comparison):
        yield condition.question
    elif isinstance(condition, Not):
        yield from looks_at(condition.not_)
    elif condition is not None:
        for each in condition.all if isinstance(condition, All) else condition.any:
            yield from looks_at(each)


def with_renamed(condition: Condition | None, old: str, new: str) -> Condition | None:
    """Return the condition looking at ``new`` wherever it looked at ``old``."""
    if isinstance(condition, Comparison):
        named = new if condition.question == old else condition.question
        return condition.model_copy(update={"question": named})
    if isinstance(condition, Not):
        return condition.model_copy(update={"not_": with_renamed(condition.not_, old, new)})
    if isinstance(condition, All):
        return All(all=[_renamed(each, old, new) for each in condition.all])
    if isinstance(condition, Any_):
        return Any_(any=[_renamed(each, old, new) for each in condition.any])
    return None


def _renamed(condition: Condition, old: str, new: str) -> Condition:
    renamed = with_renamed(condition, old, new)
    assert renamed is not None
    return renamed


def asking(definition: Definition, key: str) -> list[str]:
    """The keys of the questions whose conditions look at ``key`` (of a grid: at any row of it)."""
    question = find(definition, key)
    watched = {key, *(row_keys(question) if isinstance(question, Grid) else ())}
    return [
        each.key for each in definition.questions if not watched.isdisjoint(looks_at(each.shown_if))
    ]


def owner_of(definition: Definition, key: str) -> Question | None:
    """The question a key belongs to: of a grid's row, the grid."""
    return next(
        (
            each
            for each in definition.questions
            if each.key == key or (isinstance(each, Grid) and key in row_keys(each))
        ),
        None,
    )


def needed_by(definition: Definition, condition: Condition | None) -> list[Question]:
    """The questions whose answers decide whether ``condition`` holds, in their order."""
    needed: set[str] = set()
    waiting = list(looks_at(condition))
    while waiting:
        owner = owner_of(definition, waiting.pop())
        if owner and owner.key not in needed:
            needed.add(owner.key)
            waiting += looks_at(owner.shown_if)
    return [each for each in definition.questions if each.key in needed]
