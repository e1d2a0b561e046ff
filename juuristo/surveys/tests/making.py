"""Surveys and answers made up by chance, for tests of what holds of any of them.

``chance`` is a seeded ``random.Random``, of vectors' own or of ``CHANCES``: Hypothesis' own draws
every choice through its engine, which takes eight times as long.
"""

import random
from typing import Any

from hypothesis import strategies as st

from juuristo.surveys.definition import (
    PREFER_NOT_TO_SAY,
    Asked,
    Day,
    Definition,
    Ends,
    Grid,
    GridRow,
    Info,
    Multiple,
    Number,
    Open,
    Option,
    Question,
    Ranking,
    Scale,
    Single,
    Texts,
)

CHANCES = st.integers(0, 2**32).map(random.Random)
KINDS = (Single, Multiple, Scale, Grid, Open, Number, Day, Ranking, Info)
WORDS = (
    *("Miten menee?", "Kiire", "på svenska", "an answer", "1 helppoa", "=1+1", "-", "50 %"),
    *('sanoi "ei"', "it's", "مرحبا", "🌱 kasvaa 👩‍🌾", "rivi\ntoinen", "a, b; c", "<b>&amp;</b>"),
    *("_x0041_", "*tähti*", "# otsikko", "å ä ö Å Ä Ö", "yes", "0", "TRUE", "2026-01-31", "$5 {x}"),
)
HOSTILE: tuple[Any, ...] = (
    *(None, "", [], {}, True, False, 0, -1, 1.5, 5.0, -0.0, 10**400, 1e300, -1e16),
    *("yes", "no", "0", " ", "\n", "\0", "a\0b", "\u202e", "a\r\nb\rc\td", "\ud800", "\ufeff x"),
    *(["yes", "yes"], [["yes"]], [None], [1], {"yes": 1}, [{}], PREFER_NOT_TO_SAY),
    *([PREFER_NOT_TO_SAY], "2026-02-29", "2024-02-29", "2026-1-1", "0000-01-01", "9999-12-31"),
    *(
        "2026-01-01T00:00",
        "٢٠٢٦-٠١-٠١",
        "e\u0301",
        "👩‍🌾" * 30,
        "x" * 51_000,
        " " * 51_000,
        "\0" * 60,
        "kysy osoitteesta aino@example.org",
        "soita 040 123 4567",
        "tunnus on 131052-308T",
    ),
)


def texts(chance: random.Random) -> Texts:
    return Texts(
        fi=" ".join(chance.choices(WORDS, k=chance.randint(1, 2))),
        sv=chance.choice(["", *WORDS]),
        en=chance.choice(["", *WORDS]),
    )


def options(chance: random.Random, least: int = 2) -> list[Option]:
    keys = chance.sample(["yes", "no", "daily", "o1", "not_sure", "z_9"], chance.randint(least, 6))
    return [
        Option(key=key, text=texts(chance).model_copy(update={"fi": f"{chance.choice(WORDS)} {n}"}))
        for n, key in enumerate(keys)
    ]


def ends(chance: random.Random) -> Ends:
    least = chance.choice([1, 0, -3])
    return Ends(
        least=least,
        most=least + chance.choice([1, 4, 9, 100]),
        low=chance.choice([Texts(), texts(chance)]),
        high=chance.choice([Texts(), texts(chance)]),
    )


def comparison(chance: random.Random, question: Question, key: str) -> dict[str, Any]:
    """Any test that suits the question."""
    if isinstance(question, Single | Multiple) and chance.random() < 0.8:
        value: Any = chance.choice(question.options).key
        return {"question": key, "operator": chance.choice(["is", "is_not"]), "value": value}
    if isinstance(question, Scale | Grid | Number) and chance.random() < 0.8:
        operator = chance.choice(["is", "is_not", "at_least", "at_most"])
        return {"question": key, "operator": operator, "value": chance.choice([0, 1, 2, 5, 2.5])}
    return {"question": key, "operator": "answered"}


