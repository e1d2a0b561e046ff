"""``python -m tools.guides [NAME …]``: every picture of the guides anew, or those named."""

import os
import sys
import tempfile
from pathlib import Path


def main(names: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="juuristo-guides-") as folder:
        set_up(folder)
        # Only now: the settings read the environment.
        from . import ground, pictures, taking

        wanted = [one for one in pictures.PICTURES if not names or one.name in names]
        taking.FOLDER.mkdir(parents=True, exist_ok=True)
        there = ground.load()
        with taking.server(Path(folder) / "server.log") as port:
            taking.take(wanted, there, port)
        kept = {f"{one.name}.webp" for one in pictures.PICTURES}
        for old in taking.FOLDER.iterdir():
            if old.name not in kept:
                old.unlink()


def set_up(folder: str) -> None:
    """A data folder and a database of its own, whatever the caller's environment says."""
    for name in [one for one in os.environ if one.startswith("JUURISTO_")]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="config.settings",
        DJANGO_ALLOW_ASYNC_UNSAFE="true",  # Playwright keeps an event loop in this thread
        JUURISTO_DATA=str(Path(folder) / "data"),
        JUURISTO_HOSTS="juuristo.example.org",
        JUURISTO_BOUND_TO_LOOPBACK="1",  # as ``juuristo serve`` says: the example may sign in
    )
    import django

    django.setup()


if __name__ == "__main__":
    main(sys.argv[1:])
