"""Paths around a survey: an old wave brought in, feedback after sessions, what each role sees."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from juuristo.gatherings.actions import sign_up
from juuristo.gatherings.models import Series, Session, SignUp
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.jobs.worker import Worker
from juuristo.mail.tests.post_office import PostOffice, open_post_office
from juuristo.people.models import Organisation, Person
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.actions.sealing import close_and_seal
from juuristo.surveys.feedback import open_due
from juuristo.surveys.models import Wave
from juuristo.surveys.ready import ready
from juuristo.surveys.tests.factories import WaveFactory
from juuristo.surveys.tests.result_ground import sealed_wave
from juuristo.surveys.tests.waves import open_wave

from .axe import violations
from .conftest import SignIn
from .survey import begin, press
from .survey_ground import (
    Letters,
    own_phone,
    part,
    pulse,
    sends,
    staff_of,
    text_in,
    thanked,
    told,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OLD = Path(__file__).parents[2] / "example"


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    made: Programme = ProgrammeFactory(organisation=organisation)
    return made


@pytest.fixture
def office(db: None) -> Iterator[PostOffice]:
    """A real SMTP server takes the letters in."""
    with open_post_office() as office:
        yield office


def worker_reads(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Tiedostoa luetaan")
    assert violations(page) == []
    Worker().run_once()


def map_columns(page: Page) -> None:
    """Tell what each column answers, then what the words mean that no question knows."""
    mapping = json.loads((OLD / "webropol-2022.mapping.json").read_text(encoding="utf-8"))
    bring = page.get_by_role("button", name="Tuo vastaukset")
    for header, means in mapping.items():
        value = "|".join(filter(None, (means["question"], means.get("option"))))
        page.get_by_role("combobox", name=header, exact=True).select_option(value=value)
    page.get_by_role("button", name="Tarkista uudelleen").click()
    worker_reads(page)
    unknown = page.locator(".mapping tbody tr").filter(has=page.locator("label"))
    expect(unknown).to_have_count(3)
    expect(bring).to_have_count(0)
    for row in unknown.all():
        means = mapping[row.get_by_role("rowheader").inner_text()]["values"]
        for label in row.locator("label").all():
            words = label.evaluate("label => label.firstChild.textContent.trim()")
            label.locator("select").select_option(value=means[words])
    page.get_by_role("button", name="Tarkista uudelleen").click()
    worker_reads(page)
    expect(bring).to_be_visible()


def test_given_an_old_file_then_it_is_mapped_previewed_and_stands_beside_the_new(
    page: Page, sign_in: SignIn, coordinator: Person, programme: Programme
) -> None:
    sign_in(coordinator)
    page.goto("/surveys/")
    page.get_by_role("link", name="Tuo vanha kysely").click()
    page.get_by_label("Kyselypohja").select_option(label="Portaat työssäsi")
    page.get_by_label("Tiedosto", exact=True).set_input_files(OLD / "webropol-2022.csv")
    page.get_by_role("button", name="Yhdistä sarakkeet").click()
    worker_reads(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Yhdistä sarakkeet")
    map_columns(page)
    row = part(page, "Mitä tulisi").get_by_role("row").filter(has_text="Viikoittain")
    expect(row).to_contain_text("Päivittäin 33 · Viikoittain 37 · Kuukausittain 10")
    assert violations(page) == []
    assert not Wave.objects.exists()
    page.get_by_label("Kyselykerran nimi").fill("Portaat 2022")
    page.get_by_label("Päivä, jona kysely päättyi").fill("2022-04-20")
    page.get_by_label("Kuinka monelta kysyttiin").fill("254")
    page.get_by_role("button", name="Tuo vastaukset").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vastauksia tuodaan")
    assert violations(page) == []
    Worker().run_once()
    told(page, "Vastaukset on tuotu, ja tiedosto on poistettu Juuristosta.")
    expect(page.get_by_role("main")).to_contain_text("104 / 254 vastasi (41 %)")
    figure = page.locator("figure[data-figure=stairs_use]")
    figure.get_by_text("Sama taulukkona").click()
    counts = [
        "33 / 103 (32 %)",
        "37 / 103 (36 %)",
        "10 / 103 (10 %)",
        "19 / 103 (18 %)",
        "4 / 103 (4 %)",
    ]
    expect(figure.locator("tbody td:nth-child(2)")).to_have_text(counts)
    assert violations(page) == []
    page.goto("/surveys/")
    expect(
        part(page, "Valmistuneet").get_by_role("link", name="Portaat 2022").first
    ).to_be_visible()


def held_session(series: Series, mentor: Person, people: list[Person]) -> Session:
    """A session that ended an hour ago, for which ``people`` had signed up."""
    session = SessionFactory(series=series)
    session.facilitators.add(mentor)
    for person in people:
        sign_up(session, person, actor=person)
    SignUp.objects.update(created_at=timezone.now() - timedelta(days=3))
    session.refresh_from_db()
    session.starts_at = timezone.now() - timedelta(hours=3)
    session.ends_at = timezone.now() - timedelta(hours=1)
    session.save(update_fields=["starts_at", "ends_at"])
    return session


def save_attendance(page: Page, session: Session, absent: Person) -> Wave:
    """The mentor marks all but one; the worker's round then asks those who were there."""
    assert open_due() == 0
    page.goto(f"/gatherings/sessions/{session.pk}/attendance/")
    page.get_by_role("button", name="Kaikki ovat paikalla").click()
    expect(page.locator("#status")).to_contain_text("tallessa")
    page.get_by_role("group", name=absent.full_name).get_by_label("Poissa").click()
    expect(page.locator("#status")).to_contain_text("1 poissa")
    assert open_due() == 1
    return Wave.objects.get(session_id=session.pk)


