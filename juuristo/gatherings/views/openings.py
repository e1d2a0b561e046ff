"""Management's answer to the wish that they open a session; what those who plan do with it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from juuristo.gatherings import openings, sponsor_links
from juuristo.gatherings.access import may_answer_opening, may_plan_series
from juuristo.gatherings.actions import openings as actions
from juuristo.gatherings.forms.support import OpeningAnswerForm
from juuristo.gatherings.models import Opening
from juuristo.gatherings.refusals import Refused
from juuristo.people import by_link
from juuristo.people.acting import ActingRequest
from juuristo.people.models import Person
from juuristo.shell.forms import status_of

from .attempting import attempt

State = Opening.State


@require_http_methods(["GET", "POST"])
def opening(request: ActingRequest, pk: UUID) -> HttpResponse:
    """The wish, for the one asked: come, or suggest another session."""
    shown = _opening(request, pk)
    if not may_answer_opening(request.person, shown):
        raise PermissionDenied
    form = OpeningAnswerForm(request.POST or None, opening=shown)
    if request.method == "POST" and form.is_valid():
        attempt(request, lambda: _answer(form, shown, request.person), lambda: _told(shown))
        return redirect("sponsor", shown.session.series.programme.slug)
    context = {"opening": shown, "form": form, "action": request.path}
    return render(request, "gatherings/opening.html", context, status=status_of(form))


@by_link.by_link
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def opening_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: the same without signing in."""
    shown = openings.find(token)
    if shown is None or shown.asked_of is None:
        return by_link.unknown(request, sponsor_links.OPENING)
    with by_link.speaking_to(shown.asked_of):
        if shown.state != State.WAITING:
            return by_link.closed(request, _told(shown))
        form = OpeningAnswerForm(request.POST or None, opening=shown)
        if request.method == "POST" and form.is_valid():
            try:
                _answer(form, shown, shown.asked_of)
            except Refused as refusal:
                return by_link.closed(request, refusal.message)
            return render(request, "people/link_done.html", {"told": _told(shown)})
        context = {"opening": shown, "form": form, "action": request.path}
        return render(request, "gatherings/opening.html", context, status=status_of(form))


@require_POST
def opening_take(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Take the session that the sponsor suggested."""
    shown = _planned(request, pk)
    done = _("Sovittu. Kerroimme siitä johdolle.")
    attempt(request, lambda: actions.take_suggestion(shown, actor=request.person), done)
    return redirect("series_support", pk=shown.session.series_id)


@require_POST
def opening_withdraw(request: ActingRequest, pk: UUID) -> HttpResponse:
    shown = _planned(request, pk)
    done = _("Pyyntö on peruttu.")
    attempt(request, lambda: actions.withdraw_opening(shown, actor=request.person), done)
    return redirect("series_support", pk=shown.session.series_id)


def _answer(form: OpeningAnswerForm, shown: Opening, sponsor: Person) -> None:
    fields = form.cleaned_data
    if fields["answer"] == OpeningAnswerForm.YES:
        actions.agree_to_open(shown, actor=sponsor)
    else:
        suggested = fields["suggested"]
        actions.decline_to_open(shown, fields["words"], suggested=suggested, actor=sponsor)


def _told(shown: Opening) -> str:
    if shown.state == State.AGREED:
        return _("Kiitos. Mentorit tietävät nyt, että tulet avaamaan tilaisuuden.")
    if shown.state == State.DECLINED:
        return _("Kiitos vastauksesta. Mentorit palaavat asiaan.")
    return _("Pyyntö on peruttu, joten sinun ei tarvitse tehdä mitään.")


def _opening(request: ActingRequest, pk: UUID) -> Opening:
    rows = openings.with_all(Opening.objects.visible_to(request.person))
    return get_object_or_404(rows, pk=pk)


def _planned(request: ActingRequest, pk: UUID) -> Opening:
    shown = _opening(request, pk)
    if not may_plan_series(request.person, shown.session.series):
        raise PermissionDenied
    return shown
