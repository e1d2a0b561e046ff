import pytest

from juuristo.gatherings.models import Session
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Person


@pytest.mark.django_db
def test_given_a_stranger_when_they_look_then_our_people_and_sessions_are_not_there(
    adviser: Person, stranger: Person
) -> None:
    SessionFactory(series__programme__organisation=adviser.organisation)
    assert Session.objects.visible_to(adviser).exists()
    assert adviser in Person.objects.visible_to(adviser)
    assert not Session.objects.visible_to(stranger).exists()
    assert adviser not in Person.objects.visible_to(stranger)
