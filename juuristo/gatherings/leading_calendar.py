"""What the proposal of facilitators is made of: sessions ahead, and everybody's calendar here.

A constant number of queries, however many sessions and people there are.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Q
from django.utils import timezone

from juuristo.people.models import Person, Role

from .facilitators import Candidate, Occasion, Proposal, Span, propose
from .forms.series import possible_facilitators
from .models import Series, Session, SignUp


def sessions_to_lead(series: Series) -> list[Session]:
    """The sessions that are still ahead, with their facilitators prefetched."""
    ahead = series.sessions.filter(cancelled_at=None, starts_at__gt=timezone.now())
    return list(ahead.order_by("starts_at", "pk").prefetch_related("facilitators"))


def people_to_lead(series: Series, sessions: Iterable[Session]) -> list[Person]:
    """Everyone who may be chosen: those whom the forms offer, and those who facilitate now."""
    now = {person.pk for session in sessions for person in session.facilitators.all()}
    offered = possible_facilitators(series.programme, series).values("pk")
    people = Person.objects.filter(Q(pk__in=offered) | Q(pk__in=now))
    in_service = people.filter(Q(pk__in=people.in_service().values("pk")) | Q(pk__in=now))
    return list(in_service.select_related("office").order_by("last_name", "first_name", "pk"))


def candidates_of(people: Sequence[Person], sessions: Sequence[Session]) -> list[Candidate]:
    """The people with what else their calendars hold while ``sessions`` go on."""
    busy, led = _calendars([person.pk for person in people], sessions)
    return [
        Candidate(
            person=str(person.pk),
            name=person.full_name,
            office=person.office.name if person.office else "",
            busy=busy[person.pk],
            led=led[person.pk],
        )
        for person in people
    ]


def _calendars(
    people: list[uuid.UUID], sessions: Sequence[Session]
) -> tuple[dict[uuid.UUID, list[Span]], Counter[uuid.UUID]]:
    """Each person's other times, and how many other sessions ahead they facilitate."""
    busy: dict[uuid.UUID, list[Span]] = defaultdict(list)
    led: Counter[uuid.UUID] = Counter()
    if not sessions:
        return busy, led
    coming = SignUp.objects.filter(
        person__in=people,
        state__in=[SignUp.State.BOOKED, SignUp.State.WAITING, SignUp.State.ATTENDED],
        session__ends_at__gt=timezone.now(),
    )
    times = ("person", "session__starts_at", "session__ends_at")
    for person, starts_at, ends_at in coming.order_by().values_list(*times):
        busy[person].append((starts_at, ends_at))
    leading = Session.facilitators.through.objects.filter(
        person__in=people, session__cancelled_at=None, session__ends_at__gt=timezone.now()
    ).exclude(session__in=[one.pk for one in sessions])
    for person, starts_at, ends_at in leading.values_list(*times):
        busy[person].append((starts_at, ends_at))
        led[person] += 1
    return busy, led


def proposal_for(
    series: Series,
    sessions: Sequence[Session],
    candidates: Sequence[Candidate],
    *,
    together: int,
    keep: bool,
) -> Proposal:
    """Propose from the series' own facilitators, and where they do not suffice, from mentors."""
    occasions = [
        Occasion(str(one.pk), one.starts_at, one.ends_at, _kept(one) if keep else ())
        for one in sessions
    ]
    own = {str(pk) for pk in series.facilitators.values_list("pk", flat=True)}
    first = propose(occasions, [one for one in candidates if one.person in own], together=together)
    filled = [replace(one, kept=first.teams[one.session].people) for one in occasions]
    mentors = own | _mentors(series)
    second = propose(
        filled, [one for one in candidates if one.person in mentors], together=together
    )
    kept = {one.session: one.kept for one in occasions}
    teams = {name: replace(team, kept=kept[name]) for name, team in second.teams.items()}
    return Proposal(teams, second.load)


def _kept(session: Session) -> tuple[str, ...]:
    return tuple(str(person.pk) for person in session.facilitators.all())


def _mentors(series: Series) -> set[str]:
    people = Person.objects.filter(organisation=series.programme.organisation_id)
    mentors = people.with_role(Role.MENTOR, programme_id=series.programme_id)
    return {str(pk) for pk in mentors.order_by().values_list("pk", flat=True)}
