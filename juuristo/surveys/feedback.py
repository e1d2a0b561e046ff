"""Feedback after gatherings: a wave opens by itself once attendance is known."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.programme.held import HeldSession, sessions_held
from juuristo.programme.models import Programme
from juuristo.shell.texts import LANGUAGES, text_in

from .actions.instruments import begin_from
from .actions.waves import begin, create
from .ballots import make_key
from .models import FeedbackSetting, Wave

SECONDS_BETWEEN_ROUNDS = 60
INSTRUMENT = "session-feedback"
AT_LATEST = timedelta(days=1)  # after the end, though somebody is still unmarked
LOOK_BACK = timedelta(days=7)  # what is older is not asked about any more
DAYS = 3


def setting_of(programme: Programme) -> FeedbackSetting:
    """The programme's setting, or the one that holds until somebody changes it (not saved)."""
    found = FeedbackSetting.objects.filter(programme=programme).first()
    return found or FeedbackSetting(programme=programme, is_on=True, days=DAYS)


def open_due(now: datetime | None = None) -> int:
    """Open the feedback of every session whose attendance is marked, or that ended a day ago."""
    now = now or timezone.now()
    held = {one.id: one for one in sessions_held(now - LOOK_BACK) if _is_due(one, now)}
    asked = set(
        Wave.objects.filter(session_id__in=held).order_by().values_list("session_id", flat=True)
    )
    return sum(_open(session) for pk, session in held.items() if pk not in asked)


def _is_due(session: HeldSession, now: datetime) -> bool:
    known = session.marked or now >= session.ended_at + AT_LATEST
    return known and bool(session.attended_or_unmarked)


def _open(session: HeldSession) -> bool:
    setting = setting_of(session.programme)
    if not setting.is_on:
        return False
    people = Person.objects.filter(pk__in=session.attended_or_unmarked).in_service()
    facilitators = list(Person.objects.filter(pk__in=session.facilitators).order_by("pk"))
    if not people.exists():
        return False
    key = make_key()
    with transaction.atomic():
        # The row of the programme keeps two workers from asking about one session twice.
        Programme.objects.select_for_update(of=("self",)).get(pk=session.programme.pk)
        if Wave.objects.filter(session_id=session.id).exists():
            return False
        instrument = begin_from(session.programme.organisation, INSTRUMENT, actor=None)
        values = _values(session, facilitators, setting.days)
        wave = create(session.programme, instrument, values, actor=None)
        begin(wave, people.order_by("pk"), key=key, actor=None)
    return True


def _values(session: HeldSession, facilitators: list[Person], days: int) -> dict[str, object]:
    now = timezone.now()
    return {
        "name": _in_each(session.name, _name),
        "subject": _in_each(session.name, _subject),
        "message": _in_each(session.name, _message),
        "opens_at": now,
        "closes_at": now + timedelta(days=days),
        "signature": ", ".join(person.full_name for person in facilitators)
        or text_in(session.programme.name, "fi"),
        "session_id": session.id,
        "session_series_id": session.series_id,
        "readers": facilitators,
    }


def _in_each(name: Mapping[str, str], say: Callable[[str], str]) -> dict[str, str]:
    said = {}
    for code in LANGUAGES:
        if name.get(code):
            with translation.override(code):
                said[code] = say(name[code])
    return said


def _name(name: str) -> str:
    return _("Palaute: %(session)s") % {"session": name}


def _subject(name: str) -> str:
    return _("Mitä jäi mieleen? %(session)s") % {"session": name}


def _message(name: str) -> str:
    return _(
        "olit mukana tilaisuudessa ”%(session)s”. Mitä jäi mieleen? Vastaat parissa minuutissa, "
        "ja vastauksista vetäjät näkevät, mikä toimi ja mitä kannattaa muuttaa."
    ) % {"session": name}
