"""When a question is asked, built by choosing: an earlier question, and what its answer must be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.shell.texts import text_in

from ..definition import (
    All,
    Any_,
    Comparison,
    Condition,
    Definition,
    Grid,
    Info,
    Multiple,
    Not,
    Number,
    Operator,
    Question,
    Scale,
    Single,
    scale_of,
)
from ..drafts import numbers_of

MOST_TESTS = 12
ALWAYS, IF, KEEP = "always", "if", "keep"
WITH_NUMBER = {Operator.AT_LEAST.value, Operator.AT_MOST.value, "is", "is_not"}
LONGEST_LABEL = 90


@dataclass(frozen=True)
class Earlier:
    """A question that a condition may look at."""

    key: str
    label: str
    question: Question

    @property
    def takes_number(self) -> bool:
        return isinstance(self.question, Scale | Number)

    def tests(self) -> Iterator[tuple[str, str]]:
        """What its answer may be tested for: a code and words."""
        if isinstance(self.question, Single | Multiple):
            for option in self.question.options:
                words = {"answer": text_in(option.text.model_dump())}
                yield f"is:{option.key}", _("vastaus on: %(answer)s") % words
            for option in self.question.options:
                words = {"answer": text_in(option.text.model_dump())}
                yield f"is_not:{option.key}", _("vastaus ei ole: %(answer)s") % words
        if self.takes_number:
            yield "at_least", _("vastaus on vähintään")
            yield "at_most", _("vastaus on enintään")
            yield "is", _("vastaus on tasan")
            yield "is_not", _("vastaus ei ole")
        yield "answered", _("siihen on vastattu")
        yield "not_answered", _("siihen ei ole vastattu")


def earlier_than(definition: Definition, key: str, after: str | None = None) -> list[Earlier]:
    """The questions before the one called ``key``; where ``after`` is given, those up to it."""
    found: list[Earlier] = []
    numbers = numbers_of(definition)
    if after == "":
        return found
    for question in definition.questions:
        if question.key == key and after is None:
            break
        if question.key != key:
            found += _of(question, numbers.get(question.key, 0))
        if question.key == after:
            break
    return found


def _of(question: Question, number: int) -> Iterator[Earlier]:
    if isinstance(question, Info):
        return
    name = f"{number}. {text_in(question.text.model_dump())}"
    if isinstance(question, Grid):
        for row in question.rows:
            label = f"{name}: {text_in(row.text.model_dump())}"
            yield Earlier(row.key, _short(label), scale_of(question, row))
    else:
        yield Earlier(question.key, _short(name), question)


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[:LONGEST_LABEL].rstrip()}…"


class WhenForm(forms.Form):
    when = forms.ChoiceField(
        label=gettext_lazy("Milloin tämä kysytään?"),
        choices=[(ALWAYS, gettext_lazy("Aina")), (IF, gettext_lazy("Vain, jos…"))],
        widget=forms.RadioSelect,
    )
    joined = forms.ChoiceField(
        label=gettext_lazy("Jos ehtoja on monta"),
        choices=[
            ("all", gettext_lazy("kaikkien niiden pitää täyttyä")),
            ("any", gettext_lazy("yksikin riittää")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, keeps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if keeps:
            field: Any = self.fields["when"]
            field.choices = [(KEEP, _("Pidä nykyinen ehto")), *field.choices]


class TestForm(forms.Form):
    """One test: which question, what of its answer, and for numbers which number."""

    __test__ = False

    question = forms.ChoiceField(label=gettext_lazy("Aiempi kysymys"), required=False)
    test = forms.ChoiceField(label=gettext_lazy("Mitä siihen vastataan"), required=False)
    number = forms.FloatField(label=gettext_lazy("Luku"), required=False, localize=True)

    def __init__(self, *args: Any, earlier: Sequence[Earlier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.earlier = {each.key: each for each in earlier}
        question: Any = self.fields["question"]
        question.choices = [("", _("Valitse kysymys")), *((e.key, e.label) for e in earlier)]
        unknown = self.chosen_key
        if unknown and unknown not in self.earlier:
            question.choices.append((unknown, _("Kysymys, jota tätä ennen ei ole: %s") % unknown))
        test: Any = self.fields["test"]
        tests = self.chosen.tests() if self.chosen else ()
        test.choices = [("", _("Valitse vastaus")), *tests]
        self.fields["number"].widget.attrs["class"] = "short"
        # the answers to choose from are another question's: draw them anew
        self.fields["question"].widget.attrs |= {
            "hx-post": "",
            "hx-trigger": "change",
            "hx-vals": '{"act": "refresh"}',
        }

    @cached_property
    def chosen_key(self) -> str:
        if self.is_bound:
            return str(self.data.get(self.add_prefix("question"), ""))
        return str(self.initial.get("question", ""))

    @property
    def chosen(self) -> Earlier | None:
        return self.earlier.get(self.chosen_key)

    @property
    def takes_number(self) -> bool:
        return self.chosen is not None and self.chosen.takes_number

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("question"):
            self.errors.clear()  # an empty row asks nothing
        elif self.chosen is None:
            self.add_error("question", _("Valitse kysymys, joka kysytään ennen tätä."))
        elif not data.get("test"):
            self._wants("test", _("Valitse, mitä kysymykseen vastataan."))
        elif data["test"] in WITH_NUMBER and data.get("number") is None:
            self._wants("number", _("Kirjoita luku, johon vastausta verrataan."))
        return data

    def _wants(self, name: str, words: str) -> None:
        """Say what is missing, unless the field has said already what is wrong with it."""
        if name not in self.errors:
            self.add_error(name, words)

    def condition(self) -> Condition | None:
        data = self.cleaned_data
        key, test = data.get("question"), data.get("test")
        if not key or not test or self.chosen is None:
            return None
        if test == "not_answered":
            return Not(not_=Comparison(question=key, operator=Operator.ANSWERED))
        operator, _colon, option = test.partition(":")
        value = option or (data.get("number") if test in WITH_NUMBER else None)
        return Comparison(question=key, operator=Operator(operator), value=value)


class ConditionEditor:
    """The condition of one question: always, the tests chosen, or one that is kept as it is
    since it is too many-storeyed for choosing (it came from Excel)."""

    def __init__(
        self,
        *,
        earlier: Sequence[Earlier],
        condition: Condition | None = None,
        data: Mapping[str, Any] | None = None,
        check: bool = True,
    ) -> None:
        self.earlier = earlier
        self.kept = condition
        # a page with nothing to look at does not ask when: what was there stays
        self.is_asked = data is None or "when" in data
        simple = simple_tests(condition, {each.key: each for each in earlier})
        self.keeps = simple is None
        joined, tests = simple or ("all", [])
        initial = {"when": KEEP if self.keeps else IF if tests else ALWAYS, "joined": joined}
        if data is None:
            tests = tests or [{}]
        else:
            names = [f"test-{n}" for n in range(_count(data.get("tests", "")))]
            tests = [_typed(data, name) for name in names]
            initial = {name: data.get(name, initial[name]) for name in initial}
        bound = data if check else None
        self.form = WhenForm(bound, keeps=self.keeps, initial=initial)
        self.rows = [
            TestForm(bound, prefix=f"test-{n}", earlier=earlier, initial=test)
            for n, test in enumerate(tests)
        ]

    @property
    def is_shown(self) -> bool:
        return bool(self.earlier or self.kept) or any(row.chosen_key for row in self.rows)

    def is_valid(self) -> bool:
        if not self.is_asked:
            return True
        valid = self.form.is_valid()
        if not valid or self.form.cleaned_data["when"] != IF:
            return valid
        valid = not any(row.errors for row in self.rows)
        if valid and not any(row.cleaned_data.get("question") for row in self.rows):
            self.form.add_error("when", _("Valitse kysymys, jonka vastaus ratkaisee."))
            return False
        return valid

    def condition(self) -> Condition | None:
        """What has been chosen so far; of what is amiss, nothing."""
        if not self.is_asked:
            return self.kept
        self.form.full_clean()
        when = self.form.cleaned_data.get("when")
        if when == KEEP:
            return self.kept
        if when != IF:
            return None
        tests = []
        for row in self.rows:
            row.full_clean()
            test = row.condition() if not row.errors else None
            tests += [test] if test else []
        if len(tests) <= 1:
            return tests[0] if tests else None
        return Any_(any=tests) if self.form.cleaned_data.get("joined") == "any" else All(all=tests)


def _typed(data: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {name: data.get(f"{prefix}-{name}", "") for name in ("question", "test", "number")}


def _count(said: str) -> int:
    return min(int(said), MOST_TESTS) if said.isdecimal() else 0


def simple_tests(
    condition: Condition | None, earlier: Mapping[str, Earlier]
) -> tuple[str, list[dict[str, Any]]] | None:
    """Return how the tests are joined and each as its row; None when rows cannot say it."""
    if condition is None:
        return "all", []
    if isinstance(condition, All):
        joined, parts = "all", condition.all
    elif isinstance(condition, Any_):
        joined, parts = "any", condition.any
    else:
        joined, parts = "all", [condition]
    rows = [_row_of(part, earlier) for part in parts]
    if len(rows) > MOST_TESTS or None in rows:
        return None
    return joined, [row for row in rows if row]


def _row_of(condition: Condition, earlier: Mapping[str, Earlier]) -> dict[str, Any] | None:
    if isinstance(condition, Not) and isinstance(condition.not_, Comparison):
        inner = condition.not_
        if inner.operator == Operator.ANSWERED:
            return {"question": inner.question, "test": "not_answered"}
    if not isinstance(condition, Comparison):
        return None
    row: dict[str, Any] = {"question": condition.question, "test": condition.operator.value}
    if isinstance(condition.value, str):
        row["test"] = f"{condition.operator.value}:{condition.value}"
    elif condition.value is not None:
        row["number"] = condition.value
    known = earlier.get(condition.question)
    if known and row["test"] not in dict(known.tests()):
        return None
    return row
