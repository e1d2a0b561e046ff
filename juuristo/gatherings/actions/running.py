"""Leading a session by its script: begin, move, give more time, end.

Several facilitators hold the same run in their hands. Each press carries the ``version`` its page
showed; the one who comes second changes nothing and is shown where the others already are
(``changed``). One's own press that comes twice is done once (``PressedTwice``). Everything is in
the database, so a server that starts again has lost nothing.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings import refusals, seats
from juuristo.gatherings.models import Script, ScriptRun, Session
from juuristo.people.models import Person

from .attendance import OPENS_BEFORE

MORE = 5  # minutes that one press adds
LONGEST = 480
DOUBLE_TAP = timedelta(seconds=5)
LEADABLE_AFTER = timedelta(hours=12)  # so long after its end a session is no longer led


class PressedTwice(Exception):  # noqa: N818 — it is what happened
    """The same person has just pressed the same: it is already done."""


def script_of(session: Session) -> Script | None:
    """The session's own script, else the one its series shares."""
    scripts = Script.objects.filter(series=session.series_id).prefetch_related("blocks")
    found = {script.session_id: script for script in scripts.filter(session=None)}
    found.update({one.session_id: one for one in scripts.filter(session=session)})
    return found.get(session.pk) or found.get(None)


def may_begin_now(session: Session) -> bool:
    """From half an hour before the session until the same day is over."""
    now = timezone.now()
    return not session.cancelled_at and opens_at(session) <= now <= session.ends_at + LEADABLE_AFTER


def is_led_now(session: Session) -> bool:
    """It has begun by its script, and nobody has ended it; one forgotten is not led for ever."""
    is_over = timezone.now() > session.ends_at + LEADABLE_AFTER
    return not is_over and ScriptRun.objects.filter(session=session, ended_at=None).exists()


def opens_at(session: Session) -> datetime:
    return session.starts_at - OPENS_BEFORE


@transaction.atomic
def begin(session: Session, *, actor: Person) -> ScriptRun:
    """Begin with the first block; beginning twice changes nothing.

    Raises ``Refused``: ``cancelled``, ``too_early``, ``past``, ``no_script``.
    """
    held = seats.hold(session)
    there = ScriptRun.objects.filter(session=session).first()
    if there:
        return there
    _check_time(held)
    now = timezone.now()
    run = ScriptRun.objects.create(
        session=session,
        plan=plan_of(session),
        began_at=now,
        block_began_at=now,
        led_by=actor,
    )
    trail.record("run.began", actor=actor, about=run)
    return run


@transaction.atomic
def begin_again(run: ScriptRun, *, version: int, actor: Person) -> ScriptRun:
    """Forget how far it went, and begin from the script as it is now."""
    held = _hold(run, "again", version, actor)
    _check_time(held.session)
    now = timezone.now()
    held.plan = plan_of(held.session)
    held.position, held.ended_at = 0, None
    held.began_at = held.block_began_at = now
    return _keep(held, "run.began", actor)


@transaction.atomic
def go_to(run: ScriptRun, position: int, *, version: int, actor: Person) -> ScriptRun:
    """Move to any block; one that was left before goes on from where it was left."""
    held = _hold(run, f"go:{position}", version, actor)
    if held.ended_at or not 0 <= position < len(held.plan):
        raise refusals.moved_meanwhile()
    if position == held.position:
        return held
    now = timezone.now()
    left = held.plan[held.position]
    left["spent"] = max(0, round((now - held.block_began_at).total_seconds()))
    held.position = position
    held.block_began_at = now - timedelta(seconds=held.plan[position].get("spent", 0))
    return _keep(held, "run.moved", actor)


@transaction.atomic
def add_minutes(run: ScriptRun, *, version: int, actor: Person) -> ScriptRun:
    """Give the current block five minutes more, in this session alone."""
    held = _hold(run, "more", version, actor)
    if held.ended_at:
        raise refusals.moved_meanwhile()
    current = held.plan[held.position]
    current["minutes"] = min(current["minutes"] + MORE, LONGEST)
    return _keep(held, "run.extended", actor)


@transaction.atomic
def end(run: ScriptRun, *, version: int, actor: Person) -> ScriptRun:
    held = _hold(run, "end", version, actor)
    if held.ended_at:
        return held
    held.ended_at = timezone.now()
    return _keep(held, "run.ended", actor)


@transaction.atomic
def resume(run: ScriptRun, *, version: int, actor: Person) -> ScriptRun:
    """Go on after an end pressed too early; the time between counts."""
    held = _hold(run, "resume", version, actor)
    if held.ended_at is None:
        return held
    held.ended_at = None
    return _keep(held, "run.resumed", actor)


def plan_of(session: Session) -> list[dict[str, object]]:
    """The run's own copy of the course. Raises ``Refused`` (``no_script``)."""
    script = script_of(session)
    blocks = list(script.blocks.all()) if script else []
    if not blocks:
        raise refusals.nothing_to_lead()
    return [
        {
            "block": str(block.pk),
            "title": block.title,
            "minutes": block.minutes,
            "stair": block.stair,
            "work": block.work,
            "what": block.what,
            "led_by": block.led_by,
            "spent": 0,
        }
        for block in blocks
    ]


def _check_time(session: Session) -> None:
    if session.cancelled_at:
        raise refusals.cancelled()
    now = timezone.now()
    if now < opens_at(session):
        raise refusals.too_early_to_lead()
    if now > session.ends_at + LEADABLE_AFTER:
        raise refusals.led_already()


def _hold(run: ScriptRun, press: str, version: int, actor: Person) -> ScriptRun:
    """Lock the run for ``press``. Raises ``PressedTwice``, ``Refused`` (``changed``)."""
    held = (
        ScriptRun.objects.select_for_update(of=("self",))
        .select_related("session__series")
        .get(pk=run.pk)
    )
    if held.version == version:
        held.pressed = press
        return held
    same = (held.version, held.pressed, held.led_by_id) == (version + 1, press, actor.pk)
    if same and timezone.now() - held.pressed_at < DOUBLE_TAP:
        raise PressedTwice
    raise refusals.moved_meanwhile()


def _keep(run: ScriptRun, verb: str, actor: Person) -> ScriptRun:
    run.version += 1
    run.led_by = actor
    run.pressed_at = timezone.now()
    run.save()
    trail.record(verb, actor=actor, about=run)
    return run
