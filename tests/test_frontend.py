"""What runs in the browser is typed and tested by itself; here that is asked of Node."""

import subprocess

import pytest

from .sources import ROOT


@pytest.mark.slow
@pytest.mark.parametrize("script", ["check", "test"])
def test_given_the_browser_sources_then_their_own_checks_pass(script: str) -> None:
    ran = subprocess.run(
        ["npm", "run", "--silent", script],
        cwd=ROOT / "frontend",
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
