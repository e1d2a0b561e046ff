"""Management answers from the mail in two clicks, and a reader signs up from the letter's link."""

import pytest
from playwright.sync_api import Page, expect

from juuristo.gatherings import letters
from juuristo.gatherings.actions.letters import ask_signature, write_letter
from juuristo.gatherings.models import Letter, Series, SignUp
from juuristo.gatherings.own_links import own_link
from juuristo.gatherings.sponsor_links import sign_link
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.programme import approvals
from juuristo.programme.actions import ask_approval
from juuristo.programme.models import Approval

from .axe import violations
from .conftest import SignIn
from .every_page import path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def series(organisation: Organisation) -> Series:
    made: Series = SeriesFactory(programme__organisation=organisation, programme__slug="meidan")
    SessionFactory.create_batch(2, series=made)
    return made


def test_given_the_mail_when_the_sponsor_opens_it_then_one_more_click_approves(
    page: Page, series: Series, sponsor: Person, mentor: Person
) -> None:
    asked = ask_approval(
        series.programme, title="Työpajat", outline="Kaksi tuntia.", sponsor=sponsor, actor=mentor
    )
    page.goto(path_of(approvals.link_to(asked)))
    expect(page.get_by_text("Kaksi tuntia.")).to_be_visible()
    page.get_by_role("button", name="Hyväksy suunnitelma").click()
    expect(page.get_by_role("heading", name="Vastauksesi on perillä")).to_be_visible()
    assert Approval.objects.get().state == Approval.State.APPROVED
    assert page.context.cookies() == []


def test_given_a_letter_signed_from_the_mail_when_it_is_sent_then_its_reader_signs_up_by_it(
    page: Page, series: Series, sponsor: Person, coordinator: Person, adviser: Person
) -> None:
    texts = {"subject": {"fi": "Tule mukaan"}, "body": {"fi": "Hyvä työkaveri, tule."}}
    letter = write_letter(series, {**texts, "signer": sponsor}, actor=coordinator)
    ask_signature(letter, actor=coordinator)
    page.goto(path_of(sign_link(letter)))
    page.get_by_role("button", name="Allekirjoita kirje").click()
    expect(page.get_by_text("Kirje on allekirjoitettu")).to_be_visible()
    letters.send_due()
    assert Letter.objects.get().state == Letter.State.SENT
    mail = OutgoingMail.objects.get(kind="gatherings/letter", to=adviser.email)
    link = own_link(series, adviser)
    assert link.rsplit(":", 1)[0].rsplit(":", 1)[0] in mail.text
    page.goto(path_of(link))
    page.get_by_role("button", name="Ilmoittaudu").first.click()
    expect(page.get_by_text("Sinulla on paikka", exact=True)).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Peru paikka").click()
    expect(page.get_by_text("Paikkasi on peruttu.")).to_be_visible()
    assert SignUp.objects.get().state == SignUp.State.CANCELLED
    assert page.context.cookies() == []


def test_given_the_editor_when_typed_then_the_preview_follows_in_each_language_and_width(
    page: Page, series: Series, sponsor: Person, coordinator: Person, sign_in: SignIn
) -> None:
    sign_in(coordinator)
    page.goto(f"/gatherings/plan/{series.pk}/letter/")
    preview = page.locator("#preview")
    expect(preview).to_contain_text("Hyvä työkaveri")
    page.locator("#id_body_0").fill("Aivan omin sanoin.")
    expect(preview).to_contain_text("Aivan omin sanoin.")
    page.get_by_role("radio", name="Puhelimessa").check()
    expect(preview.locator(".letter.phone")).to_be_visible()
    page.get_by_role("button", name="Tallenna kirje").click()
    expect(page.get_by_role("button", name="Pyydä allekirjoitusta")).to_be_visible()
    assert Letter.objects.get().body["fi"] == "Aivan omin sanoin."
