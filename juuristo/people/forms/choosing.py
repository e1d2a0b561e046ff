"""Choosing colleagues by name: "Last First" in order of the last name, wherever one does it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q, QuerySet

from juuristo.people.models import Person, PersonQuerySet

if TYPE_CHECKING:
    OnePerson = forms.ModelChoiceField[Person]
    ManyPeople = forms.ModelMultipleChoiceField[Person]
else:  # Django's own classes take no type parameter when they run
    OnePerson = forms.ModelChoiceField
    ManyPeople = forms.ModelMultipleChoiceField


def choosable(people: PersonQuerySet, chosen: QuerySet[Any] | None = None) -> PersonQuerySet:
    """Those of ``people`` who are in service, and whoever is ``chosen`` already (ids): a saved
    choice stays choosable though it would not be offered anew."""
    found = Q(pk__in=people.in_service().values("pk"))
    if chosen is not None:
        found |= Q(pk__in=chosen)
    return Person.objects.filter(found).order_by("last_name", "first_name", "pk")


class PersonField(OnePerson):
    """One colleague, from a list where typing the last name finds them."""

    def label_from_instance(self, obj: Any) -> str:
        return _listed(obj)


class PeopleField(ManyPeople):
    """Colleagues, a tick each."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return _listed(obj)


def _listed(person: Person) -> str:
    return f"{person.last_name} {person.first_name}"
