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
from juuristo.shell.sheets.faults import FaultyFileError
from juuristo.shell.texts import text_in
from juuristo.surveys.access import may_run_waves
from juuristo.surveys.actions.instruments import begin_from
from juuristo.surveys.forms.files import ImportForm, TellingForm
from juuristo.surveys.importing import job
from juuristo.surveys.importing.guiding import column_views, mapping_of, preview_of, targets
from juuristo.surveys.importing.reading import read
from juuristo.surveys.importing.storing import Telling
from juuristo.surveys.models import Instrument, SurveyImport
from juuristo.surveys.ready import READY, ready_instruments

READY_MARK = "ready:"
SHOWN = 50
State = SurveyImport.State


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
        try:
            item = job.begin(form.cleaned_data["file"], programme, instrument, actor=request.person)
            return redirect("survey_import", item.pk)
        except FaultyFileError as error:
            form.add_error("file", error.fault.message)
    mine = SurveyImport.objects.visible_to(request.person).exclude(state=State.IMPORTED)
    context = {"form": form, "waiting": mine.order_by("-created_at", "pk")[:5]}
    return render(request, "surveys/import_new.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def survey_import(request: ActingRequest, pk: UUID) -> HttpResponse:
    """The columns with what they answer, and a preview; saving the mapping. Then the progress."""
    item = _item(request, pk)
    if request.htmx and item.state != State.BRINGING:
        return HttpResponseClientRefresh()
    if item.wave:
        messages.success(request, _("Vastaukset on tuotu, ja tiedosto on poistettu Juuristosta."))
        return redirect("wave_results", item.wave.slug)
    if item.state == State.BRINGING:
        part = "#progress" if request.htmx else ""
        return render(request, f"surveys/import_progress.html{part}", {"item": item})
    if request.method == "POST":
        try:
            sheet, definition = job.opened(item)
        except job.UNREADABLE:
            return _once_more(request)
        views = column_views(sheet, definition, item.mapping, (get_language() or "fi")[:2])
        job.map_columns(item, mapping_of(views, request.POST))
        return redirect("survey_import", item.pk)
    return _page(request, item, TellingForm(initial=item.telling), 200)


def _once_more(request: ActingRequest) -> HttpResponse:
    messages.info(request, _("Tiedostoa ei voi enää lukea. Tuo se uudelleen."))
    return redirect("survey_import_new")


def _page(
    request: ActingRequest, item: SurveyImport, form: TellingForm, status: int
) -> HttpResponse:
    language = (get_language() or "fi")[:2]
    try:
        sheet, definition = job.opened(item)
    except job.UNREADABLE:
        return _once_more(request)
    reading = read(sheet, definition, item.mapping)
    context: dict[str, Any] = {
        "item": item,
        "form": form,
        "columns": column_views(sheet, definition, item.mapping, language),
        "targets": targets(definition, language),
        "reading": reading,
        "faults": reading.faults[:SHOWN],
        "more_faults": len(reading.faults[SHOWN:]),
        "may_bring": not reading.faults and bool(reading.answers),
        "count": len(reading.answers),
        "lines": preview_of(reading, definition, language),
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
    if item.state == State.MAPPING:
        job.give_up(item)
        messages.success(request, _("Tiedosto on poistettu. Mitään ei tallennettu."))
    return redirect("survey_import_new")
