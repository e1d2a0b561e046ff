from datetime import date

import factory
from factory.django import DjangoModelFactory

from juuristo.people.tests.factories import OrganisationFactory
from juuristo.programme.models import EntryKind, Lane, Programme, TimelineEntry


class ProgrammeFactory(DjangoModelFactory[Programme]):
    organisation = factory.SubFactory(OrganisationFactory)
    slug = factory.Sequence(lambda n: f"ohjelma-{n}")
    name = factory.LazyAttribute(lambda o: {"fi": f"Ohjelma {o.slug}"})
    practice = factory.LazyFunction(lambda: {"fi": "Kohtaava asiakastyö"})
    starts_on = date(2020, 2, 1)

    class Meta:
        model = Programme


class TimelineEntryFactory(DjangoModelFactory[TimelineEntry]):
    programme = factory.SubFactory(ProgrammeFactory)
    kind = EntryKind.PLANNING
    lane = Lane.MENTORS
    what = factory.LazyFunction(lambda: {"fi": "Suunnittelukokous"})
    start = date(2020, 9, 1)

    class Meta:
        model = TimelineEntry
