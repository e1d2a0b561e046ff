"""The two circles of people around a session; whoever leads it belongs to both."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from juuristo.people.models import Person
from juuristo.programme.models import Programme

from .sessions import Session
from .signups import SignUp


def sessions_followed_by(person: Person) -> QuerySet[Session]:
    """The sessions whose screen and boards ``person`` opens: with a seat, leading, or running the
    programme. Who was marked away keeps them, since people are marked while others still arrive.
    """
    return Session.objects.filter(
        _signed_up(person, SignUp.HOLDS_SEAT)
        | _leads(person)
        | Q(series__programme__in=Programme.objects.run_by(person))
    )


def sessions_shared_with(person: Person) -> QuerySet[Session]:
    """The sessions in whose group ``person`` is, the one that next acts are shared with: who comes
    or was there, and who leads. Who was away is not, nor is whoever runs the programme."""
    return Session.objects.filter(_signed_up(person, SignUp.TAKES_PART) | _leads(person))


def _signed_up(person: Person, states: tuple[str, ...]) -> Exists:
    return Exists(SignUp.objects.filter(session=OuterRef("pk"), person=person, state__in=states))


def _leads(person: Person) -> Exists:
    leads = Session.facilitators.through.objects
    return Exists(leads.filter(session=OuterRef("pk"), person=person))
