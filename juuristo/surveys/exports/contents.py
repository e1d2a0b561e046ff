"""What of a wave may leave (trust T4), and the answers themselves, in an order that tells nothing.

- *Anonymous*, once sealed: the protected tables of ``results_of``; rows of the closed questions
  from ten answers on, of those questions alone whose results are shown, shuffled, and never what
  respondents told of themselves, and no rows at all where a breakdown is shown: rows and groups
  together would be groups crossed; the open answers of each shown question as a list of its own,
  shuffled by itself, so that no place in a list tells of a row or of another list.
- *Confidential*, once sealed, for its reader: the same without thresholds.
- *Named*: everything, under names.
"""

import secrets
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from juuristo.people.models import Person

from ..access import is_reader, may_run_wave
from ..breakdowns import row_questions
from ..definition import PREFER_NOT_TO_SAY, Definition
from ..models import Wave
from ..models.waves import LEAST_OPEN_THRESHOLD
from ..refusals import Refused
from ..results import definition_of, responses_of, results_of

CLOSED = frozenset({"single", "multiple", "scale", "ranking"})
AT_ONCE = 2_000  # rows

Asked: TypeAlias = Any  # a question that takes an answer (definition.Definition)
Row: TypeAlias = tuple[Any, ...]
Progress: TypeAlias = Callable[[int], None]
Teller: TypeAlias = tuple[int, Callable[[Any], Any]]  # a place in a row, and what is said of it


@dataclass(frozen=True)
class Contents:
    """What of one wave is given. ``results`` None: no tables; no ``columns``: no rows."""

    wave: Wave
    definition: Definition
    results: dict[str, Any] | None
    columns: tuple[Asked, ...]
    open_questions: tuple[Asked, ...]

    @property
    def has_names(self) -> bool:
        return self.wave.kind == Wave.Kind.NAMED

    @property
    def shows_groups(self) -> bool:
        """Whether a breakdown is shown, which keeps the rows back."""
        breakdowns = self.results["breakdowns"] if self.results else []
        return not all(breakdown["withheld"] for breakdown in breakdowns)

    def rows(self, progress: Progress) -> "Rows":
        """Every answer's values by ``columns``, shuffled; of a named wave in the order of names,
        with name, address and day first."""
        return _named_rows(self, progress) if self.has_names else _shuffled_rows(self, progress)

    def open_answers(self, key: str) -> list[str]:
        """The answers to one open question, shuffled anew by themselves."""
        rows = responses_of(self.wave).filter(answers__has_key=key)
        # Whole rows: SQLite gives a part of JSON by itself back as a number where it looks so.
        answers = rows.values_list("answers", flat=True).iterator(chunk_size=AT_ONCE)
        found = [row[key] for row in answers if row[key] != PREFER_NOT_TO_SAY]
        secrets.SystemRandom().shuffle(found)
        return found


def may_export(person: Person, wave: Wave) -> bool:
    """Whoever runs the programme takes results out; what is confidential, its reader alone."""
    if wave.kind == Wave.Kind.CONFIDENTIAL:
        return is_reader(person, wave)
    return may_run_wave(person, wave)


def contents_of(wave: Wave) -> Contents:
    """Return what may be given of the wave. Raises Refused while nothing may."""
    if wave.state == Wave.State.DRAFT or not wave.shows_results:
        message = _("Tulokset voi viedä vasta, kun kyselykerta on päättynyt ja valmis.")
        raise Refused("not_closed", message)
    definition = definition_of(wave)
    asked = tuple(definition.answered_questions())
    if wave.kind == Wave.Kind.NAMED:
        return Contents(wave, definition, None, asked, ())
    mine = [question for question in asked if not _is_about_me(question, wave)]
    if wave.kind == Wave.Kind.CONFIDENTIAL:
        closed = tuple(question for question in mine if question.type != "open")
        open_questions = tuple(question for question in mine if question.type == "open")
        return Contents(wave, definition, None, closed, open_questions)
    return _protected(wave, definition, mine)


