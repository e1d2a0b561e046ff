"""The product as ``living.py`` serves it: static files without a manifest, as in all the tests."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

storages: dict[str, Any] = settings.STORAGES
storages["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.WHITENOISE_AUTOREFRESH = True
settings.WHITENOISE_USE_FINDERS = True

from config.asgi import application  # noqa: E402  (reads the settings)

__all__ = ["application"]
