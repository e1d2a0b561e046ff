"""Whom a wave is for: everyone in service who passes its filters, until it is opened."""

from juuristo.people.models import PersonQuerySet
from juuristo.programme.audience import Filters, people_for

from .models import Wave


def audience_of(wave: Wave) -> PersonQuerySet:
    """Everyone a draft would invite today. Whoever is invited stays so, see ``invitations``."""
    filters = Filters(
        roles=tuple(wave.audience_roles),
        offices=tuple(office.pk for office in wave.audience_offices.all()),
        teams=tuple(team.pk for team in wave.audience_teams.all()),
        started_before=wave.audience_started_before,
    )
    return people_for(wave.programme, filters)
