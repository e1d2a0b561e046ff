"""The flipchart itself, for those who write on it; its desk is elsewhere."""

import secrets
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juuristo.gatherings.access import may_lead_board
from juuristo.gatherings.actions.board_notes import write
from juuristo.gatherings.actions.running import is_led_now
from juuristo.gatherings.board_words import board_words
from juuristo.gatherings.boards import Reader
from juuristo.gatherings.forms.board_notes import BoardNoteForm
from juuristo.gatherings.models import Board, BoardNote, Session
from juuristo.gatherings.passages import columns_of
from juuristo.gatherings.refusals import Refused
from juuristo.people.acting import ActingRequest
from juuristo.shell.forms import status_of

PLAIN = 200  # notes on the page of a browser without scripts, the newest ones


@require_http_methods(["GET", "POST"])
def board(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """The page with the notes of now; its script keeps them up to date. A post adds a note: the
    way without scripts."""
    visible = Board.objects.visible_to(request.person).with_session()
    found = get_object_or_404(visible, pk=pk)
    form = BoardNoteForm(request.POST or None, board=found)
    if request.method == "POST" and form.is_valid() and add_note(request, found, form):
        messages.success(request, _("Lappusi on taululla."))
        return redirect("board", pk=pk)
    context = context_of(request, found, form)
    return render(request, "gatherings/board.html", context, status=status_of(form))


def add_note(request: ActingRequest, found: Board, form: BoardNoteForm) -> bool:
    """Whether the note is on the board; if not, the form says why."""
    # An anonymous note belongs to a secret; nobody keeps this one, so nobody changes the note.
    reader = Reader(request.person, secrets.token_urlsafe(32) if found.is_anonymous else "")
    op = {"op": str(uuid.uuid4()), "kind": "add", "note": str(uuid.uuid4())}
    try:
        write(found, {**op, "payload": form.cleaned_data}, by=reader)
    except Refused as refused:
        form.add_error("text", refused.message)
        return False
    return True


def context_of(request: ActingRequest, found: Board, form: BoardNoteForm) -> dict[str, Any]:
    leads = may_lead_board(request.person, found)
    notes = plain_notes(found, Reader(request.person, leads=leads))
    session = found.session
    return {
        "board": found,
        "back": back_from(session, leads=leads),
        "leads": leads,
        "session": session,
        "series": session.series,
        "form": form,
        "columns": columns_of(found, notes),
        "is_cut": len(notes) == PLAIN,
        "written": found.is_hidden and found.notes.filter(removed=False).count(),
        "data": {
            "board": str(found.pk),
            "reader": "" if found.is_anonymous else str(request.person.pk),
            "socket": f"/ws/boards/{found.pk}/",
            "ops": reverse("api:board_ops", args=[found.pk]),
            "words": board_words(),
        },
    }


def back_from(session: Session, *, leads: bool) -> str:
    """The page one came from: that of the session going on, else where boards are found."""
    if is_led_now(session):
        route = "session_run" if leads else "session_screen"
    else:
        route = "session_boards" if leads else "session"
    return reverse(route, args=[session.pk])


def plain_notes(found: Board, reader: Reader) -> list[BoardNote]:
    """The newest notes that the reader may see; on a hidden anonymous board, none: what a browser
    without scripts wrote is nobody's."""
    notes = found.notes.filter(removed=False).select_related("author")
    if found.is_hidden:
        notes = notes.none() if found.is_anonymous else notes.filter(author=reader.person)
    return list(notes.order_by("-place", "pk")[:PLAIN])
