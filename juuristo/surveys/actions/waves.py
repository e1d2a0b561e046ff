"""A wave's way from draft to open, and what may still change then: only what is stricter.

A respondent reads the promise before the first question, so from the opening on thresholds may
grow and breakdowns may go, and nothing else of the promise can be touched (trust T3). Every verb
takes the wave's row first and looks at its state in the same transaction.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from juuristo.audit import trail
from juuristo.people.models import Person
from juuristo.programme.models import Programme
from juuristo.shell.texts import text_in

from .. import obstacles
from ..audience import audience_of
from ..ballots import make_key
from ..models import Instrument, Invitation, Reminder, Wave
from ..tokens import hash_of, token_of
from .instruments import freeze

State = Wave.State
MANY = ("audience_offices", "audience_teams", "readers")
MOST_REMINDERS = 3
TAKEN_SLUGS = frozenset({"new", "instruments", "feedback", "import", "imports", "exports"})


def hold(wave: Wave) -> Wave:
    """Take the wave's row until the transaction ends, and read it anew."""
    waves = Wave.objects.select_for_update(of=("self",))
    return waves.select_related("programme__organisation", "instrument").get(pk=wave.pk)


@transaction.atomic
def create(
    programme: Programme, instrument: Instrument, values: Mapping[str, Any], *, actor: Person | None
) -> Wave:
    """Make a draft. ``values`` holds the model's field names, and ``reminders`` (``Planned``).

    Raises ``Refused`` (``too_many_breakdowns``).
    """
    wave = Wave(programme=programme, instrument=instrument, name=values["name"])
    save_under_free_slug(wave)
    _write(wave, values)
    trail.record("wave.created", actor=actor, about=wave, organisation_id=programme.organisation_id)
    return wave


@transaction.atomic
def edit(wave: Wave, values: Mapping[str, Any], *, actor: Person) -> Wave:
    """Change a draft. Raises ``Refused``: ``opened`` from the opening on, and what ``create``
    does."""
    held = hold(wave)
    if held.state != State.DRAFT:
        raise obstacles.opened()
    _write(held, values)
    trail.record("wave.edited", actor=actor, about=held)
    return held


