"""Who facilitates a session, and what the facilitators' calendars know of it.

Whatever changes a session calls ``tell`` in the same transaction. It compares what each
facilitator was last told with how things are now, so that each hears of each change exactly once,
whoever made it and on whichever page.
"""

from collections.abc import Iterable

from django.utils import timezone

from juuristo.gatherings import emails
from juuristo.gatherings.models import FacilitatorEvent, Session
from juuristo.people.models import Person

NEWS = ("starts_at", "ends_at", "place", "remote_link")  # a change of these is news to people


def set_facilitators(session: Session, people: Iterable[Person]) -> None:
    """Let exactly ``people`` facilitate the session, and tell those whom it concerns."""
    session.facilitators.set(people)
    tell(session)


def tell(session: Session, *, before: Session | None = None) -> None:
    """Tell of a session that is not over: those who now facilitate it, those who no longer do,
    and, when it has changed from what it was ``before``, the rest. Again tells nobody anything."""
    if is_over(session) and (before is None or is_over(before)):
        return
    is_held = session.series.published_at is not None and session.cancelled_at is None
    leads = {person.pk: person for person in session.facilitators.select_related("user")}
    rows = FacilitatorEvent.objects.filter(session=session).select_related("person__user")
    events = {event.person_id: event for event in rows}
    for event in events.values():
        event.session = session
        stays = is_held and event.person_id in leads
        if stays and event.is_cancelled:
            _revise(event, is_cancelled=False)
            emails.facilitator(event)
        elif stays and before and is_news(before, session):
            _revise(event)
            emails.facilitator_moved(event, before)
        elif not stays and not event.is_cancelled:
            _revise(event, is_cancelled=True)
            if not event.person.has_left():
                emails.facilitator_released(event, is_held=is_held)
    for person_id, person in leads.items():
        if is_held and person_id not in events:
            emails.facilitator(FacilitatorEvent.objects.create(session=session, person=person))


def is_over(session: Session) -> bool:
    return session.ends_at <= timezone.now()


def is_news(before: Session, session: Session) -> bool:
    return any(getattr(before, name) != getattr(session, name) for name in NEWS)


def _revise(event: FacilitatorEvent, *, is_cancelled: bool = False) -> None:
    event.sequence += 1
    event.is_cancelled, event.told_at = is_cancelled, timezone.now()
    event.save(update_fields=["sequence", "is_cancelled", "told_at"])
