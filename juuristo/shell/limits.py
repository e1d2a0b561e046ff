"""How often something may be done, counted in the cache and nowhere else."""

import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest


def within(
    request: HttpRequest,
    action: str,
    rate: str = "30/m/ip",
    *,
    key: str | None = None,
    counts: bool = True,
) -> bool:
    """Return whether ``action`` may still be done, and count this time.

    ``rate`` is "amount/period/whose", as allauth writes it: "30/m/ip" of one address, "5/300s/key"
    of one ``key`` from any address (only its hash is kept). Reading counts like writing. With
    ``counts=False`` it is only asked: what counts may be known later.
    """
    usage = ratelimit.consume(
        request,
        app="juuristo",
        action=action,
        config={action: rate},
        key=key,
        dry_run=not counts,
        limit_get=True,
    )
    return usage is not None


def within_minute(request: HttpRequest, action: str, most: int) -> bool:
    """Like ``within``, for what a whole organisation may do at once from behind one address.

    Only a count for each clock minute is kept: no lock that a crowd would queue for, and no times.
    """
    key = f"juuristo:{action}:{ratelimit.get_ip(request)}:{int(time.time() // 60)}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) <= most
    except ValueError:  # a full cache has just forgotten it
        return True
