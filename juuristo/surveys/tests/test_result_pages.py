"""The pages of results: who sees what, in how many looks at the database."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.people.models import Person
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.models import Programme
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.models import InstrumentVersion, NamedResponse, Wave
from juuristo.surveys.tests.result_ground import (
    EVERYTHING,
    everything_answers,
    options,
    rooting_answers,
    rooting_definition,
    sealed_wave,
    text,
)

Counting = Callable[..., Any]


@pytest.fixture
def programme(coordinator: Person) -> Programme:
    made: Programme = ProgrammeFactory(organisation=coordinator.organisation)
    return made


@pytest.fixture
def desk(coordinator: Person, client_of: ClientOf) -> Client:
    return client_of(coordinator)


def page(client: Client, wave: Wave, rest: str = "") -> str:
    answer = client.get(f"/surveys/{wave.slug}/results/{rest}")
    assert answer.status_code == 200
    content = answer.content.decode()
    assert not re.search(r"<[^>]+\sstyle=", content)
    return " ".join(content.replace("\N{NO-BREAK SPACE}", " ").split())


def rooting(programme: Programme, **fields: Any) -> Wave:
    return sealed_wave(
        rooting_definition(),
        rooting_answers(),
        programme=programme,
        instrument_key="rooting-2022",
        invited=254,
        **fields,
    )


def everything(programme: Programme, **fields: Any) -> Wave:
    given = {"breakdowns": ["office"], "invited": 150, **fields}
    return sealed_wave(EVERYTHING, everything_answers(), programme=programme, **given)


def test_given_the_rooting_survey_then_its_page_tells_the_published_figures(
    desk: Client, programme: Programme
) -> None:
    content = page(desk, rooting(programme))
    for said in (
        "<h1>Portaat ovat arjessa, ja tukea toivotaan lisää</h1>",
        "104 / 254 vastasi (41 %)",
        "Kuusi kymmenestä jätti vastaamatta",
        "Kaksi kolmesta käyttää portaita tietoisesti vähintään viikoittain",
        "vähintään viikoittain 70 / 103 (68 %), väli 61–74 %",
        "33 / 103 (32 %), väli 26–39 %",
        "n = 103. Yksi ohitti kysymyksen.",
        "Kuusi kymmenestä voi työssään paremmin",
        "Neljä kymmenestä toivoo lisää tukea",
        "Lue 80 vastausta",
    ):
        assert said in content, said


def test_given_every_kind_of_question_then_each_has_picture_and_table(
    desk: Client, programme: Programme
) -> None:
    content = page(desk, everything(programme))
    assert content.count("Sama taulukkona") == content.count('class="figure-foot"') == 6
    pictures = re.findall(r"<svg class=\"picture.*?</svg>", content)
    assert pictures
    assert all(re.search(r"<title id=\S+>[^<]+</title><desc", each) for each in pictures)
    ids = re.findall(r'\sid="([^"]+)"', content)
    assert len(ids) == len(set(ids))
    assert "Harva vastasi" in content
    assert "suojattu" in content
    assert "ei tietoa" in content


def test_given_groups_that_are_too_small_then_nothing_but_their_names_is_told(
    desk: Client, programme: Programme
) -> None:
    wave = everything(programme)
    for content in (page(desk, wave), page(desk, wave, "by/office/?question=often")):
        assert re.search(r"<strong>\w+ ryhmää on suojattu\.</strong>", content)
        row = re.search(r">Hamina</th>(.*?)</tr>", content)
        assert row
        assert not re.search(r"\d / \d", row[1])
        assert "bar protected" in row[1]


def test_given_a_question_by_groups_that_is_not_there_then_it_is_not_found(
    desk: Client, programme: Programme
) -> None:
    wave = everything(programme)
    for rest in ("by/often/", "by/office/?question=why", "by/office/?question=nothing", "?page=9"):
        assert desk.get(f"/surveys/{wave.slug}/results/{rest}").status_code == 404, rest


def test_given_few_answers_then_the_whole_page_is_protected(
    desk: Client, programme: Programme
) -> None:
    wave = sealed_wave(EVERYTHING, everything_answers((3,)), programme=programme, invited=9)
    content = page(desk, wave)
    assert "<h1>Vastauksia on niin vähän, että tulokset on suojattu</h1>" in content
    assert "data-chart" not in content


def test_given_a_wave_that_is_not_sealed_then_the_page_says_when_to_come_back(
    desk: Client, programme: Programme
) -> None:
    for state in (Wave.State.OPEN, Wave.State.CLOSED):
        wave = everything(programme, state=state)
        content = page(desk, wave)
        assert "Tulokset eivät ole vielä näkyvissä" in content
        assert "data-chart" not in content


def test_given_open_answers_then_they_stand_alone_page_by_page(
    desk: Client, programme: Programme
) -> None:
    wave = everything(programme)
    first = page(desk, wave, "answers/why/")
    second = page(desk, wave, "answers/why/?page=2")
    said = re.findall(r"<li dir=\"auto\">(.*?)</li>", first + second)
    assert len(said) == len(set(said)) == 60
    assert "Sivu 1 / 3" in first
    assert "Kouvola" not in first


def test_given_too_few_open_answers_then_none_is_read(desk: Client, programme: Programme) -> None:
    wave = sealed_wave(EVERYTHING, everything_answers((9,)), programme=programme)
    content = page(desk, wave, "answers/why/")
    assert "Suojattu." in content
    assert "Sanon tämän" not in content


def test_given_an_earlier_wave_then_the_change_is_told_only_with_ground(
    desk: Client, programme: Programme
) -> None:
    earlier = everything(programme)
    answers = everything_answers()
    for row in answers:
        row["often"] = "o1"
    assert earlier.closes_at
    later = everything(programme, closes_at=earlier.closes_at.replace(year=2023))
    later.responses.all().delete()
    later.responses.bulk_create([later.responses.model(wave=later, answers=row) for row in answers])
    content = page(desk, later, "compare/")
    assert "”Aina” yleistyi. ”Usein”, ”Joskus”, ”En koskaan” vähenivät" in content
    assert "Ei eroa, jota voisi erottaa sattumasta" in content
    assert "<h1>Yksi tulos muuttui</h1>" in content
    assert "Samaa on kysytty vain kerran" in page(desk, earlier, "compare/")


def test_given_a_confidential_wave_then_others_read_the_synthesis_alone(
    desk: Client, programme: Programme, mentor: Person, sponsor: Person, client_of: ClientOf
) -> None:
    wave = sealed_wave(
        EVERYTHING,
        everything_answers((3,)),
        programme=programme,
        kind=Wave.Kind.CONFIDENTIAL,
        synthesis={"fi": "Ryhmä kantoi."},
    )
    wave.readers.add(mentor)
    for client in (desk, client_of(sponsor)):
        content = page(client, wave)
        assert "Ryhmä kantoi." in content
        assert "data-chart" not in content
        assert client.get(f"/surveys/{wave.slug}/results/answers/why/").status_code == 403
    reader = client_of(mentor)
    assert "data-chart" in page(reader, wave)
    assert "Sanon tämän" in page(reader, wave, "answers/why/")


def test_given_a_confidential_wave_without_synthesis_then_only_its_reader_opens_it(
    desk: Client, programme: Programme
) -> None:
    wave = everything(programme, kind=Wave.Kind.CONFIDENTIAL, breakdowns=[])
    assert desk.get(f"/surveys/{wave.slug}/results/").status_code == 403


def named(programme: Programme, count: int) -> Wave:
    wave = sealed_wave(EVERYTHING, [], programme=programme, kind=Wave.Kind.NAMED, invited=count)
    for answers in everything_answers((count,)):
        person = PersonFactory(organisation=programme.organisation)
        NamedResponse.objects.create(wave=wave, person=person, answers=answers)
    return wave


def test_given_a_named_wave_when_its_answers_are_opened_then_the_trail_says_so(
    desk: Client, programme: Programme
) -> None:
    wave = named(programme, 2)
    assert "Avaa vastaukset nimineen" in page(desk, wave)
    assert not AuditEvent.objects.filter(verb__startswith="wave.named").exists()
    response = wave.named_responses.select_related("person").first()
    assert response
    assert response.person.full_name in page(desk, wave, "named/")
    content = page(desk, wave, f"named/{response.person_id}/")
    assert "Sanon tämän" in content
    assert "Kouvola" in content
    verbs = AuditEvent.objects.filter(verb__startswith="wave.named").values_list("verb", flat=True)
    assert set(verbs) == {"wave.named_opened", "wave.named_read"}


def test_given_three_hundred_questions_and_sixty_options_then_the_page_stays_small(
    desk: Client, programme: Programme
) -> None:
    long = "Tyytyväisyyskyselynvastausvaihtoehtojenlukumäärä " * 6
    content = {
        "title": text("Pitkä"),
        "questions": [
            {
                "key": f"q{number}",
                "type": "single",
                "text": text(f"{number}. {long}"),
                "options": options(*([long] * 60 if number == 0 else ["Kyllä", "En", "Ehkä"])),
            }
            for number in range(300)
        ],
    }
    answers = [{f"q{number}": "o1" for number in range(300)} for _each in range(12)]
    wave = sealed_wave(content, answers, programme=programme, invited=40)
    first = page(desk, wave)
    assert first.count("<h2>Kysymys") < 30
    assert len(first) < 250_000
    second = page(desk, wave, "?page=2")
    assert "<h2>Kysymys 2</h2>" in second
    assert len(second) < 120_000


def test_given_small_sessions_then_their_feedback_is_shown_together(
    desk: Client, programme: Programme
) -> None:
    series = uuid4()
    first = everything_of_session(programme, series, 3, day=1)
    waiting = page(desk, first)
    assert "Palaute odottaa sarjan muita kertoja" in waiting
    assert "data-chart" not in waiting
    second = everything_of_session(programme, series, 4, day=2)
    for wave in (first, second):
        content = page(desk, wave)
        assert "Mistä palaute on koottu" in content
        assert "n = 7" in content
        assert "Vertaa aiempaan" not in content


def everything_of_session(programme: Programme, series: UUID, count: int, day: int) -> Wave:
    version = InstrumentVersion.objects.filter(instrument__key="oma").first()
    wave = sealed_wave(
        EVERYTHING,
        everything_answers((count,)),
        programme=programme,
        session_id=uuid4(),
        session_series_id=series,
        opens_at=datetime(2022, 3, day, tzinfo=UTC),
        invited=8,
    )
    if version:
        wave.version = version
        wave.save()
    return wave


@pytest.mark.parametrize("rest", ["", "by/office/", "answers/why/", "compare/"])
def test_given_more_answers_then_the_page_asks_the_database_no_more(
    desk: Client,
    programme: Programme,
    rest: str,
    django_assert_max_num_queries: Counting,
    django_assert_num_queries: Counting,
) -> None:
    few = everything(programme)
    assert few.closes_at
    many = sealed_wave(
        EVERYTHING,
        everything_answers((60, 60, 60, 9, 8)),
        programme=programme,
        breakdowns=["office"],
        closes_at=few.closes_at.replace(day=1),
    )
    with django_assert_max_num_queries(24) as counted:
        page(desk, few, rest if rest != "compare/" else f"compare/?with={many.slug}")
    if rest != "compare/":
        with django_assert_num_queries(len(counted)):
            page(desk, many, rest)


def test_given_many_named_answers_then_the_list_asks_the_database_no_more(
    desk: Client, programme: Programme, django_assert_num_queries: Counting
) -> None:
    few, many = named(programme, 2), named(programme, 9)
    page(desk, few, "named/")  # the first look of a session
    with django_assert_num_queries(8):
        page(desk, few, "named/")
    with django_assert_num_queries(8):
        page(desk, many, "named/")


def test_given_three_answers_under_the_threshold_then_it_is_said_once(
    desk: Client, programme: Programme
) -> None:
    wave = sealed_wave(EVERYTHING, everything_answers((1, 2)), programme=programme, invited=12)
    content = page(desk, wave)
    assert "Tulokset näytetään, kun vastaajia on vähintään viisi." in content
    assert "Kysymys 1" not in content
    assert "Välit kertovat" not in content


def test_given_a_confidential_wave_of_four_then_its_reader_sees_no_intervals(
    desk: Client, programme: Programme, coordinator: Person
) -> None:
    wave = sealed_wave(
        EVERYTHING,
        everything_answers((2, 2)),
        programme=programme,
        invited=9,
        kind=Wave.Kind.CONFIDENTIAL,
    )
    wave.readers.add(coordinator)
    content = page(desk, wave)
    assert "2 / 4 (50 %)" in content
    assert not re.search(r"\bväli\b", content)
    assert "95 prosentin" not in content
