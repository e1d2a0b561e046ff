"""Filling sessions with people: stores sign-ups and keeps every counter true to them.

The example writes rows in bulk instead of calling the sign-up verb, because the verb would
also queue thousands of mails to people who do not exist.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from juuristo.gatherings.models import Attends, FacilitatorEvent, Session, SignUp
from juuristo.people.models import Person


@dataclass
class Seating:
    """Who sits, waits, came and stayed away in one session."""

    session: Session
    booked: Sequence[Person] = ()
    waiting: Sequence[Person] = ()
    attended: Sequence[Person] = ()
    absent: Sequence[Person] = ()
    signups: list[SignUp] = field(default_factory=list)

    def signed_up_at(self, nth: int) -> datetime:
        """One sign-up every 37 minutes, from 20 days before the session on."""
        return self.session.starts_at - timedelta(days=20) + timedelta(minutes=37 * nth)

    def build(self) -> None:
        """Make the sign-ups and set the session's counters; nothing is stored yet."""
        one_of = self.session.series_id if self.session.series.attends == Attends.ONE else None
        states = (
            (SignUp.State.ATTENDED, self.attended),
            (SignUp.State.ABSENT, self.absent),
            (SignUp.State.BOOKED, self.booked),
            (SignUp.State.WAITING, self.waiting),
        )
        for state, people in states:
            for person in people:
                at = self.signed_up_at(len(self.signups))
                self.signups.append(
                    SignUp(
                        session=self.session,
                        person=person,
                        one_of=one_of,
                        state=state,
                        created_at=at,
                        changed_at=at,
                    )
                )
        for ticket, signup in enumerate(
            (s for s in self.signups if s.state == SignUp.State.WAITING), start=1
        ):
            signup.ticket = ticket
        self.session.waiting = self.session.last_ticket = len(self.waiting)
        self.session.taken = len(self.signups) - len(self.waiting)


def store(seatings: list[Seating], facilitators: list[Sequence[Person]]) -> None:
    """Store sessions, their facilitators (one group per seating) and all sign-ups, in bulk."""
    for seating in seatings:
        seating.build()
    Session.objects.bulk_create([seating.session for seating in seatings])
    through = Session.facilitators.through
    through.objects.bulk_create(
        through(session_id=seating.session.pk, person_id=person.pk)
        for seating, group in zip(seatings, facilitators, strict=True)
        for person in group
    )
    FacilitatorEvent.objects.bulk_create(  # each has the session in their calendar
        FacilitatorEvent(
            session=seating.session,
            person=person,
            told_at=seating.session.series.published_at or timezone.now(),
        )
        for seating, group in zip(seatings, facilitators, strict=True)
        for person in group
    )
    SignUp.objects.bulk_create([s for seating in seatings for s in seating.signups])
