"""Approvals on screen: the list for all, the answer from the mail, the sponsor's own page."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conftest import ClientOf
from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Organisation, Person
from juuristo.people.stored import stored_of
from juuristo.programme import actions
from juuristo.programme.models import Approval, Programme
from juuristo.programme.tests.factories import ProgrammeFactory, TimelineEntryFactory


@pytest.fixture
def programme(organisation: Organisation) -> Programme:
    made: Programme = ProgrammeFactory(organisation=organisation, slug="meidan")
    return made


@pytest.fixture
def approval(programme: Programme, sponsor: Person, mentor: Person) -> Approval:
    return actions.ask_approval(
        programme, title="Työpajat", outline="Salainen runko", sponsor=sponsor, actor=mentor
    )


def link() -> str:
    mail = OutgoingMail.objects.get(kind="programme/approval_asked")
    found = re.search(r"https?://[^/]+(/programme/approve/\S+/)", mail.text)
    assert found
    return found[1]


def test_given_the_mail_when_its_link_is_opened_and_approved_then_two_clicks_were_enough(
    approval: Approval,
) -> None:
    client = Client()
    page = client.get(link())
    assert "Salainen runko" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    done = client.post(link(), {"answer": "approve", "words": ""})
    assert "Hyväksyit suunnitelman" in done.text
    assert not done.cookies
    approval.refresh_from_db()
    assert approval.state == Approval.State.APPROVED


def test_given_an_answer_when_the_link_is_opened_again_then_it_is_dead_and_shows_no_outline(
    approval: Approval, sponsor: Person
) -> None:
    path = link()
    actions.approve(approval, actor=sponsor)
    page = Client().get(path)
    assert page.status_code == 410
    assert "Salainen runko" not in page.text
    assert Client().post(path, {"answer": "return", "words": "Ei"}).status_code == 410
    approval.refresh_from_db()
    assert approval.state == Approval.State.APPROVED


def test_given_no_words_when_returned_by_link_then_asked_for_them_and_they_are_kept(
    approval: Approval,
) -> None:
    page = Client().post(link(), {"answer": "return", "words": " "})
    assert page.status_code == 422
    assert "mitä pitäisi muuttaa" in page.text
    done = Client().post(link(), {"answer": "return", "words": "Lisää taukoja."})
    assert done.status_code == 200
    approval.refresh_from_db()
    assert (approval.state, approval.words) == ("returned", "Lisää taukoja.")


def test_given_a_phone_number_when_returned_then_the_words_are_not_called_missing(
    approval: Approval,
) -> None:
    page = Client().post(link(), {"answer": "return", "words": "Soita 040 123 4567."})

    assert page.status_code == 422
    assert "puhelinnumero" in page.text
    assert "mitä pitäisi muuttaa" not in page.text


def test_given_thirty_days_when_the_link_is_opened_then_it_is_unknown(approval: Approval) -> None:
    path = link()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert Client().get(path).status_code == 404


def test_given_a_sponsor_who_left_or_lost_the_role_when_the_link_is_opened_then_unknown(
    approval: Approval, sponsor: Person
) -> None:
    path = link()
    sponsor.roles.all().delete()
    assert Client().get(path).status_code == 404
    assert Client().post(path, {"answer": "approve"}).status_code == 404


@pytest.mark.parametrize("cut", [slice(0, -1), slice(1, None), slice(0, 20)])
def test_given_a_token_that_was_cut_or_changed_then_unknown(cut: slice, approval: Approval) -> None:
    token = link().split("/")[-2]
    assert Client().get(f"/programme/approve/{token[cut]}/").status_code == 404


def test_given_a_link_when_it_is_used_then_its_token_reaches_no_log(
    approval: Approval, caplog: pytest.LogCaptureFixture
) -> None:
    path = link()
    with caplog.at_level(logging.DEBUG):
        Client().get(path)
        Client().get(path[:-3] + "/")
        Client().post(path, {"answer": "approve"})
        Client().get(path)
    assert path.split("/")[-2][:30] not in caplog.text


def test_given_a_link_when_it_is_only_read_then_nothing_is_written(approval: Approval) -> None:
    path = link()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        Client().get(path)
    assert [q for q in queries if not q["sql"].startswith(("SELECT", "BEGIN"))] == []


def test_given_many_wrong_tokens_from_one_address_then_even_a_good_one_has_to_wait(
    approval: Approval,
) -> None:
    for _ in range(21):
        Client().get("/programme/approve/arvaus/")
    assert Client().get(link()).status_code == 429


def test_given_what_waits_then_all_see_that_but_only_those_concerned_the_outline(
    approval: Approval, adviser: Person, mentor: Person, stranger: Person, client_of: ClientOf
) -> None:
    shown = client_of(adviser).get("/programmes/meidan/approvals/")
    assert "Työpajat" in shown.text
    assert f"/approvals/{approval.pk}/" not in shown.text
    path = f"/programmes/meidan/approvals/{approval.pk}/"
    assert client_of(adviser).get(path).status_code == 403
    assert "Salainen runko" in client_of(mentor).get(path).text
    assert client_of(stranger).get(path).status_code == 404


def test_given_two_wait_when_listed_then_the_longest_waiting_is_first(
    approval: Approval, programme: Programme, sponsor: Person, mentor: Person, client_of: ClientOf
) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        actions.ask_approval(
            programme, title="Vanha runko", outline="…", sponsor=sponsor, actor=mentor
        )
    text = client_of(mentor).get("/programmes/meidan/approvals/").text
    assert text.index("Vanha runko") < text.index("Työpajat")
    page = client_of(sponsor).get("/programmes/meidan/sponsor/").text
    assert "Kaksi asiaa odottaa sinua" in page
    assert page.index("Vanha runko") < page.index("Työpajat")
    assert "Odottanut 9 päivää." in page
    assert "Vanha runko" in client_of(sponsor).get("/").text


def test_given_another_than_the_one_asked_when_answering_then_forbidden(
    approval: Approval, mentor: Person, coordinator: Person, client_of: ClientOf
) -> None:
    path = f"/programmes/meidan/approvals/{approval.pk}/answer/"
    for person in (mentor, coordinator):
        assert client_of(person).post(path, {"answer": "approve"}).status_code == 403
        assert client_of(person).get("/programmes/meidan/sponsor/").status_code == 403


def test_given_the_sponsor_signed_in_when_answering_then_on_to_what_waits_next(
    approval: Approval, sponsor: Person, client_of: ClientOf
) -> None:
    path = f"/programmes/meidan/approvals/{approval.pk}/answer/"
    answer = client_of(sponsor).post(path, {"answer": "approve"}, follow=True)
    assert "Mikään ei odota sinua juuri nyt" in answer.text
    again = client_of(sponsor).post(path, {"answer": "approve"}, follow=True)
    assert "on jo vastattu" in again.text


def test_given_a_sponsor_who_is_one_no_more_then_those_who_asked_are_told_what_to_do(
    approval: Approval, sponsor: Person, mentor: Person, client_of: ClientOf
) -> None:
    path = f"/programmes/meidan/approvals/{approval.pk}/"
    assert "Peru pyyntö ja pyydä" not in client_of(mentor).get(path).text
    sponsor.roles.all().delete()
    assert "Peru pyyntö ja pyydä" in client_of(mentor).get(path).text
    again = client_of(mentor).post(f"{path}withdraw/", follow=True)
    assert "Pyyntö on peruttu" in again.text


def test_given_what_i_asked_and_answered_then_it_is_among_what_is_stored_of_me(
    approval: Approval, sponsor: Person, mentor: Person, adviser: Person
) -> None:
    for person in (sponsor, mentor):
        assert [one["title"] for one in stored_of(person)["approvals"]] == ["Työpajat"]
    assert stored_of(adviser)["approvals"] == []


def test_given_acts_done_and_planned_then_the_thread_tells_both(
    programme: Programme, sponsor: Person, client_of: ClientOf
) -> None:
    ahead = timezone.localdate() + timedelta(days=10)
    TimelineEntryFactory(programme=programme, lane="management", what={"fi": "Yhteinen aloitus"})
    TimelineEntryFactory(
        programme=programme,
        lane="management",
        what={"fi": "Avaus"},
        start=None,
        planned_start=ahead,
    )
    page = client_of(sponsor).get("/programmes/meidan/sponsor/").text
    assert page.index("Yhteinen aloitus") < page.index("Avaus")
    assert page.count('class="todo"') == 1


def test_given_few_or_many_approvals_then_the_pages_ask_the_same(
    programme: Programme,
    sponsor: Person,
    mentor: Person,
    client_of: ClientOf,
    django_assert_num_queries: Any,
) -> None:
    def counts() -> list[int]:
        found = []
        for path in ("/programmes/meidan/approvals/", "/programmes/meidan/sponsor/"):
            with CaptureQueriesContext(connection) as queries:
                client_of(sponsor).get(path)
            found.append(len(queries))
        return found

    def ask(count: int) -> None:
        for _ in range(count):
            actions.ask_approval(
                programme, title="Suunnitelma", outline="…", sponsor=sponsor, actor=mentor
            )

    ask(2)
    few = counts()
    ask(8)
    assert counts() == few
