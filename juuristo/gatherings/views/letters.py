"""The director's letter: written and previewed at the desk, signed there or from the mail."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from juuristo.gatherings import letters, sponsor_links
from juuristo.gatherings.access import (
    may_edit_letter,
    may_plan_series,
    may_read_letter,
    may_sign_letter,
)
from juuristo.gatherings.actions import letters as actions
from juuristo.gatherings.audience import audience_of
from juuristo.gatherings.forms.support import LetterAnswerForm, LetterForm, initial_of_letter
from juuristo.gatherings.letter_draft import draft_of
from juuristo.gatherings.models import Letter, Series
from juuristo.gatherings.refusals import Refused, letter_changed
from juuristo.people import by_link
from juuristo.people.acting import ActingRequest
from juuristo.people.models import Person
from juuristo.shell.forms import status_of
from juuristo.shell.texts import LANGUAGES, text_in

from .attempting import attempt
from .fetching import series_to_plan

State = Letter.State


@require_http_methods(["GET", "POST"])
def letter_new(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """A new letter to those the series is for, begun in our words."""
    series = series_to_plan(request, pk)
    form = LetterForm(request.POST or None, series=series, initial=draft_of(series))
    if "preview" in request.POST:
        return _form(request, series, None, form)
    if request.method == "POST" and form.is_valid():
        written = actions.write_letter(series, form.cleaned_data, actor=request.person)
        return redirect("letter", pk=written.pk)
    return _form(request, series, None, form)


@require_http_methods(["GET", "POST"])
def letter_edit(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    shown = _letter(request, pk)
    if not may_edit_letter(request.person, shown):
        raise PermissionDenied
    plans = may_plan_series(request.person, shown.series)
    form = LetterForm(
        request.POST or None,
        series=shown.series,
        is_signer=not plans,
        initial=initial_of_letter(shown),
    )
    if request.method == "GET" or "preview" in request.POST or not form.is_valid():
        return _form(request, shown.series, shown, form)
    values = form.cleaned_data
    attempt(
        request,
        lambda: actions.edit_letter(shown, values, actor=request.person),
        _("Kirje on tallessa."),
    )
    return redirect("letter", pk=shown.pk)


@require_GET
def letter(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """The letter as its readers get it, on a desk and on a phone, and what happens to it next."""
    shown = _readable(request, pk)
    return render(request, "gatherings/letter.html", _context(request, shown))


@require_POST
def letter_ask(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    shown = _planned(request, pk)
    done = _("Kirje odottaa nyt allekirjoitusta. Saat viestin, kun vastaus tulee.")
    attempt(request, lambda: actions.ask_signature(shown, actor=request.person), done)
    return redirect("letter", pk=shown.pk)


@require_POST
def letter_withdraw(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    shown = _planned(request, pk)
    done = _("Kirje on peruttu. Se ei lähde.")
    attempt(request, lambda: actions.withdraw_letter(shown, actor=request.person), done)
    return redirect("series_support", pk=shown.series_id)


@require_POST
def letter_answer(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """The signer, signed in, puts their name to the letter or sends it back."""
    shown = _readable(request, pk)
    if not may_sign_letter(request.person, shown):
        raise PermissionDenied
    form = LetterAnswerForm(request.POST)
    if not form.is_valid():
        context = _context(request, shown) | {"answer": form}
        return render(request, "gatherings/letter.html", context, status=422)
    asked_at = form.cleaned_data["asked_at"]
    attempt(
        request,
        lambda: _answer(form, shown, request.person, _moment(asked_at)),
        lambda: _told(shown),
    )
    return redirect("sponsor", shown.series.programme.slug)


@by_link.by_link
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def letter_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the signer's mail: the letter and the two answers, without signing in."""
    found = letters.find(token)
    if found is None or found[0].signer is None:
        return by_link.unknown(request, sponsor_links.PURPOSE)
    shown, asked_at = found
    with by_link.speaking_to(found[0].signer):
        if shown.state != State.ASKED or shown.asked_at != asked_at:
            return by_link.closed(request, _told(shown))
        form = LetterAnswerForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                _answer(form, shown, found[0].signer, asked_at)
            except Refused as refusal:
                return by_link.closed(request, refusal.message)
            return render(request, "people/link_done.html", {"told": _told(shown)})
        context = {
            "letter": shown,
            "previews": [preview_of(shown, code) for code in LANGUAGES if shown.body.get(code)],
            "readers": audience_of(shown.series).count(),
            "answer": form,
            "action": request.path,
        }
        return render(request, "gatherings/letter_by_link.html", context, status=status_of(form))


