"""The product on the pictures' day, as ``taking.py`` serves it."""

import os

import time_machine

from tools.guides.day import NOW

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
time_machine.travel(NOW, tick=True).start()

from config.asgi import application  # noqa: E402  (on its day from the first line on)

__all__ = ["application"]
