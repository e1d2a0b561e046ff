"""The editor of one instrument: its questions in order, and the words around them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juuristo.people.acting import ActingRequest
from juuristo.shell.texts import text_in

from ..actions.editing import (
    ChangedMeanwhileError,
    Removed,
    edit_texts,
    is_in_use,
    move_question,
    put_back,
    remove_question,
)
from ..answering import words
from ..condition_words import condition_in_words
from ..definition import Definition, Question, content_of
from ..drafts import (
    asking,
    draft_of,
    fingerprint,
    numbers_of,
    row_keys,
    texts_fingerprint,
)
from ..faults import DefinitionFault, faults_of
from ..forms.instruments import TextsForm
from ..forms.questions import KINDS, Kind
from ..models import Instrument
from ..preview import preview_of
from ..question_page import QUESTION
from ..refusals import Refused
from .instruments import own_instrument

REMOVED = "removed_question"


@dataclass(frozen=True)
class Row:
    """One question as the list shows it."""

    question: Question
    number: int | None
    kind: Kind
    seen: str
    condition: str
    faults: list[DefinitionFault]
    goes_on: bool  # a move has just brought the reader here

    @property
    def text(self) -> str:
        return text_in(self.question.text.model_dump())

    @property
    def option_count(self) -> int:
        return len(row_keys(self.question))


def rows_of(definition: Definition, moved: str = "") -> list[Row]:
    numbers = numbers_of(definition)
    faults: dict[int | None, list[DefinitionFault]] = {}
    for fault in faults_of(content_of(definition)):
        faults.setdefault(fault.at, []).append(fault)
    return [
        Row(
            question=each,
            number=numbers.get(each.key),
            kind=KINDS[each.type],
            seen=fingerprint(each),
            condition=condition_in_words(each.shown_if, definition, numbers),
            faults=faults.get(at, []),
            goes_on=each.key == moved,
        )
        for at, each in enumerate(definition.questions)
    ]


def _list_context(
    request: ActingRequest, instrument: Instrument, moved: str = ""
) -> dict[str, Any]:
    definition = draft_of(instrument)
    rows = rows_of(definition, moved)
    removed = request.session.get(REMOVED, {})
    return {
        "instrument": instrument,
        "definition": definition,
        "rows": rows,
        "survey_faults": [each for each in faults_of(content_of(definition)) if each.at is None],
        "faulty": [row for row in rows if row.faults],
        "removed": removed if removed.get("instrument") == str(instrument.pk) else None,
        "preview": preview_of(definition),
        "words": words(),
        "way": "",
    }


@require_safe
def editor(request: ActingRequest, pk: UUID) -> HttpResponse:
    instrument = own_instrument(request, pk)
    context = {
        **_list_context(request, instrument),
        "is_in_use": is_in_use(instrument),
        "version_count": instrument.versions.count(),
    }
    return render(request, "surveys/instrument.html", context)


@require_POST
def move(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Move the question that the button names: ``up`` or ``down``."""
    instrument = own_instrument(request, pk)
    way = "up" if "up" in request.POST else "down"
    key = request.POST.get(way, "")
    move_question(instrument, key, -1 if way == "up" else 1, actor=request.person)
    if request.htmx:
        instrument.refresh_from_db()
        context = {**_list_context(request, instrument, key), "way": way}
        return render(request, "surveys/instrument.html#questions", context)
    return redirect(f"{reverse('instrument', args=[pk])}#edit-{key}")


@require_POST
def remove(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Take a question out; it waits in the session so that it can be put back."""
    instrument = own_instrument(request, pk)
    key, _colon, seen = request.POST.get("removed", "").partition(":")
    definition = draft_of(instrument)
    number = numbers_of(definition).get(key)
    followers = [numbers_of(definition).get(each) for each in asking(definition, key)]
    try:
        removed = remove_question(instrument, key, seen=seen, actor=request.person)
    except ChangedMeanwhileError as changed:
        messages.warning(request, _removal_stopped(changed))
        return redirect("instrument", pk)
    request.session[REMOVED] = {
        "instrument": str(pk),
        "question": removed.question.model_dump(mode="json", by_alias=True),
        "after": removed.after,
        "number": number,
        "followers": [each for each in followers if each],
    }
    return redirect("instrument", pk)


def _removal_stopped(changed: ChangedMeanwhileError) -> str:
    if changed.theirs is None:
        return _("Kysymys oli jo poistettu.")
    return _(
        "Kysymystä on muutettu sen jälkeen, kun avasit sivun, joten emme poistaneet sitä. "
        "Tarkista uusi muoto ja poista se sitten, jos haluat."
    )


@require_POST
def undo(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Put the question removed last back in its place."""
    instrument = own_instrument(request, pk)
    waiting = request.session.get(REMOVED, {})
    if waiting.get("instrument") != str(pk):
        messages.info(request, _("Palautettavaa ei enää ole."))
        return redirect("instrument", pk)
    removed = Removed(QUESTION.validate_python(waiting["question"]), waiting["after"])
    try:
        question = put_back(instrument, removed, actor=request.person)
    except Refused as refused:
        messages.warning(request, refused.message)
        return redirect("instrument", pk)
    del request.session[REMOVED]
    messages.success(request, _("Kysymys on taas paikallaan."))
    return redirect(f"{reverse('instrument', args=[pk])}#edit-{question.key}")


@require_http_methods(["GET", "POST"])
def texts(request: ActingRequest, pk: UUID) -> HttpResponse:
    """The title, the words at the beginning and the end, and the instrument's name."""
    instrument = own_instrument(request, pk)
    definition = draft_of(instrument)
    data = request.POST if request.method == "POST" else None
    form = TextsForm(data, initial=TextsForm.initial_of(instrument, definition))
    seen, conflict = texts_fingerprint(instrument, definition), False
    if data is not None and form.is_valid():
        try:
            edit_texts(
                instrument, form.cleaned_data, seen=data.get("seen", ""), actor=request.person
            )
        except ChangedMeanwhileError:
            conflict = True
        else:
            messages.success(request, _("Tekstit on tallennettu."))
            return redirect("instrument", pk)
    context = {
        "instrument": instrument,
        "form": form,
        "seen": seen if conflict or data is None else data.get("seen", ""),
        "theirs": definition if conflict else None,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "surveys/instrument_texts.html", context, status=status)
