"""The e-mails of gatherings, one function each; templates in ``templates/gatherings/emails/``.

All are queued in the transaction of what they tell, in the language of the one who gets them,
with times in the organisation's zone. A calendar event goes along with every place and with every
session one facilitates: the same UID for one person and session for ever, a SEQUENCE that grows
with every change (``calendars.py``). One who waits has no event.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from juuristo.people.models import Person
from juuristo.shell.links import absolute

from . import calendars
from .act_links import act_link
from .models import Commitment, FacilitatorEvent, Series, Session, SignUp
from .own_links import own_link
from .posting import send

SUGGESTED = 3  # other sessions named when one is cancelled


def booked(signup: SignUp) -> None:
    """You have a place."""
    _about(signup, "booked", calendars.REQUEST)


def booked_all(signups: Sequence[SignUp]) -> None:
    """You are signed up to every session ahead of a series; says which ones have to be waited for.

    Each session you have a place in comes as a calendar invitation of its own: a message may hold
    one UID only, and a file of many would be an import that later changes never reach.
    """
    first = signups[0]
    series = first.session.series
    has_place = any(one.state == SignUp.State.BOOKED for one in signups)
    context = {"signups": signups, "has_place": has_place, "url": _series_url(series)}
    _send("booked_all", first.person, series, context)
    for signup in signups:
        if signup.state == SignUp.State.BOOKED:
            invited(signup)


def invited(signup: SignUp) -> None:
    """The calendar's invitation alone, when another mail tells of several places at once."""
    _about(signup, "invited", calendars.REQUEST)


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


def declined(signup: SignUp) -> None:
    """Your calendar refused, so your place is cancelled."""
    _about(signup, "declined", calendars.CANCEL)


def place_stays(signup: SignUp, *, why: str) -> None:
    """Your calendar refused, and you still have your place; ``why``: "past" or "outdated"."""
    _about(signup, "place_stays", why=why)


def lead_stays(event: FacilitatorEvent) -> None:
    """Your calendar refused a session you facilitate: tell the coordinator."""
    _to_facilitator(event, "lead_stays", "")


def session_cancelled(signup: SignUp, *, had_seat: bool) -> None:
    """A session you had a place in, or waited for, will not be held.

    Raise ``calendar_sequence`` first, so that calendars believe it.
    """
    method = calendars.CANCEL if had_seat else ""
    series = signup.session.series
    ahead = series.sessions.bookable().order_by("starts_at", "pk")
    room = [session for session in ahead if session.free > 0][:SUGGESTED]
    context: dict[str, Any] = {"url": _series_url(series), "room": room, "had_seat": had_seat}
    _about(signup, "session_cancelled", method, **context)


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


def allocated(signup: SignUp, *, rank: int, once_key: str) -> None:
    """You got a place by your wishes; ``rank`` says which of them, 0 a session not wished."""
    _about(signup, "allocated", calendars.REQUEST, rank=rank, once_key=once_key)


def unallocated(series: Series, person: Person, *, room: Sequence[Session], once_key: str) -> None:
    """None of your wishes had a place for you; ``room``: the sessions that have some."""
    context = {"sessions": room, "url": _series_url(series)}
    _send("unallocated", person, series, context, once_key=once_key)


def wish_cancelled(session: Session, person: Person, *, left: int) -> None:
    """A session you wished for will not be held; ``left`` says how many wishes you have still."""
    context = {"session": session, "left": left, "url": _series_url(session.series)}
    _send("wish_cancelled", person, session.series, context)


def wish_moved(session: Session, person: Person, *, before: Session) -> None:
    """The time or the place of a session you wished for changed; ``before`` is how it was."""
    context = {"session": session, "was": before, "url": _series_url(session.series)}
    _send("wish_moved", person, session.series, context)


def cafe(session: Session, person: Person, *, once_key: str) -> None:
    """Welcome to a café; the reader's own link takes a place without signing in."""
    context = {"session": session, "url": own_link(session.series, person)}
    _send("cafe", person, session.series, context, once_key=once_key)


def soon(session: Session, person: Person, *, leads: bool, once_key: str) -> None:
    """A session you come to, or lead, is a day or an hour ahead."""
    url = absolute(reverse("facilitating")) if leads else _session_url(session)
    context = {"session": session, "url": url, "leads": leads}
    _send("soon", person, session.series, context, once_key=once_key)


def act_asked(act: Commitment, *, weeks: int) -> None:
    """How did your next act go? Asked ``weeks`` after the session."""
    context = {"act": act, "weeks": weeks, "url": act_link(act)}
    _send("act_asked", act.person, act.session.series, context, once_key=f"act:{act.pk}:{weeks}")


def facilitator(event: FacilitatorEvent) -> None:
    """You are now a facilitator of this session."""
    _to_facilitator(event, "facilitator", calendars.REQUEST)


def facilitator_moved(event: FacilitatorEvent, before: Session) -> None:
    """The time or the place of a session you facilitate changed from what it was ``before``."""
    was = {"starts_at": before.starts_at, "ends_at": before.ends_at, "where": before.where}
    _to_facilitator(event, "facilitator_moved", calendars.REQUEST, was=was)


def facilitator_released(event: FacilitatorEvent, *, is_held: bool) -> None:
    """You no longer facilitate a session; when it ``is_held``, others do."""
    _to_facilitator(event, "facilitator_released", calendars.CANCEL, is_held=is_held)


def _to_facilitator(event: FacilitatorEvent, name: str, method: str, **context: Any) -> None:
    session, person = event.session, event.person
    entries = [calendars.led_entry(event)] if method else []
    _send(
        name,
        person,
        session.series,
        {"session": session, "url": absolute(reverse("facilitating")), **context},
        calendar=calendars.file(entries, method, person.language),
        method=method,
    )


def _about(
    signup: SignUp, name: str, method: str = "", *, once_key: str | None = None, **context: Any
) -> None:
    session, person = signup.session, signup.person
    entries = [calendars.entry_of(signup)] if method else []
    _send(
        name,
        person,
        session.series,
        {"session": session, "url": _session_url(session), **context},
        calendar=calendars.file(entries, method, person.language),
        method=method,
        once_key=once_key,
    )


def _send(name: str, person: Person, series: Series, context: dict[str, Any], **how: Any) -> None:
    send(name, person, series.programme.organisation, {"series": series, **context}, **how)


def _session_url(session: Session) -> str:
    return absolute(reverse("session", args=[session.pk]))


def _series_url(series: Series) -> str:
    return absolute(reverse("series_signup", args=[series.pk]))
