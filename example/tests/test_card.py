"""The example's services and contacts stand on the coordinator's desk, in three languages."""

import pytest
from django.test import Client

from example import loader
from juuristo.meetings.card_lists import for_companion
from juuristo.people.models import Person, Role


@pytest.mark.django_db
def test_given_the_example_then_the_cards_services_and_contacts_are_ready() -> None:
    organisation = loader.load()
    coordinator = Person.objects.filter(
        organisation=organisation, roles__role=Role.COORDINATOR
    ).first()
    assert coordinator is not None
    assert coordinator.user is not None
    client = Client()
    client.force_login(coordinator.user)
    desk = client.get("/meetings/card/").content.decode()
    assert "4 palvelua on tarjolla." in desk
    assert "4 yhteystietoa on tarjolla." in desk
    assert "Mäntykosken kielikahvila" in client.get("/meetings/card/services/").content.decode()
    assert "012 345 6789" in client.get("/meetings/card/contacts/").content.decode()
    lists = for_companion(coordinator)
    for row in (*lists["services"], *lists["contacts"]):
        assert set(row["name"]) == {"fi", "sv", "en"}
    assert all(row["phone"].startswith("012 ") for row in lists["contacts"])
