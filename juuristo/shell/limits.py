"""How often an address may do something, counted in the cache and nowhere else."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest


def within(
    request: HttpRequest, action: str, rate: str = "30/m/ip", *, counts: bool = True
) -> bool:
    """Return whether the request's address may still do ``action``, and count this time.

    ``rate`` is "amount/period/ip", as allauth writes it ("30/m/ip", "5/300s/ip"); reading counts
    like writing. With ``counts=False`` it is only asked: what counts may be known later.
    """
    usage = ratelimit.consume(
        request,
        app="juuristo",
        action=action,
        config={action: rate},
        dry_run=not counts,
        limit_get=True,
    )
    return usage is not None
