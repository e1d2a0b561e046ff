"""Rows as SPSS files: numbers with labels, "prefer not to say" as the user's own missing value.

pyreadstat writes from a data frame of pandas or polars. For columns of numbers and texts neither
is worth its 60 MB: what pyreadstat asks of a frame is little, and stands here.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from juuristo.shell.texts import LANGUAGES

from ..refusals import Refused
from .columns import Column, by_number, declined_number, declined_words, words
from .contents import Rows, Teller

LONGEST_NAME, LONGEST_LABEL, LONGEST_VALUE_LABEL, LONGEST_TEXT = 60, 250, 118, 32_000  # bytes
RESERVED = frozenset(
    {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}
)
NUMBERS = frozenset({"single", "multiple", "scale", "number", "ranking"})


class Series:
    """A column as pyreadstat looks at it: its type, and whether something may be missing."""

    def __init__(self, name: str, rows: Rows, teller: Teller, *, is_text: bool) -> None:
        import narwhals.stable.v2 as narwhals

        self._version = narwhals.DataFrame._version  # noqa: SLF001 — what it asks of a column
        self.name = name
        self.dtype = narwhals.String() if is_text else narwhals.Float64()
        self.is_text = is_text
        self.teller = teller
        self._rows = rows

    def _with_version(self, _version: Any) -> "Series":
        return self

    def __narwhals_series__(self) -> "Series":
        return self

    def null_count(self) -> int:
        """SPSS knows no missing text; of numbers any may be missing."""
        return 0 if self.is_text else len(self)

    def drop_nulls(self) -> "Series":
        """Only texts are looked through, for the longest; numbers are known by their type."""
        return self

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return (cell for (cell,) in self._rows.told([self.teller]))


class Table:
    """Columns as the data frame that pyreadstat takes them for; no cell is copied."""

    def __init__(self, rows: Rows, columns: Sequence[Series]) -> None:
        import narwhals.stable.v2 as narwhals

        self._version = narwhals.DataFrame._version  # noqa: SLF001
        self._implementation = narwhals.Implementation.POLARS
        self._rows = rows
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
        return self._rows.told([column.teller for column in self._columns])

    def __len__(self) -> int:
        return len(self._rows)


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
    table = Table(rows, _series(rows, columns, names))
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
    """Turn the rows into columns; names without a column are the texts before. Raises Refused."""
    before = len(names) - len(columns)
    found = [Series(names[at], rows, (at, _text), is_text=True) for at in range(before)]
    for name, column in zip(names[before:], columns, strict=True):
        is_text = column.question.type not in NUMBERS
        tell = _text if is_text else _teller(column)
        found.append(Series(name, rows, (column.place, tell), is_text=is_text))
    if any(len(text.encode()) > LONGEST_TEXT for one in found if one.is_text for text in one):
        message = _("Jokin vastaus on SPSS-tiedostoon liian pitkä. Valitse toinen muoto.")
        raise Refused("too_long_for_sav", message)
    return found


def _text(answer: str | None) -> str:
    """Return a text as SPSS holds it, which knows no missing one."""
    return answer or ""


def _teller(column: Column) -> Callable[[Any], float | None]:
    number = by_number(column)

    def tell(answer: Any) -> float | None:
        said = number(column.of(answer))
        return None if said is None else float(said)

    return tell


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
