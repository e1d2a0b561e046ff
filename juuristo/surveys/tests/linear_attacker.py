"""One who holds a wave's results document and the form, and nothing else: linear programmes.

Written without the code it attacks. Every count that the document does not tell is a variable, what
it tells is a constraint, and HiGHS finds the least and the most that any hidden count may be.
"""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

import highspy
import numpy as np

INFINITY = highspy.kHighsInf
Key = tuple[Any, ...]


class Programme:
    """Variables by name, linear constraints, and the range of any one variable."""

    def __init__(self) -> None:
        self.highs = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        self.columns: dict[Key, int] = {}

    def column(self, *key: Any) -> int:
        if key not in self.columns:
            self.columns[key] = len(self.columns)
            self.highs.addVar(0.0, INFINITY)
        return self.columns[key]

    def bound(self, column: int, low: float, high: float = INFINITY) -> None:
        self.highs.changeColBounds(column, float(low), float(high))

    def fix(self, column: int, value: float) -> None:
        self.bound(column, value, value)

    def add_up(self, parts: Iterable[int], whole: int) -> None:
        """The parts together are the whole."""
        columns = [*parts, whole]
        values = np.array([1.0] * (len(columns) - 1) + [-1.0])
        self.highs.addRow(0.0, 0.0, len(columns), np.array(columns, dtype=np.int32), values)

    def range_of(self, column: int) -> tuple[float, float]:
        self.highs.changeColCost(column, 1.0)
        found = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            self.highs.changeObjectiveSense(sense)
            self.highs.run()
            status = self.highs.getModelStatus()
            assert status == highspy.HighsModelStatus.kOptimal, status
            found.append(self.highs.getInfo().objective_function_value)
        self.highs.changeColCost(column, 0.0)
        return found[0], found[1]


class Attacker:
    """Reads one wave's document; ``programme`` may hold several waves, told apart by ``wave``."""

    def __init__(
        self,
        form: Mapping[str, Any],
        document: Mapping[str, Any],
        programme: Programme | None = None,
        wave: str = "",
        nested: Mapping[str, str] | None = None,
    ) -> None:
        """``nested``: known from elsewhere, such as which office a team belongs to: the group of
        the first breakdown that each group of the second lies in."""
        self.form, self.document, self.wave, self.nested = form, document, wave, nested or {}
        self.programme = programme or Programme()
        self.breakdowns = {each["by"]: each for each in document["breakdowns"]}
        self.questions = {
            each["key"]: each
            for each in form["questions"]
            if each["type"] == "single" and not each.get("about_me")
        }
        self._know_people()
        for key in self.questions:
            self._know_question(key)
        for by in self.breakdowns:
            self._read_groups(by)

    def groups(self, by: str) -> list[str]:
        """All groups the form allows, and those who did not tell."""
        options = next(each["options"] for each in self.form["questions"] if each["key"] == by)
        return [option["key"] for option in options] + ["not_told"]

    def people(self, by: str, group: str) -> int:
        return self.programme.column(self.wave, "people", by, group)

    def answers(self, question: str, by: str, group: str) -> int:
        return self.programme.column(self.wave, "answers", question, by, group)

    def count(self, question: str, option: str, by: str, group: str) -> int:
        return self.programme.column(self.wave, "count", question, option, by, group)

    def cells(self) -> list[tuple[str, ...]]:
        """The groups crossed; those that cannot have people are left out."""
        crossed = product(*(self.groups(by) for by in self.breakdowns))
        return [cell for cell in crossed if self.nested.get(cell[-1], cell[0]) == cell[0]]

    def cell(self, *told: Any) -> int:
        return self.programme.column(self.wave, "cell", *told)

    def _sum_margins(self, told: tuple[Any, ...], named: Any) -> None:
        """Each group is the sum of its cells, crossed with the other breakdown."""
        for place, by in enumerate(self.breakdowns):
            for group in self.groups(by):
                cells = [self.cell(*told, cell) for cell in self.cells() if cell[place] == group]
                self.programme.add_up(cells, named(by, group))

    def _total(self, told: tuple[Any, ...]) -> int:
        total = self.programme.column(self.wave, "total", *told)
        cells = [self.cell(*told, cell) for cell in self.cells()]
        self.programme.add_up(cells, total)
        return total

    def _know_people(self) -> None:
        self._sum_margins(("people",), self.people)
        self.programme.fix(self._total(("people",)), self.document["answered"])

    def _know_question(self, key: str) -> None:
        """Of the people of a cell some answered, and each chose one option."""
        options = [option["key"] for option in self.questions[key]["options"]]
        programme = self.programme
        for cell in self.cells():
            answers = self.cell(key, cell)
            silent = programme.column(self.wave, "silent", key, cell)
            if self.questions[key].get("required"):
                programme.fix(silent, 0)
            people = self.cell("people", cell)
            programme.add_up([answers, silent], people)
            counts = [self.cell(key, option, cell) for option in options]
            programme.add_up(counts, answers)
        self._sum_margins((key,), lambda by, group: self.answers(key, by, group))
        for option in options:
            self._sum_margins(
                (key, option), lambda by, group, o=option: self.count(key, o, by, group)
            )
        told = next(each for each in self.document["questions"] if each["key"] == key)
        if told["n"] is not None:
            programme.fix(self._total((key,)), told["n"])
            for option in told.get("options", []):
                programme.fix(self._total((key, option["key"])), option["count"])

    def _read_groups(self, by: str) -> None:
        told = {group["key"]: group for group in self.breakdowns[by]["groups"]}
        for key in self.groups(by):
            group = told.get(key)
            people = self.people(by, key)
            if self.breakdowns[by]["withheld"]:
                continue
            if group is None or group["state"] == "missing":
                self.programme.fix(people, 0)
            elif group["state"] == "protected":
                self.programme.bound(people, 1)  # else it would be missing
            else:
                self.programme.fix(people, group["n"])
                self._read_questions(by, key, group["questions"])

    def _read_questions(self, by: str, group: str, questions: Iterable[Any]) -> None:
        for told in questions:
            if told["n"] is not None:
                self.programme.fix(self.answers(told["key"], by, group), told["n"])
                for option in told.get("options", []):
                    column = self.count(told["key"], option["key"], by, group)
                    self.programme.fix(column, option["count"])

    def hidden(self, by: str) -> list[str]:
        """The groups that exist, as far as can be told, and are not shown."""
        return [
            group["key"] for group in self.breakdowns[by]["groups"] if group["state"] == "protected"
        ]

    def total_of(self, question: str) -> int | None:
        told = next(each for each in self.document["questions"] if each["key"] == question)
        n: int | None = told["n"]
        return n
