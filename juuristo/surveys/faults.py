"""What is wrong with a draft, in words for the coordinator who writes it.

A definition's shape is checked by ``definition.py``; here also what makes sense: keys that differ,
conditions that look back at what can be answered, ranges that hold something, Finnish everywhere.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from juuristo.shell.identifiers import REFUSALS, found_in

from .answers import CONTROLS, SURROGATES, is_day
from .conditions import answer_keys, is_number
from .definition import (
    PREFER_NOT_TO_SAY,
    All,
    Any_,
    Comparison,
    Condition,
    Day,
    Definition,
    Ends,
    Grid,
    Info,
    Multiple,
    Not,
    Number,
    Open,
    Operator,
    Question,
    Ranking,
    Scale,
    Single,
    Texts,
)

LONGEST_TEXT = 5_000
LONGEST_SCALE = 100  # steps from one end to the other
DEEPEST = 24  # lists and objects within one another
MOST_FAULTS = 100


@dataclass(frozen=True)
class DefinitionFault:
    """One thing wrong with a draft.

    ``question`` is the key of the question ("" for the survey itself), ``at`` its place in the list
    from 0, ``field`` what of it is wrong: text, options, shown_if …
    """

    question: str
    at: int | None
    field: str
    code: str
    message: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def faults_of(content: Any) -> list[DefinitionFault]:
    """Return everything wrong with a draft's content; none means that it can be asked."""
    if _depth(content) > DEEPEST:
        message = _("Kyselyssä on liikaa sisäkkäisiä ehtoja. Yksinkertaista niitä.")
        return [DefinitionFault("", None, "questions", "too_deep", message)]
    try:
        definition = Definition.model_validate(content)
    except ValidationError as error:
        return [_misshapen(content, one) for one in error.errors()[:MOST_FAULTS]]
    return [*_of_survey(definition), *_of_keys(definition), *_of_questions(definition)]


def _depth(content: Any) -> int:
    """Return how deeply lists and objects nest, never looking further than is allowed."""
    depth, level = 0, [content]
    while level and depth <= DEEPEST:
        inner = [
            each
            for one in level
            if isinstance(one, dict | list)
            for each in (one.values() if isinstance(one, dict) else one)
        ]
        depth, level = depth + 1, inner
    return depth


# ---- shape


def _misshapen(content: Any, error: Any) -> DefinitionFault:
    place = error["loc"]
    at = place[1] if len(place) > 1 and place[0] == "questions" else None
    key, field = "", str(place[0]) if place else ""
    if isinstance(at, int):
        question = content["questions"][at]
        given = question.get("key") if isinstance(question, dict) else None
        key = given if isinstance(given, str) else ""
        names = [part for part in place[2:] if isinstance(part, str)]
        field = next((name for name in names if name in _FIELDS), "type")
    else:
        at = None
    return DefinitionFault(key, at, field, "misshapen", _shape_message(field, error["type"]))


_FIELDS = frozenset(
    name
    for kind in (Single, Multiple, Scale, Grid, Open, Number, Day, Ranking, Info)
    for name in kind.model_fields
)


def _shape_message(field: str, kind: str) -> str:
    if field == "options":
        return _("Vaihtoehdoissa on korjattavaa: niitä on oltava vähintään kaksi, eikä liikaa.")
    if field == "rows":
        return _("Riveissä on korjattavaa: niitä on oltava yhdestä kolmeenkymmeneen.")
    if field == "shown_if":
        return _("Ehdosta puuttuu jotain. Valitse kysymys, vertailu ja vastaus.")
    if field == "key":
        return _("Tunniste alkaa pienellä kirjaimella a–z; muuten siinä on a–z, 0–9 ja alaviivoja.")
    if field == "questions" and kind == "too_long":
        return _("Kysymyksiä on yli kolmesataa. Jaa kysely osiin.")
    return _("Kohtaa ”%(field)s” ei voi lukea.") % {"field": field or "?"}


# ---- the survey


