"""Asking the sponsor to approve an outline, and the sponsor's answer."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.audit import trail
from juuristo.people.models import Person
from juuristo.programme import emails, refusals
from juuristo.programme.access import may_sponsor
from juuristo.programme.lanes import LANE_OF
from juuristo.programme.models import Approval, EntryKind, Programme, TimelineEntry
from juuristo.shell.texts import in_every_language

State = Approval.State


@transaction.atomic
def ask_approval(
    programme: Programme,
    *,
    title: str,
    outline: str,
    sponsor: Person,
    subject_id: UUID | None = None,
    actor: Person,
) -> Approval:
    """Ask ``sponsor`` to approve ``outline``; they get it by mail and answer there in two clicks.

    ``subject_id``: the id of what is approved; one request about it waits at a time. Raises
    ``Refused`` (``not_a_sponsor``, ``already_waiting``).
    """
    if not may_sponsor(sponsor, programme):
        raise refusals.not_a_sponsor(sponsor)
    approval = Approval(
        programme=programme,
        subject_id=subject_id,
        title=title,
        outline=outline,
        asked_by=actor,
        asked_of=sponsor,
    )
    try:
        with transaction.atomic():
            approval.save()
    except IntegrityError:
        raise refusals.already_waiting() from None
    trail.record("approval.asked", actor=actor, about=approval)
    emails.approval_asked(approval)
    return approval


@transaction.atomic
def approve(approval: Approval, words: str = "", *, actor: Person) -> None:
    """The sponsor says yes, with words or without. Raises ``Refused`` (``already_answered``)."""
    _answer(approval, State.APPROVED, words, actor=actor)


@transaction.atomic
def return_with_words(approval: Approval, words: str, *, actor: Person) -> None:
    """The sponsor sends the outline back and says what should be different.

    Raises ``Refused`` (``words_needed``, ``already_answered``).
    """
    if not words.strip():
        raise refusals.words_needed()
    _answer(approval, State.RETURNED, words, actor=actor)


@transaction.atomic
def withdraw_approval(approval: Approval, *, actor: Person) -> None:
    """Take the request back; its link in the mail dies. Raises ``Refused``."""
    _hold(approval)
    approval.state = State.WITHDRAWN
    approval.answered_at = timezone.now()
    approval.save(update_fields=["state", "answered_at"])
    trail.record("approval.withdrawn", actor=actor, about=approval)


def _answer(approval: Approval, state: str, words: str, *, actor: Person) -> None:
    _hold(approval)
    approval.state = state
    approval.words = words.strip()
    approval.answered_at = timezone.now()
    approval.entry = _write_entry(approval)
    approval.save(update_fields=["state", "words", "answered_at", "entry"])
    trail.record(f"approval.{state}", actor=actor, about=approval)
    emails.approval_answered(approval)


def _hold(approval: Approval) -> None:
    """Lock the row and refuse unless it still waits; two answers at once leave one."""
    rows = Approval.objects.select_for_update(of=("self",))
    if rows.get(pk=approval.pk).state != State.WAITING:
        raise refusals.already_answered()


def _write_entry(approval: Approval) -> TimelineEntry:
    """The answer on the timeline: one entry for a subject, which tells of the latest answer."""
    entry = _entry_of_subject(approval) or TimelineEntry(
        programme=approval.programme,
        kind=EntryKind.APPROVAL,
        lane=LANE_OF[EntryKind.APPROVAL],
    )
    title = {"title": approval.title}
    if approval.state == State.APPROVED:
        entry.what = in_every_language(lambda: _("Johto hyväksyi suunnitelman: %(title)s") % title)
    else:
        entry.what = in_every_language(lambda: _("Johto palautti suunnitelman: %(title)s") % title)
    entry.start = timezone.localdate(timezone=approval.programme.organisation.zone)
    entry.responsible = approval.asked_of
    entry.save()
    return entry


def _entry_of_subject(approval: Approval) -> TimelineEntry | None:
    if approval.subject_id is None:
        return None
    earlier = Approval.objects.filter(
        programme=approval.programme, subject_id=approval.subject_id, entry__isnull=False
    )
    latest = earlier.select_related("entry").order_by("-answered_at", "pk").first()
    return latest.entry if latest else None