def give_feedback(letters: Letters, phone: Page, people: list[Person]) -> None:
    """The first answers on their phone, the others through the real routes."""
    came = [letter for letter in letters.leave() if "/s/#" in text_in(letter)]
    assert sorted(str(letter["To"]) for letter in came) == sorted(one.email for one in people)
    begin(phone, letters.links[people[0].email])
    phone.locator("[data-question=useful] label").nth(4).click()
    phone.locator("[data-question=pace]").get_by_text("Sopiva", exact=True).click()
    press(phone)
    thanked(phone, Wave.objects.get(state=Wave.State.OPEN))
    for person in people[1:]:
        sends(letters.respondent(person), {"useful": 5, "pace": "right"})


def days_pass() -> None:
    """Three days later the worker closes and seals."""
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1)):
        assert close_and_seal() == 1


def test_given_attendance_then_feedback_opens_and_mentors_read_small_sessions_together(
    page: Page,
    browser: Browser,
    base_url: str,
    sign_in: SignIn,
    programme: Programme,
    mentor: Person,
    office: PostOffice,
) -> None:
    letters = Letters(office)
    people = staff_of(programme.organisation, 9)
    series = SeriesFactory(programme=programme)
    sign_in(mentor)
    waves = []
    for mine in (people[:4], people[4:]):
        session = held_session(series, mentor, mine)
        waves.append(save_attendance(page, session, mine[-1]))
        with own_phone(browser, base_url) as phone:
            give_feedback(letters, phone, mine[:-1])
        days_pass()
        page.goto(f"/surveys/{waves[0].slug}/results/")
        if len(waves) == 1:
            expect(page.get_by_role("main")).to_contain_text("Palaute odottaa sarjan muita kertoja")
    expect(page.get_by_role("main")).to_contain_text("7 / 7 vastasi")
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=str(waves[1])).first.click()  # the newest
    expect(part(page, "Mistä palaute on koottu").get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_role("main")).to_contain_text("Sopiva")
    assert not [one for one in people if one.last_name in page.content()]
    assert violations(page) == []


@pytest.fixture
def waves(programme: Programme) -> dict[str, Wave]:
    """One that is sealed, one under way, a draft, and feedback of somebody's session."""
    content = ready("rooting-pulse").model_dump(mode="json", by_alias=True, exclude_none=True)
    answers = [pulse(1 + number % 7, "under_1", "Aikaa pohtia") for number in range(12)]
    about = {"session_id": uuid4(), "session_series_id": uuid4()}
    made = {
        "sealed": sealed_wave(content, answers, programme=programme, slug="valmis"),
        "session": sealed_wave(content, answers, programme=programme, slug="kerta", **about),
        "open": open_wave(programme=programme, slug="auki"),
        "draft": WaveFactory(programme=programme, slug="luonnos"),
    }
    for slug, wave in made.items():
        Wave.objects.filter(pk=wave.pk).update(name={"fi": f"Kysely {slug}"})
    return made


@pytest.mark.parametrize("who", ["sponsor", "adviser", "mentor", "admin"])
def test_given_others_then_they_read_what_is_sealed_and_run_nothing(
    page: Page, sign_in: SignIn, request: pytest.FixtureRequest, waves: dict[str, Wave], who: str
) -> None:
    sign_in(request.getfixturevalue(who))
    page.goto("/")
    page.get_by_role("navigation", name="Huoneet").get_by_role("link", name="Kyselyt").click()
    names = page.locator(".plan-rows a")
    expect(names).to_have_text(["Kysely sealed"])
    for act in ("Tee kysely", "Kyselypohjat", "Tuo vanha kysely"):
        expect(page.get_by_role("link", name=act)).to_have_count(0)
    names.click()
    expect(page.get_by_role("main")).to_contain_text("12 vastausta")
    expect(page.locator("figure[data-figure=sense_aim]")).to_be_visible()
    expect(page.get_by_role("link", name="Vie tulokset")).to_have_count(0)
    page.get_by_role("link", name="Lue avovastaukset").click()
    expect(page.locator(".said-words li")).to_have_count(12)
    page.goto("/surveys/?about=sessions")
    expect(page.get_by_role("main")).to_contain_text("Palautetta ei ole vielä")
    hidden = [
        page.request.get(f"/surveys/{slug}/results/") for slug in ("kerta", "auki", "luonnos")
    ]
    assert [answer.status for answer in hidden] == [404, 404, 404]


def test_given_a_supervisor_then_surveys_show_nothing(
    page: Page, sign_in: SignIn, supervisor: Person, waves: dict[str, Wave]
) -> None:
    sign_in(supervisor)
    page.goto("/")
    expect(page.get_by_role("navigation", name="Huoneet")).to_be_visible()
    expect(page.get_by_role("link", name="Kyselyt")).to_have_count(0)
    expect(page.get_by_text("Kysely ")).to_have_count(0)
    assert page.request.get("/surveys/").status == 403
    for wave in waves.values():
        for rest in ("", "results/", "results/answers/needs_now/", "results/compare/", "export/"):
            assert page.request.get(f"/surveys/{wave.slug}/{rest}").status == 404
