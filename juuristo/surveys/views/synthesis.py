"""The synthesis of a confidential wave, written by its reader for everyone else."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from juuristo.people.acting import ActingRequest
from juuristo.shell.forms import status_of
from juuristo.surveys.actions.synthesis import write_synthesis
from juuristo.surveys.forms.running import SynthesisForm
from juuristo.surveys.refusals import Refused

from .fetching import wave_to_sum_up


@require_http_methods(["GET", "POST"])
def wave_synthesis(request: ActingRequest, slug: str) -> HttpResponse:
    wave = wave_to_sum_up(request, slug)
    form = SynthesisForm(request.POST or None, initial={"synthesis": wave.synthesis})
    if request.method == "POST" and form.is_valid():
        try:
            write_synthesis(wave, form.cleaned_data["synthesis"], actor=request.person)
        except Refused as refused:
            form.add_error("synthesis", refused.message)
        else:
            messages.success(request, _("Yhteenveto on julkaistu. Muut näkevät nyt sen."))
            return redirect("wave_results", slug=slug)
    context = {"wave": wave, "form": form}
    return render(request, "surveys/wave_synthesis.html", context, status=status_of(form))
