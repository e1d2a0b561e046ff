"""Pages of old answers on their way in: the file, its columns mapped, the wave."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from juuristo.people.acting import ActingRequest
from juuristo.programme.views.fetching import programmes_to_run
from juuristo.shell.forms import status_of
from juuristo.shell.texts import text_in
from juuristo.surveys.access import may_run_waves
from juuristo.surveys.actions.instruments import begin_from
from juuristo.surveys.definition import Definition
from juuristo.surveys.forms.files import ImportForm, TellingForm
from juuristo.surveys.importing import job
from juuristo.surveys.importing.guiding import columns_told, mapping_of, targets
from juuristo.surveys.importing.storing import Telling
from juuristo.surveys.models import Instrument, SurveyImport
from juuristo.surveys.ready import READY, ready_instruments

READY_MARK = "ready:"
State = SurveyImport.State
AT_WORK = {State.CHECKING, State.BRINGING}


def _item(request: ActingRequest, pk: UUID) -> SurveyImport:
    visible = SurveyImport.objects.visible_to(request.person)
    item = get_object_or_404(
        visible.select_related("programme__organisation", "instrument", "wave"), pk=pk
    )
    if not may_run_waves(request.person, item.programme):
        raise PermissionDenied
    return item


@require_http_methods(["GET", "POST"])
def survey_import_new(request: ActingRequest) -> HttpResponse:
    programmes = programmes_to_run(request)
    if not programmes:
        return redirect("surveys")  # it says that a programme comes first
    own = {one.key: one for one in Instrument.objects.visible_to(request.person)}
    instruments = [(str(one.pk), str(one)) for one in own.values() if one.key not in READY]
    instruments += [
        (READY_MARK + one.key, str(own.get(one.key) or text_in(one.name.model_dump())))
        for one in ready_instruments()
    ]
    choices = [(str(one.pk), str(one)) for one in programmes]
    form = ImportForm(choices, instruments, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        programme = next(one for one in programmes if str(one.pk) == form.cleaned_data["programme"])
        wanted = form.cleaned_data["instrument"]
        if wanted.startswith(READY_MARK):
            key = READY[wanted.removeprefix(READY_MARK)].key
            instrument = begin_from(programme.organisation, key, actor=request.person)
        else:
            instrument = next(one for one in own.values() if str(one.pk) == wanted)
        item = job.begin(form.cleaned_data["file"], programme, instrument, actor=request.person)
        return redirect("survey_import", item.pk)
    mine = SurveyImport.objects.visible_to(request.person).exclude(state=State.IMPORTED)
    context = {"form": form, "waiting": mine.order_by("-created_at", "pk")[:5]}
    return render(request, "surveys/import_new.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def survey_import(request: ActingRequest, pk: UUID) -> HttpResponse:
    """The columns with what they answer, and a preview; saving the mapping. While the worker reads
    or brings in, the progress."""
    item = _item(request, pk)
    if request.htmx and item.state not in AT_WORK:
        return HttpResponseClientRefresh()
    if item.wave:
        messages.success(request, _("Vastaukset on tuotu, ja tiedosto on poistettu Juuristosta."))
        return redirect("wave_results", item.wave.slug)
    if item.state in AT_WORK:
        part = "#progress" if request.htmx else ""
        return render(request, f"surveys/import_progress.html{part}", {"item": item})
    if item.state == State.FAULTY:
        return render(request, "surveys/import_faulty.html", {"item": item})
    if request.method == "POST":
        job.map_columns(item, mapping_of(columns_told(item.report), request.POST))
        return redirect("survey_import", item.pk)
    return _page(request, item, TellingForm(initial=item.telling), 200)


def _page(
    request: ActingRequest, item: SurveyImport, form: TellingForm, status: int
) -> HttpResponse:
    definition = Definition.model_validate(item.instrument.content)
    context: dict[str, Any] = {
        **item.report,
        "item": item,
        "form": form,
        "columns": columns_told(item.report),
        "targets": targets(definition, (get_language() or "fi")[:2]),
    }
    return render(request, "surveys/import.html", context, status=status)


@require_POST
def survey_import_bring(request: ActingRequest, pk: UUID) -> HttpResponse:
    item = _item(request, pk)
    if item.state == State.MAPPING:
        form = TellingForm(request.POST)
        if not form.is_valid():
            return _page(request, item, form, 422)
        told = form.cleaned_data
        job.bring(item, Telling(told["name"].strip(), told["day"], told["invited"]))
    return redirect("survey_import", item.pk)


@require_POST
def survey_import_cancel(request: ActingRequest, pk: UUID) -> HttpResponseRedirect:
    item = _item(request, pk)
    if item.state in {State.MAPPING, State.FAULTY}:
        job.give_up(item)
        messages.success(request, _("Tiedosto on poistettu. Mitään ei tallennettu."))
    return redirect("survey_import_new")
