"""What the worker does over and over: functions that apps hand in at ``AppConfig.ready()``."""

from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Round:
    """A piece of work repeated every ``seconds``; must be safe to run twice."""

    name: str
    seconds: int
    work: Work


ROUNDS: dict[str, Round] = {}


def every(seconds: int, name: str, work: Work) -> None:
    """Ask the worker to call ``work`` about every ``seconds``."""
    ROUNDS[name] = Round(name, seconds, work)
