"""Planning a wave: choosing what is asked, the form, the promise read over, the opening."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juuristo.people.acting import ActingRequest
from juuristo.programme.views.audience import chosen_programme, is_saving, render_form, sent
from juuristo.programme.views.fetching import programmes_to_run
from juuristo.surveys import emails
from juuristo.surveys.actions import waves
from juuristo.surveys.actions.instruments import begin_from
from juuristo.surveys.audience import audience_of
from juuristo.surveys.definition import Definition, definition_of
from juuristo.surveys.faults import faults_of
from juuristo.surveys.forms.waves import WaveForm, background_of, new_values
from juuristo.surveys.models import Instrument, Wave
from juuristo.surveys.obstacles import obstacles_of
from juuristo.surveys.promises import promise_of
from juuristo.surveys.ready import READY, ready, ready_instruments
from juuristo.surveys.refusals import Refused

from .fetching import draft_to_run, wave_to_run

PAGE = "surveys/wave_form.html"
READY_MARK = "ready:"


@dataclass(frozen=True)
class Source:
    """What a new wave asks: one's own instrument, or a ready one that becomes one's own."""

    value: str
    name: dict[str, str]
    definition: Definition
    instrument: Instrument | None = None


@require_http_methods(["GET", "POST"])
def wave_new(request: ActingRequest) -> HttpResponse:
    programmes = programmes_to_run(request)
    if not programmes:
        return redirect("surveys")  # it says that a programme comes first
    wanted = request.POST.get("instrument") or request.GET.get("instrument")
    if not wanted:
        return render(request, "surveys/choose_instrument.html", choices_for(request))
    source = source_of(request, wanted)
    if source is None:
        messages.error(
            request, _("Kyselypohjassa on vielä korjattavaa. Korjaa se ennen kuin kysyt.")
        )
        return redirect("wave_new")
    programme = chosen_programme(request, programmes)
    form = WaveForm(
        sent(request),
        programme=programme,
        definition=source.definition,
        initial=new_values(source.definition, request.person),
    )
    if is_saving(request) and form.is_valid():
        instrument = source.instrument or begin_from(
            programme.organisation, source.value.removeprefix(READY_MARK), actor=request.person
        )
        wave = waves.create(programme, instrument, form.values(), actor=request.person)
        messages.success(request, _("Luonnos on tallessa. Lue vielä, mitä vastaajille lupaat."))
        return redirect("wave_open", slug=wave.slug)
    context = {"programme": programme, "programmes": programmes, "source": source}
    return render_form(request, PAGE, form, context)


def choices_for(request: ActingRequest) -> dict[str, object]:
    """Instruments of one's own, and the ready ones that have not been taken into use."""
    own = list(Instrument.objects.visible_to(request.person).order_by("key"))
    taken = {one.key for one in own}
    return {"own": own, "ready": [one for one in ready_instruments() if one.key not in taken]}


def source_of(request: ActingRequest, wanted: str) -> Source | None:
    """What the address asks for; None when it is not yet fit to be asked, 404 when unknown."""
    if wanted.startswith(READY_MARK):
        key = wanted.removeprefix(READY_MARK)
        if key not in READY:
            raise Http404
        definition = ready(key)
        return Source(wanted, definition.title.model_dump(), definition)
    try:
        pk = uuid.UUID(wanted)
    except ValueError:
        raise Http404 from None
    instrument = get_object_or_404(Instrument.objects.visible_to(request.person), pk=pk)
    if faults_of(instrument.content):
        return None
    return Source(wanted, instrument.name, definition_of(instrument.content), instrument)


@require_http_methods(["GET", "POST"])
def wave_edit(request: ActingRequest, slug: str) -> HttpResponse:
    wave = wave_to_run(request, slug)
    if wave.state != Wave.State.DRAFT:
        return refused_as_opened(request, wave)
    if faults_of(wave.instrument.content):
        messages.error(request, _("Kyselypohjassa on korjattavaa. Korjaa se ensin."))
        return redirect("wave_open", slug=slug)
    definition = definition_of(wave.instrument.content)
    form = WaveForm(sent(request), programme=wave.programme, definition=definition, wave=wave)
    if is_saving(request) and form.is_valid():
        try:
            waves.edit(wave, form.values(), actor=request.person)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Muutokset ovat tallessa."))
        return redirect("wave_open", slug=slug)
    return render_form(request, PAGE, form, {"wave": wave})


def refused_as_opened(request: ActingRequest, wave: Wave) -> HttpResponse:
    """What a form left open in another tab meets once the wave has been opened."""
    if request.method == "POST":
        messages.error(
            request,
            _("Kysely on jo avattu, joten muutoksiasi ei tallennettu. Mikään ei muuttunut."),
        )
    return redirect("wave", slug=wave.slug)


@require_http_methods(["GET", "POST"])
def wave_open(request: ActingRequest, slug: str) -> HttpResponse:
    """What the respondents will be promised, read over before it binds; a post opens the wave."""
    wave = wave_to_run(request, slug)
    if wave.state != Wave.State.DRAFT:
        return redirect("wave", slug=slug)
    if request.method == "POST":
        try:
            opened = waves.open_wave(wave, actor=request.person)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("wave_open", slug=slug)
        messages.success(request, told_of_opening(opened))
        return redirect("wave", slug=slug)
    obstacles = list(obstacles_of(wave))
    faulty = any(one.code == "faulty_instrument" for one in obstacles)
    invites = wave.access == Wave.Access.INVITATION
    context = {
        "wave": wave,
        "obstacles": obstacles,
        "promise": None if faulty else promise_of(wave),
        "invited": audience_of(wave).count() if invites else None,
        "breakdowns": [] if faulty else breakdowns_of(wave),
        "reminders": list(wave.reminders.all()),
        "letter": letter_to(wave, request) if invites and not faulty else "",
    }
    return render(request, "surveys/wave_open.html", context)


def told_of_opening(wave: Wave) -> str:
    if wave.opens_at and wave.opens_at > timezone.now():
        return _("Kysely on valmis ja alkaa itsestään sovittuna aikana.")
    if wave.access == Wave.Access.LINK:
        return _("Kysely on auki. Linkki on tällä sivulla.")
    return _("Kysely on auki, ja kutsut lähtevät nyt.")


def breakdowns_of(wave: Wave) -> list[str]:
    version = wave.version.content if wave.version else wave.instrument.content
    asked = dict(background_of(definition_of(version)))
    return [asked.get(key, key) for key in wave.breakdowns]


def letter_to(wave: Wave, request: ActingRequest) -> str:
    """The invitation as the coordinator's own, without a link that works."""
    language = (get_language() or "fi")[:2]
    link = request.build_absolute_uri(reverse("survey_invited")) + "#…"
    context = emails.letter_context(wave, request.person, link, language)
    return render_to_string(
        "surveys/emails/invitation.txt", context | emails.texts(wave, wave)
    ).strip()


@require_http_methods(["GET", "POST"])
def wave_delete(request: ActingRequest, slug: str) -> HttpResponse:
    wave = draft_to_run(request, slug)
    if request.method == "GET":
        return render(request, "surveys/wave_delete.html", {"wave": wave})
    try:
        waves.delete_draft(wave, actor=request.person)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("wave", slug=slug)
    messages.success(request, _("Luonnos on poistettu."))
    return redirect("surveys")
