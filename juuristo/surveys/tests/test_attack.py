"""The attack that must fail (trust T3): the database, its logs and two backups against names.

Everyone exchanges, answers and acknowledges at once, one after the other, so that every order
there is tells the same; the attacker sees the holding tables while they are full. Answers carry
their giver's number, to know what would have been right.
"""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import sleep
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

from juuristo.people.tests.factories import PersonFactory
from juuristo.surveys import mixing
from juuristo.surveys.actions import sealing
from juuristo.surveys.models import Invitation, Wave
from juuristo.surveys.tests.attacker import (
    SECRET,
    Backup,
    likeness,
    links_right,
    marks_in,
    rows_in_place,
    take_backup,
)
from juuristo.surveys.tests.waves import KEY, invite, open_wave, respondent
from juuristo.surveys.tokens import token_of
from juuristo.surveys.traces import erase_traces

MANY = 60
# Of 60 in a random order one link is right on average, and eleven in one of 10^8 tries; a rank
# correlation deviates by 0.13.
MOST_LUCK = 10
MOST_LIKENESS = 0.65

Shuffle = Callable[[Sequence[Any]], Iterator[list[Any]]]

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Story:
    """What happened, and what the attacker took along the way."""

    wave: Wave
    order: list[int]
    tokens: list[str]
    first: Backup
    second: Backup
    sealed: Backup
    log: str


def answer_all(people: Sequence[int], invitations: dict[int, Invitation]) -> None:
    for number in people:
        cache.clear()
        browser = respondent(invitations[number])
        assert browser.exchange().status_code == 200
        assert browser.answer({"why": f"{SECRET}{number:03}"}).status_code == 201
        assert browser.acknowledge().status_code == 204


def tell_story(caplog: pytest.LogCaptureFixture) -> Story:
    wave = open_wave()
    people = [
        PersonFactory(organisation=wave.programme.organisation, last_name=f"Henkilö {number}")
        for number in range(MANY)
    ]
    invitations = {number: invite(wave, person) for number, person in enumerate(people)}
    order = list(range(MANY))
    secrets.SystemRandom().shuffle(order)
    half = MANY // 2
    with caplog.at_level("INFO"):
        answer_all(order[:half], invitations)
        first = take_backup()
        mixing.mix()
        answer_all(order[half:], invitations)
        second = take_backup()
        sealing.close(wave, actor=None)
        assert sealing.seal(wave)
    sealed = backup_after_the_night(second)
    tokens = [token_of(invitation) for invitation in invitations.values()]
    log = "\n".join(str(record.__dict__) for record in caplog.records)
    return Story(wave, order, tokens, first, second, sealed, log)


def backup_after_the_night(before: Backup) -> Backup:
    """PostgreSQL keeps old row versions that any open transaction of the database might still see,
    be it its own analysis: what sealing could not erase, the night erases (``mixing``)."""
    tokens = [as_bytes(token) for token in before.column("invitation", "token_hash")]
    for _night in range(20):
        sealed = take_backup()
        if not any(token in sealed.files for token in tokens):
            break
        sleep(0.5)
        erase_traces(rewrite=True)
    return sealed


TOLD: list[Story] = []  # what the attacker holds is the same for every test


