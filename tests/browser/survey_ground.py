"""What the whole paths of surveys stand on: a staff, the letters that reach them, and their
browsers, real ones and those of ``Respondent``."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from typing import Any

import time_machine
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from juuristo.mail.sending import send_due
from juuristo.mail.tests.post_office import PostOffice
from juuristo.people.models import Organisation, Person, Role
from juuristo.people.tests.factories import PersonFactory
from juuristo.surveys.inviting import write_letters
from juuristo.surveys.mixing import acknowledge_night
from juuristo.surveys.models import Acknowledgement, Wave
from juuristo.surveys.tests.respondent import Respondent

from .conftest import PHONE, forgiving_nothing
from .survey import begin, heading, press, question_at
from .waiting import soon

GRIDS = ("sense", "part", "together", "weigh")
ROWS = (
    *("sense_aim", "sense_worth", "part_mine", "part_carriers"),
    *("together_daily", "together_room", "weigh_talk", "weigh_mend"),
)
YEARS = {"under_1": "Alle vuoden", "from_4_to_10": "4–10 vuotta", "over_10": "Yli 10 vuotta"}


def staff_of(organisation: Organisation, count: int) -> list[Person]:
    """Advisers whose names no page of a survey may show."""
    return [
        PersonFactory(
            organisation=organisation,
            first_name=f"Kutsu{number:02}",
            last_name=f"Saanut{number:02}",
            roles=[Role.ADVISER],
        )
        for number in range(count)
    ]


def text_in(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@dataclass
class Letters:
    """The worker's rounds that write and send, and what they brought to whom."""

    office: PostOffice
    links: dict[str, str] = field(default_factory=dict)

    def leave(self) -> list[EmailMessage]:
        """Let what is due leave; return it. ``links`` has the newest link of each address."""
        before = len(self.office.delivered)
        write_letters()
        send_due()
        write_letters()  # it counts what has left
        came = self.office.delivered[before:]
        for letter in came:
            if found := re.search(r"\S+(/s/#\S+)", text_in(letter)):
                self.links[str(letter["To"])] = found[1]
        return came

    def respondent(self, person: Person) -> Respondent:
        """The person's browser in Python, opened from their letter."""
        _language, code, token = self.links[person.email].partition("#")[2].split(".")
        form = Client().get(f"/s/form/{code}/").json()
        return Respondent(form["wave"], token, form["public_key"])


def sends(respondent: Respondent, answers: dict[str, Any]) -> None:
    """Through the real routes: exchange, answer, acknowledge."""
    assert respondent.exchange().status_code == 200
    assert respondent.answer(answers).status_code == 201
    assert respondent.acknowledge().status_code == 204


@contextmanager
def own_phone(browser: Browser, url: str) -> Iterator[Page]:
    """Somebody's own phone, which has never been here; forgives nothing."""
    context = browser.new_context(
        base_url=url, viewport=PHONE, locale="fi-FI", timezone_id="Europe/Helsinki"
    )
    with forgiving_nothing(context.new_page()) as page:
        yield page
    context.close()


def pulse(point: int, years: str, words: str = "") -> dict[str, Any]:
    """An answer to the rooting pulse."""
    said = {"needs_now": words} if words else {}
    return {**dict.fromkeys(ROWS, point), **said, "years_in_work": years}


def thanked(page: Page, wave: Wave) -> None:
    """The page thanks; one leaves it, and the word of it goes."""
    heading(page, "Kiitos vastauksestasi!")
    before = Acknowledgement.objects.filter(wave=wave).count()
    page.goto("about:blank")
    soon(page, lambda: Acknowledgement.objects.filter(wave=wave).count() > before)


def answer_pulse(page: Page, link: str, wave: Wave, *, point: int, years: str, words: str) -> None:
    """Answer the rooting pulse by tapping, one question at a time, and leave."""
    begin(page, link)
    for key in GRIDS:
        rows = question_at(page, key).locator(".grid-row")
        for number in range(2):
            rows.nth(number).locator("label").nth(point - 1).click()
        press(page)
    question_at(page, "needs_now").locator("textarea").fill(words)
    press(page)
    question_at(page, "years_in_work").get_by_text(YEARS[years], exact=True).click()
    press(page)
    expect(page.locator("[data-question]")).to_have_count(0)
    press(page)
    thanked(page, wave)


def night_comes(wave: Wave) -> None:
    """The worker looks in at three o'clock of the coming night."""
    zone = wave.programme.organisation.zone
    tomorrow = timezone.now().astimezone(zone).date() + timedelta(days=1)
    with time_machine.travel(datetime.combine(tomorrow, time(3), zone)):
        assert acknowledge_night() == 1


def part(page: Page, name: str) -> Locator:
    """The section of a page that has this title."""
    title = page.get_by_role("heading", name=name, exact=True, level=2)
    return page.locator("section").filter(has=title)


def told(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()
