"""Rows as SPSS files: numbers with labels, "prefer not to say" as the user's own missing value.

pyreadstat writes from a data frame of pandas or polars. For columns of numbers and texts neither
is worth its 60 MB: what pyreadstat asks of a frame is little, and stands here.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from juuristo.shell.texts import LANGUAGES

from ..refusals import Refused
from .columns import Column, by_number, declined_number, declined_words, words
from .contents import Row, Rows

LONGEST_NAME, LONGEST_LABEL, LONGEST_VALUE_LABEL, LONGEST_TEXT = 60, 250, 118, 32_000  # bytes
RESERVED = frozenset(
    {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}
)
NUMBERS = frozenset({"single", "multiple", "scale", "number", "ranking"})


class Series:
    """A column as pyreadstat looks at it: its type, and whether something is missing."""

    def __init__(self, name: str, values: Sequence[Any], *, is_text: bool) -> None:
        import narwhals.stable.v2 as narwhals

        self._version = narwhals.DataFrame._version  # noqa: SLF001 — what it asks of a column
        self.name = name
        self.dtype = narwhals.String() if is_text else narwhals.Float64()
        self._values = values

    def _with_version(self, _version: Any) -> "Series":
        return self

    def __narwhals_series__(self) -> "Series":
        return self

    def null_count(self) -> int:
        return sum(value is None for value in self._values)

    def drop_nulls(self) -> "Series":
        """Only texts are looked through, for the longest; numbers are known by their type."""
        return self

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)


class Table:
    """Columns as the data frame that pyreadstat takes them for."""

    def __init__(self, columns: Sequence[Series]) -> None:
        import narwhals.stable.v2 as narwhals

        self._version = narwhals.DataFrame._version  # noqa: SLF001
        self._implementation = narwhals.Implementation.POLARS
        self._columns = columns

    def _with_version(self, _version: Any) -> "Table":
        return self

    def __narwhals_dataframe__(self) -> "Table":
        return self

    def __native_namespace__(self) -> Any:
        return sys.modules[__name__]

    @property
    def columns(self) -> list[str]:
        return [column.name for column in self._columns]

    def iter_columns(self) -> Iterator[Series]:
        return iter(self._columns)

    def iter_rows(self, *, named: bool, buffer_size: int) -> Iterator[tuple[Any, ...]]:
        return zip(*self._columns, strict=True)

    def __len__(self) -> int:
        return len(self._columns[0])


def write_sav(
    folder: Path,
    rows: Rows,
    columns: Sequence[Column],
    language: str,
    before: Sequence[tuple[str, str]],
) -> list[Path]:
    """Write the rows once for each language's labels, ``language`` first.

    ``before`` names the texts that stand before the answers: (key, words).
    """
    import pyreadstat  # heavy: only when somebody wants the file

    names = _names([*(key for key, _words in before), *(column.key for column in columns)])
    table = Table(_series(rows, columns, names))
    answers = dict(zip(names[len(before) :], columns, strict=True))
    paths = []
    for code in sorted(LANGUAGES, key=lambda one: one != language):
        path = folder / f"answers-{code}.sav"
        titles = [label for _key, label in before] + [one.title(code) for one in columns]
        pyreadstat.write_sav(
            table,
            path,
            column_labels=[_cut(title, LONGEST_LABEL) for title in titles],
            variable_value_labels=_value_labels(answers, code),
            missing_ranges={
                name: [float(declined_number(column.question))]
                for name, column in answers.items()
                if column.question.may_decline and column.question.type in NUMBERS
            },
            variable_measure={name: _measure(column) for name, column in answers.items()},
            row_compress=True,
        )
        paths.append(path)
    return paths


def _series(rows: Rows, columns: Sequence[Column], names: Sequence[str]) -> list[Series]:
    """Turn the rows into columns in one pass; names without a column are the texts before."""
    floats: dict[Any, float | None] = {None: None}  # one object for a number, however often
    before = len(names) - len(columns)
    parts: list[tuple[list[Any], Callable[[Row], Any]]] = [
        *(([], itemgetter(place)) for place in range(before)),
        *(([], _teller(column, floats)) for column in columns),
    ]
    for row in rows:
        for values, tell in parts:
            values.append(tell(row))
    texts = [True] * before + [column.question.type not in NUMBERS for column in columns]
    return [
        Series(name, _texts(values) if is_text else values, is_text=is_text)
        for name, (values, _tell), is_text in zip(names, parts, texts, strict=True)
    ]


def _teller(column: Column, floats: dict[Any, float | None]) -> Callable[[Row], Any]:
    if column.question.type not in NUMBERS:
        return column.of
    number = by_number(column)

    def tell(row: Row) -> float | None:
        one = number(column.of(row))
        if one not in floats:
            floats[one] = float(one or 0)
        return floats[one]

    return tell


def _texts(texts: list[str | None]) -> list[str]:
    """Return texts as SPSS holds them, which knows no missing text. Raises Refused."""
    if any(len(text.encode()) > LONGEST_TEXT for text in texts if text is not None):
        message = _("Jokin vastaus on SPSS-tiedostoon liian pitkä. Valitse toinen muoto.")
        raise Refused("too_long_for_sav", message)
    return [text or "" for text in texts]


def _names(keys: Sequence[str]) -> list[str]:
    """Make names SPSS takes: ``attended[study_circle]`` becomes ``attended_study_circle``."""
    names: list[str] = []
    for key in keys:
        plain = key.replace("[", "_").rstrip("]")
        plain = f"{plain}_v" if plain in RESERVED else plain
        name, number = plain[:LONGEST_NAME].rstrip("_"), 1
        while name in names:
            number += 1
            name = f"{plain[: LONGEST_NAME - 4]}_{number}"
        names.append(name)
    return names


def _value_labels(answers: dict[str, Column], language: str) -> dict[str, dict[float, str]]:
    labels = {name: _labels_of(column, language) for name, column in answers.items()}
    return {name: one for name, one in labels.items() if one}


def _labels_of(column: Column, language: str) -> dict[float, str]:
    question = column.question
    labels: dict[float, str] = {}
    if question.type == "single":
        labels = {n: words(one.text, language) for n, one in enumerate(question.options, 1)}
    elif question.type == "multiple":
        yes, no = {"fi": ("kyllä", "ei"), "sv": ("ja", "nej")}.get(language, ("yes", "no"))
        labels = {1: yes, 0: no}
    elif question.type == "scale":
        ends = question.ends
        labels = {ends.least: words(ends.low, language), ends.most: words(ends.high, language)}
    if question.may_decline and question.type in NUMBERS:
        labels[declined_number(question)] = declined_words(language)
    return {float(value): _cut(text, LONGEST_VALUE_LABEL) for value, text in labels.items() if text}


def _measure(column: Column) -> str:
    kinds = {"scale": "ordinal", "ranking": "ordinal", "number": "scale"}
    return kinds.get(column.question.type, "nominal")


def _cut(label: str, most: int) -> str:
    """Return the label in at most so many bytes: SPSS takes no longer ones."""
    if len(label.encode()) <= most:
        return label
    return label.encode()[: most - 3].decode(errors="ignore") + "…"
