"""The e-mails between management, those who plan and everyone a letter is for."""

from typing import Any

from django.urls import reverse

from juuristo.people.models import Person
from juuristo.shell.links import absolute

from .models import Letter, Opening, Series, Session
from .posting import send
from .sponsor_links import opening_link, sign_link


def signature_asked(asked: Letter) -> None:
    """A letter waits for your name; the link opens it and the two answers."""
    assert asked.signer
    context = {"letter": asked, "url": sign_link(asked)}
    _send("signature_asked", asked.signer, asked.series, context)


def letter_answered(answered: Letter) -> None:
    """The letter is signed, or came back with words."""
    if answered.made_by and not answered.made_by.has_left():
        url = absolute(reverse("letter", args=[answered.pk]))
        context = {"letter": answered, "url": url}
        _send("letter_answered", answered.made_by, answered.series, context)


def letter(signed: Letter, person: Person, *, url: str, once_key: str) -> None:
    """The director's letter to one person; ``url`` is that person's own sign-up link."""
    context = {"letter": signed, "url": url}
    _send("letter", person, signed.series, context, once_key=once_key)


def opening_asked(opening: Opening) -> None:
    """The mentors wish that you open a session."""
    assert opening.asked_of
    context = {"opening": opening, "session": opening.session, "url": opening_link(opening)}
    _send("opening_asked", opening.asked_of, opening.session.series, context)


def opening_answered(opening: Opening) -> None:
    """Management comes to open the session, or cannot: to who asked and who leads it."""
    session = opening.session
    people = {opening.asked_by, *session.facilitators.select_related("user")} - {None}
    url = absolute(reverse("series_support", args=[session.series_id]))
    for person in sorted(filter(None, people), key=lambda person: str(person.pk)):
        if person != opening.asked_of and not person.has_left():
            context = {"opening": opening, "session": session, "url": url}
            _send("opening_answered", person, session.series, context)


def opening_agreed(opening: Opening) -> None:
    """The session you suggested suits: see you there."""
    assert opening.asked_of
    context = {"opening": opening, "session": opening.session}
    _send("opening_agreed", opening.asked_of, opening.session.series, context)


def opening_moved(opening: Opening, before: Session) -> None:
    """The session you come to open is at another time or place; ``before``: how it was."""
    assert opening.asked_of
    context = {"opening": opening, "session": opening.session, "was": before}
    _send("opening_moved", opening.asked_of, opening.session.series, context)


def opening_called_off(opening: Opening) -> None:
    """The session you were to open will not be held."""
    assert opening.asked_of
    context = {"opening": opening, "session": opening.session}
    _send("opening_called_off", opening.asked_of, opening.session.series, context)


def _send(
    name: str,
    person: Person,
    series: Series,
    context: dict[str, Any],
    *,
    once_key: str | None = None,
) -> None:
    organisation = series.programme.organisation
    context = {"series": series, "organisation": organisation, **context}
    send(name, person, organisation, context, once_key=once_key)
