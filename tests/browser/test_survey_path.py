"""A survey's whole path: from the ready pulse through letters, answers and nights to its results
and a file of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from juuristo.jobs.worker import Worker
from juuristo.mail.tests.post_office import open_post_office
from juuristo.people.models import Organisation, Person
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.actions.sealing import close_and_seal
from juuristo.surveys.mixing import mix
from juuristo.surveys.models import Invitation, SpentBallot, Wave
from juuristo.surveys.ready import ready
from juuristo.surveys.tests.result_ground import sealed_wave

from .axe import violations
from .paths import sign_in_by_form
from .survey_ground import (
    Letters,
    answer_pulse,
    night_comes,
    own_phone,
    part,
    pulse,
    sends,
    staff_of,
    text_in,
    told,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
INVITED = 15
BREAKDOWN = "Kuinka kauan olet tehnyt asiakastyötä?"
WORDS = "Aikaa pohtia yhdessä"


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    made: Programme = ProgrammeFactory(organisation=organisation)
    return made


@pytest.fixture
def letters(db: None) -> Iterator[Letters]:
    """A real SMTP server takes the letters in."""
    with open_post_office() as office:
        yield Letters(office)


@dataclass
class Asked:
    """A wave under way: the coordinator's page, and those who have its letters."""

    page: Page
    browser: Browser
    url: str
    letters: Letters
    staff: list[Person]
    wave: Wave

    def follow(self) -> Page:
        self.page.goto(f"/surveys/{self.wave.slug}/")
        return self.page


