"""The director's letter: its link for the signer, what waits, and the round that sends it."""

import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.mail.models import OutgoingMail
from juuristo.people.models import Person
from juuristo.programme.waiting import Waiting
from juuristo.shell import links

from . import own_links, sponsor_emails
from .access import may_sign_letter
from .actions.letters import mark_sent
from .audience import audience_of
from .models import Letter
from .sponsor_links import LIFETIME, PURPOSE

BATCH = 100
# A round gives way to the other rounds after this long; the next one goes on from there.
SECONDS_IN_A_ROUND = 20
SECONDS_BETWEEN_ROUNDS = 30
State = Letter.State


def with_all(rows: QuerySet[Letter]) -> QuerySet[Letter]:
    return rows.select_related(
        "series__programme__organisation", "signer__user", "signer__organisation", "made_by__user"
    )


def find(token: str) -> tuple[Letter, datetime] | None:
    """The letter whose signing link carries ``token``, and when the signature was asked.

    None when the link is not good, or its reader is no longer management's contact.
    """
    said = links.unsign(PURPOSE, token, max_age=LIFETIME)
    if said is None:
        return None
    letter = with_all(Letter.objects.filter(pk=said[0], signer__pk=said[1])).first()
    if letter is None or not may_sign_letter(letter.signer, letter):
        return None
    return letter, datetime.fromisoformat(said[2])


def waiting(person: Person) -> Iterator[Waiting]:
    """Letters that wait for ``person`` to sign."""
    rows = with_all(Letter.objects.filter(signer=person, state=State.ASKED))
    for letter in rows.order_by("asked_at", "pk"):
        if letter.asked_at and may_sign_letter(person, letter):
            yield Waiting(
                programme_id=letter.series.programme_id,
                asked_at=letter.asked_at,
                title=_("Allekirjoita kirje henkilöstölle"),
                url=reverse("letter", args=[letter.pk]),
                template="gatherings/waiting_letter.html",
                context={"letter": letter, "readers": audience_of(letter.series).count()},
            )


def what_holds(letter: Letter) -> str:
    """Why a signed letter whose time has come does not leave: a code, or "" when nothing does."""
    if letter.series.published_at is None:
        return "unpublished"
    if own_links.is_over(letter.series):
        return "over"
    return "" if may_sign_letter(letter.signer, letter) else "signer"


def send_due() -> str:
    """Send signed letters whose time has come; a round of the worker. Returns how many went."""
    until = time.monotonic() + SECONDS_IN_A_ROUND
    now = timezone.now()
    due = Letter.objects.filter(Q(send_at=None) | Q(send_at__lte=now), state=State.SIGNED)
    went = 0
    for letter in with_all(due).order_by("signed_at", "pk"):
        if not what_holds(letter):
            went += _send(letter, until)
    return str(went)


def _send(letter: Letter, until: float) -> int:
    """Queue the letter to everyone who has not got it, a batch at a time.

    The worker may die between any two batches: ``once_key`` keeps everyone at one letter.
    """
    readers = list(audience_of(letter.series).order_by("pk").values_list("pk", flat=True))
    went = 0
    for start in range(0, len(readers), BATCH):
        if time.monotonic() > until:
            return went
        with transaction.atomic():
            if not _still_signed(letter):
                return went
            went += _queue(letter, readers[start : start + BATCH])
    with transaction.atomic():
        if _still_signed(letter):
            sent = OutgoingMail.objects.filter(once_key__startswith=once_key(letter, ""))
            mark_sent(letter, sent.count())
    return went


def _still_signed(letter: Letter) -> bool:
    """Lock the letter; somebody may have changed it or taken it back between two batches."""
    rows = Letter.objects.select_for_update(of=("self",)).filter(pk=letter.pk)
    return rows.filter(state=State.SIGNED, signed_at=letter.signed_at).exists()


def _queue(letter: Letter, ids: Sequence[UUID]) -> int:
    keys = {once_key(letter, pk): pk for pk in ids}
    rows = OutgoingMail.objects.filter(once_key__in=keys)
    done = set(rows.order_by().values_list("once_key", flat=True))
    left = {pk for key, pk in keys.items() if key not in done}
    for person in Person.objects.filter(pk__in=left).select_related("user").order_by("pk"):
        url = own_links.own_link(letter.series, person)
        sponsor_emails.letter(letter, person, url=url, once_key=once_key(letter, person.pk))
    return len(left)


def once_key(letter: Letter, person_id: object) -> str:
    """One letter to one person once, however often it is tried, edited and signed anew."""
    return f"letter:{letter.pk}:{person_id}"
