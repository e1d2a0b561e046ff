"""Static files: hashed and compressed copies in ``JUURISTO_DATA/static``, made only when changed.

The built assets lie inside the package (checkout and wheel alike). They are collected all the
same, because their hashed names are what lets browsers keep them for a year.
"""

from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> bool:
    """Collect the static files when they differ from those collected last; return whether."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    now = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == now:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now, encoding="utf-8")
    return True


def _fingerprint() -> str:
    digest = blake2b(repr(settings.STORAGES["staticfiles"]).encode(), digest_size=16)
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{file.st_size}\0{file.st_mtime_ns}\0".encode())
    return digest.hexdigest()
