"""The worker's sign of life, and who reads it (``/healthz`` and the search for lost tasks)."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType
from typing import Self

from django.db import connections
from django.utils import timezone

from .models import Heartbeat

logger = logging.getLogger(__name__)

SECONDS_BETWEEN = 20
ALIVE_FOR = timedelta(seconds=90)


def beat(worker: str) -> None:
    """Note that ``worker`` is alive now."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(worker=worker, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["worker"],
        update_fields=["at"],
    )


def living() -> set[str]:
    """Return the workers heard of within 90 s."""
    since = timezone.now() - ALIVE_FOR
    return set(Heartbeat.objects.filter(at__gt=since).values_list("worker", flat=True))


def is_beating() -> bool:
    """Whether any worker is alive."""
    return Heartbeat.objects.filter(at__gt=timezone.now() - ALIVE_FOR).exists()


class Heart:
    """Beats for ``worker`` in a thread of its own, so that no long task or round stops it.

    Beats only while ``is_well()``: a worker whose loops have ended must not look alive. Leaving
    takes the heartbeat away, so that a worker stopped on purpose is seen as gone at once.
    """

    def __init__(self, worker: str, is_well: Callable[[], bool] = lambda: True) -> None:
        self.worker = worker
        self.is_well = is_well
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._beat_on, name="heart", daemon=True)

    def __enter__(self) -> Self:
        beat(self.worker)
        self.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopped.set()
        self.thread.join()
        try:
            Heartbeat.objects.filter(worker=self.worker).delete()
        except Exception:
            logger.exception("the heartbeat of %s stays behind", self.worker)

    def _beat_on(self) -> None:
        while not self.stopped.wait(SECONDS_BETWEEN):
            if not self.is_well():
                continue
            try:
                beat(self.worker)
            except Exception:  # the database may be away for a while
                logger.exception("no heartbeat this time")
            finally:
                connections.close_all()
