"""All that the page of one question holds: its form, its lines and its condition, as one."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from juuristo.shell.texts import LANGUAGES, text_in

from .definition import Definition, Question
from .drafts import asked_before, keys_in, make_key, numbers_of, owner_of, row_keys
from .forms.conditions import ConditionEditor, earlier_than
from .forms.questions import FIRST, KINDS, Kind, QuestionForm, initial_of
from .forms.rows import Row, RowsEditor, acted, typed_rows
from .models import Instrument

QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
CHECKS = ("required", "may_decline", "about_me")
ANYONES = {*CHECKS, "text", "hint", "key", "after"}
MORE_TESTS = "more-tests"
KEY = r"[a-z][a-z0-9_]{0,59}"


class QuestionPage:
    """``question`` is the stored one, None for a new one. ``edited`` is its key in the address,
    which outlives it when somebody removes it meanwhile. ``data`` is what was posted.

    ``act`` is a change of the page itself ("row-up:2", "more-tests"): it is done to what was
    typed and drawn again without judging it.
    """

    def __init__(
        self,
        instrument: Instrument,
        definition: Definition,
        kind: Kind,
        *,
        question: Question | None = None,
        edited: str = "",
        after: str | None = None,
        data: Mapping[str, Any] | None = None,
        act: str = "",
    ) -> None:
        self.definition = definition
        self.kind = kind
        self.question_before = question
        self.key = question.key if question else edited
        self.versions = asked_before(instrument)
        self.data = data
        self.act = act
        self.after = after if data is None else data.get("after")
        self.form = self._form()
        self.rows = self._rows()
        self.condition = self._condition()

    @property
    def number(self) -> int | None:
        return numbers_of(self.definition).get(self.key)

    @property
    def is_locked(self) -> bool:
        """Whether the question has been asked: its key stays then."""
        return any(owner_of(version, self.key) for version in self.versions)

    def _taken(self) -> frozenset[str]:
        own = {self.key, *row_keys(self.question_before)} if self.question_before else set()
        now = {key for key in keys_in(self.definition) if key not in own}
        return frozenset(now.union(*(set(keys_in(version)) - own for version in self.versions)))

    def places(self) -> list[tuple[str, str]]:
        numbers = numbers_of(self.definition)
        others = [each for each in self.definition.questions if each.key != self.key]
        found = [(FIRST, _("Ensimmäisenä"))]
        for each in others:
            text = text_in(each.text.model_dump())
            name = f"{numbers[each.key]}. {text}" if each.key in numbers else text
            found.append((each.key, _("Tämän jälkeen: %s") % name[:80]))
        return found

    @cached_property
    def place_before(self) -> str:
        """The key of the question that this one stands after, "" when it is the first."""
        if self.question_before is None:
            keys = [each.key for each in self.definition.questions]
            return self.after if self.after in keys else (keys or [""])[-1]
        place = self.definition.questions.index(self.question_before)
        return self.definition.questions[place - 1].key if place else ""

    @property
    def stood(self) -> str:
        """Where the question stood when the page was opened."""
        return str((self.data or {}).get("stood") or self.place_before or FIRST)

    def place(self) -> str | None:
        """Where its writer wants it: None when the place was not touched, although the questions
        around it may have moved meanwhile."""
        after: str = self.form.cleaned_data["after"]
        if self.question_before and after == ("" if self.stood == FIRST else self.stood):
            return None
        return after

    def _form(self) -> QuestionForm:
        settings: dict[str, Any] = {
            "places": self.places(),
            "taken": self._taken(),
            "is_locked": self.is_locked,
        }
        initial = initial_of(self.question_before) if self.question_before else {}
        initial["after"] = self.place_before or FIRST
        if self.data is None:
            return self.kind.form(initial=initial, **settings)
        if not self.act:
            return self.kind.form(self.data, initial=initial, **settings)
        # drawn again as it was typed, without a word about what is still missing
        blank = self.kind.form(**settings)
        typed = {
            name: field.widget.value_from_datadict(self.data, {}, name)
            for name, field in blank.fields.items()
        }
        if self.is_locked:
            typed["key"] = self.key
        return self.kind.form(initial=typed, **settings)

    def _rows(self) -> RowsEditor | None:
        form = self.kind.form
        if not form.rows_most:
            return None
        limits: dict[str, Any] = {
            "known": self._known_rows(),
            "least": form.rows_least,
            "most": form.rows_most,
        }
        if self.data is None:
            blanks = 0 if self.question_before else max(form.rows_least, 2)
            return RowsEditor([*self._stored_rows(), *({} for _n in range(blanks))], **limits)
        rows = typed_rows(self.data, form.rows_most)
        if not self.act:
            return RowsEditor(rows, **limits, check=True)
        goes_to = None
        if self.act.startswith("row-"):
            rows, goes_to = acted(rows, self.act, form.rows_most)
        editor = RowsEditor(rows, **limits)
        editor.goes_to = goes_to
        return editor

    def _known_rows(self) -> list[str]:
        if self.question_before or self.data is None or not self.key:
            return row_keys(self.question_before)
        rows = typed_rows(self.data, self.kind.form.rows_most)
        return [row["key"] for row in rows if re.fullmatch(KEY, row["key"])]

    def _stored_rows(self) -> list[Row]:
        if self.question_before is None:
            return []
        stored = initial_of(self.question_before)[self.kind.form.rows_name]
        return [
            {"key": row["key"], **{code: row["text"].get(code, "") for code in LANGUAGES}}
            for row in stored
        ]

    def _condition(self) -> ConditionEditor:
        after = self.place_before if self.data is None else self.after
        data = self.data
        if data is not None and self.act == MORE_TESTS:
            data = {**_flat(data), "tests": str(int(data.get("tests") or 0) + 1)}
        before = self.question_before
        return ConditionEditor(
            earlier=earlier_than(self.definition, self.key, "" if after == FIRST else after),
            condition=before.shown_if if before else None,
            data=data,
            check=not self.act,
        )

    @property
    def is_grid(self) -> bool:
        return self.kind.form.rows_name == "rows"

    def own_fields(self) -> list[BoundField]:
        """What only this type of question asks."""
        return [field for field in self.form if field.name not in ANYONES]

    def checks(self) -> list[BoundField]:
        return [field for field in self.form if field.name in CHECKS]

    @property
    def is_open(self) -> bool:
        """Whether what most questions do not need is shown at once."""
        hint = self.form["hint"].value() or []
        said = hint.values() if isinstance(hint, Mapping) else hint
        return any(said) or any(name in self.form.errors for name in ("hint", "key", "after"))

    def is_valid(self) -> bool:
        valid = self.form.is_valid()
        if self.rows and not self.rows.is_valid():
            self.form.add_error(None, self.rows.error or _("Vaihtoehdoista puuttuu suomi."))
            valid = False
        if not self.condition.is_valid():
            self.form.add_error(None, _("Ehdossa on korjattavaa."))
            valid = False
        return valid

    def question(self) -> Question:
        """What the valid page says."""
        return QUESTION.validate_python(self._document(self.form.cleaned_data))

    def sketch(self) -> dict[str, Any]:
        """What is typed so far, for the preview: drawn even when it could not be stored yet."""
        return self._document(self.form.typed())

    def _document(self, values: Mapping[str, Any]) -> dict[str, Any]:
        taken = self._taken()
        words = values["text"].get("fi") or self.kind.type
        key = values.get("key") or self.key or make_key(words, taken, otherwise=self.kind.type)
        document = {**self.form.parts(values), "key": key}
        if self.rows:
            others = {*taken, key} if self.is_grid else self._options_asked()
            otherwise = "row" if self.is_grid else "option"
            document[self.kind.form.rows_name] = self.rows.lines(others, otherwise=otherwise)
        condition = self.condition.condition()
        shown_if = condition.model_dump(mode="json", by_alias=True) if condition else None
        return {**document, "shown_if": shown_if}

    def _options_asked(self) -> set[str]:
        """Options that earlier versions had: a new one must not look like a removed one."""
        owners = (owner_of(version, self.key) for version in self.versions)
        return {key for owner in owners if owner for key in row_keys(owner)}


def _flat(data: Mapping[str, Any]) -> dict[str, Any]:
    """A post's last value by name."""
    return {name: data[name] for name in data}


def kind_of(question: Question) -> Kind:
    return KINDS[question.type]
