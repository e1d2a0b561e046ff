"""A small series whose wishes are in: its places are reckoned and wait for the coordinator."""

from datetime import time, timedelta

from django.utils import timezone

from juuristo.gatherings import allocation_job
from juuristo.gatherings.actions import allocating
from juuristo.gatherings.models import Attends, Kind, SignUpWay
from juuristo.people.models import Office
from juuristo.programme.models import Programme

from .history import series, session
from .led import at, write_script
from .led_now import wish_for
from .people import Cast
from .present import working_day
from .seating import Seating, store

OFFICES = ("Hamina", "Imatra")
TEN = time(10)
WISHERS = 13


def load(programme: Programme, cast: Cast) -> None:
    """Thirteen have wished for three sessions of five; the proposal is the product's own."""
    today = timezone.localdate(timezone=cast.organisation.zone)
    calls = series(
        programme,
        Kind.STUDY_CIRCLE,
        "Kohtaaminen puhelimessa|Mötet i telefonen|Meeting on the telephone",
        "Tunti yhden keksityn puhelun äärellä Haminan ja Imatran väelle."
        "|En timme kring ett påhittat samtal för er i Hamina och Imatra."
        "|An hour on one invented call, for those in Hamina and Imatra.",
        attends=Attends.ONE,
        sign_up_way=SignUpWay.WISHES,
        capacity=5,
        published_at=at(programme, today - timedelta(days=12)),
        signup_opens_at=at(programme, today - timedelta(days=11)),
        signup_closes_at=at(programme, today - timedelta(days=1), time(16)),
    )
    calls.audience_offices.set(
        Office.objects.filter(organisation=cast.organisation, name__in=OFFICES)
    )
    leads = cast.small_groups[1]
    calls.facilitators.set(leads)
    seatings = [Seating(session(calls, working_day(today, 20 + nth), TEN, 60)) for nth in range(3)]
    for seating in seatings:
        seating.session.minimum = 3
    store(seatings, [leads] * len(seatings))
    people = [
        one
        for one in cast.in_service(today)
        if one.office and one.office.name in OFFICES and one not in cast.mentors
    ]
    wish_for(
        calls, [one.session.pk for one in seatings], people[:: len(people) // WISHERS][:WISHERS]
    )
    write_script(calls)
    asked = allocating.ask(calls, actor=cast.coordinator)
    allocation_job.reckon.call(str(asked.pk))  # the worker, coming later, finds it done
