"""Services and contacts for cards: a coordinator's lists, and what the companion gets of them."""

from typing import Any

import pytest

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.meetings.actions.card_lists import add_row, move_row
from juuristo.meetings.card_lists import for_companion
from juuristo.meetings.models import Contact, Service
from juuristo.people.models import Person
from juuristo.people.tests.factories import OfficeFactory

pytestmark = pytest.mark.django_db

SERVICES, CONTACTS = "/meetings/card/services/", "/meetings/card/contacts/"
SERVICE = {
    "name_fi": "Kielikahvila",
    "name_sv": "Språkkafé",
    "name_en": "",
    "sentence_fi": "Täällä harjoitellaan suomea.",
    "sentence_sv": "",
    "sentence_en": "",
    "link": "www.example.org/kahvila",
}
CONTACT = {
    "name_fi": "Kurssineuvonta",
    "name_sv": "",
    "name_en": "",
    "hours_fi": "arkisin 9–15",
    "hours_sv": "",
    "hours_en": "",
    "phone": "020 123 4567",
    "email": "",
    "address": "",
    "office": "",
}


def service(person: Person, name: str = "Kielikahvila") -> Service:
    row = add_row(Service, {"name": {"fi": name}}, actor=person)
    assert isinstance(row, Service)
    return row


def contact(person: Person, name: str = "Neuvonta", **fields: Any) -> Contact:
    row = add_row(Contact, {"name": {"fi": name}, "phone": "020 1", **fields}, actor=person)
    assert isinstance(row, Contact)
    return row


def verbs() -> set[str]:
    return set(AuditEvent.objects.values_list("verb", flat=True))


def test_given_no_services_then_the_list_says_what_to_do_first(
    client_of: ClientOf, coordinator: Person
) -> None:
    assert "Palveluja ei ole vielä" in client_of(coordinator).get(SERVICES).content.decode()
    assert "Yhteystietoja ei ole vielä" in client_of(coordinator).get(CONTACTS).content.decode()


def test_given_a_service_when_it_is_added_then_it_is_listed_with_a_whole_link(
    client_of: ClientOf, coordinator: Person
) -> None:
    response = client_of(coordinator).post(f"{SERVICES}new/", SERVICE, follow=True)
    page = response.content.decode()
    assert "Kielikahvila on nyt tarjolla kortille." in page
    added = Service.objects.get()
    assert added.name == {"fi": "Kielikahvila", "sv": "Språkkafé"}
    assert added.link == "https://www.example.org/kahvila"
    assert "service.created" in verbs()


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://example.org/", "data:text/html,x", "ei osoite"]
)
def test_given_a_link_that_is_not_of_the_web_then_it_is_refused_and_the_rest_kept(
    client_of: ClientOf, coordinator: Person, link: str
) -> None:
    response = client_of(coordinator).post(f"{SERVICES}new/", SERVICE | {"link": link})
    assert response.status_code == 422
    assert "Kirjoita osoite kokonaan" in response.content.decode()
    assert "Språkkafé" in response.content.decode()
    assert not Service.objects.exists()


def test_given_a_contact_when_it_is_added_then_it_is_listed(
    client_of: ClientOf, coordinator: Person
) -> None:
    office = OfficeFactory(organisation=coordinator.organisation, name="Mäntykoski")
    sent = CONTACT | {"office": str(office.pk)}
    page = client_of(coordinator).post(f"{CONTACTS}new/", sent, follow=True).content.decode()
    assert "Kurssineuvonta on nyt tarjolla kortille." in page
    assert "020 123 4567" in page
    assert "Mäntykoski" in page
    assert "contact.created" in verbs()


@pytest.mark.parametrize(
    ("amiss", "said"),
    [
        ({"phone": ""}, "Anna ainakin yksi"),
        ({"phone": "soita"}, "Kirjoita numero muodossa"),
        ({"email": "ei osoite"}, "mail"),
        ({"name_fi": ""}, "ainakin suomeksi"),
    ],
)
def test_given_a_contact_amiss_then_it_is_refused(
    client_of: ClientOf, coordinator: Person, amiss: dict[str, str], said: str
) -> None:
    response = client_of(coordinator).post(f"{CONTACTS}new/", CONTACT | amiss)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Contact.objects.exists()


