from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from juuristo.people.tests.factories import OrganisationFactory
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.models import Instrument, InstrumentVersion, Wave

CONTENT = {
    "title": {"fi": "Juurtumisen pulssi"},
    "questions": [
        {
            "key": "makes_sense",
            "type": "single",
            "text": {"fi": "Onko työotteessa mielestäsi järkeä?"},
            "options": [
                {"key": "yes", "text": {"fi": "kyllä"}},
                {"key": "no", "text": {"fi": "ei"}},
            ],
        },
        {
            "key": "years_in_work",
            "type": "single",
            "text": {"fi": "Kauanko olet ollut työssäsi?"},
            "about_me": True,
            "options": [
                {"key": "under_1", "text": {"fi": "alle vuoden"}},
                {"key": "over_1", "text": {"fi": "yli vuoden"}},
            ],
        },
        {"key": "why", "type": "open", "text": {"fi": "Mistä se johtuu?"}},
    ],
}


class InstrumentFactory(DjangoModelFactory[Instrument]):
    organisation = factory.SubFactory(OrganisationFactory)
    key = factory.Sequence(lambda n: f"pohja-{n}")
    name = factory.LazyFunction(lambda: {"fi": "Juurtumisen pulssi"})
    content = factory.LazyFunction(lambda: CONTENT)

    class Meta:
        model = Instrument


class InstrumentVersionFactory(DjangoModelFactory[InstrumentVersion]):
    instrument = factory.SubFactory(InstrumentFactory)
    number = 1
    content = factory.SelfAttribute("instrument.content")

    class Meta:
        model = InstrumentVersion


class WaveFactory(DjangoModelFactory[Wave]):
    """A draft; ``WaveFactory(is_open=True)`` is a wave that has been opened, without its key and
    invitations: those come from ``actions.waves.open_wave``."""

    programme = factory.SubFactory(ProgrammeFactory)
    instrument = factory.SubFactory(
        InstrumentFactory, organisation=factory.SelfAttribute("..programme.organisation")
    )
    slug = factory.Sequence(lambda n: f"kysely-{n}")
    name = factory.LazyFunction(lambda: {"fi": "Juurtumisen pulssi, syksy"})
    signature = "Ohjelman koordinaattori"

    class Meta:
        model = Wave

    class Params:
        is_open = factory.Trait(
            state=Wave.State.OPEN,
            opens_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1)),
            closes_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=14)),
            version=factory.SubFactory(
                InstrumentVersionFactory, instrument=factory.SelfAttribute("..instrument")
            ),
        )