def _of_survey(definition: Definition) -> Iterator[DefinitionFault]:
    if not definition.title.fi.strip():
        message = _("Anna kyselylle nimi suomeksi.")
        yield DefinitionFault("", None, "title", "no_finnish", message)
    for field in ("title", "intro", "thanks"):
        for code, message in _of_texts(getattr(definition, field)):
            yield DefinitionFault("", None, field, code, message)
    if not any(answer_keys(question) for question in definition.questions):
        message = _("Kyselyssä ei ole vielä yhtään kysymystä, johon voi vastata.")
        yield DefinitionFault("", None, "questions", "nothing_asked", message)


def _of_texts(texts: Texts) -> Iterator[tuple[str, str]]:
    for text in (texts.fi, texts.sv, texts.en):
        if len(text) > LONGEST_TEXT:
            yield "too_long", _("Teksti on liian pitkä. Lyhennä sitä.")
        written = text.replace("\t", " ").replace("\r", "\n")
        if CONTROLS.search(written) or SURROGATES.search(written):
            yield "bad_character", _("Tekstissä on merkkejä, joita ei voi tallentaa.")
        for found in found_in(text):  # what the server stores readable names nobody (trust T2)
            yield found.kind.value, str(REFUSALS[found.kind])


def _of_keys(definition: Definition) -> Iterator[DefinitionFault]:
    keys = [
        (key, at)
        for at, question in enumerate(definition.questions)
        for key in {question.key: None, **dict.fromkeys(answer_keys(question))}
    ]
    seen: set[str] = set()
    for key, at in keys:
        if key in seen:
            message = _("Tunniste ”%(key)s” on jo toisella kysymyksellä.") % {"key": key}
            yield DefinitionFault(key, at, "key", "duplicate_key", message)
        seen.add(key)
    for at, question in enumerate(definition.questions):
        if isinstance(question, Grid):
            yield from _twice(question, at, "rows", [row.key for row in question.rows])


def _twice(question: Question, at: int, field: str, keys: list[str]) -> Iterator[DefinitionFault]:
    for key, count in Counter(keys).items():
        if count > 1:
            message = _("Tunniste ”%(key)s” on kahdesti.") % {"key": key}
            yield DefinitionFault(question.key, at, field, "duplicate_key", message)


# ---- questions


def _of_questions(definition: Definition) -> Iterator[DefinitionFault]:
    earlier: dict[str, Question] = {}
    later = {key for question in definition.questions for key in answer_keys(question)}
    for at, question in enumerate(definition.questions):
        found = [
            *_of_words(question),
            *_of_options(question),
            *_of_range(question),
            *(("shown_if", *fault) for fault in _of_condition(question.shown_if, earlier, later)),
        ]
        if question.about_me and not isinstance(question, Single):
            message = _("Taustatiedoksi sopii vain kysymys, jossa valitaan yksi vaihtoehto.")
            found.append(("about_me", "not_single", message))
        for field, code, message in found:
            yield DefinitionFault(question.key, at, field, code, message)
        earlier |= dict.fromkeys(answer_keys(question), question)


Found = Iterator[tuple[str, str, str]]  # field, code, message


def _of_words(question: Question) -> Found:
    texts = [("text", question.text), ("hint", question.hint)]
    needed = [("text", question.text)]
    if isinstance(question, Single | Multiple | Ranking):
        needed += [("options", option.text) for option in question.options]
    if isinstance(question, Grid):
        needed += [("rows", row.text) for row in question.rows]
    if isinstance(question, Grid | Scale):
        texts += [("ends", question.ends.low), ("ends", question.ends.high)]
    for field, text in needed:
        if not text.fi.strip():
            yield field, "no_finnish", _NO_FINNISH[field]()
    for field, text in [*texts, *needed[1:]]:
        for code, message in _of_texts(text):
            yield field, code, message


_NO_FINNISH = {
    "text": lambda: _("Kirjoita kysymys suomeksi. Muut kielet voivat puuttua."),
    "options": lambda: _("Vaihtoehdolta puuttuu suomenkielinen teksti."),
    "rows": lambda: _("Riviltä puuttuu suomenkielinen teksti."),
}


