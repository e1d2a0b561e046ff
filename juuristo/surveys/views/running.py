"""A wave that is open: following it, and what may still be changed. Nobody's name is shown of
whether they have answered (trust T3)."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from juuristo.audit import trail
from juuristo.people.acting import ActingRequest
from juuristo.shell import dates
from juuristo.shell.forms import status_of
from juuristo.surveys.access import may_open_results, may_run_wave
from juuristo.surveys.actions import sealing, waves
from juuristo.surveys.actions.reissuing import reissue
from juuristo.surveys.ballots import is_key_lost
from juuristo.surveys.forms.running import ClosingForm, ReissueForm, TightenForm
from juuristo.surveys.forms.waves import RemindersOnlyForm
from juuristo.surveys.links import open_link
from juuristo.surveys.models import Invitation, Wave
from juuristo.surveys.progress import Progress, progress_of
from juuristo.surveys.progress_chart import chart_of
from juuristo.surveys.promises import promise_of
from juuristo.surveys.refusals import Refused

from .fetching import wave_seen, wave_to_run
from .planning import breakdowns_of

State = Wave.State


@require_GET
def wave(request: ActingRequest, slug: str) -> HttpResponse:
    """The follow page, for those who run the programme; the others are led to the results."""
    wave = wave_seen(request, slug)
    if not may_run_wave(request.person, wave):
        return redirect("wave_results", slug=slug)
    if wave.state == State.DRAFT:
        return redirect("wave_open", slug=slug)
    progress = progress_of(wave)
    now = timezone.now()
    context = {
        "wave": wave,
        "finding": finding(wave, progress),
        "progress": progress,
        "chart": chart_of(progress),
        "promise": promise_of(wave),
        "breakdowns": breakdowns_of(wave),
        "reminders": list(wave.reminders.all()),
        "link": open_link(wave) if wave.access == Wave.Access.LINK else "",
        "waits": wave.state == State.OPEN and not wave.takes_answers(now),
        "takes_answers": wave.takes_answers(now),
        "is_key_lost": is_key_lost(wave),
        "may_open": wave.shows_results and may_open_results(request.person, wave),
        "readers": list(wave.readers.all()) if wave.kind == Wave.Kind.CONFIDENTIAL else [],
    }
    return render(request, "surveys/wave.html", context)


def finding(wave: Wave, progress: Progress) -> str:
    """The page's heading: the one thing to know now."""
    now = timezone.now()
    if wave.state == State.SEALED:
        return _finding_when_over(wave)
    if wave.state == State.CLOSED and is_key_lost(wave):
        return _("Kysely on päättynyt, mutta vastauksia ei voi avata")
    if wave.state == State.CLOSED or (wave.closes_at and wave.closes_at <= now):
        return _("Kysely on päättynyt, tulokset valmistuvat hetken kuluttua")
    if wave.opens_at and wave.opens_at > now:
        return _("Kysely alkaa %(day)s") % {"day": dates.day_long(wave.opens_at)}
    if not progress.answered:
        return _("Kysely on auki, vastauksista ei ole vielä tietoa")
    if progress.invited is None:
        words = ngettext(
            "%(count)s vastaus tähän mennessä",
            "%(count)s vastausta tähän mennessä",
            progress.answered,
        )
        return words % {"count": dates.number(progress.answered)}
    return _("%(share)s on vastannut") % {
        "share": dates.share_text(progress.answered, progress.invited)
    }


def _finding_when_over(wave: Wave) -> str:
    count = wave.responses_count
    if wave.invited:
        share = dates.share_text(count, wave.invited)
        return _("Kysely on valmis: %(share)s vastasi") % {"share": share}
    words = ngettext(
        "Kysely on valmis: %(count)s vastaus", "Kysely on valmis: %(count)s vastausta", count
    )
    return words % {"count": dates.number(count)}


