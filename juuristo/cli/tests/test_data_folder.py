"""What lies in the data folder names people, so no other account of the machine reads it."""

import os
import subprocess
import sys
from pathlib import Path


def test_given_a_fresh_machine_when_a_verb_runs_then_the_data_folder_is_ours_alone(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    subprocess.run(
        [sys.executable, "-m", "juuristo", "help"],
        env={**os.environ, "JUURISTO_DATA": str(data), "JUURISTO_SECRET_KEY": ""},
        check=True,
        stdout=subprocess.DEVNULL,
        umask=0o022,
    )
    assert oct(data.stat().st_mode & 0o777) == "0o700"
