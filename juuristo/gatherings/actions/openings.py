"""Asking management to open a session, and what they answer.

Whatever depends on the session's time, or on its being held at all, locks the session first and
the wish then: a session is not moved or called off between the look and the answer.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.audit import trail
from juuristo.gatherings import refusals, seats, sponsor_emails
from juuristo.gatherings.models import Opening, Session
from juuristo.people.models import Person
from juuristo.programme.access import may_sponsor
from juuristo.programme.lanes import LANE_OF
from juuristo.programme.models import EntryKind, TimelineEntry
from juuristo.shell.dates import local_day
from juuristo.shell.texts import in_every_language, text_in

State = Opening.State


@transaction.atomic
def ask_opening(session: Session, *, sponsor: Person, wish: str, actor: Person) -> Opening:
    """Ask ``sponsor`` to open ``session``; they answer from the mail in two clicks.

    Raises ``Refused``: ``past``, ``cancelled``, ``signer_missing``, ``opening_asked``.
    """
    _check_ahead(seats.hold(session))
    if not may_sponsor(sponsor, session.series.programme):
        raise refusals.signer_missing()
    opening = Opening(session=session, wish=wish.strip(), asked_by=actor, asked_of=sponsor)
    _save(opening)
    trail.record("opening.asked", actor=actor, about=opening)
    sponsor_emails.opening_asked(opening)
    return opening


@transaction.atomic
def agree_to_open(opening: Opening, *, actor: Person) -> None:
    """The sponsor comes: an act of support to come, on the timeline. Raises ``Refused``."""
    held = seats.hold(opening.session)
    _hold(opening, State.WAITING)
    _check_ahead(held)
    _agree(opening)
    trail.record("opening.agreed", actor=actor, about=opening)
    sponsor_emails.opening_answered(opening)


@transaction.atomic
def decline_to_open(
    opening: Opening, words: str, *, suggested: Session | None = None, actor: Person
) -> None:
    """The sponsor cannot come; says why, or which session of the series would do.

    Raises ``Refused``: ``words_needed`` when there is neither.
    """
    if not words.strip() and suggested is None:
        raise refusals.words_needed()
    _hold(opening, State.WAITING)
    opening.state, opening.words, opening.suggested = State.DECLINED, words.strip(), suggested
    opening.answered_at = timezone.now()
    opening.save()
    trail.record("opening.declined", actor=actor, about=opening)
    sponsor_emails.opening_answered(opening)


@transaction.atomic
def take_suggestion(opening: Opening, *, actor: Person) -> None:
    """Those who plan take the session that the sponsor suggested: it is agreed.

    Raises ``Refused``.
    """
    if opening.suggested is None:
        raise refusals.opening_answered()
    held = seats.hold(opening.suggested)
    _hold(opening, State.DECLINED)
    if opening.suggested_id != held.pk:
        raise refusals.opening_answered()
    opening.session, opening.suggested = held, None
    _check_ahead(held)
    _agree(opening)
    trail.record("opening.agreed", actor=actor, about=opening)
    sponsor_emails.opening_agreed(opening)


@transaction.atomic
def withdraw_opening(opening: Opening, *, actor: Person) -> None:
    """Take the wish back; what was agreed leaves the timeline too. Raises ``Refused``."""
    _hold(opening, State.WAITING, State.AGREED)
    if opening.entry_id:
        TimelineEntry.objects.filter(pk=opening.entry_id, start=None).delete()
    opening.state, opening.entry_id = State.WITHDRAWN, None
    opening.save()
    trail.record("opening.withdrawn", actor=actor, about=opening)


def follow_move(session: Session, before: Session) -> None:
    """Tell whoever comes to open ``session`` that it is now elsewhere or at another time."""
    for opening in _agreed(session):
        TimelineEntry.objects.filter(pk__in=[opening.entry_id], start=None).update(
            planned_start=_day_of(session)
        )
        if _comes(opening):
            sponsor_emails.opening_moved(opening, before)


def call_off(session: Session) -> None:
    """The session will not be held: nobody opens it, and whoever would have come is told."""
    for opening in _agreed(session):
        TimelineEntry.objects.filter(pk__in=[opening.entry_id], start=None).delete()
        if _comes(opening):
            sponsor_emails.opening_called_off(opening)
    open_ones = Opening.objects.filter(session=session, state__in=[State.WAITING, State.AGREED])
    open_ones.update(state=State.WITHDRAWN, entry_id=None)


def _agreed(session: Session) -> QuerySet[Opening]:
    """Agreed openings of ``session``, locked until those concerned have been told."""
    rows = Opening.objects.filter(session=session, state=State.AGREED, entry_id__isnull=False)
    held = rows.select_for_update(of=("self",))
    return held.select_related("session__series__programme__organisation", "asked_of__user")


def _comes(opening: Opening) -> bool:
    return opening.asked_of is not None and not opening.asked_of.has_left()


def _day_of(session: Session) -> date:
    with timezone.override(session.series.programme.organisation.zone):
        return local_day(session.starts_at)


def _agree(opening: Opening) -> None:
    series = opening.session.series
    name = {"series": text_in(series.name)}
    entry = TimelineEntry.objects.create(
        programme=series.programme,
        kind=EntryKind.SUPPORT_ACT,
        lane=LANE_OF[EntryKind.SUPPORT_ACT],
        what=in_every_language(lambda: _("Johto avaa tilaisuuden: %(series)s") % name),
        planned_start=_day_of(opening.session),
        responsible=opening.asked_of,
    )
    opening.state, opening.answered_at = State.AGREED, timezone.now()
    opening.entry_id = entry.pk
    _save(opening)


def _save(opening: Opening) -> None:
    try:
        with transaction.atomic():
            opening.save()
    except IntegrityError:
        raise refusals.opening_asked() from None


def _check_ahead(session: Session) -> None:
    if session.cancelled_at:
        raise refusals.cancelled()
    if session.has_started():
        raise refusals.past()


def _hold(opening: Opening, *states: str) -> None:
    """Lock the row, read it anew, and refuse unless it is in one of ``states``."""
    Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    opening.refresh_from_db()
    if opening.state not in states:
        raise refusals.opening_answered()
