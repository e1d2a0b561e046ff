"""Writing, answering and deleting one's own next act, asking about it, and keeping the months.

Writing and answering leave no row on the trail: it would tell others who did (trust T1).
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import acts, emails, refusals
from juuristo.gatherings.access import may_write_act
from juuristo.gatherings.models import Commitment, CommitmentAsking, Session
from juuristo.people.models import Person
from juuristo.programme.models import Programme

State = Commitment.State
SECONDS_BETWEEN_ROUNDS = 3600


@transaction.atomic
def write_act(session: Session, text: str, *, is_shared: bool, actor: Person) -> Commitment:
    """Write one's act of a session, or put it in other words, which has no end of time. Raises
    ``Refused``."""
    is_written = Commitment.objects.filter(session=session, person=actor).exists()
    if not is_written and not may_write_act(actor, session):
        raise refusals.no_act_here()
    act, is_new = Commitment.objects.get_or_create(
        session=session, person=actor, defaults={"text": text, "is_shared": is_shared}
    )
    if not is_new:
        act.text, act.is_shared = text, is_shared
        act.save(update_fields=["text", "is_shared"])
    return act


@transaction.atomic
def answer_act(act: Commitment, state: str, *, actor: Person) -> Commitment:
    """Say how one's own act went; it may be said anew. Raises ``Refused`` for no such answer."""
    if actor.pk != act.person_id or state not in acts.ANSWERS:
        raise refusals.no_such_answer()
    act.state, act.answered_at = state, timezone.now()
    act.save(update_fields=["state", "answered_at"])
    return act


@transaction.atomic
def delete_act(act: Commitment, *, actor: Person) -> None:
    """Delete one's own act for good."""
    if actor.pk != act.person_id:
        raise refusals.no_such_answer()
    trail.record("commitment.deleted", actor=actor)
    act.delete()


def ask_due() -> int:
    """Ask everyone whose act has waited two weeks, or six; return how many were asked."""
    now, asked = timezone.now(), 0
    for weeks in acts.WEEKS:
        for pk in list(acts.due(weeks, now).values_list("pk", flat=True)):
            asked += _ask(pk, weeks)
    return asked


@transaction.atomic
def _ask(pk: UUID, weeks: int) -> int:
    """Ask once; the writer may have answered, deleted it or left since."""
    rows = Commitment.objects.select_for_update(of=("self",)).filter(pk=pk, state__in=acts.OPEN)
    act = rows.select_related("person__user", "session__series__programme__organisation").first()
    if act is None or act.person.has_left():
        return 0
    _asking, is_new = CommitmentAsking.objects.get_or_create(commitment=act, weeks=weeks)
    if is_new:
        emails.act_asked(act, weeks=weeks)
    return int(is_new)


def keep_months() -> int:
    """Keep the shares of each programme's last closed month; return how many were kept."""
    kept = 0
    for programme in Programme.objects.select_related("organisation").order_by("pk"):
        today = timezone.localdate(timezone=programme.organisation.zone)
        with transaction.atomic():
            # One worker at a time: the other then finds the month kept.
            Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)
            row = acts.month_to_keep(programme, today)
            if row:
                row.save(force_insert=True)
                kept += 1
    return kept


def look() -> int:
    """What the worker does every hour."""
    return keep_months() + ask_due()
