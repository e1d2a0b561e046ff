"""The page of one question, new or old."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from juuristo.people.acting import ActingRequest

from ..actions.editing import ChangedMeanwhileError, copy_question, save_question
from ..answering import words
from ..definition import Question
from ..drafts import draft_of, find, fingerprint, lines_of
from ..forms.questions import KINDS
from ..models import Instrument
from ..preview import preview_of_question
from ..question_page import QuestionPage, kind_of
from ..refusals import Refused
from .instruments import own_instrument

SAVES = {"", "save", "save-next"}


@require_http_methods(["GET", "POST"])
def new(request: ActingRequest, pk: UUID) -> HttpResponse:
    """First the type is chosen, then the question is written."""
    instrument = own_instrument(request, pk)
    wanted = request.POST.get("type") or request.GET.get("type", "")
    after = request.GET.get("after")
    if wanted not in KINDS:
        context = {"instrument": instrument, "kinds": KINDS.values(), "after": after}
        return render(request, "surveys/question_kinds.html", context)
    return _page(request, instrument, type_=wanted, after=after)


@require_http_methods(["GET", "POST"])
def edit(request: ActingRequest, pk: UUID, key: str) -> HttpResponse:
    instrument = own_instrument(request, pk)
    question = find(draft_of(instrument), key)
    wanted = request.POST.get("type", "")
    if question is None and wanted not in KINDS:
        raise Http404
    return _page(request, instrument, type_=wanted, question=question, edited=key)


def _page(
    request: ActingRequest,
    instrument: Instrument,
    *,
    type_: str,
    question: Question | None = None,
    edited: str = "",
    after: str | None = None,
) -> HttpResponse:
    """``edited`` is the key in the address: without its ``question`` somebody has removed it."""
    data = request.POST if request.method == "POST" else None
    act = data.get("act", "") if data else ""
    definition = draft_of(instrument)
    page = QuestionPage(
        instrument,
        definition,
        kind_of(question) if question else KINDS[type_],
        question=question,
        edited=edited,
        after=after,
        data=data,
        act="" if act in SAVES or act == "preview" else act,
    )
    if act == "preview":
        return JsonResponse(_preview(page))
    if data is None or act not in SAVES:
        return _draw(request, instrument, page, seen=_seen(request, question))
    if not page.is_valid():
        return _draw(request, instrument, page, seen=_seen(request, question), status=422)
    return _save(request, instrument, page, edited=edited)


def _preview(page: QuestionPage) -> dict[str, Any]:
    return preview_of_question(page.definition, page.sketch(), page.condition.condition())


def _seen(request: ActingRequest, question: Question | None) -> str:
    """What the page was opened with: it stays with the page until it is stored."""
    return request.POST["seen"] if "seen" in request.POST else fingerprint(question)


def _save(
    request: ActingRequest, instrument: Instrument, page: QuestionPage, *, edited: str
) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        stored = save_question(
            instrument,
            page.question(),
            # one that somebody has removed comes back only when its writer has been told
            replaces=edited if seen or page.question_before else "",
            seen=seen,
            after=page.place(),
            actor=request.person,
        )
    except ChangedMeanwhileError as changed:
        return _conflict(request, instrument, page, changed)
    except Refused as refused:
        page.form.add_error(None, refused.message)
        return _draw(request, instrument, page, seen=seen, status=422)
    messages.success(request, _("Kysymys on tallennettu."))
    if request.POST.get("act") == "save-next":
        return redirect(
            f"{reverse('instrument_question_new', args=[instrument.pk])}?after={stored.key}"
        )
    return redirect(f"{reverse('instrument', args=[instrument.pk])}#edit-{stored.key}")


def _conflict(
    request: ActingRequest,
    instrument: Instrument,
    page: QuestionPage,
    changed: ChangedMeanwhileError,
) -> HttpResponse:
    """Show both: what the writer typed stays in the form, and saving again puts it in force."""
    return _draw(
        request,
        instrument,
        page,
        seen=fingerprint(changed.theirs),
        status=409,
        conflict=True,
        theirs=changed.theirs,
    )


def _draw(
    request: ActingRequest,
    instrument: Instrument,
    page: QuestionPage,
    *,
    seen: str,
    status: int = 200,
    conflict: bool = False,
    theirs: Question | None = None,
) -> HttpResponse:
    context = {
        "instrument": instrument,
        "page": page,
        "form": page.form,
        "seen": seen,
        "conflict": conflict,
        "theirs": theirs,
        "their_lines": lines_of(theirs) if theirs else [],
        "words": words(),
    }
    part = "#form" if request.htmx else ""
    return render(request, f"surveys/question.html{part}", context, status=status)


@require_POST
def copy(request: ActingRequest, pk: UUID, key: str) -> HttpResponse:
    """Put a copy right after the question, and open it."""
    instrument = own_instrument(request, pk)
    made = copy_question(instrument, key, actor=request.person)
    if made is None:
        messages.warning(request, _("Kysymys on poistettu, joten siitä ei voi tehdä kopiota."))
        return redirect("instrument", pk)
    messages.success(request, _("Tämä on kopio. Muuta se omakseen."))
    return redirect("instrument_question", pk, made.key)
