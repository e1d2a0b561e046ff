"""The e-mails of gatherings, one function each; templates in ``templates/gatherings/emails/``.

All are queued in the transaction of what they tell, in the language of the one who gets them,
with times in the organisation's zone. A calendar event goes along with every place: the same UID
for one person and session for ever, a SEQUENCE that grows with every change (``calendars.py``).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from juuristo.mail import outbox
from juuristo.people.models import Person
from juuristo.shell.links import absolute

from . import calendars
from .models import Series, Session, SignUp

SUGGESTED = 3  # other sessions named when one is cancelled


def booked(signup: SignUp) -> None:
    """You have a place."""
    _about(signup, "booked", calendars.REQUEST)


def booked_all(signups: Sequence[SignUp]) -> None:
    """You are signed up to every session ahead of a series; says which ones have to be waited for.

    The sessions you have a place in go along in one calendar file.
    """
    first = signups[0]
    seated = [signup for signup in signups if signup.state == SignUp.State.BOOKED]
    series = first.session.series
    _send(
        "booked_all",
        first.person,
        series,
        {"signups": signups, "url": _series_url(series)},
        calendar=calendars.file(seated, calendars.PUBLISH, first.person.language),
        method=calendars.PUBLISH,
    )


def waiting(signup: SignUp) -> None:
    """You are in the waiting list, and at which place."""
    _about(signup, "waiting", place_in_queue=signup.place_in_queue())


def promoted(signup: SignUp, *, given_up: SignUp | None) -> None:
    """You got a place from the waiting list, perhaps instead of another one."""
    _about(signup, "promoted", calendars.REQUEST, given_up=given_up)
    if given_up:
        _about(given_up, "released", calendars.CANCEL, instead=signup.session)


def changed(signup: SignUp, *, given_up: SignUp) -> None:
    """You moved your place to another session."""
    _about(signup, "changed", calendars.REQUEST, given_up=given_up)
    _about(given_up, "released", calendars.CANCEL, instead=signup.session)


def cancelled(signup: SignUp) -> None:
    """Your place is cancelled."""
    _about(signup, "cancelled", calendars.CANCEL)


def session_cancelled(signup: SignUp) -> None:
    """A session you had a place in, or waited for, will not be held.

    Raise ``calendar_sequence`` first, so that calendars believe it.
    """
    series = signup.session.series
    ahead = series.sessions.bookable().order_by("starts_at", "pk")
    room = [session for session in ahead if session.free > 0][:SUGGESTED]
    _about(signup, "session_cancelled", calendars.CANCEL, url=_series_url(series), room=room)


def session_moved(signup: SignUp, *, starts_at: datetime, ends_at: datetime, where: str) -> None:
    """The time or the place of your session changed; the arguments say how it was before.

    Raise ``calendar_sequence`` first, so that calendars believe it.
    """
    seated = signup.state == SignUp.State.BOOKED
    was = {"starts_at": starts_at, "ends_at": ends_at, "where": where}
    _about(signup, "session_moved", calendars.REQUEST if seated else "", was=was, link=seated)


def remind(
    series: Series, person: Person, *, room: Sequence[Session], once_key: str | None = None
) -> None:
    """You have no place yet in a series that expects you; ``room``: the sessions that have some."""
    context = {"sessions": room, "url": _series_url(series)}
    _send("remind", person, series, context, once_key=once_key)


def facilitator(session: Session, person: Person) -> None:
    """You are now a facilitator of this session."""
    _send("facilitator", person, session.series, {"session": session, "url": _session_url(session)})


def _about(signup: SignUp, name: str, method: str = "", **context: Any) -> None:
    session, person = signup.session, signup.person
    _send(
        name,
        person,
        session.series,
        {"session": session, "url": _session_url(session), **context},
        calendar=calendars.file([signup], method, person.language) if method else "",
        method=method,
    )


def _send(
    name: str,
    person: Person,
    series: Series,
    context: dict[str, Any],
    *,
    calendar: str = "",
    method: str = "",
    once_key: str | None = None,
) -> None:
    organisation = series.programme.organisation
    with timezone.override(organisation.zone):
        outbox.queue(
            f"gatherings/{name}",
            to=person.email,
            language=person.language,
            context={"reader": person, "series": series, **context},
            organisation_id=organisation.pk,
            calendar=calendar,
            calendar_method=method if calendar else "",
            once_key=once_key,
        )


def _session_url(session: Session) -> str:
    return absolute(reverse("session", args=[session.pk]))


def _series_url(series: Series) -> str:
    return absolute(reverse("series_signup", args=[series.pk]))
