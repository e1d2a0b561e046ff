"""The worker: rounds, queued tasks, heartbeat, and what a killed worker leaves behind."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from juuristo.jobs import heartbeat, worker
from juuristo.jobs.heartbeat import beat, is_beating
from juuristo.jobs.models import Heartbeat
from juuristo.jobs.rounds import ROUNDS, every
from juuristo.jobs.tests import work
from juuristo.jobs.worker import Worker, tidy


@pytest.fixture(autouse=True)
def _no_rounds_of_the_product(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(ROUNDS):
        monkeypatch.delitem(ROUNDS, name)
    work.STARTED.clear()
    work.GO_ON.clear()


@pytest.fixture
def round_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    names: list[str] = []

    def add(name: str, does: Callable[[], object], seconds: int = 60) -> None:
        names.append(name)
        every(seconds, name, does)

    yield add
    for name in names:
        ROUNDS.pop(name)


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 15
    while not true():
        assert time.monotonic() < until, "it did not come true"
        time.sleep(0.02)


def in_background(of: Worker) -> threading.Thread:
    def run() -> None:
        try:
            of.run()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def fresh(task: Any) -> Any:
    return DBTaskResult.objects.get(pk=task.pk)


@pytest.mark.django_db(transaction=True)
def test_given_a_heartbeat_when_it_grows_old_then_nobody_is_beating() -> None:
    assert not is_beating()
    beat("one")
    beat("one")
    assert is_beating()
    assert Heartbeat.objects.count() == 1
    Heartbeat.objects.update(at=timezone.now() - timedelta(seconds=91))
    assert not is_beating()


@pytest.mark.django_db(transaction=True)
def test_given_rounds_and_tasks_when_run_once_then_all_is_done_and_failures_stop_nothing(
    round_of: Callable[..., None],
) -> None:
    queued = []

    def queue_one() -> int:
        queued.append(work.enqueue(work.add_up, 2, 3))
        return len(queued)

    round_of("first", lambda: 1 / 0)
    round_of("second", queue_one)
    failing, good = work.enqueue(work.fall), work.enqueue(work.add_up, 1, 1)
    out = StringIO()
    call_command("jobs", "run", "--once", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert said["rounds"] == {
        "first": {"runs": 1, "failed": 1, "result": None},
        "second": {"runs": 1, "failed": 0, "result": 1},
    }
    assert said["tasks"] == {"done": 2, "failed": 1, "found_again": 0, "given_up": 0}
    assert fresh(good).return_value == 2
    assert fresh(queued[0]).return_value == 5
    assert fresh(failing).status == "FAILED"
    assert "it fell" in fresh(failing).traceback
    assert not is_beating()  # it left on purpose


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("tries", "status"), [(1, "SUCCESSFUL"), (2, "SUCCESSFUL"), (3, "FAILED")])
def test_given_a_task_whose_worker_was_killed_when_another_looks_then_it_is_run_or_given_up(
    tries: int, status: str
) -> None:
    task = work.enqueue(work.add_up, 1, 1)
    for number in range(tries):
        task.claim(f"killed-{number}")
    Worker().run_once()
    assert fresh(task).status == status
    if status == "FAILED":
        assert fresh(task).exception_class_path.endswith("WorkerLostError")


@pytest.mark.django_db(transaction=True)
def test_given_a_task_in_the_hands_of_a_living_worker_when_another_looks_then_it_is_left() -> None:
    task = work.enqueue(work.add_up, 1, 1)
    task.claim("living")
    beat("living")
    Worker().run_once()
    assert fresh(task).status == "RUNNING"
    Heartbeat.objects.filter(worker="living").update(at=timezone.now() - timedelta(seconds=91))
    Worker().run_once()
    assert fresh(task).status == "SUCCESSFUL"


@pytest.mark.django_db(transaction=True)
def test_given_a_long_task_when_it_runs_then_heart_and_rounds_go_on_and_stopping_waits_for_it(
    round_of: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "SECONDS_BETWEEN", 0.05)
    monkeypatch.setattr(worker, "SECONDS_BETWEEN_LOOKS", 0.02)
    runs: list[float] = []
    round_of("often", lambda: runs.append(time.monotonic()), seconds=0)
    task = work.enqueue(work.take_long)
    running = Worker()
    thread = in_background(running)
    assert work.STARTED.wait(10)
    first = Heartbeat.objects.get().at
    count = len(runs)
    wait_until(lambda: Heartbeat.objects.get().at > first and len(runs) > count + 2)
    running.stop()
    thread.join(0.2)
    assert thread.is_alive()
    work.GO_ON.set()
    thread.join(10)
    assert not thread.is_alive()
    assert fresh(task).return_value == "done"
    assert not Heartbeat.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_given_a_database_that_goes_away_when_it_is_back_then_the_worker_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "SECONDS_BETWEEN_LOOKS", 0.02)
    away = [True] * 3
    original = worker.Queue.find_lost

    def find_lost(queue: worker.Queue) -> None:
        if away:
            away.pop()
            raise OperationalError("the database is away")
        original(queue)

    monkeypatch.setattr(worker.Queue, "find_lost", find_lost)
    task = work.enqueue(work.add_up, 1, 1)
    running = Worker()
    thread = in_background(running)
    try:
        wait_until(lambda: fresh(task).status == "SUCCESSFUL")
    finally:
        running.stop()
        thread.join(10)


@pytest.mark.django_db(transaction=True)
def test_given_a_running_worker_when_it_gets_sigterm_then_it_leaves_with_0() -> None:
    """The real process, with the rounds of the product."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        address = f"sqlite:///{name}"
    else:
        at = connection.settings_dict
        address = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{name}"
    process = subprocess.Popen(
        [sys.executable, "-m", "juuristo", "jobs", "run", "--json"],
        env={**os.environ, "DATABASE_URL": address},
        cwd=Path(worker.__file__).parents[2],
        stdout=subprocess.PIPE,
    )
    try:
        wait_until(is_beating)
        task = work.enqueue(work.add_up, 20, 22)
        wait_until(lambda: fresh(task).status == "SUCCESSFUL")
    finally:
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=15)
    assert process.returncode == 0
    said = json.loads(out)
    assert said["tasks"]["done"] == 1
    # How many rounds it got through before the signal depends on how busy the machine is.
    assert said["rounds"]
    assert not is_beating()


@pytest.mark.django_db(transaction=True)
def test_given_old_results_and_silent_workers_when_tidied_then_only_they_go() -> None:
    old, new = work.enqueue(work.add_up, 1, 1), work.enqueue(work.add_up, 1, 1)
    Worker().run_once()
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=15))
    Heartbeat.objects.create(worker="silent", at=timezone.now() - timedelta(days=2))
    beat("living")
    assert tidy() == 2
    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [new.pk]
    assert list(Heartbeat.objects.values_list("worker", flat=True)) == ["living"]
