"""A press of a button: do it and say so, or say why not."""

from collections.abc import Callable

from django.contrib import messages

from juuristo.gatherings.refusals import Refused
from juuristo.people.acting import ActingRequest


def attempt(
    request: ActingRequest, act: Callable[[], object], done: str | Callable[[], str]
) -> bool:
    """Whether ``act`` was done. ``done`` says so, asked for afterwards when it depends on it."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.message)
        return False
    messages.success(request, done if isinstance(done, str) else done())
    return True
