"""The chain, and what `audit verify` finds in one that was tampered with."""

import json
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juuristo.audit import append_only, chain
from juuristo.audit.chain import chain_all, hash_of
from juuristo.audit.models import AuditEvent, ChainEnd
from juuristo.audit.trail import record
from juuristo.audit.verify import Break, verify

OURS, THEIRS = uuid.UUID(int=1), uuid.UUID(int=2)


def write(count: int, organisation_id: uuid.UUID | None = OURS) -> None:
    for number in range(count):
        record(f"thing.done{number}", actor=None, organisation_id=organisation_id)


def codes() -> list[tuple[str, int | None, str]]:
    """What verify finds beside the triggers that the test itself took away."""
    found = verify().breaks
    return [(b.chain, b.sequence, b.code) for b in found if b.code != "no_trigger"]


@pytest.mark.django_db
def test_given_rows_of_several_organisations_when_chained_then_each_has_its_own_chain() -> None:
    write(3)
    write(2, THEIRS)
    write(1, None)
    assert chain_all() == 6
    assert chain_all() == 0
    finding = verify()
    assert finding.holds
    assert (finding.chains, finding.rows, finding.waiting) == (3, 6, 0)
    rows = AuditEvent.objects.filter(organisation_id=OURS).order_by("sequence")
    assert [row.sequence for row in rows] == [1, 2, 3]
    assert [row.previous_hash for row in rows] == ["", rows[0].hash, rows[1].hash]
    assert rows[2].hash == hash_of(rows[2])


@pytest.mark.django_db
def test_given_a_row_that_is_committed_late_when_chained_then_it_takes_a_later_place() -> None:
    write(2)
    chain_all()
    late = AuditEvent.objects.create(
        verb="thing.late", organisation_id=OURS, at=timezone.now() - timedelta(hours=1)
    )
    chain_all()
    late.refresh_from_db()
    assert late.sequence == 3
    assert verify().holds


@pytest.mark.django_db
def test_given_more_rows_than_a_batch_when_chained_then_all_get_their_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chain, "BATCH", 3)
    write(10)
    assert chain_all() == 10
    assert verify().holds


@pytest.mark.django_db(transaction=True)
def test_given_two_workers_and_a_writer_at_once_when_chaining_then_the_chain_holds() -> None:
    errors: list[Exception] = []

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait()
            for _ in range(12):
                work()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    start = threading.Barrier(4)
    works: list[Callable[[], object]] = [lambda: write(5), lambda: write(5), chain_all, chain_all]
    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    chain_all()
    assert errors == []
    finding = verify()
    assert finding.breaks == []
    assert finding.rows == 120


def change(event: AuditEvent) -> None:
    AuditEvent.objects.filter(pk=event.pk).update(verb="thing.else")


def change_and_reckon_anew(event: AuditEvent) -> None:
    event.verb = "thing.else"
    event.hash = hash_of(event)
    event.save()


def move_in_time(event: AuditEvent) -> None:
    AuditEvent.objects.filter(pk=event.pk).update(at=event.at + timedelta(microseconds=1))


def change_actor(event: AuditEvent) -> None:
    AuditEvent.objects.filter(pk=event.pk).update(actor_id=uuid.uuid4())


def give_to_other_organisation(event: AuditEvent) -> None:
    AuditEvent.objects.filter(pk=event.pk).update(organisation_id=uuid.uuid4())


def remove(event: AuditEvent) -> None:
    AuditEvent.objects.filter(pk=event.pk).delete()


def unchain(event: AuditEvent) -> None:
    AuditEvent.objects.filter(pk=event.pk).update(sequence=None, previous_hash="", hash="")


def clear_hash(event: AuditEvent) -> None:
    AuditEvent.objects.filter(pk=event.pk).update(hash="")


def insert_after(event: AuditEvent) -> None:
    """Push the later rows one on and put a well-made row in between."""
    assert event.sequence is not None
    later = AuditEvent.objects.filter(
        organisation_id=event.organisation_id, sequence__gt=event.sequence
    )
    for row in later.order_by("-sequence"):
        AuditEvent.objects.filter(pk=row.pk).update(sequence=F("sequence") + 1)
    forged = AuditEvent(
        verb="thing.forged",
        organisation_id=event.organisation_id,
        at=event.at,
        sequence=event.sequence + 1,
        previous_hash=event.hash,
    )
    forged.hash = hash_of(forged)
    forged.save()


