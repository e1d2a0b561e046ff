"""Tasks for tests; the queue finds a task by its module and name."""

import threading
from typing import Any

from django_tasks import task

STARTED = threading.Event()
GO_ON = threading.Event()


@task()
def add_up(first: int, second: int) -> int:
    return first + second


@task()
def fall() -> None:
    raise ZeroDivisionError("it fell")


@task()
def take_long() -> str:
    STARTED.set()
    GO_ON.wait(20)
    return "done"


def enqueue(work: Any, *args: Any) -> Any:
    """Queue a task and return its row."""
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.get(pk=work.enqueue(*args).id)
