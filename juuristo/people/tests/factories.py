"""Invented people for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from juuristo.people.models import HeldRole, Office, Organisation, Person, Role, Team, User


class OrganisationFactory(DjangoModelFactory[Organisation]):
    slug = factory.Sequence(lambda n: f"virasto-{n}")
    name = factory.LazyAttribute(lambda o: {"fi": f"Virasto {o.slug}"})

    class Meta:
        model = Organisation


class OfficeFactory(DjangoModelFactory[Office]):
    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Toimipaikka {n}")

    class Meta:
        model = Office


class TeamFactory(DjangoModelFactory[Team]):
    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Tiimi {n}")

    class Meta:
        model = Team


class UserFactory(DjangoModelFactory[User]):
    email = factory.Sequence(lambda n: f"user{n}@example.org")

    class Meta:
        model = User


class PersonFactory(DjangoModelFactory[Person]):
    """A person with a sign-in; ``PersonFactory(roles=["mentor"])`` gives roles besides."""

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    email = factory.LazyAttributeSequence(
        lambda o, n: o.user.email if o.user else f"person{n}@example.org"
    )
    first_name = factory.Sequence(lambda n: f"Etunimi{n}")
    last_name = factory.Sequence(lambda n: f"Sukunimi{n}")
    office = factory.SubFactory(OfficeFactory, organisation=factory.SelfAttribute("..organisation"))
    team = factory.SubFactory(TeamFactory, organisation=factory.SelfAttribute("..organisation"))
    start_date = date(2015, 1, 1)

    class Meta:
        model = Person
        skip_postgeneration_save = True

    @factory.post_generation
    def roles(self, create: bool, extracted: list[str] | None, **kwargs: object) -> None:
        if create:
            for role in extracted if extracted is not None else [Role.ADVISER]:
                HeldRole.objects.create(person=self, role=role)
