"""The links of one's own mail, all five kinds: what one who was sent such a link on can do."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from juuristo.gatherings.act_links import act_link
from juuristo.gatherings.actions import acts, letters, openings
from juuristo.gatherings.models import Session, SignUp
from juuristo.gatherings.own_links import own_link
from juuristo.gatherings.sponsor_links import opening_link, sign_link
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.people import by_link
from juuristo.people.models import Organisation, Person
from juuristo.programme.actions import ask_approval
from juuristo.programme.approvals import link_to

Links = dict[str, str]
KINDS = ["own", "act", "approve", "sign", "open"]


@pytest.fixture
def session(organisation: Organisation) -> Session:
    made: Session = SessionFactory(
        series=SeriesFactory(programme__organisation=organisation), capacity=9
    )
    return made


@pytest.fixture
def links(session: Session, adviser: Person, sponsor: Person, coordinator: Person) -> Links:
    """A link of each kind, as its mail has it, without the host."""
    series = session.series
    approval = ask_approval(
        series.programme, title="Suunnitelma", outline="…", sponsor=sponsor, actor=coordinator
    )
    texts = {"subject": {"fi": "Tule"}, "body": {"fi": "Hei"}, "signer": sponsor}
    letter = letters.write_letter(series, texts, actor=coordinator)
    letters.ask_signature(letter, actor=coordinator)
    opening = openings.ask_opening(session, sponsor=sponsor, wish="", actor=coordinator)
    held = SessionFactory(
        series=series,
        starts_at=timezone.now() - timedelta(hours=3),
        ends_at=timezone.now() - timedelta(hours=1),
    )
    SignUp.objects.create(session=held, person=adviser, state=SignUp.State.ATTENDED)
    act = acts.write_act(held, "Kysyn ensin.", is_shared=False, actor=adviser)
    made = {
        "own": own_link(series, adviser),
        "act": act_link(act),
        "approve": link_to(approval),
        "sign": sign_link(letter),
        "open": opening_link(opening),
    }
    return {kind: "/" + url.split("/", 3)[3] for kind, url in made.items()}


def token_of(path: str) -> str:
    return path.rstrip("/").rsplit("/", 1)[1]


@pytest.mark.parametrize("kind", KINDS)
def test_given_a_link_then_its_page_is_kept_found_and_told_on_by_nobody(
    links: Links, kind: str
) -> None:
    path = links[kind]
    answers = {
        200: Client().get(path),
        404: Client().get(path.replace(token_of(path), "arvaus")),
        405: Client().put(path),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
        assert not answer.cookies


def test_given_an_address_beneath_a_link_that_leads_nowhere_then_that_page_is_as_shut(
    links: Links,
) -> None:
    other = SessionFactory()
    answer = Client().post(f"{links['own']}sessions/{other.pk}/sign-up/")
    assert answer.status_code == 404
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("door", KINDS)
def test_given_a_link_then_it_opens_its_own_page_and_no_other_kind_of_page(
    links: Links, kind: str, door: str
) -> None:
    path = links[door].replace(token_of(links[door]), token_of(links[kind]))
    assert Client().get(path).status_code == (200 if kind == door else 404)


@pytest.mark.parametrize("kind", KINDS)
def test_given_a_link_then_its_page_leads_nowhere_that_would_know_its_reader(
    links: Links, kind: str, adviser: Person, sponsor: Person
) -> None:
    page = Client().get(links[kind]).text
    inner = page.split("<main", 1)[1].split("</main>")[0]
    found = re.findall(r'(?:href|action|hx-post)="([^"#]+)"', inner)
    assert [address for address in found if not address.startswith((links[kind], "?"))] == []
    assert adviser.email not in page
    assert sponsor.email not in page
    for elsewhere in ("/", "/acts/", "/gatherings/mine/"):
        assert Client().get(elsewhere).status_code == 302


def test_given_many_posts_by_one_link_from_wherever_then_it_rests_and_other_links_do_not(
    links: Links, session: Session, mentor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_link, "CHANGES", "3/300s/key")
    path = f"{links['own']}sessions/{session.pk}/"
    with time_machine.travel(timezone.now(), tick=False) as clock:
        answers = [
            Client(REMOTE_ADDR=f"192.0.2.{number}").post(f"{path}{act}/")
            for number, act in enumerate(("sign-up", "cancel", "sign-up", "cancel"))
        ]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert "Mitään ei muuttunut" in answers[-1].text
        assert answers[-1]["Cache-Control"] == "no-store"
        assert SignUp.objects.get(session=session).state == SignUp.State.BOOKED
        assert Client().get(links["own"]).status_code == 200  # one may still look
        theirs = "/" + own_link(session.series, mentor).split("/", 3)[3]
        assert Client().post(f"{theirs}sessions/{session.pk}/sign-up/").status_code == 200
        clock.shift(301)
        assert Client().post(f"{path}cancel/").status_code == 200


@pytest.mark.parametrize("kind", ["act", "approve", "sign", "open"])
def test_given_many_posts_by_a_link_that_answers_then_they_are_counted_too(
    links: Links, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_link, "CHANGES", "2/300s/key")
    answers = [Client().post(links[kind], {"answer": "x"}).status_code for _ in range(3)]
    assert 429 not in answers[:2]
    assert answers[2] == 429