def preview_of(shown: Letter, language: str, width: str = "desk") -> dict[str, Any]:
    """What the preview of ``shown`` needs: the letter in one language, as wide as asked."""
    signer = shown.signer
    named = ", ".join(filter(None, (signer.full_name, signer.title))) if signer else ""
    return {
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "subject": text_in(shown.subject, language),
        "body": text_in(shown.body, language),
        "signature": shown.signature or named,
        "width": width,
    }


def _answer(form: LetterAnswerForm, shown: Letter, signer: Person, asked_at: datetime) -> None:
    if form.cleaned_data["answer"] == LetterAnswerForm.YES:
        actions.sign_letter(shown, asked_at=asked_at, actor=signer)
    else:
        words = form.cleaned_data["words"]
        actions.return_letter(shown, words, asked_at=asked_at, actor=signer)


def _told(shown: Letter) -> str:
    if shown.state in {State.SIGNED, State.SENT}:
        return _("Kiitos. Kirje on allekirjoitettu ja lähtee sovittuna aikana.")
    if shown.state == State.WITHDRAWN:
        return _("Kirje on peruttu, joten sinun ei tarvitse tehdä mitään.")
    return _("Kirje on palannut kirjoittajalleen. Saat uuden linkin, kun teksti on valmis.")


def _moment(text: str) -> datetime:
    """The moment whose letter the form is about. Raises ``Refused`` when it cannot be read."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise letter_changed() from None


def _chosen(signer: Person | uuid.UUID | None) -> Person | None:
    """Whose name the form shows: by id when the only one there is was chosen at once."""
    return Person.objects.filter(pk=signer).first() if isinstance(signer, uuid.UUID) else signer


def _form(
    request: ActingRequest, series: Series, shown: Letter | None, form: LetterForm
) -> HttpResponse:
    """The editor with its preview; with htmx the preview alone."""
    draft = shown or Letter(series=series)
    form_data: dict[str, Any] = {}
    if form.is_bound:
        form.is_valid()
        form_data = form.cleaned_data
    else:
        form_data = {name: form.get_initial_for_field(f, name) for name, f in form.fields.items()}
    typed = Letter(
        series=series,
        subject=form_data.get("subject") or {},
        body=form_data.get("body") or {},
        signature=form_data.get("signature") or "",
        signer=_chosen(form_data.get("signer")) or draft.signer,
    )
    language, width = _asked_preview(request)
    context = {
        "series": series,
        "letter": shown,
        "form": form,
        "preview": preview_of(typed, language, width),
        "languages": settings.LANGUAGES,
    }
    previews = "preview" in request.POST
    status = 200 if previews else status_of(form)
    part = "#preview" if request.htmx and previews else ""
    return render(request, f"gatherings/letter_form.html{part}", context, status=status)


def _asked_preview(request: ActingRequest) -> tuple[str, str]:
    """The language and width the reader chose for the preview; at first their own language."""
    asked = request.POST if request.method == "POST" else request.GET
    language = asked.get("language", "")
    width = "phone" if asked.get("width") == "phone" else "desk"
    return (language if language in LANGUAGES else request.person.language), width


def _context(request: ActingRequest, shown: Letter) -> dict[str, Any]:
    language, width = _asked_preview(request)
    signs = shown.state == State.ASKED and may_sign_letter(request.person, shown)
    return {
        "letter": shown,
        "series": shown.series,
        "preview": preview_of(shown, language, width),
        "languages": [
            (code, name, bool(shown.body.get(code))) for code, name in settings.LANGUAGES
        ],
        "readers": audience_of(shown.series).count(),
        "plans": may_plan_series(request.person, shown.series),
        "may_edit": shown.state != State.SENT and may_edit_letter(request.person, shown),
        "holds": letters.what_holds(shown) if shown.state == State.SIGNED else "",
        "signs": signs,
        "answer": LetterAnswerForm(
            initial={"asked_at": shown.asked_at.isoformat() if shown.asked_at else ""}
        ),
    }


def _letter(request: ActingRequest, pk: uuid.UUID) -> Letter:
    rows = letters.with_all(Letter.objects.visible_to(request.person).filter(pk=pk))
    return get_object_or_404(rows.exclude(state=State.WITHDRAWN))


def _readable(request: ActingRequest, pk: uuid.UUID) -> Letter:
    shown = _letter(request, pk)
    if not may_read_letter(request.person, shown):
        raise PermissionDenied
    return shown


def _planned(request: ActingRequest, pk: uuid.UUID) -> Letter:
    shown = _letter(request, pk)
    if not may_plan_series(request.person, shown.series):
        raise PermissionDenied
    return shown
