"""The product's settings, and one bare view beside it as the limit of what the server can do."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
