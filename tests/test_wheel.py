"""The wheel alone, with no Node and no checkout, sets up and serves."""

import json
import os
import signal
import site
import socket
import subprocess
import sys
import venv
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from zipfile import ZipFile

import pytest

from .sources import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("juuristo-*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The juuristo of a fresh environment; the dependencies are lent by ours, to stay offline."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--no-index", "--no-deps", "--quiet"]
    subprocess.run([*install, str(wheel)], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    # A plain path only: our own .pth files are not read, so the checkout stays out.
    (packages / "lent.pth").write_text("\n".join(site.getsitepackages()) + "\n", encoding="utf-8")
    return folder / "bin" / "juuristo"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("HOME", "LANG", "TMPDIR") if key in os.environ}
    return {**kept, "PATH": "/nowhere", "JUURISTO_DATA": str(tmp_path / "data")}


def test_given_the_wheel_then_assets_catalogs_and_example_are_in_it(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    assert "juuristo/shell/static/juuristo/built/app.js" in names
    assert "juuristo/shell/static/juuristo/built/style.css" in names
    assert {f"juuristo/locale/{code}/LC_MESSAGES/django.mo" for code in ("sv", "en")} <= names
    assert "juuristo/shell/templates/shell/base.html" in names
    assert "example/case.json" in names
    assert not [
        name
        for name in names
        if name.startswith(("frontend/", "tests/", "bench/", "docs/", "tools/"))
    ]
    assert not [name for name in names if "/tests/" in name]


def test_given_the_wheel_then_it_names_its_dependencies(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        said = archive.read(metadata).decode()
    assert "Requires-Dist: django~=5.2.0" in said
    assert "Requires-Dist: granian" in said


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(
    program: Path, env: dict[str, str], port: int, tmp_path: Path
) -> Iterator["subprocess.Popen[str]"]:
    set_up = [str(program), "setup", "--json"]
    done = subprocess.run(set_up, env=env, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout)["data"] == env["JUURISTO_DATA"]
    command = [str(program), "serve", "--port", str(port), "--json"]
    with subprocess.Popen(
        command, env=env, cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as server:
        yield server
        server.terminate()


def get(port: int, path: str) -> tuple[int, bytes]:
    asked = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        asked.request("GET", path)
        answer = asked.getresponse()
        return answer.status, answer.read()
    finally:
        asked.close()


def test_given_the_wheel_alone_then_it_sets_up_serves_and_stops(
    served: "subprocess.Popen[str]", port: int
) -> None:
    assert served.stdout is not None
    assert f"http://127.0.0.1:{port}" in "".join(served.stdout.readline() for _ in range(2))
    status, page = get(port, "/sign-in/")
    assert status == 200
    style = page.decode().split('rel="stylesheet" href="')[1].split('"')[0]
    assert get(port, style)[0] == 200
    assert get(port, "/healthz")[0] in {200, 503}
    served.send_signal(signal.SIGTERM)
    assert served.wait(timeout=15) == 0
