"""The live flipchart: notes in columns, and every operation on them in order."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from juuristo.people.models import Person

from .circles import sessions_followed_by
from .scripts import ScriptBlock
from .sessions import Session


class BoardQuerySet(models.QuerySet["Board"]):
    def visible_to(self, person: Person | None) -> Self:
        """Whoever follows the session; nobody else may know what is written there."""
        if person is None:
            return self.none()
        ours = self.filter(session__series__programme__organisation=person.organisation_id)
        return ours.filter(session__in=sessions_followed_by(person))

    def with_session(self) -> Self:
        """With what tells who leads it, and where it belongs."""
        return self.select_related("session__series__programme__organisation")


class Board(models.Model):
    """One shared flipchart of a session, perhaps of one block of its script.

    ``columns`` is ``[{"key", "title"}, …]``. What ``is_anonymous`` promises is settled when the
    board is made: such a board stores nobody who writes, moves or thumbs up, nor when. While
    ``hides`` holds and ``revealed_at`` is empty each sees only their own notes.
    ``version`` is that of the newest operation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="boards")
    block = models.ForeignKey(
        ScriptBlock, null=True, blank=True, on_delete=models.SET_NULL, related_name="boards"
    )
    title = models.CharField(max_length=200)
    prompt = models.TextField(max_length=1000, blank=True)
    columns = models.JSONField(default=list)
    is_anonymous = models.BooleanField(default=False)
    hides = models.BooleanField(default=False)
    revealed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["session", "made_at", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_hidden(self) -> bool:
        """Whether each sees only their own notes yet."""
        return self.hides and self.revealed_at is None


class BoardNote(models.Model):
    """A note as the operations so far have left it. The id is made on the writer's device.

    On an anonymous board ``device`` is a hash of the note's id and a secret that the writer's
    browser made for the board: who holds the secret may change the note, and two notes of one
    device look as little alike as those of two. ``group`` names the note this one lies under.
    """

    id = models.UUIDField(primary_key=True)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="notes")
    column = models.CharField(max_length=40)
    text = models.CharField(max_length=500)
    place = models.FloatField()  # within the column, smaller is higher
    group = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    thumbs = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    device = models.CharField(max_length=64, blank=True)
    removed = models.BooleanField(default=False)

    class Meta:
        ordering = ["board", "column", "place", "id"]

    def __str__(self) -> str:
        return self.text


class BoardThumb(models.Model):
    """One thumb up: of a person (their id) on a named board; on an anonymous one of a device,
    hashed with the note's id as ``BoardNote.device`` is."""

    note = models.ForeignKey(BoardNote, on_delete=models.CASCADE, related_name="given_thumbs")
    giver = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "giver"], name="thumb_once_per_note")
        ]

    def __str__(self) -> str:
        return str(self.note_id)


class BoardOp(models.Model):
    """One operation in the board's own order; clients catch up from a version they know.

    ``op`` is the id its client gave it: the same operation sent again does nothing new.
    ``author`` stays empty on an anonymous board. No operation of any board stores its time: those
    of a named board would tell when the anonymous ones between them were made.
    """

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="ops")
    version = models.PositiveIntegerField()
    op = models.UUIDField()
    kind = models.CharField(max_length=12)
    note = models.UUIDField(null=True, blank=True)
    payload = models.JSONField(default=dict)
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["board", "version"]
        constraints = [
            models.UniqueConstraint(fields=["board", "version"], name="op_version_once"),
            models.UniqueConstraint(fields=["board", "op"], name="op_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="op_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.board_id} {self.version} {self.kind}"
