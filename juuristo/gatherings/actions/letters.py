"""The director's letter: written, signed by the one in whose name it goes, sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.audit import trail
from juuristo.gatherings import refusals, sponsor_emails
from juuristo.gatherings.models import Letter, Series
from juuristo.people.models import Person
from juuristo.programme.access import may_sponsor
from juuristo.programme.lanes import LANE_OF
from juuristo.programme.models import EntryKind, TimelineEntry
from juuristo.shell.texts import in_every_language, text_in

State = Letter.State


@transaction.atomic
def write_letter(series: Series, values: Mapping[str, Any], *, actor: Person) -> Letter:
    """Begin a letter to everyone ``series`` is for; ``values`` holds the model's field names."""
    letter = Letter.objects.create(series=series, made_by=actor, **values)
    trail.record("letter.written", actor=actor, about=letter)
    return letter


@transaction.atomic
def edit_letter(letter: Letter, values: Mapping[str, Any], *, actor: Person) -> None:
    """Change a letter that has not left. What anybody but the signer changes needs a new
    signature: the letter is a draft again, and the link to sign it is dead. Raises ``Refused``.
    """
    _hold(letter, State.DRAFT, State.ASKED, State.SIGNED)
    for name, value in values.items():
        setattr(letter, name, value)
    if not (letter.state == State.ASKED and actor.pk == letter.signer_id):
        letter.state = State.DRAFT
        letter.asked_at = letter.signed_at = None
    letter.save()
    trail.record("letter.edited", actor=actor, about=letter)


@transaction.atomic
def ask_signature(letter: Letter, *, actor: Person) -> None:
    """Send the letter to its signer, who signs it from the mail. Raises ``Refused``."""
    _hold(letter, State.DRAFT)
    if letter.signer is None or not may_sponsor(letter.signer, letter.series.programme):
        raise refusals.signer_missing()
    letter.state, letter.asked_at, letter.words = State.ASKED, timezone.now(), ""
    letter.save()
    trail.record("letter.signature_asked", actor=actor, about=letter)
    sponsor_emails.signature_asked(letter)


@transaction.atomic
def sign_letter(letter: Letter, *, asked_at: datetime, actor: Person) -> None:
    """The signer puts their name to the letter as it was when it was asked (``asked_at``).

    Raises ``Refused``: ``letter_changed`` when it has since been changed, signed or taken back.
    """
    _hold_asked(letter, asked_at)
    letter.state, letter.signed_at = State.SIGNED, timezone.now()
    letter.save()
    trail.record("letter.signed", actor=actor, about=letter)
    sponsor_emails.letter_answered(letter)


@transaction.atomic
def return_letter(letter: Letter, words: str, *, asked_at: datetime, actor: Person) -> None:
    """The signer sends the letter back with words. Raises ``Refused``."""
    if not words.strip():
        raise refusals.words_needed()
    _hold_asked(letter, asked_at)
    letter.state, letter.words, letter.asked_at = State.DRAFT, words.strip(), None
    letter.save()
    trail.record("letter.returned", actor=actor, about=letter)
    sponsor_emails.letter_answered(letter)


@transaction.atomic
def withdraw_letter(letter: Letter, *, actor: Person) -> None:
    """Take back a letter that has not left. Raises ``Refused``."""
    _hold(letter, State.DRAFT, State.ASKED, State.SIGNED)
    letter.state = State.WITHDRAWN
    letter.save()
    trail.record("letter.withdrawn", actor=actor, about=letter)


def mark_sent(letter: Letter, sent_to: int) -> None:
    """Note that the letter has gone to everyone: an act of support on the timeline."""
    name = {"series": text_in(letter.series.name)}
    entry = TimelineEntry.objects.create(
        programme=letter.series.programme,
        kind=EntryKind.SUPPORT_ACT,
        lane=LANE_OF[EntryKind.SUPPORT_ACT],
        what=in_every_language(lambda: _("Kirje johdon nimissä: %(series)s") % name),
        start=timezone.localdate(timezone=letter.series.programme.organisation.zone),
        responsible=letter.signer,
        invited=sent_to,
    )
    letter.state, letter.sent_at, letter.sent_to = State.SENT, timezone.now(), sent_to
    letter.entry_id = entry.pk
    letter.save()
    organisation_id = letter.series.programme.organisation_id
    trail.record("letter.sent", actor=None, about=letter, organisation_id=organisation_id)


def _hold_asked(letter: Letter, asked_at: datetime) -> None:
    _hold(letter, State.ASKED)
    if letter.asked_at != asked_at:
        raise refusals.letter_changed()


def _hold(letter: Letter, *states: str) -> None:
    """Lock the letter, read it anew, and refuse unless it is in one of ``states``."""
    Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    letter.refresh_from_db()
    if letter.state == State.SENT:
        raise refusals.letter_sent()
    if letter.state not in states:
        raise refusals.letter_changed()
