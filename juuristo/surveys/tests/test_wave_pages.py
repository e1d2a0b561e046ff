"""The pages on which a wave is planned, opened and followed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from juuristo.people.models import Organisation, Person, Role
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.ballots import make_key
from juuristo.surveys.models import Instrument, Reminder, Wave, WaveDay
from juuristo.surveys.tests.factories import InstrumentFactory, WaveFactory
from juuristo.surveys.tests.waves import invite, open_wave

ClientOf = Callable[[Person], Client]


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    made: Programme = ProgrammeFactory(organisation=organisation)
    return made


@pytest.fixture
def client(coordinator: Person, client_of: ClientOf) -> Client:
    return client_of(coordinator)


def form_values(**changes: Any) -> dict[str, Any]:
    closes = timezone.localtime() + timedelta(days=14)
    return {
        "name_fi": "Juurtumisen pulssi, syksy",
        "kind": "anonymous",
        "access": "invitation",
        "closes_at_0": f"{closes:%Y-%m-%d}",
        "closes_at_1": "16.00",
        "signature": "Kaisa Koordinaattori",
        "threshold": "5",
        "open_threshold": "10",
    } | changes


def day(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}"


def text_of(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def test_given_no_programme_when_the_room_is_opened_then_it_says_what_comes_first(
    client: Client,
) -> None:
    assert "Ensin tarvitaan juurruttamisohjelma" in text_of(client, "surveys")


def test_given_a_programme_when_a_survey_is_begun_then_instruments_are_offered(
    client: Client, programme: Programme
) -> None:
    own = InstrumentFactory(organisation=programme.organisation, name={"fi": "Oma pohja"})
    page = text_of(client, "wave_new")
    assert f"?instrument={own.pk}" in page
    assert "?instrument=ready:rooting-2022" in page


def test_given_a_ready_instrument_when_a_draft_is_saved_then_it_becomes_ones_own(
    client: Client, programme: Programme
) -> None:
    sent = form_values(
        instrument="ready:rooting-2022",
        audience_roles=[Role.MENTOR],
        reminder_1_on=day(5),
        reminder_2_on=day(9),
        reminder_2_message_fi="Vielä ehdit.",
    )
    response = client.post(reverse("wave_new"), sent)
    wave = Wave.objects.get()
    assert response["Location"] == reverse("wave_open", args=[wave.slug])
    assert wave.instrument == Instrument.objects.get(key="rooting-2022")
    assert (wave.state, wave.audience_roles) == ("draft", [Role.MENTOR])
    reminders = wave.reminders.values_list("number", "message")
    assert list(reminders) == [(1, {}), (2, {"fi": "Vielä ehdit."})]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"signature": ""}, "Täytä tämä kohta"),
        ({"threshold": "4"}, "Tulos näkyy"),
        ({"open_threshold": "9"}, "Omin sanoin"),
        ({"threshold": "20"}, "vähintään yhtä suuri"),
        ({"kind": "named", "access": "link"}, "oman kutsun"),
        ({"kind": "confidential"}, "kuka lukee vastaukset"),
        ({"closes_at_0": "2020-01-01"}, "edessä päin"),
        ({"reminder_1_on": day(20)}, "avaamisen ja päättymisen väliltä"),
        ({"reminder_1_on": day(5), "reminder_2_on": day(5)}, "toinen muistutus"),
    ],
)
def test_given_something_amiss_when_saved_then_it_is_said_and_nothing_is_made(
    client: Client, programme: Programme, changes: dict[str, str], words: str
) -> None:
    instrument = InstrumentFactory(organisation=programme.organisation)
    sent = form_values(instrument=instrument.pk, **changes)
    page = client.post(reverse("wave_new"), sent).content.decode()
    assert words in page
    assert "korjausta" in page
    assert not Wave.objects.exists()


def test_given_filters_when_they_change_then_the_count_follows_with_and_without_script(
    client: Client, programme: Programme
) -> None:
    PersonFactory(organisation=programme.organisation, roles=[Role.MENTOR])
    instrument = InstrumentFactory(organisation=programme.organisation)
    address = reverse("wave_new")
    asked = {"instrument": instrument.pk, "audience_roles": [Role.MENTOR]}
    part = client.get(address, asked, headers={"HX-Request": "true"}).content.decode()
    assert "1 ihminen" in part
    assert "<html" not in part
    before = asked | {"audience_started_before": "1980-01-01"}
    part = client.get(address, before, headers={"HX-Request": "true"}).content.decode()
    assert "0 ihmistä" in part
    page = client.post(address, asked | {"count": "1"}).content.decode()
    assert "1 ihminen" in page
    assert "korjausta" not in page
    assert not Wave.objects.exists()


def test_given_an_instrument_of_others_when_asked_for_then_it_is_not_found(
    client: Client, programme: Programme
) -> None:
    foreign = InstrumentFactory()
    for wanted in (foreign.pk, "ready:nothing", "nonsense"):
        assert client.get(reverse("wave_new"), {"instrument": wanted}).status_code == 404


def test_given_a_draft_when_read_over_then_the_promise_stands_there_word_for_word(
    client: Client, programme: Programme
) -> None:
    wave = WaveFactory(
        programme=programme,
        closes_at=timezone.now() + timedelta(days=7),
        breakdowns=["years_in_work"],
        threshold=6,
    )
    page = text_of(client, "wave_open", wave.slug)
    assert "Tämä kysely on nimetön. Kysyjänä on Ohjelman koordinaattori." in page
    assert "millä sen voisi yhdistää sinuun" in page
    assert "vastaajia on vähintään 6" in page
    assert "Kauanko olet ollut työssäsi?" in page
    assert "Kutsuttavia on vain 1" in page
    assert "Avaa kysely" not in page


def test_given_enough_people_when_opened_then_it_can_be_followed(
    client: Client, programme: Programme
) -> None:
    for _ in range(5):
        PersonFactory(organisation=programme.organisation)
    wave = WaveFactory(programme=programme, closes_at=timezone.now() + timedelta(days=7))
    assert "Avaa kysely" in text_of(client, "wave_open", wave.slug)
    page = client.post(reverse("wave_open", args=[wave.slug]), follow=True).content.decode()
    assert "Kysely on auki, ja kutsut lähtevät nyt." in page
    assert "vastauksista ei ole vielä tietoa" in page


def test_given_a_draft_when_edited_then_it_holds_what_was_written(
    client: Client, programme: Programme
) -> None:
    wave = WaveFactory(programme=programme, closes_at=timezone.now() + timedelta(days=7))
    assert "Juurtumisen pulssi, syksy" in text_of(client, "wave_edit", wave.slug)
    reader = PersonFactory(organisation=programme.organisation)
    sent = form_values(kind="confidential", reader=reader.pk, breakdowns=["years_in_work"])
    client.post(reverse("wave_edit", args=[wave.slug]), sent)
    wave.refresh_from_db()
    assert (wave.kind, wave.breakdowns, wave.slug) == ("confidential", [], wave.slug)
    assert list(wave.readers.all()) == [reader]


def followed(organisation: Organisation, people: int) -> Wave:
    """A wave by invitation with a week behind it, in which everyone but one has answered."""
    wave = open_wave(
        programme__organisation=organisation, opens_at=timezone.now() - timedelta(days=8)
    )
    for number in range(people):
        invitation = invite(wave)
        invitation.has_answered = number > 0
        invitation.save()
    Wave.objects.filter(pk=wave.pk).update(
        invited=people, delivered=people, acknowledged=people - 1, reissued=1
    )
    today = timezone.localdate()
    WaveDay.objects.create(wave=wave, day=today - timedelta(days=7), acknowledged=1)
    WaveDay.objects.create(wave=wave, day=today - timedelta(days=1), acknowledged=people - 1)
    sent = timezone.now() - timedelta(days=3)
    Reminder.objects.create(
        wave=wave, number=1, due_on=sent.date(), sent_at=sent, recipients=people - 1
    )
    Reminder.objects.create(wave=wave, number=2, due_on=today + timedelta(days=2))
    return wave


def test_given_a_running_wave_when_followed_then_counts_are_shown_and_never_a_name(
    client: Client, organisation: Organisation, coordinator: Person
) -> None:
    wave = followed(organisation, 6)
    page = text_of(client, "wave", wave.slug)
    assert "5 / 6" in page
    assert "Muistutus 1" in page
    assert "<polyline" in page
    for invitation in wave.invitations.select_related("person"):
        assert invitation.person.last_name not in page
        assert invitation.person.email not in page


def test_given_more_people_when_followed_then_no_more_is_asked_of_the_database(
    client: Client,
    organisation: Organisation,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    few, many = followed(organisation, 3), followed(organisation, 12)
    for _warm in range(2):
        text_of(client, "wave", few.slug)
    with django_assert_num_queries(8):
        text_of(client, "wave", few.slug)
    with django_assert_num_queries(8):
        text_of(client, "wave", many.slug)


def test_given_more_waves_when_the_room_is_opened_then_no_more_is_asked_of_the_database(
    client: Client,
    programme: Programme,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    instrument = InstrumentFactory(organisation=programme.organisation)
    for _ in range(2):
        WaveFactory(programme=programme, instrument=instrument)
    text_of(client, "surveys")
    with django_assert_num_queries(9):
        text_of(client, "surveys")
    for number in range(6):
        WaveFactory(programme=programme, instrument=instrument, is_open=number == 0)
    with django_assert_num_queries(9):
        page = text_of(client, "surveys")
    assert page.count("Juurtumisen pulssi, syksy") == 8


def test_given_an_acknowledgement_that_has_just_come_then_the_page_does_not_move(
    client: Client, organisation: Organisation
) -> None:
    wave = followed(organisation, 6)

    def told() -> str:
        return text_of(client, "wave", wave.slug).partition("<main")[2].partition("</main>")[0]

    before = told()
    wave.acknowledgement_set.create(token_hash="a" * 64)
    assert told() == before
    assert "5 / 6" in before


def test_given_an_open_link_when_followed_then_the_link_is_there_to_share(
    client: Client, organisation: Organisation
) -> None:
    wave = open_wave(programme__organisation=organisation, access="link")
    assert f"/q/{wave.slug}/" in text_of(client, "wave", wave.slug)


def test_given_a_wave_when_closed_early_then_it_is_asked_first_and_cannot_be_undone(
    client: Client, organisation: Organisation
) -> None:
    wave = open_wave(programme__organisation=organisation)
    assert "Kyselyä ei voi avata uudelleen" in text_of(client, "wave_close", wave.slug)
    client.post(reverse("wave_close", args=[wave.slug]))
    wave.refresh_from_db()
    assert wave.state == Wave.State.CLOSED
    assert "tulokset valmistuvat" in text_of(client, "wave", wave.slug)
    client.post(reverse("wave_open", args=[wave.slug]))
    wave.refresh_from_db()
    assert wave.state == Wave.State.CLOSED


def test_given_reminders_when_changed_then_those_sent_stay(
    client: Client, organisation: Organisation
) -> None:
    wave = followed(organisation, 6)
    page = text_of(client, "wave_reminders", wave.slug)
    assert "reminder_2_on" in page
    assert "reminder_1_on" not in page
    sent = {"reminder_2_on": day(3), "reminder_3_on": day(5)}
    client.post(reverse("wave_reminders", args=[wave.slug]), sent)
    numbers = wave.reminders.values_list("number", "recipients")
    assert list(numbers) == [(1, 5), (2, 0), (3, 0)]
    client.post(reverse("wave_reminders", args=[wave.slug]), {"reminder_1_on": day(4)})
    assert wave.reminders.get(number=1).recipients == 5


def test_given_a_closing_when_moved_then_it_must_be_ahead(
    client: Client, organisation: Organisation
) -> None:
    wave = open_wave(programme__organisation=organisation)
    address = reverse("wave_closing", args=[wave.slug])
    client.post(address, {"closes_at_0": day(30), "closes_at_1": "12:00"})
    wave.refresh_from_db()
    assert wave.closes_at is not None
    assert timezone.localdate(wave.closes_at) == timezone.localdate() + timedelta(days=30)
    page = client.post(address, {"closes_at_0": day(-1), "closes_at_1": "12:00"})
    assert "edessä päin" in page.content.decode()


def test_given_only_a_reader_when_the_wave_is_opened_then_results_are_where_they_are_led(
    mentor: Person, organisation: Organisation, client_of: ClientOf
) -> None:
    wave = open_wave(programme__organisation=organisation)
    wave.readers.add(mentor)
    response = client_of(mentor).get(reverse("wave", args=[wave.slug]))
    assert response["Location"] == f"/surveys/{wave.slug}/results/"


def test_given_a_secret_that_has_changed_then_the_coordinator_reads_why_no_results_come(
    client: Client, organisation: Organisation, settings: Any
) -> None:
    wave = followed(organisation, 6)
    wave.ballot_key = make_key()
    wave.state = Wave.State.CLOSED
    wave.save()
    assert "avain on vaihtunut" not in text_of(client, "wave", wave.slug)
    client_secret, settings.SECRET_KEY_FALLBACKS = settings.SECRET_KEY, [settings.SECRET_KEY]
    settings.SECRET_KEY = f"other-{client_secret}"
    page = text_of(client, "wave", wave.slug)
    assert "mutta vastauksia ei voi avata" in page
    assert "Vastaukset ovat tallessa." in page
