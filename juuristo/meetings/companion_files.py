"""What the companion's service worker keeps, and under which build."""

import json
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

BUILT = "juuristo/built"
WORKER = f"{BUILT}/worker.js"
# All that the page shows itself with; nothing else is ever kept.
KEPT = (
    f"{BUILT}/companion.js",
    f"{BUILT}/style.css",
    f"{BUILT}/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    f"{BUILT}/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
    "juuristo/icon.svg",
)
ICONS = (
    ("companion/icon-192.png", "192x192", "any"),
    ("companion/icon-512.png", "512x512", "any"),
    ("companion/maskable-512.png", "512x512", "maskable"),
    ("companion/icon.svg", "any", "any"),
    ("companion/maskable.svg", "any", "maskable"),
)


def worker_script(page: str) -> str:
    """Return the service worker for the page at ``page``: what it keeps, and then its code."""
    ground = {"build": build(), "page": page, "files": [static(name) for name in KEPT]}
    return f"self.ground = {json.dumps(ground)};\nimportScripts({json.dumps(static(WORKER))});\n"


def manifest(page: str) -> dict[str, Any]:
    """Return the web app manifest: the companion as an application of its own."""
    return {
        "id": page,
        "name": "Juuristo",
        "short_name": "Juuristo",
        "start_url": page,
        "scope": page,
        "display": "standalone",
        "background_color": "#fbfaf6",
        "theme_color": "#fbfaf6",
        "icons": [
            {"src": static(name), "sizes": sizes, "type": _type(name), "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
    }


def build() -> str:
    """Return the fingerprint of what is kept: a new build replaces the old one whole."""
    return _digest() if settings.DEBUG or settings.TESTING else _digest_once()


@cache
def _digest_once() -> str:
    return _digest()


def _digest() -> str:
    digest = blake2b(digest_size=8)
    for name in (*KEPT, WORKER):
        digest.update(static(name).encode())
        if path := finders.find(name):
            digest.update(Path(path).read_bytes())
    return digest.hexdigest()


def _type(name: str) -> str:
    return "image/svg+xml" if name.endswith(".svg") else "image/png"
