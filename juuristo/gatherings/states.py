"""The states of a sign-up and the only moves between them."""

from typing import Any

from django.utils import timezone

from .models import SignUp

State = SignUp.State

MOVES: dict[str, frozenset[str]] = {
    State.BOOKED: frozenset({State.CANCELLED, State.ATTENDED, State.ABSENT}),
    State.WAITING: frozenset({State.BOOKED, State.CANCELLED}),
    State.CANCELLED: frozenset({State.BOOKED, State.WAITING}),
    # A mark made by mistake can be changed or taken back.
    State.ATTENDED: frozenset({State.ABSENT, State.BOOKED}),
    State.ABSENT: frozenset({State.ATTENDED, State.BOOKED}),
}


class ForbiddenMove(Exception):  # noqa: N818 — it is what happened
    """The sign-up is not in a state from which it may move so: a fault in the calling code."""


def move(signup: SignUp, to: str, **fields: Any) -> None:
    """Move ``signup`` to the state ``to`` and save it together with ``fields``.

    Compares and sets in one UPDATE: when the row has meanwhile left the state that ``signup``
    was read in, nothing is written. Raises ``ForbiddenMove``. Counters are the caller's to keep.
    """
    if to not in MOVES[signup.state]:
        raise ForbiddenMove(f"{signup.state} → {to}")
    changes: dict[str, Any] = {"state": to, "changed_at": timezone.now(), "ticket": None}
    if to == State.CANCELLED:
        changes["walked_in"] = False  # whoever comes back later signs up
    changes |= fields
    if not SignUp.objects.filter(pk=signup.pk, state=signup.state).update(**changes):
        raise ForbiddenMove(f"no longer {signup.state}")
    for name, value in changes.items():
        setattr(signup, name, value)
