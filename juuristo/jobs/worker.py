"""The background worker: a heart, a thread for the rounds, a thread for the queued tasks.

Rounds and tasks have a thread each so that a long task (an import, a solver) holds up neither
the mail nor the trail. A task may be run twice: when a worker is killed in the middle of one,
another worker finds it and runs it again. Tasks must therefore be safe to repeat.
"""

import logging
import os
import socket
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from . import heartbeat
from .models import Heartbeat
from .rounds import ROUNDS, Round

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 1.0
TRIES_OF_A_LOST_TASK = 3
RESULTS_ARE_KEPT = timedelta(days=14)


class WorkerLostError(Exception):
    """A task's worker was killed each time the task was tried."""


@dataclass
class Tally:
    """What a worker has done so far, as ``juuristo jobs run --json`` prints it."""

    rounds: dict[str, dict[str, Any]] = field(default_factory=dict)
    tasks: dict[str, int] = field(
        default_factory=lambda: {"done": 0, "failed": 0, "found_again": 0, "given_up": 0}
    )

    def note_round(self, name: str, result: object, *, failed: bool) -> None:
        line = self.rounds.setdefault(name, {"runs": 0, "failed": 0, "result": None})
        line["runs"] += 1
        line["failed"] += failed
        line["result"] = result if isinstance(result, int | str) else None


class Queue(QueueWorker):
    """Takes queued tasks one by one; the claiming and running is the library's own."""

    def __init__(self, worker: str, tally: Tally) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker,
        )
        self.tally = tally

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        super().run_task(db_task_result)
        failed = bool(db_task_result.exception_class_path)
        self.tally.tasks["failed" if failed else "done"] += 1
        if failed:
            logger.error("task %s failed\n%s", db_task_result.task_path, db_task_result.traceback)

    def drain(self) -> None:
        """Run what is queued until nothing is left, or until asked to stop."""
        self.find_lost()
        if DBTaskResult.objects.ready().exists():  # looking costs no write lock, claiming does
            self.run()

    def find_lost(self) -> None:
        """Queue again the tasks whose worker is gone; give up on one that was lost three times.

        This is called between tasks, so a task that is "running" here was lost here, too: its
        end could not be written because the database was away.
        """
        running = list(DBTaskResult.objects.running())
        alive = heartbeat.living() - {self.worker_id} if running else set()
        for task in running:
            if task.worker_ids and task.worker_ids[-1] in alive:
                continue
            # Another worker may find it at the same moment: whoever changes the row has it.
            mine = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
            if len(task.worker_ids) < TRIES_OF_A_LOST_TASK:
                self.tally.tasks["found_again"] += mine.update(status="READY", started_at=None)
            elif mine.update(started_at=None):
                task.set_failed(WorkerLostError(f"{task.task_path} lost its worker every time"))
                self.tally.tasks["given_up"] += 1
                logger.error("task %s lost its worker every time", task.task_path)


class Worker:
    """One process of background work; several may run beside each other."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:30]}-{os.getpid()}-{uuid4().hex[:8]}"
        self.stopping = threading.Event()
        self.tally = Tally()
        self.queue = Queue(self.name, self.tally)

    def stop(self) -> None:
        """Ask the worker to end after the task and the round it has in hand."""
        self.stopping.set()
        self.queue.running = False

    def run_once(self) -> None:
        """Drain the queue, run every round once, and drain what the rounds queued.

        The rounds come in between so that mail queued by a task also leaves.
        """
        with heartbeat.Heart(self.name):
            self._drain()
            for each in list(ROUNDS.values()):
                self._run_round(each)
            self._drain()

    def run(self) -> None:
        """Work until ``stop()``; then finish what is in hand."""
        threads = [
            threading.Thread(target=self._in_thread, args=(loop,), name=loop.__name__)
            for loop in (self._tasks_on, self._rounds_on)
        ]
        with heartbeat.Heart(self.name, lambda: all(thread.is_alive() for thread in threads)):
            for thread in threads:
                thread.start()
            self.stopping.wait()
            for thread in threads:
                thread.join()

    def _in_thread(self, loop: Any) -> None:
        try:
            loop()
        finally:
            connections.close_all()

    def _tasks_on(self) -> None:
        while not self.stopping.is_set():
            self._drain()
            self.stopping.wait(SECONDS_BETWEEN_LOOKS)

    def _rounds_on(self) -> None:
        due: dict[str, float] = {}
        while not self.stopping.is_set():
            for each in list(ROUNDS.values()):
                if time.monotonic() >= due.get(each.name, 0) and not self.stopping.is_set():
                    self._run_round(each)
                    due[each.name] = time.monotonic() + each.seconds
            self.stopping.wait(SECONDS_BETWEEN_LOOKS)

    def _drain(self) -> None:
        try:
            self.queue.drain()
        except Exception:  # the database may be away for a while
            logger.exception("the queue could not be read")
            close_old_connections()

    def _run_round(self, each: Round) -> None:
        close_old_connections()
        result: object = None
        failed = False
        try:
            result = each.work()
        except Exception:
            failed = True
            logger.exception("round %s failed", each.name)
        self.tally.note_round(each.name, result, failed=failed)
        close_old_connections()


def tidy() -> int:
    """Forget workers silent for a day and results older than two weeks; return how many."""
    now = timezone.now()
    old = DBTaskResult.objects.finished().filter(finished_at__lt=now - RESULTS_ARE_KEPT)
    forgotten: int = old.delete()[0]
    return forgotten + Heartbeat.objects.filter(at__lt=now - timedelta(days=1)).delete()[0]
