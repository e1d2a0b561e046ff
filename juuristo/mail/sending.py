"""Sends what is due in the outbox; a round of the worker.

A mail is claimed before it is sent: its ``attempts`` grows and ``next_attempt_at`` moves a lease
ahead, in one short transaction, and no other worker sees it as due. When the worker dies between
the server's "250" and our "sent", the lease runs out and the mail leaves a second time, with the
same Message-ID. The other order (first "sent", then sending) would lose mail instead: an
invitation that never comes is worse than one that comes twice.
"""

import logging
import random
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from .faults import Fault, fault_of
from .kinds import DISCREET
from .letters import letter
from .models import OutgoingMail

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_ROUNDS = 5
# A round gives way to the other rounds after this long; the rest leaves on the next one.
SECONDS_IN_A_ROUND = 20
BATCH = 20
# Longer than BATCH sendings that each run into the SMTP timeout of 20 s.
LEASE = timedelta(minutes=15)
# Minutes from a failed attempt to the next: 1, 5, 25, then about two and six hours.
BACK_OFF = (1, 5, 25, 125, 360, 360, 360)
TRIES = len(BACK_OFF) + 1
FAILED_BODY_IS_KEPT = timedelta(days=30)


def send_due() -> str:
    """Send due mail over one connection; return "sent/tried"."""
    until = time.monotonic() + SECONDS_IN_A_ROUND
    connection = get_connection()
    sent = tried = 0
    while time.monotonic() < until and (mails := claim()):
        went = _send_batch(mails, connection)
        tried += len(mails)
        sent += went
        if not went:  # perhaps nobody answers at all: leave the rest for the next round
            break
    return f"{sent}/{tried}"


def claim(count: int = BATCH) -> list[OutgoingMail]:
    """Take up to ``count`` due mails for this worker alone.

    PostgreSQL locks the rows and skips those locked by others. SQLite knows no row locks, but
    its transactions begin IMMEDIATE, so only one worker at a time is in here.
    """
    due = OutgoingMail.objects.due()
    if not due.exists():  # looking costs no write lock
        return []
    with transaction.atomic():
        mails = list(
            due.order_by("next_attempt_at", "id").select_for_update(skip_locked=True)[:count]
        )
        for mail in mails:
            mail.attempts += 1
            mail.next_attempt_at = timezone.now() + LEASE
        OutgoingMail.objects.bulk_update(mails, ["attempts", "next_attempt_at"])
    return mails


def _send_batch(mails: list[OutgoingMail], connection: Any) -> int:
    sent = 0
    try:
        for position, mail in enumerate(mails):
            if down := _open(connection):
                for waiting in mails[position:]:
                    mark_failed(waiting, down)
                break
            fault = _send(mail, connection)
            if fault is None:
                sent += mark_sent(mail)
            else:
                mark_failed(mail, fault)
                if not fault.final:
                    _close(connection)  # in an unknown state; the next mail opens a new one
    finally:
        _close(connection)
    return sent


def _open(connection: Any) -> Fault | None:
    """Open the connection unless it is; whatever goes wrong here is no mail's own fault."""
    try:
        connection.open()
    except Exception as error:
        logger.warning("no mail leaves: %s", error)
        return replace(fault_of(error), final=False)
    return None


def _send(mail: OutgoingMail, connection: Any) -> Fault | None:
    try:
        connection.send_messages([letter(mail)])
    except Exception as error:
        fault = fault_of(error)
        log = logger.exception if fault.code == "broken" else logger.warning
        log("mail %s (%s) did not leave: %s", mail.pk, mail.kind, fault.code)
        return fault
    return None


def _close(connection: Any) -> None:
    try:
        connection.close()
    except Exception:  # the server may have gone; the next open starts afresh
        logger.info("the mail connection did not close", exc_info=True)


def mark_sent(mail: OutgoingMail) -> int:
    """Note that ``mail`` has left and drop what it said (trust T3); return 1.

    Of a discreet kind the address goes too.
    """
    return OutgoingMail.objects.filter(pk=mail.pk).update(
        to="" if mail.kind in DISCREET else mail.to,
        state=OutgoingMail.State.SENT,
        sent_at=timezone.now(),
        last_error="",
        text="",
        html="",
        calendar="",
    )


def mark_failed(mail: OutgoingMail, fault: Fault) -> None:
    """Put ``mail`` off, or give it up; unless its lease ran out and another has it already."""
    final = fault.final or mail.attempts >= TRIES
    OutgoingMail.objects.filter(
        pk=mail.pk, state=OutgoingMail.State.QUEUED, attempts=mail.attempts
    ).update(
        state=OutgoingMail.State.FAILED if final else OutgoingMail.State.QUEUED,
        next_attempt_at=timezone.now() + pause_after(mail.attempts),
        last_error=str(fault),
    )


def pause_after(attempts: int) -> timedelta:
    """How long to wait after the given attempt, spread by a fifth so that not all come at once."""
    minutes = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
    return timedelta(minutes=minutes * random.uniform(0.9, 1.1))  # noqa: S311


def forget_failed() -> int:
    """Drop the bodies of mail that failed a month ago: nobody will try it again."""
    return (
        OutgoingMail.objects.filter(
            state=OutgoingMail.State.FAILED, created_at__lt=timezone.now() - FAILED_BODY_IS_KEPT
        )
        .exclude(text="", html="")
        .update(text="", html="", calendar="")
    )
