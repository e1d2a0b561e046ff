"""A series whose places go by wishes, made for tests."""

from datetime import timedelta

from django.utils import timezone

from juuristo.gatherings.actions import allocating, wishes
from juuristo.gatherings.allocation_job import reckon
from juuristo.gatherings.models import Allocation, Series, Session, SignUpWay
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.people.models import Organisation, Person
from juuristo.programme.models import Programme


def wishing_series(programme: Programme | Organisation, **fields: object) -> Series:
    """A published series that gathers wishes for two days more."""
    where = (
        {"programme__organisation": programme}
        if isinstance(programme, Organisation)
        else {"programme": programme}
    )
    series: Series = SeriesFactory(
        sign_up_way=SignUpWay.WISHES,
        signup_closes_at=timezone.now() + timedelta(days=2),
        **where,
        **fields,
    )
    return series


def sessions_of(series: Series, *capacities: int, **fields: object) -> list[Session]:
    """One session a day from a week on, with these capacities."""
    now = timezone.now()
    return [
        SessionFactory(
            series=series, capacity=capacity, starts_at=now + timedelta(days=7 + number), **fields
        )
        for number, capacity in enumerate(capacities)
    ]


def wish(person: Person, *sessions: Session) -> None:
    """Let ``person`` wish for ``sessions``, the dearest first."""
    wanted = [session.pk for session in sessions]
    wishes.set_wishes(sessions[0].series, person, wanted, actor=person)


def close(series: Series) -> None:
    """Let the time for wishes be over."""
    series.signup_closes_at = timezone.now() - timedelta(minutes=1)
    series.save(update_fields=["signup_closes_at"])


def proposal(series: Series, coordinator: Person, *, seed: int = 0) -> Allocation:
    """A proposal ready to look at."""
    close(series)
    row = allocating.ask(series, actor=coordinator, seed=seed)
    reckon.call(str(row.pk))
    row.refresh_from_db()
    return row