def attempt(request: ActingRequest, act: Callable[[], object], done: str) -> bool:
    """Do it and say so, or say why not."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.message)
        return False
    messages.success(request, done)
    return True


def _shown(request: ActingRequest, page: str, wave: Wave, form: BaseForm) -> HttpResponse:
    return render(request, page, {"wave": wave, "form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
def wave_tighten(request: ActingRequest, slug: str) -> HttpResponse:
    wave = wave_to_run(request, slug)
    if wave.state not in (State.OPEN, State.CLOSED) or wave.kind != Wave.Kind.ANONYMOUS:
        return redirect("wave", slug=slug)
    form = TightenForm(request.POST or None, wave=wave)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            waves.tighten(
                wave,
                threshold=data["threshold"],
                open_threshold=data["open_threshold"],
                breakdowns=data.get("breakdowns", []),
                actor=request.person,
            )
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Lupaus on nyt tiukempi. Vastaajat näkevät uudet rajat."))
            return redirect("wave", slug=slug)
    return _shown(request, "surveys/wave_tighten.html", wave, form)


@require_http_methods(["GET", "POST"])
def wave_closing(request: ActingRequest, slug: str) -> HttpResponse:
    wave = wave_to_run(request, slug)
    form = ClosingForm(request.POST or None, initial={"closes_at": wave.closes_at})
    if wave.state != State.OPEN:
        return redirect("wave", slug=slug)
    if request.method == "POST" and form.is_valid():
        closes = form.cleaned_data["closes_at"]
        if attempt(
            request,
            lambda: waves.move_closing(wave, closes, actor=request.person),
            _("Kysely päättyy nyt uutena aikana."),
        ):
            return redirect("wave", slug=slug)
    return _shown(request, "surveys/wave_closing.html", wave, form)


@require_http_methods(["GET", "POST"])
def wave_close(request: ActingRequest, slug: str) -> HttpResponse:
    """Closing before its time; a page asks first, since it cannot be undone."""
    wave = wave_to_run(request, slug)
    if wave.state != State.OPEN:
        return redirect("wave", slug=slug)
    if request.method == "GET":
        return render(request, "surveys/wave_close.html", {"wave": wave})
    attempt(
        request,
        lambda: sealing.close(wave, actor=request.person),
        _("Kysely on päättynyt. Tulokset valmistuvat hetken kuluttua."),
    )
    return redirect("wave", slug=slug)


@require_http_methods(["GET", "POST"])
def wave_reminders(request: ActingRequest, slug: str) -> HttpResponse:
    wave = wave_to_run(request, slug)
    if wave.state != State.OPEN or wave.access != Wave.Access.INVITATION:
        return redirect("wave", slug=slug)
    form = RemindersOnlyForm(request.POST or None, wave=wave)
    if request.method == "POST" and form.is_valid():
        attempt(
            request,
            lambda: waves.plan_reminders(wave, form.planned(), actor=request.person),
            _("Muistutukset ovat tallessa."),
        )
        return redirect("wave", slug=slug)
    return _shown(request, "surveys/wave_reminders.html", wave, form)


@require_http_methods(["GET", "POST"])
def wave_reissue(request: ActingRequest, slug: str) -> HttpResponse:
    """A new link for one whose ballot was lost. The list of those invited is not one of those who
    have not answered, and opening it leaves a row on the trail."""
    wave = wave_to_run(request, slug)
    if wave.access != Wave.Access.INVITATION or not wave.takes_answers():
        return redirect("wave", slug=slug)
    form = ReissueForm(request.POST or None, wave=wave)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        invitation = Invitation.objects.get(wave=wave, person=person)
        attempt(
            request,
            lambda: reissue(wave, invitation, actor=request.person),
            _("Uusi viesti lähtee: %(name)s.") % {"name": person.full_name},
        )
        return redirect("wave", slug=slug)
    trail.record("wave.invited_listed", actor=request.person, about=wave)
    return _shown(request, "surveys/wave_reissue.html", wave, form)
