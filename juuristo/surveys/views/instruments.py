"""Instruments as a list: one's own, the ready ones to start from, a new one, a copy."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juuristo.people.acting import ActingRequest
from juuristo.shell.forms import status_of
from juuristo.shell.texts import text_in

from ..access import may_make_instruments
from ..actions.editing import copy_instrument, create_instrument, delete_instrument, is_in_use
from ..actions.instruments import begin_from
from ..forms.instruments import NewInstrumentForm
from ..models import Instrument
from ..ready import READY, Ready, ready_instruments
from ..refusals import Refused


def ensure_maker(request: ActingRequest) -> None:
    if not may_make_instruments(request.person):
        raise PermissionDenied


def own_instrument(request: ActingRequest, pk: UUID) -> Instrument:
    """404 for another organisation's, and for whoever makes no surveys."""
    return get_object_or_404(Instrument.objects.visible_to(request.person), pk=pk)


@dataclass(frozen=True)
class Offer:
    """A ready instrument, and the organisation's own copy of it where there is one."""

    ready: Ready
    own: Instrument | None

    @property
    def question_count(self) -> int:
        return len(self.ready.definition.questions)


@require_safe
def instruments(request: ActingRequest) -> HttpResponse:
    ensure_maker(request)
    found = Instrument.objects.visible_to(request.person).annotate(wave_count=Count("waves"))
    own = sorted(found, key=lambda each: text_in(each.name).casefold())
    by_key = {each.key: each for each in own}
    context = {
        "instruments": own,
        "offers": [Offer(each, by_key.get(each.key)) for each in ready_instruments()],
    }
    return render(request, "surveys/instruments.html", context)


@require_http_methods(["GET", "POST"])
def new(request: ActingRequest) -> HttpResponse:
    ensure_maker(request)
    form = NewInstrumentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        made = create_instrument(request.person.organisation, name, actor=request.person)
        return redirect("instrument_question_new", made.pk)
    return render(request, "surveys/instrument_new.html", {"form": form}, status=status_of(form))


@require_POST
def begin(request: ActingRequest, ready: str) -> HttpResponseRedirect:
    """Start from a ready instrument; a copy that is there already is opened as it is."""
    ensure_maker(request)
    if ready not in READY:
        raise Http404
    made = begin_from(request.person.organisation, ready, actor=request.person)
    return redirect("instrument", made.pk)


@require_POST
def copy(request: ActingRequest, pk: UUID) -> HttpResponseRedirect:
    instrument = own_instrument(request, pk)
    made = copy_instrument(instrument, actor=request.person)
    told = _("Tämä on kopio. Alkuperäinen pohja on ennallaan.")
    messages.success(request, told)
    return redirect("instrument", made.pk)


@require_http_methods(["GET", "POST"])
def delete(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Ask first: deleting cannot be undone."""
    instrument = own_instrument(request, pk)
    if request.method == "POST":
        try:
            delete_instrument(instrument, actor=request.person)
        except Refused as refused:
            messages.warning(request, refused.message)
            return redirect("instrument", pk)
        messages.success(request, _("%s on poistettu.") % text_in(instrument.name))
        return redirect("instruments")
    context = {"instrument": instrument, "is_in_use": is_in_use(instrument)}
    return render(request, "surveys/instrument_delete.html", context)
