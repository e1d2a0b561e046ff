"""Choosing colleagues: one order of names and one rule, whether one or many are chosen."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from juuristo.people.forms.choosing import PeopleField, PersonField, choosable
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory


def of_three(organisation: Organisation) -> None:
    """Two in service and one who has left."""
    gone = timezone.localdate() - timedelta(days=2)
    PersonFactory(organisation=organisation, first_name="Aatu", last_name="Öhman")
    PersonFactory(organisation=organisation, first_name="Bea", last_name="Aalto")
    PersonFactory(organisation=organisation, first_name="Cecilia", last_name="Berg", left_date=gone)


def names(field: Any) -> list[str]:
    return [str(label) for value, label in field.choices if value]


def test_given_one_or_many_to_choose_then_names_stand_alike_the_last_name_first(
    organisation: Organisation,
) -> None:
    of_three(organisation)
    people = choosable(Person.objects.filter(organisation=organisation))
    fields = PersonField(queryset=people), PeopleField(queryset=people)
    assert [names(field) for field in fields] == [["Aalto Bea", "Öhman Aatu"]] * 2
    assert isinstance(fields[1].widget, forms.CheckboxSelectMultiple)


def test_given_one_who_has_left_then_only_a_choice_made_before_stays(
    organisation: Organisation,
) -> None:
    of_three(organisation)
    people = Person.objects.filter(organisation=organisation)
    kept = people.filter(first_name="Cecilia").values("pk")
    assert [one.first_name for one in choosable(people, kept)] == ["Bea", "Cecilia", "Aatu"]