def condition(
    chance: random.Random, earlier: list[tuple[str, Question]], depth: int = 0
) -> dict[str, Any]:
    shape = chance.choice(["one", "one", "all", "any", "not"]) if depth < 3 else "one"
    if shape == "one":
        key, question = chance.choice(earlier)
        return comparison(chance, question, key)
    if shape == "not":
        return {"not": condition(chance, earlier, depth + 1)}
    return {
        shape: [condition(chance, earlier, depth + 1) for _ in range(chance.randint(2, 3))],
    }


def own_fields(chance: random.Random, kind: type[Asked], key: str) -> dict[str, Any]:
    """The fields that a type of question has beside those that all have."""
    if kind is Grid:
        rows = [GridRow(key=f"{key}_r{n}", text=texts(chance)) for n in range(chance.randint(1, 3))]
        return {"ends": ends(chance), "rows": rows}
    if kind is Scale:
        return {"ends": ends(chance), "look": chance.choice(["radio", "slider"])}
    if kind is Number:
        least, most = chance.choice([(None, None), (0, None), (None, 10), (-2.5, 7), (1, 120)])
        return {"least": least, "most": most, "whole": chance.random() < 0.5}
    if kind is Day:
        earliest, latest = chance.choice(
            [(None, None), ("2020-01-01", None), (None, "2026-12-31"), ("2026-01-01", "2026-01-31")]
        )
        return {"earliest": earliest, "latest": latest}
    if kind is Open:
        return {"long": chance.random() < 0.5, "longest": chance.choice([5_000, 10, 1, 200])}
    if kind in (Single, Ranking):
        return {"options": options(chance)}
    if kind is Multiple:
        chosen = options(chance)
        return {"options": chosen, "most": chance.choice([None, 1, len(chosen)])}
    return {}


def definition(chance: random.Random, most: int = 8) -> Definition:
    questions: list[Question] = []
    earlier: list[tuple[str, Question]] = []
    for number in range(chance.randint(1, most)):
        kind = Single if number == 0 else chance.choice(KINDS)
        key = chance.choice([f"q{number}", f"question_{number}"])
        question = kind.model_validate(
            {
                "key": key,
                "text": texts(chance),
                "hint": chance.choice([Texts(), texts(chance)]),
                "required": kind is not Info and chance.random() < 0.3,
                "may_decline": kind is not Info and chance.random() < 0.3,
                "about_me": kind is Single and chance.random() < 0.2,
                "shown_if": condition(chance, earlier)
                if earlier and chance.random() < 0.5
                else None,
                **own_fields(chance, kind, key),
            }
        )
        questions.append(question)
        if isinstance(question, Grid):
            earlier += [(row.key, question) for row in question.rows]
        elif not isinstance(question, Info):
            earlier.append((key, question))
    return Definition(
        title=texts(chance),
        intro=chance.choice([Texts(), texts(chance)]),
        thanks=chance.choice([Texts(), texts(chance)]),
        paging=chance.choice(["one_at_a_time", "one_page"]),
        questions=questions,
    )


def answer(chance: random.Random, question: Any) -> Any:
    """A fitting answer, whether or not it is asked."""
    if question.may_decline and chance.random() < 0.1:
        return PREFER_NOT_TO_SAY
    match question:
        case Single():
            return chance.choice(question.options).key
        case Multiple():
            keys = [option.key for option in question.options]
            return chance.sample(keys, chance.randint(1, question.most or len(keys)))
        case Ranking():
            return chance.sample([one.key for one in question.options], len(question.options))
        case Scale():
            return chance.randint(question.ends.least, question.ends.most)
        case Number():
            return max(question.least or 0, min(question.most or 99, chance.randint(0, 12)))
        case Day():
            return chance.choice(["2026-01-15", question.earliest, question.latest])
        case _:
            return chance.choice(WORDS)[: question.longest]


def raw_answers(chance: random.Random, survey: Definition, hostile: float = 0.0) -> dict[str, Any]:
    """Answers to some of the questions, a share of them hostile."""
    given: dict[str, Any] = {}
    for question in survey.answered_questions():
        if chance.random() < hostile:
            given[question.key] = chance.choice(HOSTILE)
        elif chance.random() < 0.8:
            given[question.key] = answer(chance, question)
    if chance.random() < hostile / 4:
        given[chance.choice(["constructor", "__proto__", "", "Ä\ud800", "q" * 300])] = 1
    return given