def _write(wave: Wave, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in MANY and name != "reminders":
            setattr(wave, name, value)
    if wave.kind != Wave.Kind.ANONYMOUS:
        wave.breakdowns = []
    obstacles.check_breakdowns(wave.breakdowns)
    wave.save()
    for name in MANY:
        if name in values:
            getattr(wave, name).set(values[name])
    if "reminders" in values:
        _plan(wave, values["reminders"])


def save_under_free_slug(wave: Wave) -> None:
    """Save a new wave under a slug of its name. Another may be saved under the same at this very
    moment: the database lets one of them in, and the other takes the next."""
    while True:
        wave.slug = _free_slug(text_in(wave.name, "fi"))
        try:
            with transaction.atomic():
                wave.save(force_insert=True)
        except IntegrityError:
            if not Wave.objects.filter(slug=wave.slug).exists():
                raise
        else:
            return


def _free_slug(name: str) -> str:
    """A slug for a name that no other wave and no address has."""
    stem = slugify(name)[:60].strip("-") or "kysely"
    taken = set(
        Wave.objects.filter(slug__startswith=stem).order_by().values_list("slug", flat=True)
    )
    taken |= TAKEN_SLUGS
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


@transaction.atomic
def delete_draft(wave: Wave, *, actor: Person) -> None:
    """Throw a draft away. Raises ``Refused`` (``opened``) from the opening on."""
    held = hold(wave)
    if held.state != State.DRAFT:
        raise obstacles.opened()
    trail.record("wave.deleted", actor=actor, about=held)
    held.delete()


def open_wave(wave: Wave, *, actor: Person | None) -> Wave:
    """Open a draft: freeze what is asked, make the key, and give everyone invited their right.

    The invitations' mail is put in the outbox by the worker's next round, or, when the wave opens
    later, by the one after ``opens_at``. Opening twice does nothing. Raises ``Refused`` with the
    first of ``obstacles_of``. Returns the wave as it is now.
    """
    key = make_key() if wave.hides_the_sender else ""  # takes a while: not while the row is held
    with transaction.atomic():
        held = hold(wave)
        if held.state == State.OPEN:
            return held
        if held.state != State.DRAFT:
            raise obstacles.opened()
        for obstacle in obstacles.obstacles_of(held):
            raise obstacle
        # Its kind may have been changed while the key was made.
        key = (key or make_key()) if held.hides_the_sender else ""
        people = audience_of(held) if held.access == Wave.Access.INVITATION else None
        return begin(held, people, key=key, actor=actor)


def begin(wave: Wave, people: Iterable[Person] | None, *, key: str, actor: Person | None) -> Wave:
    """Let a held draft begin; ``people`` are invited, None when the link is open to all."""
    wave.version = freeze(wave.instrument)
    wave.state = State.OPEN
    wave.ballot_key = key
    wave.opens_at = wave.opens_at or timezone.now()
    if people is not None:
        wave.invited = _invite(wave, people)
    wave.save()
    trail.record(
        "wave.opened", actor=actor, about=wave, organisation_id=wave.programme.organisation_id
    )
    return wave


def _invite(wave: Wave, people: Iterable[Person]) -> int:
    invitations = [Invitation(wave=wave, person=person) for person in people]
    for invitation in invitations:
        invitation.token_hash = hash_of(token_of(invitation))
    # In the order of their random ids: rows must not lie in the order of names.
    invitations.sort(key=lambda one: one.pk)
    Invitation.objects.bulk_create(invitations, batch_size=500)
    return len(invitations)


@transaction.atomic
def tighten(
    wave: Wave,
    *,
    threshold: int,
    open_threshold: int,
    breakdowns: Collection[str],
    actor: Person,
) -> Wave:
    """Promise more to those asked: raise thresholds, drop breakdowns.

    Raises ``Refused``: ``loosened`` when anything would become looser, ``not_open`` before the
    opening and after the sealing.
    """
    held = hold(wave)
    if held.state not in (State.OPEN, State.CLOSED) or held.kind != Wave.Kind.ANONYMOUS:
        raise obstacles.not_open()
    before = (held.threshold, held.open_threshold, held.breakdowns)
    if (
        threshold < held.threshold
        or open_threshold < max(held.open_threshold, threshold)
        or not set(breakdowns) <= set(held.breakdowns)
    ):
        raise obstacles.loosened()
    kept = [key for key in held.breakdowns if key in set(breakdowns)]
    held.threshold, held.open_threshold, held.breakdowns = threshold, open_threshold, kept
    if (threshold, open_threshold, kept) != before:
        held.save(update_fields=["threshold", "open_threshold", "breakdowns"])
        trail.record("wave.tightened", actor=actor, about=held)
    return held


@transaction.atomic
def move_closing(wave: Wave, closes_at: datetime, *, actor: Person) -> Wave:
    """Let an open wave close earlier or later. Raises ``Refused``: ``not_open``,
    ``closes_in_the_past``."""
    held = hold(wave)
    now = timezone.now()
    if held.state != State.OPEN or (held.closes_at and held.closes_at <= now):
        raise obstacles.not_open()
    if closes_at <= max(now, held.opens_at or now):
        raise obstacles.closes_in_the_past()
    held.closes_at = closes_at
    held.save(update_fields=["closes_at"])
    trail.record("wave.closing_moved", actor=actor, about=held)
    return held


@transaction.atomic
def plan_reminders(wave: Wave, planned: Iterable[Mapping[str, Any]], *, actor: Person) -> Wave:
    """Plan anew the reminders that have not been sent. Raises ``Refused`` (``not_open``)."""
    held = hold(wave)
    if held.state not in (State.DRAFT, State.OPEN) or held.access != Wave.Access.INVITATION:
        raise obstacles.not_open()
    _plan(held, planned)
    trail.record("wave.reminders_changed", actor=actor, about=held)
    return held


def _plan(wave: Wave, planned: Iterable[Mapping[str, Any]]) -> None:
    """Each of ``planned`` holds ``due_on``, ``subject`` and ``message``; three at most in all."""
    wave.reminders.filter(sent_at=None).delete()
    sent = wave.reminders.count()
    in_order = sorted(planned, key=lambda one: one["due_on"])[: MOST_REMINDERS - sent]
    Reminder.objects.bulk_create(
        Reminder(wave=wave, number=number, **one)
        for number, one in enumerate(in_order, start=sent + 1)
    )
