"""Who may do what with series, sessions and sign-ups (trust T5)."""

from juuristo.people.models import Person
from juuristo.programme.access import may_run_programme

from .models import Series, Session


def may_plan_series(person: Person, series: Series) -> bool:
    """Whoever runs the programme plans its series, sees who is missing, reminds and cancels."""
    return may_run_programme(person, series.programme)


def may_take_attendance(person: Person, session: Session) -> bool:
    """A facilitator of the session, or whoever runs the programme."""
    return may_run_programme(person, session.series.programme) or (
        session.facilitators.filter(pk=person.pk).exists()
    )
