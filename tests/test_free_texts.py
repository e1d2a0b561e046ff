"""What people write in their own words tells of nobody how to find them (trust T2): every field of
text of every app is checked, or named here with its reason."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms

from juuristo.shell.forms import FreeTextField, LocalizedFreeTextField, LocalizedTextField

WORDS = {
    "phone": "Soita Maijalle 040 123 4567",
    "email": "Kirjoita maija@esimerkki.fi",
    "identity_code": "Hänen tunnuksensa on 131052-308T",
}
APPS = ("gatherings", "meetings", "people", "programme", "surveys")
OTHERS = {
    # checked by the verb that stores them
    ("ActForm", "text"),
    ("BoardNoteForm", "text"),
    ("ReflectionForm", "note"),
    # a unit's own contact details and services
    ("ContactForm", "address"),
    ("ContactForm", "hours"),
    ("ContactForm", "name"),
    ("ContactForm", "phone"),
    ("ServiceForm", "name"),
    ("ServiceForm", "sentence"),
    # where something is, and what people and their own things are called
    ("CafeForm", "place"),
    ("CirclesForm", "place"),
    ("PatternForm", "place"),
    ("PersonForm", "first_name"),
    ("PersonForm", "last_name"),
    ("PersonForm", "title"),
    ("PlaceForm", "name"),
    ("SessionForm", "place"),
    ("AddPasskeyForm", "name"),
    ("RenamePasskeyForm", "name"),
    ("TokenForm", "name"),
    # no words: codes, days and times, what is looked for
    ("ActivateAppForm", "code"),
    ("CodeForm", "code"),
    ("ConfirmCodeForm", "code"),
    ("LetterAnswerForm", "asked_at"),
    ("PatternForm", "skip"),
    ("PeopleFilter", "q"),
    *(
        (f"{kind}Form", "key")
        for kind in ("Question", "Single", "Multiple", "Ranking", "Ends", "Scale", "Grid", "Open")
    ),
    *((f"{kind}Form", "key") for kind in ("Number", "Day", "Info", "Row")),
}
FIELDS = (FreeTextField, LocalizedFreeTextField)


def modules() -> Iterator[Any]:
    for app in APPS:
        package = importlib.import_module(f"juuristo.{app}.forms")
        yield package
        for found in pkgutil.iter_modules(getattr(package, "__path__", [])):
            yield importlib.import_module(f"{package.__name__}.{found.name}")


def fields() -> Iterator[tuple[str, str, forms.Field]]:
    """Every field of text: its form's name, its own, itself."""
    for module in modules():
        for form in vars(module).values():
            if not isinstance(form, type) or form.__module__ != module.__name__:
                continue
            for name, field in getattr(form, "base_fields", {}).items():
                if type(field) in {forms.CharField, LocalizedTextField, *FIELDS}:
                    yield form.__name__, name, field


def test_given_any_field_of_text_then_it_is_checked_or_named_here() -> None:
    found = {(form, name) for form, name, field in fields() if type(field) not in FIELDS}
    assert found == OTHERS


@pytest.mark.parametrize(
    ("name", "field"),
    [
        pytest.param(name, field, id=f"{form}.{name}")
        for form, name, field in fields()
        if type(field) in FIELDS
    ],
)
@pytest.mark.parametrize("kind", WORDS)
def test_given_an_identifier_then_the_field_refuses_it_in_every_language(
    name: str, field: forms.Field, kind: str
) -> None:
    values: list[Any] = [WORDS[kind]]
    if isinstance(field, LocalizedFreeTextField):
        values = [["Hei", WORDS[kind], ""], ["Hei", "", WORDS[kind]], [WORDS[kind], "", ""]]
    for value in values:
        with pytest.raises(forms.ValidationError) as refused:
            field.clean(value)
        assert kind in {error.code for error in refused.value.error_list}, name


def test_given_fifty_thousand_characters_then_no_field_takes_them() -> None:
    text = "a " * 25_000
    compared = {"ActivateAppForm", "CodeForm", "ConfirmCodeForm"}  # and never stored
    for form, name, field in fields():
        if form in compared:
            continue
        values = [text, text, text] if isinstance(field, LocalizedTextField) else text
        with pytest.raises(forms.ValidationError):
            assert field.clean(values) is None, (form, name)
