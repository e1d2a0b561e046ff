"""An instrument as an Excel file (XLSForm), in and out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from juuristo.audit import trail
from juuristo.people.acting import ActingRequest

from ..actions.editing import create_instrument, replace_content
from ..definition import Definition
from ..drafts import changed_types, draft_of
from ..forms.instruments import UploadForm
from ..models import Instrument
from ..refusals import Refused
from ..xlsform.faults import FormFault
from ..xlsform.reading import read
from ..xlsform.writing import write
from .instruments import ensure_maker, own_instrument

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def download(request: ActingRequest, pk: UUID) -> HttpResponse:
    instrument = own_instrument(request, pk)
    try:
        file = write(draft_of(instrument), instrument.key)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("instrument", instrument.pk)
    trail.record("instrument.exported", actor=request.person, about=instrument)
    response = HttpResponse(file, content_type=SPREADSHEET)
    response["Content-Disposition"] = f'attachment; filename="{instrument.key}.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
def upload(request: ActingRequest) -> HttpResponse:
    """All or nothing: a file with a fault is told about row by row, and nothing is stored."""
    ensure_maker(request)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        instruments=Instrument.objects.visible_to(request.person),
        initial={"into": request.GET.get("into", "")},
    )
    faults: list[FormFault] = []
    if request.method == "POST" and form.is_valid():
        brought = read(form.cleaned_data["file"].read())
        into: Instrument | None = form.cleaned_data["into"]
        faults = list(brought.faults)
        if brought.definition is not None:
            faults += _of_asked(into, brought.definition)
        if brought.definition is not None and not faults:
            stored = _store(request, brought.definition, brought.key, into)
            return redirect("instrument", stored.pk)
    status = 422 if form.errors or faults else 200
    context = {"form": form, "faults": faults}
    return render(request, "surveys/instrument_upload.html", context, status=status)


def _of_asked(into: Instrument | None, definition: Definition) -> list[FormFault]:
    """What has been asked keeps its type; another type needs another name."""
    if into is None:
        return []
    message = _(
        "Kysymystä ”%(key)s” on jo kysytty toisella tavalla. Anna sille tiedostossa uusi nimi "
        "(sarake name), niin vanhat vastaukset pysyvät erillään."
    )
    return [
        FormFault("survey", None, "type", "asked_differently", message % {"key": key})
        for key in changed_types(into, definition)
    ]


def _store(
    request: ActingRequest, definition: Definition, key: str, into: Instrument | None
) -> Instrument:
    if into is not None:
        replace_content(into, definition, actor=request.person)
        messages.success(request, _("Luonnos on korvattu tiedoston kysymyksillä."))
        return into
    name = definition.title.model_dump(exclude_defaults=True) or {"fi": key}
    made = create_instrument(
        request.person.organisation,
        name,
        actor=request.person,
        definition=definition,
        key=key,
        is_brought=True,
    )
    messages.success(request, _("Pohja on tuotu. Tarkista kysymykset ja kokeile niitä."))
    return made
