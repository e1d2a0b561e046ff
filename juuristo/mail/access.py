"""Who may see what mail has left and put failed mail back in the queue."""

from juuristo.audit.access import Reader


def may_see_outbox(person: Reader) -> bool:
    """A coordinator or an administrator of the organisation."""
    return person.has_role("coordinator", "admin")