def _of_options(question: Question) -> Found:
    if not isinstance(question, Single | Multiple | Ranking):
        return
    keys = Counter(option.key for option in question.options)
    texts = Counter(" ".join(option.text.fi.split()).casefold() for option in question.options)
    for key, count in keys.items():
        if count > 1:
            message = _("Kahdella vaihtoehdolla on sama tunniste ”%(key)s”.") % {"key": key}
            yield "options", "duplicate_key", message
    for text, count in texts.items():
        if count > 1 and text:
            message = _("Kaksi vaihtoehtoa sanoo saman: ”%(text)s”.") % {"text": text[:80]}
            yield "options", "same_text", message
    if PREFER_NOT_TO_SAY in keys:
        message = _("Salli vastaamatta jättäminen kysymyksen asetuksella, älä vaihtoehdolla.")
        yield "options", "reserved_key", message
    if isinstance(question, Multiple) and (question.most or 0) > len(question.options):
        message = _("Valintoja sallitaan enemmän kuin vaihtoehtoja on.")
        yield "most", "empty_range", message


def _of_range(question: Question) -> Found:
    match question:
        case Scale() | Grid():
            yield from _of_ends(question.ends)
        case Number(least=least, most=most):
            if any(bound is not None and not math.isfinite(bound) for bound in (least, most)):
                yield "least", "not_a_number", _("Raja ei ole luku.")
            elif least is not None and most is not None and least >= most:
                yield "least", "empty_range", _("Alarajan on oltava ylärajaa pienempi.")
        case Day(earliest=earliest, latest=latest):
            days = [day for day in (earliest, latest) if day is not None]
            if not all(map(is_day, days)):
                yield "earliest", "not_a_day", _("Tällaista päivää ei ole.")
            elif len(days) > 1 and days[0] > days[1]:
                yield "earliest", "empty_range", _("Ensimmäinen päivä on viimeisen jälkeen.")


def _of_ends(ends: Ends) -> Found:
    if ends.least >= ends.most:
        yield "ends", "empty_range", _("Asteikon alun on oltava loppua pienempi.")
    elif ends.most - ends.least > LONGEST_SCALE:
        yield "ends", "too_wide", _("Asteikolla on enintään sata askelta.")
    elif max(abs(ends.least), abs(ends.most)) > 1_000_000:
        yield "ends", "too_wide", _("Asteikon luvut ovat liian suuria.")


# ---- conditions


def _of_condition(
    condition: Condition | None, earlier: dict[str, Question], known: set[str]
) -> Iterator[tuple[str, str]]:
    match condition:
        case All():
            parts = condition.all
        case Any_():
            parts = condition.any
        case Not():
            parts = [condition.not_]
        case Comparison():
            yield from _of_comparison(condition, earlier, known)
            return
        case _:
            return
    for part in parts:
        yield from _of_condition(part, earlier, known)


def _of_comparison(
    test: Comparison, earlier: dict[str, Question], known: set[str]
) -> Iterator[tuple[str, str]]:
    names = {"question": test.question}
    question = earlier.get(test.question)
    if question is None and test.question in known:
        message = _("Ehto katsoo kysymystä ”%(question)s”, joka kysytään vasta myöhemmin.")
        yield "later_question", message % names
    elif question is None:
        message = _("Ehto katsoo kysymystä ”%(question)s”, jota ei ole.")
        yield "unknown_question", message % names
    elif not _suits(test, question):
        message = _("Kysymyksen ”%(question)s” vastausta ei voi verrata näin.")
        yield "unfit_comparison", message % names
    elif isinstance(question, Single | Multiple) and not _is_option(test, question):
        message = _("Ehto odottaa kysymykseen ”%(question)s” vastausta, jota ei voi valita.")
        yield "unknown_option", message % names


def _suits(test: Comparison, question: Question) -> bool:
    """Whether the operator and the kind of its value suit the question's answers."""
    if test.operator == Operator.ANSWERED:
        return test.value is None
    if isinstance(question, Single | Multiple):
        equal = test.operator in (Operator.IS, Operator.IS_NOT)
        return equal and isinstance(test.value, str)
    if not isinstance(question, Scale | Grid | Number):
        return False
    if test.value == PREFER_NOT_TO_SAY:
        return question.may_decline and test.operator in (Operator.IS, Operator.IS_NOT)
    return is_number(test.value) and math.isfinite(test.value or 0)  # type: ignore[arg-type]


def _is_option(test: Comparison, question: Single | Multiple) -> bool:
    if test.operator == Operator.ANSWERED:
        return True
    if test.value == PREFER_NOT_TO_SAY:
        return question.may_decline
    return any(test.value == option.key for option in question.options)
