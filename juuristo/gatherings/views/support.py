"""Management's support of one series: its approval, the letter, who opens a session."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from juuristo.gatherings import openings
from juuristo.gatherings.access import may_ask_approval, may_plan_series
from juuristo.gatherings.actions.openings import ask_opening
from juuristo.gatherings.forms.support import ApprovalForm, OpeningForm, sessions_to_open
from juuristo.gatherings.models import Letter, Opening, Series
from juuristo.gatherings.outline import outline_of
from juuristo.people.acting import ActingRequest
from juuristo.programme.access import sponsors_of
from juuristo.programme.actions import ask_approval
from juuristo.programme.approvals import latest_about
from juuristo.programme.refusals import Refused as NotAsked
from juuristo.shell.forms import status_of
from juuristo.shell.texts import text_in

from .attempting import attempt


@require_GET
def series_support(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """What has been asked of management about this series, and what they have answered."""
    series = series_to_bring(request, pk)
    plans = may_plan_series(request.person, series)
    wishes = openings.with_all(Opening.objects.filter(session__series=series))
    letters = Letter.objects.filter(series=series).exclude(state=Letter.State.WITHDRAWN)
    context = {
        "series": series,
        "plans": plans,
        "has_sponsor": sponsors_of(series.programme).exists(),
        "approval": latest_about(series.pk),
        "letters": letters.select_related("signer").order_by("made_at", "pk"),
        "openings": wishes.exclude(state=Opening.State.WITHDRAWN).order_by("asked_at", "pk"),
        "may_ask_opening": plans and sessions_to_open(series).exists(),
    }
    return render(request, "gatherings/support.html", context)


@require_http_methods(["GET", "POST"])
def series_ask_approval(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Bring the outline to management; it is written beforehand from the series and its script."""
    series = series_to_bring(request, pk)
    initial = {"title": text_in(series.name), "outline": ""}
    if request.method == "GET":
        initial["outline"] = outline_of(series, request.person.language)
    form = ApprovalForm(request.POST or None, series=series, initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        try:
            ask_approval(series.programme, **fields, subject_id=series.pk, actor=request.person)
            messages.success(
                request, _("Suunnitelma on nyt johdolla. Saat vastauksen sähköpostiisi.")
            )
        except NotAsked as refusal:
            messages.warning(request, refusal.message)
        return redirect("series_support", pk=series.pk)
    return _form(request, "gatherings/approval_form.html", series, form)


@require_http_methods(["GET", "POST"])
def series_ask_opening(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    series = series_to_bring(request, pk)
    if not may_plan_series(request.person, series):
        raise PermissionDenied
    wish = _("Toivomme, että kerrot aluksi omin sanoin, miksi tämä on sinulle tärkeää.")
    form = OpeningForm(request.POST or None, series=series, initial={"wish": wish})
    if request.method == "POST" and form.is_valid():
        done = _("Pyyntö lähti. Saat vastauksen sähköpostiisi.")
        fields = form.cleaned_data
        attempt(request, lambda: ask_opening(**fields, actor=request.person), done)
        return redirect("series_support", pk=series.pk)
    return _form(request, "gatherings/opening_form.html", series, form)


def _form(request: ActingRequest, page: str, series: Series, form: Any) -> HttpResponse:
    return render(request, page, {"series": series, "form": form}, status=status_of(form))


def series_to_bring(request: ActingRequest, pk: uuid.UUID) -> Series:
    """The series, for those who may bring it to management."""
    visible = Series.objects.visible_to(request.person)
    series = get_object_or_404(visible.select_related("programme__organisation"), pk=pk)
    if not may_ask_approval(request.person, series):
        raise PermissionDenied
    return series
