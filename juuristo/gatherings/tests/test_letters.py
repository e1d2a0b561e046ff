"""The director's letter: written, signed from the mail, sent once to everyone with their link."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings import letters
from juuristo.gatherings.actions import letters as actions
from juuristo.gatherings.models import Letter, Series
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.models import EntryKind, TimelineEntry

TEXTS = {
    "subject": {"fi": "Tule mukaan", "sv": "Kom med"},
    "body": {"fi": "Hyvä työkaveri,\n\ntule.", "sv": "Kära kollega,\n\nkom."},
}


@pytest.fixture
def series(organisation: Organisation) -> Series:
    made: Series = SeriesFactory(programme__organisation=organisation, programme__slug="meidan")
    SessionFactory(series=made)
    return made


@pytest.fixture
def letter(series: Series, sponsor: Person, coordinator: Person) -> Letter:
    return actions.write_letter(series, {**TEXTS, "signer": sponsor}, actor=coordinator)


@pytest.fixture
def asked(letter: Letter, coordinator: Person) -> Letter:
    actions.ask_signature(letter, actor=coordinator)
    return letter


@pytest.fixture
def signed(asked: Letter, sponsor: Person) -> Letter:
    assert asked.asked_at
    actions.sign_letter(asked, asked_at=asked.asked_at, actor=sponsor)
    return asked


def link() -> str:
    mail = OutgoingMail.objects.filter(kind="gatherings/signature_asked").latest("created_at")
    found = re.search(r"https?://[^/]+(/gatherings/letters/sign/\S+/)", mail.text)
    assert found
    return found[1]


def sent() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind="gatherings/letter").order_by("to"))


# ---- signing


def test_given_a_letter_when_signed_from_the_mail_then_two_clicks_were_enough(
    asked: Letter, sponsor: Person
) -> None:
    page = Client().get(link())
    assert "Hyvä työkaveri" in page.text
    assert "Kära kollega" in page.text
    done = Client().post(link(), {"answer": "sign"})
    assert "allekirjoitettu" in done.text
    asked.refresh_from_db()
    assert asked.state == Letter.State.SIGNED
    assert AuditEvent.objects.get(verb="letter.signed").actor_id == sponsor.pk
    assert Client().get(link()).status_code == 410


def test_given_a_letter_when_returned_then_it_is_a_draft_with_words_and_its_maker_hears(
    asked: Letter, coordinator: Person
) -> None:
    assert Client().post(link(), {"answer": "return"}).status_code == 422
    Client().post(link(), {"answer": "return", "words": "Lyhyemmin."})
    asked.refresh_from_db()
    assert (asked.state, asked.words) == (Letter.State.DRAFT, "Lyhyemmin.")
    answer = OutgoingMail.objects.get(kind="gatherings/letter_answered")
    assert answer.to == coordinator.email
    assert "Lyhyemmin." in answer.text


@pytest.mark.parametrize("state", ["asked", "signed"])
def test_given_a_signature_when_somebody_else_edits_then_a_new_one_is_needed(
    state: str, request: pytest.FixtureRequest, coordinator: Person
) -> None:
    letter: Letter = request.getfixturevalue(state)
    old = link()
    actions.edit_letter(letter, {"body": {"fi": "Aivan muuta."}}, actor=coordinator)
    assert letter.state == Letter.State.DRAFT
    assert letters.send_due() == "0"
    actions.ask_signature(letter, actor=coordinator)
    assert Client().post(old, {"answer": "sign"}).status_code == 410
    letter.refresh_from_db()
    assert letter.state == Letter.State.ASKED


def test_given_the_signer_edits_the_words_then_the_letter_still_waits_for_them(
    asked: Letter, sponsor: Person, client_of: ClientOf
) -> None:
    client = client_of(sponsor)
    edited = client.post(
        f"/gatherings/letters/{asked.pk}/edit/",
        {"subject_fi": "Omin sanoin", "body_fi": "Tulen itsekin.", "signature": "Johtaja"},
    )
    assert edited.status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.subject) == (Letter.State.ASKED, {"fi": "Omin sanoin"})
    assert asked.signer == sponsor


def test_given_a_swedish_signer_then_the_letter_opens_in_swedish_and_no_longer_waits_once_signed(
    signed: Letter, sponsor: Person, client_of: ClientOf
) -> None:
    assert sponsor.user
    sponsor.user.language = "sv"
    sponsor.user.save()

    page = client_of(sponsor).get(f"/gatherings/letters/{signed.pk}/").text

    assert "Kära kollega," in page
    assert "om det är undertecknat" not in page


def test_given_the_page_of_an_older_text_when_signed_then_refused(
    asked: Letter, sponsor: Person, coordinator: Person, client_of: ClientOf
) -> None:
    client = client_of(sponsor)
    assert asked.asked_at
    old = asked.asked_at.isoformat()
    actions.edit_letter(asked, TEXTS, actor=coordinator)
    actions.ask_signature(asked, actor=coordinator)
    path = f"/gatherings/letters/{asked.pk}/answer/"
    for stamp in (old, "eilen", ""):
        page = client.post(path, {"answer": "sign", "asked_at": stamp}, follow=True)
        assert "Kirje on muuttunut" in page.text
    asked.refresh_from_db()
    assert asked.state == Letter.State.ASKED


def test_given_no_sponsor_when_a_signature_is_asked_then_refused(
    letter: Letter, coordinator: Person, sponsor: Person
) -> None:
    sponsor.roles.all().delete()
    letter.refresh_from_db()
    with pytest.raises(Refused) as refused:
        actions.ask_signature(Letter.objects.get(pk=letter.pk), actor=coordinator)
    assert refused.value.code == "signer_missing"


def test_given_a_letter_then_only_planners_and_its_signer_read_it(
    asked: Letter,
    adviser: Person,
    mentor: Person,
    sponsor: Person,
    stranger: Person,
    client_of: ClientOf,
) -> None:
    path = f"/gatherings/letters/{asked.pk}/"
    assert client_of(adviser).get(path).status_code == 403
    assert client_of(mentor).get(path).status_code == 403
    assert client_of(stranger).get(path).status_code == 404
    assert "Allekirjoita kirje" in client_of(sponsor).get(path).text
    assert client_of(sponsor).post(f"{path}withdraw/").status_code == 403


# ---- sending


def test_given_a_signed_letter_when_its_time_comes_then_each_gets_one_with_their_own_link(
    signed: Letter, organisation: Organisation
) -> None:
    swede = PersonFactory(organisation=organisation, email="swede@example.org")
    assert swede.user is not None
    swede.user.language = "sv"
    swede.user.save()
    assert letters.send_due() == str(len(sent())) != "0"
    links = [re.findall(r"/gatherings/own/(\S+?)/", mail.text) for mail in sent()]
    assert all(len(found) == 1 for found in links)
    assert len({found[0] for found in links}) == len(sent())
    assert OutgoingMail.objects.get(to=swede.email).text.startswith("Kära kollega")
    signed.refresh_from_db()
    assert (signed.state, signed.sent_to) == (Letter.State.SENT, len(sent()))
    assert letters.send_due() == "0"


def test_given_a_letter_was_sent_then_it_is_an_act_of_support_on_the_timeline(
    signed: Letter, sponsor: Person
) -> None:
    letters.send_due()
    signed.refresh_from_db()
    entry = TimelineEntry.objects.get(kind=EntryKind.SUPPORT_ACT)
    assert entry.pk == signed.entry_id
    assert (entry.invited, entry.responsible) == (signed.sent_to, sponsor)
    assert entry.start == timezone.localdate()


def test_given_a_time_to_send_then_not_before_it(signed: Letter) -> None:
    Letter.objects.update(send_at=timezone.now() + timedelta(hours=2))
    assert letters.send_due() == "0"
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        assert letters.send_due() != "0"


def test_given_a_worker_that_dies_between_two_batches_then_nobody_is_left_out_or_told_twice(
    signed: Letter, organisation: Organisation
) -> None:
    PersonFactory.create_batch(5, organisation=organisation)

    def dying() -> Iterator[float]:
        yield from (0, 0, 0)  # the round begins, two batches go
        while True:
            yield 1000

    with (
        patch.object(letters, "BATCH", 2),
        patch("juuristo.gatherings.letters.time.monotonic", side_effect=dying()),
    ):
        assert letters.send_due() == "4"
    signed.refresh_from_db()
    assert signed.state == Letter.State.SIGNED
    letters.send_due()
    signed.refresh_from_db()
    everyone = Person.objects.filter(organisation=organisation)
    assert sorted(mail.to for mail in sent()) == sorted(person.email for person in everyone)
    assert signed.sent_to == everyone.count()


@pytest.mark.parametrize("why", ["unpublished", "over", "signer"])
def test_given_something_that_holds_the_letter_then_it_waits_and_its_desk_says_why(
    why: str, signed: Letter, sponsor: Person, coordinator: Person, client_of: ClientOf
) -> None:
    if why == "unpublished":
        Series.objects.update(published_at=None)
    elif why == "over":
        Series.objects.update(signup_closes_at=timezone.now())
    else:
        sponsor.roles.all().delete()
    assert letters.send_due() == "0"
    assert sent() == []
    page = client_of(coordinator).get(f"/gatherings/letters/{signed.pk}/")
    assert "Kirje ei lähde" in page.text


def test_given_a_letter_that_has_left_then_it_cannot_be_changed(
    signed: Letter, coordinator: Person
) -> None:
    letters.send_due()
    acts: list[Callable[[], None]] = [
        lambda: actions.edit_letter(signed, TEXTS, actor=coordinator),
        lambda: actions.withdraw_letter(signed, actor=coordinator),
        lambda: actions.ask_signature(signed, actor=coordinator),
    ]
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "letter_sent"


def test_given_markup_in_a_letter_then_it_is_read_as_text(
    letter: Letter, coordinator: Person, client_of: ClientOf
) -> None:
    actions.edit_letter(letter, {"body": {"fi": "<b>hei</b> & O'Hara"}}, actor=coordinator)
    page = client_of(coordinator).get(f"/gatherings/letters/{letter.pk}/?width=phone")
    assert "&lt;b&gt;hei" in page.text


# ---- the editor


def test_given_the_editor_then_a_letter_is_begun_in_our_words_and_previewed_as_typed(
    series: Series, coordinator: Person, sponsor: Person, client_of: ClientOf
) -> None:
    client, path = client_of(coordinator), f"/gatherings/plan/{series.pk}/letter/"
    begun = client.get(path).text
    assert "Hyvä työkaveri" in begun
    assert f"<p>{sponsor.full_name}" in begun  # the only one there is signs
    typed = {"subject_fi": "Otsikko", "body_fi": "Kirjoitan juuri.", "preview": "1"}
    part = client.post(path, {**typed, "width": "phone"}, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "Kirjoitan juuri." in part.text
    assert "letter phone" in part.text
    assert "<html" not in part.text
    assert not Letter.objects.exists()
    del typed["preview"]
    saved = client.post(path, {**typed, "signer": str(sponsor.pk)}, follow=True)
    assert "Pyydä allekirjoitusta" in saved.text
    assert Letter.objects.get().signer == sponsor


def test_given_a_time_past_or_after_sign_up_closes_then_the_form_says_so_and_keeps_the_rest(
    series: Series, coordinator: Person, sponsor: Person, client_of: ClientOf
) -> None:
    series.signup_closes_at = timezone.now() + timedelta(days=2)
    series.save()
    client, path = client_of(coordinator), f"/gatherings/plan/{series.pk}/letter/"
    for days, words in ((-1, "jo mennyt"), (4, "päättyy jo")):
        at = timezone.localtime(timezone.now() + timedelta(days=days))
        page = client.post(
            path,
            {
                "subject_fi": "Otsikko",
                "body_fi": "Pidetään tämä.",
                "signer": str(sponsor.pk),
                "send_at_0": at.strftime("%Y-%m-%d"),
                "send_at_1": "8.00",
            },
        )
        assert page.status_code == 422
        assert words in page.text
        assert "Pidetään tämä." in page.text