def h1(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def plan(page: Page) -> None:
    """From the room of surveys to a draft of the ready pulse for advisers, by one breakdown."""
    page.get_by_role("navigation", name="Huoneet").get_by_role("link", name="Kyselyt").click()
    page.get_by_role("link", name="Tee kysely", exact=True).click()
    h1(page, "Mitä kysyt?")
    part(page, "Valmiit pohjat").get_by_role("link", name="Juurtumisen pulssi").click()
    h1(page, "Uusi kysely")
    page.get_by_label("asiantuntija").check()
    expect(page.locator("#audience")).to_contain_text(f"{INVITED} ihmistä")
    page.get_by_label(BREAKDOWN).check()
    assert violations(page) == []
    page.get_by_role("button", name="Tallenna luonnos").click()
    told(page, "Lue vielä, mitä vastaajille lupaat.")


def read_and_open(page: Page, coordinator: Person) -> Wave:
    promise = part(page, "Mitä lupaat")
    expect(promise).to_contain_text(f"Kysyjänä on {coordinator.full_name}.")
    expect(promise).to_contain_text("vain jos vastaajia on vähintään 5")
    expect(promise).to_contain_text(BREAKDOWN)
    expect(part(page, "Keneltä ja milloin")).to_contain_text(f"{INVITED} ihmistä saa kutsun")
    assert violations(page) == []
    assert not Invitation.objects.exists()
    page.get_by_role("button", name="Avaa kysely").click()
    told(page, "Kysely on auki, ja kutsut lähtevät nyt.")
    return Wave.objects.get()


@pytest.fixture
def asked(
    page: Page,
    browser: Browser,
    base_url: str,
    organisation: Organisation,
    programme: Programme,
    coordinator: Person,
    letters: Letters,
) -> Asked:
    """The coordinator has planned and opened the pulse, and the letters have left."""
    staff = staff_of(organisation, INVITED)
    sign_in_by_form(page, coordinator)
    plan(page)
    wave = read_and_open(page, coordinator)
    came = letters.leave()
    assert sorted(str(letter["To"]) for letter in came) == sorted(one.email for one in staff)
    assert all("Vastauksesi tallentuu ilman nimeäsi" in text_in(letter) for letter in came)
    assert letters.leave() == []
    return Asked(page, browser, base_url, letters, staff, wave)


def two_answer_in_their_browsers(asked: Asked) -> None:
    for number, person in enumerate(asked.staff[:2]):
        with own_phone(asked.browser, asked.url) as phone:
            answer_pulse(
                phone,
                asked.letters.links[person.email],
                asked.wave,
                point=6 + number,
                years="under_1",
                words=f"{WORDS} {number}",
            )


def others_answer(asked: Asked) -> None:
    """Eleven more through the real routes: seven in all are new, five and one are not."""
    years = ["under_1"] * 5 + ["from_4_to_10"] * 5 + ["over_10"]
    for number, (person, group) in enumerate(zip(asked.staff[2:13], years, strict=True), start=2):
        words = f"{WORDS} {number}" if number < 11 else ""
        sends(asked.letters.respondent(person), pulse(1 + number % 7, group, words))
    assert mix() > 0


def no_names(asked: Asked) -> None:
    shown = asked.page.content()
    assert not [one.full_name for one in asked.staff if one.last_name in shown]


def follow_by_night(asked: Asked) -> None:
    """The day tells nothing; the night counts; neither names anybody."""
    page = asked.follow()
    h1(page, "Kysely on auki, vastauksista ei ole vielä tietoa")
    expect(page.locator(".progress-stats")).to_contain_text("15kutsua lähtenyt")
    expect(page.locator(".progress-stats")).to_contain_text("0 / 15")
    no_names(asked)
    night_comes(asked.wave)
    asked.follow()
    expect(page.get_by_role("heading", level=1)).to_contain_text("13 / 15")
    no_names(asked)
    assert violations(page) == []


def tighten(asked: Asked) -> None:
    """The promise grows; to make it smaller again is refused, in the form and by address."""
    page = asked.page
    page.get_by_role("link", name="Tiukenna lupausta").click()
    least = page.get_by_label("Tulos näkyy, kun vastaajia on vähintään")
    least.fill("6")
    page.get_by_role("button", name="Tiukenna").click()
    told(page, "Lupaus on nyt tiukempi.")
    expect(part(page, "Mitä on luvattu")).to_contain_text("vain jos vastaajia on vähintään 6")
    page.get_by_role("link", name="Tiukenna lupausta").click()
    least.fill("5")
    page.get_by_role("button", name="Tiukenna").click()
    faults = page.get_by_role("group", name="Yksi kohta vaatii korjausta")
    expect(faults).to_contain_text("Vastaajille on luvattu enemmän")
    assert violations(page) == []
    page.goto(f"/surveys/{asked.wave.slug}/edit/")
    expect(page).to_have_url(f"{asked.url}/surveys/{asked.wave.slug}/")
    asked.wave.refresh_from_db()
    assert (asked.wave.threshold, asked.wave.open_threshold) == (6, 10)


def reissue(asked: Asked) -> None:
    """One has begun and lost what the browser kept: the old link is dead, the new one answers."""
    page, loser = asked.page, asked.staff[13]
    lost = asked.letters.respondent(loser)
    assert lost.exchange().status_code == 200
    again = asked.letters.respondent(loser)
    asked.follow().get_by_role("link", name="Anna uusi linkki kadonneen tilalle").click()
    page.get_by_label("Kenelle").select_option(value=str(loser.pk))
    assert violations(page) == []
    page.get_by_role("button", name="Lähetä uusi linkki").click()
    told(page, f"Uusi viesti lähtee: {loser.full_name}.")
    expect(page.locator(".progress-stats")).to_contain_text("uutta linkkiä kadonneen tilalle")
    assert [str(letter["To"]) for letter in asked.letters.leave()] == [loser.email]
    assert again.exchange().status_code == 404
    link, wave = asked.letters.links[loser.email], asked.wave
    with own_phone(asked.browser, asked.url) as phone:
        answer_pulse(phone, link, wave, point=4, years="from_4_to_10", words=f"{WORDS} 13")


def close_early(asked: Asked) -> None:
    page = asked.follow()
    page.get_by_role("link", name="Päätä kysely nyt").click()
    h1(page, "Päätetäänkö kysely nyt?")
    page.get_by_role("button", name="Päätä kysely").click()
    told(page, "Kysely on päättynyt. Tulokset valmistuvat hetken kuluttua.")
    page.goto(f"/surveys/{asked.wave.slug}/results/")
    expect(page.get_by_role("main")).to_contain_text("Vastauksia sekoitetaan")
    assert close_and_seal() == 1
    asked.follow()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Kysely on valmis: 14 / 15 (93 %) vastasi"
    )
    assert not Invitation.objects.exists()
    assert not SpentBallot.objects.exists()


