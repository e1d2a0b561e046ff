"""Mails as they should read, kept in files beside the tests.

``UPDATE_SNAPSHOTS=1 pytest …`` writes them anew; read the difference.
"""

import os
from pathlib import Path


def check(read: str, test: str, name: str) -> None:
    """Fail unless ``read`` is what ``snapshots/<name>.txt`` beside the file ``test`` holds."""
    kept = Path(test).parent / "snapshots" / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(read)
    assert read == kept.read_text()