@pytest.fixture
def story(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Story:
    if not TOLD:
        shuffle_from_place(monkeypatch, mixing.in_random_order)
        TOLD.append(tell_story(caplog))
        cache.clear()
    return TOLD[0]


def shuffle_from_place(monkeypatch: pytest.MonkeyPatch, shuffle: Shuffle) -> None:
    """Hand the rows to ``shuffle`` in their physical order, as a database does by itself.

    The suite's own strictness would put them in a random order before.
    """

    def shuffled(items: Sequence[Any]) -> Iterator[list[Any]]:
        place = {row["id"]: n for n, row in enumerate(rows_in_place("surveys_arrival"))}
        return shuffle(
            sorted(items, key=lambda item: place[item[1] if isinstance(item, tuple) else item])
        )

    monkeypatch.setattr(mixing, "in_random_order", shuffled)
    monkeypatch.setattr(sealing, "in_random_order", shuffled)


def orders_of_responses(sealed: Backup) -> dict[str, list[int]]:
    """Every order in which the attacker may read the answers of the sealed wave."""
    rows = sealed.rows["surveys_response"]

    def marks(rows: list[dict[str, object]]) -> list[int]:
        return [mark for row in rows for mark in marks_in(str(row["answers"]).encode())]

    return {
        "place": marks(rows),
        "id": marks(sorted(rows, key=lambda row: str(row["id"]).zfill(20))),
        "birth": marks(sorted(rows, key=lambda row: int(str(row["born"])))),
        "file": marks_in(sealed.files),
        "log": marks_in(sealed.log),
    }


def test_given_all_there_is_when_attacked_then_links_are_no_better_than_chance(
    story: Story,
) -> None:
    orders = orders_of_responses(story.sealed)
    assert sorted(orders["place"]) == list(range(MANY))
    if connection.vendor == "sqlite":
        assert not orders.pop("log")  # it has been cut
    for name, marks in orders.items():
        assert len(marks) >= MANY - 5, name  # in a log some stand astride two pages
        known = [person for person in story.order if person in marks]
        for people in (known, known[::-1]):
            assert links_right(people, marks) <= MOST_LUCK, name
            assert abs(likeness(people, marks)) < MOST_LIKENESS, name


def test_given_two_backups_of_an_open_wave_then_no_answer_can_be_read_in_either(
    story: Story,
) -> None:
    """So what has come between them tells nothing, be it the answer of one person alone."""
    for backup in (story.first, story.second):
        assert not backup.rows["surveys_response"]
        assert marks_in(backup.files) == marks_in(backup.log) == []
    # The holding tables do tell who has come, in which order: that is why nothing else may.
    half = MANY // 2
    assert len(story.first.people("ballotissue")) == half
    assert len(story.first.people("acknowledgement")) == half


def test_given_two_backups_then_an_envelope_is_not_known_again(story: Story) -> None:
    for name in ("id", "envelope"):
        before = {bytes(str(value), "ascii") for value in story.first.column("arrival", name)}
        after = {bytes(str(value), "ascii") for value in story.second.column("arrival", name)}
        assert not before & after
        assert len(before) == MANY // 2
        assert len(after) == MANY
    sizes = {len(bytes(envelope)) for envelope in story.second.column("arrival", "envelope")}
    assert len(sizes) == 1
    ids = set(story.first.column("arrival", "id")) | set(story.second.column("arrival", "id"))
    assert not ids & set(story.sealed.column("response", "id"))


def test_given_a_sealed_wave_then_nothing_is_left_of_who_could_have_answered(
    story: Story,
) -> None:
    for table in ("invitation", "ballotissue", "acknowledgement", "spentballot", "arrival"):
        assert not story.sealed.rows[f"surveys_{table}"]
    gone = [
        *story.second.column("invitation", "token_hash"),
        *story.second.column("spentballot", "ballot_hash"),
        *(bytes(envelope) for envelope in story.second.column("arrival", "envelope")),
        *(bytes(envelope) for envelope in story.first.column("arrival", "envelope")),
        KEY.splitlines()[1],
    ]
    left = [each for each in gone if as_bytes(each) in story.sealed.files]
    assert not left
    if connection.vendor == "sqlite":  # PostgreSQL writes over its log in its own time
        assert story.sealed.log == b""


def test_given_the_access_log_then_it_names_routes_and_nobody(story: Story) -> None:
    assert story.log.count("survey_answer") >= MANY
    wanted = [*story.tokens, *story.first.column("invitation", "token_hash"), SECRET]
    assert not [each for each in wanted if each in story.log]


def test_given_an_order_that_is_kept_when_attacked_then_the_attack_succeeds(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That the attack is one: without the shuffling it tells whose answers they are."""

    shuffle_from_place(monkeypatch, lambda items: iter([list(items)]))
    story = tell_story(caplog)
    marks = orders_of_responses(story.sealed)["place"]
    assert links_right(story.order, marks) > 2 * MOST_LUCK


def as_bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
