"""What a coordinator's form says of a session, for tests that change it."""

from typing import Any

from juuristo.gatherings.actions.leading import NEWS
from juuristo.gatherings.models import Session


def values_of(session: Session, **changed: Any) -> dict[str, Any]:
    """The values ``edit_session`` takes: as the session is now, but for what is ``changed``."""
    session.refresh_from_db()
    values = {name: getattr(session, name) for name in (*NEWS, "capacity")}
    return values | {"facilitators": list(session.facilitators.all())} | changed
