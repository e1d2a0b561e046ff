"""Planning in one go: the café's page and the study circles' page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from juuristo.gatherings.actions import quick
from juuristo.gatherings.forms.quick import CafeForm, CirclesForm
from juuristo.people.acting import ActingRequest
from juuristo.programme.views.audience import chosen_programme
from juuristo.programme.views.fetching import programmes_to_run
from juuristo.shell.forms import status_of


@require_http_methods(["GET", "POST"])
def cafe_new(request: ActingRequest) -> HttpResponse:
    programmes = programmes_to_run(request)
    if not programmes:
        return redirect("series_plan_list")  # it says that a programme comes first
    programme = chosen_programme(request, programmes)
    form = CafeForm(request.POST or None, programme=programme)
    if form.is_bound and form.is_valid():
        values = form.values()
        session = quick.open_cafe(programme, values, actor=request.person)
        told = _("Kahvila on julkaistu, ja kutsut ovat lähdössä.")
        messages.success(request, told if values["tell"] else _("Kahvila on julkaistu."))
        return redirect("session_desk", pk=session.pk)
    context = {"form": form, "programme": programme, "programmes": programmes}
    return render(request, "gatherings/cafe_form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def circles_new(request: ActingRequest) -> HttpResponse:
    programmes = programmes_to_run(request)
    if not programmes:
        return redirect("series_plan_list")
    programme = chosen_programme(request, programmes)
    form = CirclesForm(request.POST or None, programme=programme)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        made = quick.plan_circles(
            programme, data["themes"], form.times(), data, actor=request.person
        )
        words = ngettext(
            "Opintopiiri on luonnoksena tallessa. Katso se läpi ja julkaise.",
            "%(count)s opintopiiriä on luonnoksina tallessa. Katso ne läpi ja julkaise.",
            len(made),
        )
        messages.success(request, words % {"count": len(made)})
        return redirect("series_plan_list")
    context = {"form": form, "programme": programme, "programmes": programmes}
    return render(request, "gatherings/circles_form.html", context, status=status_of(form))