def swap_with_next(event: AuditEvent) -> None:
    assert event.sequence is not None
    rows = AuditEvent.objects.filter(organisation_id=event.organisation_id)
    other = rows.filter(sequence=event.sequence + 1).first() or rows.get(sequence=1)
    here, there = event.sequence, other.sequence
    for pk, place in ((event.pk, 10_000), (other.pk, here), (event.pk, there)):
        AuditEvent.objects.filter(pk=pk).update(sequence=place)


def forget_the_end(event: AuditEvent) -> None:
    ChainEnd.objects.filter(chain=chain.chain_of(event.organisation_id)).delete()


def pull_back_the_end(event: AuditEvent) -> None:
    """Make the chain end just before this row, as if it had never been written."""
    assert event.sequence is not None
    ChainEnd.objects.filter(chain=chain.chain_of(event.organisation_id)).update(
        sequence=event.sequence - 1, hash=event.previous_hash
    )


TAMPERINGS = [
    change,
    change_and_reckon_anew,
    move_in_time,
    change_actor,
    give_to_other_organisation,
    remove,
    unchain,
    clear_hash,
    insert_after,
    swap_with_next,
    forget_the_end,
    pull_back_the_end,
]


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    lengths=st.lists(st.integers(2, 6), min_size=1, max_size=3),
    tamper=st.sampled_from(TAMPERINGS),
    where=st.randoms(use_true_random=False),
)
def test_given_any_chain_when_tampered_with_in_any_one_way_then_it_is_found(
    lengths: list[int], tamper: Callable[[AuditEvent], None], where: object
) -> None:
    with transaction.atomic():
        for number, length in enumerate(lengths):
            write(length, uuid.UUID(int=number) if number else None)
            chain_all()
        assert verify().holds
        append_only.lift(connection)
        rows = list(AuditEvent.objects.order_by("organisation_id", "sequence"))
        victim = where.choice(rows)  # type: ignore[attr-defined]
        tamper(victim)
        found = codes()
        assert chain.chain_of(victim.organisation_id) in {chain for chain, _, _ in found}, found
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("tamper", "place", "expected"),
    [
        (change, 2, [(2, "changed")]),
        (change_and_reckon_anew, 2, [(3, "unlinked")]),
        (change_and_reckon_anew, 4, [(4, "unlinked")]),
        (remove, 1, [(1, "missing")]),
        (remove, 2, [(2, "missing")]),
        (remove, 4, [(4, "cut")]),
        (pull_back_the_end, 4, [(4, "added")]),
        (forget_the_end, 1, [(None, "no_end")]),
        (clear_hash, 4, [(4, "changed"), (4, "half")]),
    ],
)
@pytest.mark.django_db
def test_given_a_tampering_when_verified_then_its_place_and_kind_are_named(
    tamper: Callable[[AuditEvent], None], place: int, expected: list[tuple[int | None, str]]
) -> None:
    write(4)
    chain_all()
    append_only.lift(connection)
    tamper(AuditEvent.objects.get(sequence=place))
    assert codes() == [(str(OURS), *each) for each in expected]


@pytest.mark.django_db
def test_given_a_removed_row_when_the_worker_goes_on_then_it_still_shows() -> None:
    write(3)
    chain_all()
    append_only.lift(connection)
    remove(AuditEvent.objects.get(sequence=3))
    write(2)
    chain_all()
    assert codes() == [(str(OURS), 3, "missing")]


@pytest.mark.django_db
def test_given_a_whole_trail_when_the_command_verifies_then_it_says_so() -> None:
    write(2)
    chain_all()
    write(1)
    out = StringIO()
    call_command("audit", "verify", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {
        "holds": True,
        "chains": 1,
        "rows": 2,
        "waiting": 1,
        "breaks": [],
    }


@pytest.mark.django_db
def test_given_a_broken_trail_when_the_command_verifies_then_it_names_the_row_and_exits_1() -> None:
    write(3)
    chain_all()
    append_only.lift(connection)
    change(AuditEvent.objects.get(sequence=2))
    append_only.install(connection)
    out = StringIO()
    with pytest.raises(SystemExit) as leaving:
        call_command("audit", "verify", stdout=out)
    assert leaving.value.code == 1
    assert f"{OURS} / 2: riviä on muutettu" in out.getvalue()


@pytest.mark.django_db
def test_given_the_triggers_are_gone_when_verified_then_that_is_a_break() -> None:
    append_only.lift(connection)
    assert Break("audit_no_delete", None, "no_trigger") in verify().breaks


@pytest.mark.parametrize("rows", [5, 50])
@pytest.mark.django_db
def test_given_a_longer_chain_when_verified_then_no_more_queries_are_made(
    rows: int, django_assert_num_queries: Callable[..., object]
) -> None:
    write(rows)
    chain_all()
    with django_assert_num_queries(7):  # type: ignore[attr-defined]
        verify()
