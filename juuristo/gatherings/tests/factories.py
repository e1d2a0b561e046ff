from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from juuristo.gatherings.models import Kind, Series, Session
from juuristo.programme.tests.factories import ProgrammeFactory


class SeriesFactory(DjangoModelFactory[Series]):
    """A published series open for sign-up; sign-ups come only from ``actions.sign_up``."""

    programme = factory.SubFactory(ProgrammeFactory)
    kind = Kind.WORKSHOP
    name = factory.LazyFunction(lambda: {"fi": "Perehdytystyöpajat"})
    published_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Series


class SessionFactory(DjangoModelFactory[Session]):
    series = factory.SubFactory(SeriesFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=2))
    capacity = 15

    class Meta:
        model = Session