def test_given_another_organisations_office_then_it_cannot_be_chosen(
    client_of: ClientOf, coordinator: Person, stranger: Person
) -> None:
    foreign = OfficeFactory(organisation=stranger.organisation)
    sent = CONTACT | {"office": str(foreign.pk)}
    assert client_of(coordinator).post(f"{CONTACTS}new/", sent).status_code == 422


def test_given_a_row_when_it_is_edited_then_it_is_changed(
    client_of: ClientOf, coordinator: Person
) -> None:
    row = service(coordinator, "Vanha")
    assert "Vanha" in client_of(coordinator).get(f"{SERVICES}{row.pk}/").content.decode()
    client_of(coordinator).post(f"{SERVICES}{row.pk}/", SERVICE)
    row.refresh_from_db()
    assert row.name["fi"] == "Kielikahvila"
    assert "service.edited" in verbs()


def test_given_a_row_when_it_is_deleted_then_it_is_asked_first(
    client_of: ClientOf, coordinator: Person
) -> None:
    row = contact(coordinator)
    page = f"{CONTACTS}{row.pk}/delete/"
    assert "Poistetaanko Neuvonta?" in client_of(coordinator).get(page).content.decode()
    assert Contact.objects.exists()
    client_of(coordinator).post(page)
    assert not Contact.objects.exists()
    assert "contact.deleted" in verbs()


def test_given_rows_when_one_is_moved_then_the_order_changes(
    client_of: ClientOf, coordinator: Person, stranger: Person
) -> None:
    rows = [service(coordinator, name) for name in "ABC"]
    service(stranger, "X")
    client_of(coordinator).post(f"{SERVICES}{rows[2].pk}/move/", {"to": "up"})
    client_of(coordinator).post(f"{SERVICES}{rows[0].pk}/move/", {"to": "down"})
    names = [row.name["fi"] for row in Service.objects.visible_to(coordinator)]
    assert names == ["C", "A", "B"]


def test_given_the_first_row_when_it_is_moved_up_then_nothing_happens(coordinator: Person) -> None:
    row = service(coordinator)
    move_row(row, -1, actor=coordinator)
    assert verbs() == {"service.created"}


def test_given_an_office_that_closes_then_its_contact_stays_for_everybody(
    coordinator: Person,
) -> None:
    office = OfficeFactory(organisation=coordinator.organisation)
    row = contact(coordinator, office=office)
    office.delete()
    row.refresh_from_db()
    assert row.office is None


def test_given_the_companion_then_own_office_comes_first_and_strangers_rows_do_not(
    adviser: Person, coordinator: Person, stranger: Person
) -> None:
    other = OfficeFactory(organisation=adviser.organisation)
    contact(coordinator, "Muu", office=other)
    contact(coordinator, "Kaikkien")
    contact(coordinator, "Oma", office=adviser.office)
    contact(stranger, "Vieras")
    service(coordinator)
    service(stranger, "Vieras")
    lists = for_companion(adviser)
    assert [each["name"]["fi"] for each in lists["contacts"]] == ["Oma", "Kaikkien", "Muu"]
    assert [each["name"]["fi"] for each in lists["services"]] == ["Kielikahvila"]
    assert lists["contacts"][0]["office"] == str(adviser.office_id)
    assert lists["contacts"][1]["office"] is None
    assert lists["languages"][7] == {
        "code": "ar",
        "name": "العربية",
        "lang": "ar",
        "dir": "rtl",
    }
    assert set(lists["services"][0]) == {"id", "name", "sentence", "link"}


def test_given_more_rows_then_no_more_queries(
    client_of: ClientOf, coordinator: Person, django_assert_max_num_queries: Any
) -> None:
    signed_in = client_of(coordinator)
    signed_in.get(CONTACTS)
    for _ in range(2):
        for number in range(5):
            office = OfficeFactory(organisation=coordinator.organisation)
            contact(coordinator, str(number), office=office)
        with django_assert_max_num_queries(8):
            signed_in.get(CONTACTS)
        with django_assert_max_num_queries(2):
            for_companion(coordinator)
