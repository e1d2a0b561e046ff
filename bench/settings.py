"""The product's settings, and one bare view beside it as the limit of what the server can do."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
# Clients of the bench say where they come from: the limits count addresses.
ALLAUTH_TRUSTED_PROXY_COUNT = 1
