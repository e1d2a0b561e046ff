"""The desk of flipcharts, for those who lead the session: making, revealing, closing, taking along.
The flipchart itself is ``board_page``."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from juuristo.audit import trail
from juuristo.gatherings import board_refusals as refusals
from juuristo.gatherings.access import may_lead_board, may_plan_series
from juuristo.gatherings.actions import boards as actions
from juuristo.gatherings.actions.running import script_of
from juuristo.gatherings.board_sheets import TYPES, file_of
from juuristo.gatherings.forms.boards import BoardForm
from juuristo.gatherings.models import Board, ScriptBlock, Session, WorkForm
from juuristo.gatherings.passages import columns_of
from juuristo.gatherings.refusals import Refused
from juuristo.people.acting import ActingRequest
from juuristo.people.models import Person
from juuristo.programme.models import Material
from juuristo.shell.forms import status_of

from .fetching import session_to_mark


@require_http_methods(["GET", "POST"])
def session_boards(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """The session's boards and the form of a new one; ``?block=`` begins it from the script."""
    session = session_to_mark(request, pk)
    blocks = blocks_of(session)
    if request.method == "POST":
        form = BoardForm(request.POST, blocks=blocks)
        if form.is_valid():
            try:
                board = actions.make_board(session, form.values(), actor=request.person)
            except Refused as refused:
                form.add_error(None, refused.message)
            else:
                told = _("Fläppitaulu on valmis. Osallistujat näkevät sen heti.")
                messages.success(request, told)
                return redirect("board_desk", pk=board.pk)
    else:
        form = BoardForm(blocks=blocks, initial=beginning(session, request.GET.get("block", "")))
    context = {
        "session": session,
        "series": session.series,
        "boards": with_counts(session.boards.all()),
        "form": form,
        "back": back_from(request.person, session),
    }
    return render(request, "gatherings/session_boards.html", context, status=status_of(form))


def blocks_of(session: Session) -> QuerySet[ScriptBlock]:
    """The blocks of the session's own script, or of the one its series shares."""
    script = script_of(session)
    return script.blocks.all() if script else ScriptBlock.objects.none()


def beginning(session: Session, chosen: str) -> dict[str, Any]:
    """What the form holds at first: the chosen block's words, else those of the first block at
    the flipchart that has no board yet."""
    blocks = blocks_of(session)
    try:
        block = blocks.filter(pk=uuid.UUID(chosen)).first()
    except ValueError:
        empty = blocks.exclude(pk__in=session.boards.exclude(block=None).values("block"))
        block = empty.filter(work=WorkForm.BOARD).first()
    if block is None:
        return {}
    return {"block": block.pk, "title": block.title, "prompt": block.what[:1000]}


def with_counts(boards: QuerySet[Board]) -> QuerySet[Board]:
    written = Count("notes", filter=Q(notes__removed=False))
    return boards.annotate(written=written).select_related("block").order_by("made_at", "pk")


def back_from(person: Person, session: Session) -> str:
    """The route of the session's page that this person works on."""
    return "session_desk" if may_plan_series(person, session.series) else "attendance"


def board_to_lead(request: ActingRequest, pk: uuid.UUID) -> Board:
    """The board, for those who lead its session."""
    rows = Board.objects.visible_to(request.person).with_session()
    board = get_object_or_404(with_counts(rows), pk=pk)
    if not may_lead_board(request.person, board):
        raise PermissionDenied
    return board


@require_GET
def board_desk(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    board = board_to_lead(request, pk)
    context = {
        "board": board,
        "session": board.session,
        "series": board.session.series,
        "material": Material.objects.filter(source="board", source_id=board.pk).first(),
    }
    return render(request, "gatherings/board_desk.html", context)


def _send(board: Board, *, actor: Person) -> None:
    actions.send_as_material(board, actor=actor)


ACTS: dict[str, tuple[Callable[..., None], Promise]] = {
    "reveal": (actions.reveal, gettext_lazy("Laput näkyvät nyt kaikille.")),
    "close": (actions.close, gettext_lazy("Fläppitaulu on suljettu. Laput ovat tallessa.")),
    "open": (actions.open_again, gettext_lazy("Fläppitaululle voi taas kirjoittaa.")),
    "material": (_send, gettext_lazy("Laput ovat nyt aineistossa, ilman nimiä.")),
    "delete": (
        actions.delete_board,
        gettext_lazy("Fläppitaulu on poistettu. Sillä ei ollut yhtään lappua."),
    ),
}


@require_POST
def board_act(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Do the ``act`` that the post names."""
    board = board_to_lead(request, pk)
    name = request.POST.get("act", "")
    if name not in ACTS:
        return HttpResponseBadRequest(_("Tätä toimintoa ei tunneta. Lataa sivu uudelleen."))
    act, words = ACTS[name]
    try:
        act(board, actor=request.person)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("board_desk", pk=pk)
    messages.success(request, str(words))
    if name == "delete":
        return redirect("session_boards", pk=board.session_id)
    return redirect("board_desk", pk=pk)


@require_GET
def board_print(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """The board on paper. Hidden notes stay hidden there too."""
    board = board_to_lead(request, pk)
    if board.is_hidden:
        messages.error(request, refusals.still_hidden().message)
        return redirect("board_desk", pk=pk)
    context = {"board": board, "session": board.session, "columns": columns_of(board)}
    return render(request, "gatherings/board_print.html", context)


@require_GET
def board_export(request: ActingRequest, pk: uuid.UUID, form: str) -> HttpResponse:
    """The notes as a table; ``form`` is csv or xlsx."""
    if form not in TYPES:
        raise Http404
    board = board_to_lead(request, pk)
    if board.is_hidden:
        messages.error(request, refusals.still_hidden().message)
        return redirect("board_desk", pk=pk)
    trail.record("board.exported", actor=request.person, about=board)
    response = HttpResponse(file_of(board, form), content_type=TYPES[form])
    name = f"{slugify(board.title) or 'juuristo'}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
