import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from juuristo.cli.management.commands.serve import environment, web_command
from juuristo.cli.supervisor import Child, Supervisor


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_given_a_taken_port_when_served_then_one_clear_line(taken_port: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "juuristo", "serve", "--port", str(taken_port)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert json.loads(ended.stdout)["error"]["code"] == "port_taken"
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("host", "loopback", "url"),
    [
        ("127.0.0.1", True, "http://127.0.0.1:8100"),
        ("::1", True, "http://[::1]:8100"),
        ("localhost", True, "http://localhost:8100"),
        ("0.0.0.0", False, "http://127.0.0.1:8100"),
        ("192.0.2.1", False, "http://192.0.2.1:8100"),
    ],
)
def test_given_a_host_then_the_children_know_whether_it_is_loopback(
    host: str, loopback: bool, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUURISTO_BOUND_TO_LOOPBACK", "1")
    monkeypatch.delenv("JUURISTO_URL", raising=False)
    env = environment(host, 8100)
    assert env.get("JUURISTO_BOUND_TO_LOOPBACK") == ("1" if loopback else None)
    assert env["JUURISTO_URL"] == url


def test_given_the_web_process_then_it_keeps_no_access_log() -> None:
    assert "--no-access-log" in web_command("127.0.0.1", 8000)


def child(name: str, code: str) -> Child:
    return Child(name, [sys.executable, "-c", code], dict(os.environ))


def supervise(children: list[Child], deaths: list[str], until: Callable[[], bool]) -> None:
    """Run the supervisor in this process and stop it when ``until`` is true, or after 20 s."""
    begun = time.monotonic()

    def on_tick() -> None:
        if until() or time.monotonic() - begun > 20:
            signal.raise_signal(signal.SIGTERM)

    kept = {
        number: signal.getsignal(number)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    }
    try:
        Supervisor(children, lambda name, _code, _pause: deaths.append(name)).run(on_tick)
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def test_given_a_child_that_dies_then_it_alone_is_started_again(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    steady = child("steady", "import time; time.sleep(60)")
    frail = child("frail", f"open({str(marks)!r}, 'a').write('x')")
    deaths: list[str] = []
    supervise([steady, frail], deaths, lambda: marks.exists() and len(marks.read_text()) >= 2)
    assert len(marks.read_text()) >= 2
    assert set(deaths) == {"frail"}
    assert frail.pause > 1.0
    assert steady.process is not None
    assert steady.process.returncode == -signal.SIGTERM


def test_given_a_deaf_child_when_stopped_then_it_is_killed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("juuristo.cli.supervisor.GRACE", 0.3)
    mark = tmp_path / "mark"
    deaf = child(
        "deaf",
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        f"open({str(mark)!r}, 'w').close(); time.sleep(60)",
    )
    supervise([deaf], [], mark.exists)
    assert deaf.process is not None
    assert deaf.process.returncode == -signal.SIGKILL
