"""Keeping the product's processes alive: started together, stopped together, restarted alone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

LONGEST_PAUSE = 60.0  # s between restarts; also how long a child lives to be called well
GRACE = 8.0  # s for a child to finish what it is doing
TICK = 0.2


@dataclass
class Child:
    """One process that should always run."""

    name: str
    command: Sequence[str]
    env: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    next_start: float = 0.0
    pause: float = 1.0

    def start(self) -> None:
        # A session of its own: Ctrl+C reaches the supervisor alone, which stops all in order.
        # What it prints is a log: stdout is the supervisor's own.
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno(),
            start_new_session=True,
        )
        self.started_at = time.monotonic()

    def tend(self, say: Callable[[str, int, float], None]) -> None:
        """Start the process when it is due; note its death and when to try again."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.next_start:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.process = None
        if now - self.started_at > LONGEST_PAUSE:
            self.pause = 1.0
        say(self.name, code, self.pause)
        self.next_start = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def signal(self, number: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def finish(self, deadline: float) -> None:
        """Wait until the process is gone; past the deadline kill it with all it started."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Supervisor:
    """Runs children until SIGTERM, SIGINT or SIGHUP."""

    def __init__(self, children: Sequence[Child], say: Callable[[str, int, float], None]) -> None:
        self.children = children
        self.say = say
        self.stopping = False

    def run(self, on_tick: Callable[[], None]) -> None:
        """Tend the children until stopped; ``on_tick`` is called about five times a second."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            while not self.stopping:
                for child in self.children:
                    child.tend(self.say)
                on_tick()
                time.sleep(TICK)
        finally:
            self._stop_children()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _stop_children(self) -> None:
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for child in self.children:
            child.finish(deadline)