def read_results(asked: Asked) -> None:
    """The distribution of every answer; of three groups one, since one of them is small."""
    page = asked.page
    page.get_by_role("link", name="Katso tulokset").click()
    expect(page.get_by_role("main")).to_contain_text("14 / 15 vastasi (93 %)")
    figure = page.locator("figure[data-figure=sense_aim]")
    figure.get_by_text("Sama taulukkona").click()
    first = figure.get_by_role("row").nth(1)
    cells = ["14", "4,5", "4,5", "1,8", "1", "1", "2", "3", "2", "3", "2"]
    expect(first.get_by_role("cell")).to_have_text(cells)
    groups = part(page, BREAKDOWN)
    said = [row.split()[-1] for row in groups.locator("tbody tr").all_inner_texts()]
    assert [word for word in said if word == "suojattu"] == ["suojattu"] * 2
    expect(groups.get_by_role("row", name="Yli 10 vuotta")).to_contain_text("suojattu")
    expect(groups).to_contain_text("Jakauma näytetään, kun vastauksia on vähintään kuusi.")
    no_names(asked)
    assert violations(page) == []
    page.get_by_role("link", name="Lue avovastaukset").click()
    expect(page.locator(".said-words li")).to_have_count(12)
    said = page.locator(".said-words li").all_inner_texts()
    assert sorted(said) == sorted(f"{WORDS} {n}" for n in (*range(11), 13))


def compare(asked: Asked) -> None:
    """Beside an earlier wave of the same pulse, in which nine wrote in their own words."""
    content = ready("rooting-pulse").model_dump(mode="json", by_alias=True, exclude_none=True)
    same = (3, 4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 4, 6, 7)
    earlier = [
        pulse(1 + number % 4, "under_1", WORDS if number < 9 else "") | {"sense_aim": point}
        for number, point in enumerate(same)
    ]
    sealed_wave(
        content,
        earlier,
        programme=asked.wave.programme,
        instrument_key="rooting-pulse",
        name={"fi": "Pulssi, kevät"},
        slug="pulssi-kevat",
    )
    page = asked.page
    page.goto(f"/surveys/{asked.wave.slug}/results/")
    page.get_by_role("link", name="Vertaa aiempaan").click()
    expect(part(page, "Saan aikaa ja tukea tehdä työtä näin.")).to_contain_text("Keskiarvo nousi")
    unchanged = part(page, "Tiedän, mihin työotteella pyrimme.")
    expect(unchanged).to_contain_text("ei eroa, jota voisi erottaa sattumasta")
    assert violations(page) == []
    page.goto("/surveys/pulssi-kevat/results/answers/needs_now/")
    expect(page.get_by_role("main")).to_contain_text("Suojattu.")
    expect(page.get_by_text(WORDS)).to_have_count(0)


def take_out(asked: Asked) -> None:
    """The worker writes the file; it opens, and holds no names."""
    page = asked.page
    page.goto(f"/surveys/{asked.wave.slug}/results/")
    page.get_by_role("link", name="Vie tulokset").click()
    page.get_by_label("Excel").check()
    assert violations(page) == []
    page.get_by_role("button", name="Tee tiedosto").click()
    h1(page, "Tiedostoa kirjoitetaan")
    Worker().run_once()
    h1(page, "Tiedosto on valmis")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Lataa tiedosto").click()
    assert waiting.value.suggested_filename.startswith(f"{asked.wave.slug}-")
    with CalamineWorkbook.from_path(str(waiting.value.path())) as book:
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    cells = [str(cell) for rows in sheets.values() for row in rows for cell in row]
    assert sum(cell.startswith(WORDS) for cell in cells) == 12
    assert not [one for one in asked.staff if any(one.last_name in cell for cell in cells)]


def test_given_the_ready_pulse_then_it_goes_from_plan_to_answers_to_results_and_out(
    asked: Asked,
) -> None:
    two_answer_in_their_browsers(asked)
    others_answer(asked)
    follow_by_night(asked)
    tighten(asked)
    reissue(asked)
    close_early(asked)
    read_results(asked)
    compare(asked)
    take_out(asked)
