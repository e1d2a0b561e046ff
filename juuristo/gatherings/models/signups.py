"""Sign-ups: one person's place in, or wait for, one session."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juuristo.people.models import Person

from .sessions import Session


class SignUpQuerySet(models.QuerySet["SignUp"]):
    def with_place_in_queue(self) -> Self:
        """Annotate ``queue_place``: 1 for the next to get a seat, 0 for those not waiting."""
        ahead = (
            SignUp.objects.filter(session=OuterRef("session"), ticket__lte=OuterRef("ticket"))
            .order_by()
            .values("session")
            .annotate(count=Count("pk"))
        )
        return self.annotate(queue_place=Coalesce(Subquery(ahead.values("count")), 0))


class SignUp(models.Model):
    """One person's place in, or wait for, one session.

    There is one row per person and session, used again when the person comes back after
    cancelling. ``ticket`` is the place in the order of arrival and is there only while waiting.
    ``one_of`` repeats the series id for a series of which one takes one session; the two partial
    unique constraints on it are what keeps a person at one place and one wait. ``walked_in`` is
    one who did not sign up: whoever took attendance, or the code, gave them the seat.
    """

    class State(models.TextChoices):
        BOOKED = "booked", _("paikka")
        WAITING = "waiting", _("jonossa")
        CANCELLED = "cancelled", pgettext_lazy("sign-up", "peruttu")
        ATTENDED = "attended", _("paikalla")
        ABSENT = "absent", _("poissa")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="signups")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="signups")
    one_of = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    ticket = models.PositiveIntegerField(null=True, blank=True)
    walked_in = models.BooleanField(default=False)
    calendar_sequence = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)  # its state, or the session's time

    # Counted in the session's ``taken``: a seat stays taken when its person did not come.
    HOLDS_SEAT = (State.BOOKED, State.ATTENDED, State.ABSENT)
    # Comes, or was there. Who was away takes no part, and may take a place in another session.
    TAKES_PART = (State.BOOKED, State.ATTENDED)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        ordering = ["session", "ticket", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="signup_once_per_session"),
            models.UniqueConstraint(fields=["session", "ticket"], name="signup_ticket_once"),
            models.UniqueConstraint(
                fields=["person", "one_of"],
                condition=Q(state__in=["booked", "attended"]),
                name="signup_one_place_per_series",
            ),
            models.UniqueConstraint(
                fields=["person", "one_of"],
                condition=Q(state="waiting"),
                name="signup_one_wait_per_series",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["booked", "waiting", "cancelled", "attended", "absent"]),
                name="signup_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", ticket__isnull=False)
                | (~Q(state="waiting") & Q(ticket__isnull=True)),
                name="signup_ticket_while_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state} {self.session_id}"

    @property
    def may_be_given_up(self) -> bool:
        """A place nobody has been marked on yet, or a wait."""
        return self.state in {self.State.BOOKED, self.State.WAITING}

    def place_in_queue(self) -> int | None:
        """1 for the next to get a seat; None when not waiting."""
        if self.ticket is None:
            return None
        ahead = SignUp.objects.filter(session=self.session_id, ticket__lt=self.ticket)
        return ahead.count() + 1
