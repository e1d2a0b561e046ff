"""Choosing a colleague by name."""

from typing import TYPE_CHECKING, Any

from django import forms

from juuristo.people.models import Person

if TYPE_CHECKING:
    OnePerson = forms.ModelChoiceField[Person]
else:  # Django's own class takes no type parameter when it runs
    OnePerson = forms.ModelChoiceField


class PersonField(OnePerson):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.last_name} {obj.first_name}"
