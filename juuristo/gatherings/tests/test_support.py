"""Bringing a series to management: the outline asked from its page, a session to be opened."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import ClientOf
from juuristo.gatherings.actions import openings as actions
from juuristo.gatherings.actions.letters import write_letter
from juuristo.gatherings.actions.sessions import cancel_session, edit_session
from juuristo.gatherings.models import Opening, Series, Session
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory
from juuristo.programme.actions import approve
from juuristo.programme.models import Approval, EntryKind, TimelineEntry


@pytest.fixture
def series(organisation: Organisation, mentor: Person) -> Series:
    made: Series = SeriesFactory(programme__organisation=organisation, programme__slug="meidan")
    made.facilitators.add(mentor)
    return made


@pytest.fixture
def session(series: Series) -> Session:
    made: Session = SessionFactory(series=series)
    return made


@pytest.fixture
def opening(session: Session, sponsor: Person, coordinator: Person) -> Opening:
    return actions.ask_opening(session, sponsor=sponsor, wish="Omin sanoin.", actor=coordinator)


def link() -> str:
    mail = OutgoingMail.objects.get(kind="gatherings/opening_asked")
    found = re.search(r"https?://[^/]+(/gatherings/openings/answer/\S+/)", mail.text)
    assert found
    return found[1]


def test_given_a_mentor_of_the_series_when_they_ask_then_the_outline_is_written_beforehand(
    session: Session, mentor: Person, sponsor: Person, client_of: ClientOf
) -> None:
    client, path = client_of(mentor), f"/gatherings/plan/{session.series_id}/approval/"
    assert "Perehdytystyöpajat" in client.get(path).text
    asked = {"title": "Työpajat", "outline": "Suunnitelma", "sponsor": str(sponsor.pk)}
    page = client.post(path, asked, follow=True)
    assert "nyt johdolla" in page.text
    assert Approval.objects.get().subject_id == session.series_id
    again = client.post(path, asked, follow=True)
    assert "on jo pyydetty" in again.text


def test_given_an_answer_then_the_facilitators_hear_it_too(
    session: Session, mentor: Person, coordinator: Person, sponsor: Person, client_of: ClientOf
) -> None:
    path = f"/gatherings/plan/{session.series_id}/approval/"
    asked = {"title": "Työpajat", "outline": "Suunnitelma", "sponsor": str(sponsor.pk)}
    client_of(coordinator).post(path, asked)
    approve(Approval.objects.get(), actor=sponsor)
    answers = OutgoingMail.objects.filter(kind="programme/approval_answered")
    assert {mail.to for mail in answers} == {mentor.email, coordinator.email}
    assert f"/gatherings/plan/{session.series_id}/support/" in answers[0].text


def test_given_one_who_does_not_lead_the_series_then_they_bring_nothing_to_management(
    session: Session, organisation: Organisation, adviser: Person, client_of: ClientOf
) -> None:
    other_mentor = PersonFactory(organisation=organisation, roles=["mentor"])
    for person in (adviser, other_mentor):
        for page in ("support", "approval", "opening", "letter"):
            path = f"/gatherings/plan/{session.series_id}/{page}/"
            assert client_of(person).get(path).status_code == 403


def test_given_a_mentor_then_the_sessions_they_lead_lead_to_asking_management(
    session: Session, mentor: Person, adviser: Person, client_of: ClientOf
) -> None:
    link = f"/gatherings/plan/{session.series_id}/support/"
    assert link in client_of(mentor).get("/gatherings/facilitating/").text
    assert link not in client_of(adviser).get("/gatherings/facilitating/").text


def test_given_a_mentor_then_letters_and_openings_are_for_those_who_plan(
    session: Session, mentor: Person, coordinator: Person, client_of: ClientOf
) -> None:
    path = f"/gatherings/plan/{session.series_id}/"
    assert "Kirje henkilöstölle" not in client_of(mentor).get(f"{path}support/").text
    assert "Kirje henkilöstölle" in client_of(coordinator).get(f"{path}support/").text
    assert client_of(mentor).get(f"{path}opening/").status_code == 403
    assert client_of(mentor).get(f"{path}letter/").status_code == 403


def test_given_a_wish_when_agreed_from_the_mail_then_it_is_a_planned_act_of_support(
    opening: Opening, sponsor: Person, coordinator: Person
) -> None:
    assert "Omin sanoin." in Client().get(link()).text
    done = Client().post(link(), {"answer": "yes"})
    assert "tulet avaamaan" in done.text
    entry = TimelineEntry.objects.get()
    assert (entry.kind, entry.start) == (EntryKind.SUPPORT_ACT, None)
    assert entry.planned_start == timezone.localtime(opening.session.starts_at).date()
    assert OutgoingMail.objects.get(kind="gatherings/opening_answered").to == coordinator.email
    assert Client().get(link()).status_code == 410


def test_given_another_session_suggested_when_taken_then_it_is_agreed_and_the_sponsor_hears(
    opening: Opening, sponsor: Person, coordinator: Person, client_of: ClientOf
) -> None:
    start = timezone.now() + timedelta(days=14)
    other = SessionFactory(series=opening.session.series, starts_at=start)
    Client().post(link(), {"answer": "no", "suggested": str(other.pk)})
    opening.refresh_from_db()
    assert (opening.state, opening.suggested) == (Opening.State.DECLINED, other)
    page = client_of(coordinator).post(f"/gatherings/openings/{opening.pk}/take/", follow=True)
    assert "Sovittu" in page.text
    opening.refresh_from_db()
    assert (opening.state, opening.session) == (Opening.State.AGREED, other)
    assert OutgoingMail.objects.get(kind="gatherings/opening_agreed").to == sponsor.email


def test_given_neither_words_nor_another_session_when_declined_then_asked_for_them(
    opening: Opening,
) -> None:
    assert Client().post(link(), {"answer": "no"}).status_code == 422
    assert Client().post(link(), {"answer": "no", "words": "Olen matkalla."}).status_code == 200


def test_given_a_session_of_another_series_when_suggested_then_not_taken(
    opening: Opening, organisation: Organisation
) -> None:
    other = SessionFactory(series__programme__organisation=organisation)
    answer = Client().post(link(), {"answer": "no", "suggested": str(other.pk)})
    assert answer.status_code == 422


def test_given_an_opening_when_asked_again_then_refused_until_it_is_withdrawn(
    opening: Opening, sponsor: Person, coordinator: Person
) -> None:
    with pytest.raises(Refused) as refused:
        actions.ask_opening(opening.session, sponsor=sponsor, wish="", actor=coordinator)
    assert refused.value.code == "opening_asked"
    actions.agree_to_open(opening, actor=sponsor)
    actions.withdraw_opening(opening, actor=coordinator)
    assert not TimelineEntry.objects.exists()
    again = actions.ask_opening(opening.session, sponsor=sponsor, wish="", actor=coordinator)
    assert again.state == Opening.State.WAITING


def test_given_a_session_cancelled_meanwhile_then_coming_is_refused_and_it_waits_no_more(
    opening: Opening, sponsor: Person, client_of: ClientOf
) -> None:
    Session.objects.update(cancelled_at=timezone.now())
    opening = Opening.objects.get()
    with pytest.raises(Refused) as refused:
        actions.agree_to_open(opening, actor=sponsor)
    assert refused.value.code == "cancelled"
    assert "Mikään ei odota sinua" in client_of(sponsor).get("/programmes/meidan/sponsor/").text


def test_given_an_agreed_opening_when_the_session_moves_then_the_timeline_and_the_sponsor_follow(
    opening: Opening, sponsor: Person, coordinator: Person
) -> None:
    actions.agree_to_open(opening, actor=sponsor)
    session = opening.session
    values = {name: getattr(session, name) for name in ("place", "remote_link", "capacity")}
    later = session.starts_at + timedelta(days=3)
    moved = {"starts_at": later, "ends_at": later + timedelta(hours=2), "facilitators": []}
    for _ in range(2):  # saving it again as it is tells nobody again
        edit_session(session, {**values, **moved}, actor=coordinator)
    assert OutgoingMail.objects.get(kind="gatherings/opening_moved").to == sponsor.email
    assert TimelineEntry.objects.get().planned_start == timezone.localtime(later).date()


def test_given_an_agreed_opening_when_the_session_is_cancelled_then_the_sponsor_need_not_come(
    opening: Opening, sponsor: Person, coordinator: Person
) -> None:
    actions.agree_to_open(opening, actor=sponsor)
    cancel_session(opening.session, actor=coordinator)
    assert OutgoingMail.objects.get(kind="gatherings/opening_called_off").to == sponsor.email
    assert not TimelineEntry.objects.exists()
    opening.refresh_from_db()
    assert opening.state == Opening.State.WITHDRAWN


def test_given_the_one_who_agreed_has_left_when_the_session_changes_then_the_timeline_still_follows(
    opening: Opening, sponsor: Person, coordinator: Person
) -> None:
    actions.agree_to_open(opening, actor=sponsor)
    sponsor.left_date = timezone.localdate() - timedelta(days=1)
    sponsor.save()
    cancel_session(opening.session, actor=coordinator)
    assert not TimelineEntry.objects.exists()
    assert not OutgoingMail.objects.filter(kind="gatherings/opening_called_off").exists()


def test_given_few_or_many_askings_then_the_page_of_support_asks_the_database_the_same(
    series: Series, sponsor: Person, coordinator: Person, client_of: ClientOf
) -> None:
    def asked(count: int) -> int:
        for number in range(count):
            starts = timezone.now() + timedelta(days=20 + Session.objects.count())
            session = SessionFactory(series=series, starts_at=starts)
            actions.ask_opening(session, sponsor=sponsor, wish=str(number), actor=coordinator)
            texts = {"subject": {"fi": "Kutsu"}, "body": {"fi": "Tule."}, "signer": sponsor}
            write_letter(series, texts, actor=coordinator)
        with CaptureQueriesContext(connection) as queries:
            client_of(coordinator).get(f"/gatherings/plan/{series.pk}/support/")
        return len(queries)

    assert asked(2) == asked(8)


def test_given_three_kinds_of_asking_then_the_sponsor_answers_them_on_one_page(
    opening: Opening, mentor: Person, sponsor: Person, coordinator: Person, client_of: ClientOf
) -> None:
    series = opening.session.series
    path = f"/gatherings/plan/{series.pk}/"
    asked = {"title": "Työpajat", "outline": "Suunnitelma", "sponsor": str(sponsor.pk)}
    client_of(mentor).post(f"{path}approval/", asked)
    planner = client_of(coordinator)
    planner.post(
        f"{path}letter/", {"subject_fi": "Kutsu", "body_fi": "Tule.", "signer": str(sponsor.pk)}
    )
    planner.post(f"/gatherings/letters/{series.letters.get().pk}/ask/")
    client = client_of(sponsor)
    page = client.get("/programmes/meidan/sponsor/").text
    assert "Kolme asiaa odottaa sinua" in page
    assert page.count('class="go"') == 1
    for action, fields in re.findall(
        r'<form method="post" action="(/(?:programmes|gatherings)[^"]+)">(.*?)</form>',
        page,
        re.DOTALL,
    ):
        names = re.findall(r'name="(answer|asked_at)" value="([^"]+)"', fields)
        assert client.post(action, dict(names)).status_code == 302
    assert "Mikään ei odota sinua" in client.get("/programmes/meidan/sponsor/").text
    assert series.letters.get().state == "signed"
    assert Approval.objects.get().state == "approved"
    assert Opening.objects.get().state == "agreed"
