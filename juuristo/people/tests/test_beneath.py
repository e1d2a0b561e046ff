import uuid

from django.urls import reverse

from juuristo.audit.names import names_of
from juuristo.people.models import Person
from juuristo.shell.rooms import links_for


def test_given_actors_when_named_then_only_those_of_ones_own_organisation_have_a_name(
    admin: Person, adviser: Person, stranger: Person
) -> None:
    names = names_of([adviser.pk, stranger.pk, uuid.uuid4()], admin)
    assert names == {adviser.pk: adviser.full_name}


def test_given_each_role_when_the_navigation_is_built_then_it_leads_where_one_may_go(
    admin: Person, coordinator: Person, adviser: Person
) -> None:
    pages = {reverse("mail_outbox"), reverse("audit_trail")}

    def seen(person: Person) -> set[str]:
        return {link.url for link in links_for(person)} & pages

    assert seen(admin) == pages
    assert seen(coordinator) == {reverse("mail_outbox")}
    assert seen(adviser) == set()