def _protected(wave: Wave, definition: Definition, mine: list[Asked]) -> Contents:
    results = results_of(wave)
    if "questions" not in results:
        message = _("Vastauksia on vielä liian vähän, jotta niitä voisi näyttää.")
        raise Refused("too_few", message)
    shown = {question["key"] for question in results["questions"] if question["state"] == "shown"}
    given = [question for question in mine if question.key in shown]
    open_questions = tuple(question for question in given if question.type == "open")
    tables = Contents(wave, definition, results, (), open_questions)
    least = max(LEAST_OPEN_THRESHOLD, wave.open_threshold, results["open_threshold"])
    if tables.shows_groups or (results["answered"] or 0) < least:
        return tables
    may_stand_in_rows = {question.key for question in row_questions(definition)}
    columns = tuple(
        question
        for question in given
        if question.type in CLOSED and question.key in may_stand_in_rows
    )
    return replace(tables, columns=columns)


def _is_about_me(question: Asked, wave: Wave) -> bool:
    return question.about_me or question.key in wave.breakdowns


class Rows:
    """Very many rows of few different values, 4 bytes a cell."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._values: list[Any] = []
        self._numbers: dict[Any, int] = {}
        self._cells = array("I")
        self._order = array("I")

    def add(self, row: Iterable[Any]) -> None:
        numbers, values = self._numbers, self._values
        for value in row:
            number = numbers.get(value)
            if number is None:
                number = numbers[value] = len(values)
                values.append(value)
            self._cells.append(number)
        self._order.append(len(self._order))

    def shuffle(self) -> None:
        secrets.SystemRandom().shuffle(self._order)

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[Row]:
        return self.told([(place, lambda value: value) for place in range(self._width)])

    def told(self, tellers: Iterable[Teller]) -> Iterator[Row]:
        """Yield the rows in other words, each teller asked but once about a value of its place."""
        parts = [(place, _Told(self._values, tell)) for place, tell in tellers]
        cells, width = self._cells, self._width
        for at in self._order:
            row = cells[at * width : (at + 1) * width]
            yield tuple([told[row[place]] for place, told in parts])


class _Told(dict[int, Any]):
    """What a teller has said of values, by their numbers."""

    def __init__(self, values: list[Any], tell: Callable[[Any], Any]) -> None:
        super().__init__()
        self._values, self._tell = values, tell

    def __missing__(self, number: int) -> Any:
        said = self[number] = self._tell(self._values[number])
        return said


def _shuffled_rows(contents: Contents, progress: Progress) -> Rows:
    keys = [question.key for question in contents.columns]
    found = Rows(len(keys))
    answers = responses_of(contents.wave).values_list("answers", flat=True)
    for number, given in enumerate(answers.iterator(chunk_size=AT_ONCE), 1):
        found.add(_value(given.get(key)) for key in keys)
        if not number % AT_ONCE:
            progress(number)
    found.shuffle()
    return found


def _named_rows(contents: Contents, progress: Progress) -> Rows:
    keys = [question.key for question in contents.columns]
    responses = contents.wave.named_responses.select_related("person").order_by(
        "person__last_name", "person__first_name", "person"
    )
    found = Rows(3 + len(keys))
    for number, one in enumerate(responses.iterator(chunk_size=AT_ONCE), 1):
        person = one.person
        who = (person.full_name, person.email, one.answered_at.date().isoformat())
        found.add((*who, *(_value(one.answers.get(key)) for key in keys)))
        progress(number)
    return found


def _value(value: Any) -> Any:
    return tuple(value) if type(value) is list else value


def answers_count(contents: Contents) -> int:
    """How many rows there are to read."""
    if not contents.columns:
        return 0
    if contents.has_names:
        return contents.wave.named_responses.count()
    return responses_of(contents.wave).count()


def numbered(rows: Iterator[Any], progress: Progress) -> Iterator[Any]:
    """Pass rows on and tell how many have gone by."""
    for number, row in enumerate(rows, 1):
        yield row
        if not number % AT_ONCE:
            progress(number)
