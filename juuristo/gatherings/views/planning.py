"""Planning: the list of series, a series' form, sessions from a pattern, opening and closing."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from juuristo.gatherings import refusals
from juuristo.gatherings.actions import planning
from juuristo.gatherings.forms.series import NEW, SeriesForm
from juuristo.gatherings.forms.sessions import PatternForm, PlannedSession
from juuristo.gatherings.planned import series_rows, split
from juuristo.gatherings.series_templates import BY_KEY, TEMPLATES
from juuristo.people.acting import ActingRequest
from juuristo.programme.views.audience import chosen_programme, is_saving, render_form, sent
from juuristo.programme.views.fetching import programmes_to_run
from juuristo.shell.forms import status_of

from .attempting import attempt
from .fetching import series_to_plan

PAGE = "gatherings/series_form.html"


@require_GET
def series_plan_list(request: ActingRequest) -> HttpResponse:
    programmes = programmes_to_run(request)
    rows = series_rows(programmes)
    now = timezone.now()
    groups = [
        (one, split([row for row in rows if row.series.programme_id == one.pk], now))
        for one in programmes
    ]
    return render(request, "gatherings/plan.html", {"groups": groups})


@require_http_methods(["GET", "POST"])
def series_new(request: ActingRequest) -> HttpResponse:
    programmes = programmes_to_run(request)
    if not programmes:
        return redirect("series_plan_list")  # it says that a programme comes first
    programme = chosen_programme(request, programmes)
    template = BY_KEY.get(request.GET.get("template", "") or request.POST.get("template", ""))
    form = SeriesForm(
        sent(request), programme=programme, initial=NEW | dict(template.series) if template else NEW
    )
    if is_saving(request) and form.is_valid():
        series = planning.create_series(programme, form.cleaned_data, actor=request.person)
        messages.success(request, _("Sarja on luonnoksena tallessa. Lisää seuraavaksi sen kerrat."))
        sessions = reverse("series_sessions_new", args=[series.pk])
        return redirect(f"{sessions}?template={template.key}" if template else sessions)
    context = {
        "programme": programme,
        "programmes": programmes,
        "templates": TEMPLATES,
        "template": template,
    }
    return render_form(request, PAGE, form, context)


@require_http_methods(["GET", "POST"])
def series_edit(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    series = series_to_plan(request, pk)
    form = SeriesForm(sent(request), programme=series.programme, series=series)
    if is_saving(request) and form.is_valid():
        try:
            planning.edit_series(series, form.cleaned_data, actor=request.person)
        except refusals.Refused as refused:
            changed = "attends" if "attends" in form.changed_data else "sign_up_way"
            form.add_error(changed, refused.message)
        else:
            messages.success(request, _("Muutokset ovat tallessa."))
            return redirect("series_desk", pk=series.pk)
    return render_form(request, PAGE, form, {"series": series})


@require_http_methods(["GET", "POST"])
def series_sessions_new(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    series = series_to_plan(request, pk)
    template = BY_KEY.get(request.GET.get("template", ""))
    initial = dict(template.sessions) if template else {}
    form = PatternForm(request.POST or None, series=series, initial=initial)
    planned = form.planned() if form.is_bound and form.is_valid() else []
    if planned and "save" in request.POST:
        rows = [session_values(one) for one in planned]
        sessions = planning.add_sessions(series, rows, actor=request.person)
        count = len(sessions)
        words = ngettext("Lisäsit %(count)s kerran.", "Lisäsit %(count)s kertaa.", count)
        messages.success(request, words % {"count": count})
        return redirect("series_desk", pk=series.pk)
    context = {"form": form, "series": series, "planned": planned}
    if request.htmx:  # a preview of what is still being filled in
        return render(request, "gatherings/sessions_form.html#preview", context)
    return render(request, "gatherings/sessions_form.html", context, status=status_of(form))


def session_values(one: PlannedSession) -> dict[str, object]:
    return {
        "starts_at": one.times.starts_at,
        "ends_at": one.times.ends_at,
        "place": one.place,
        "remote_link": one.remote_link,
        "capacity": one.capacity,
        "minimum": one.minimum,
        "facilitators": one.facilitators,
    }


@require_POST
def series_publish(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    series = series_to_plan(request, pk)
    done = _("Sarja on julkaistu. Se näkyy nyt kaikille, joille se on.")
    attempt(request, lambda: planning.publish(series, actor=request.person), done)
    return redirect("series_desk", pk=series.pk)


@require_POST
def series_unpublish(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    series = series_to_plan(request, pk)
    done = _("Sarja on taas luonnos. Vain koordinaattorit ja vetäjät näkevät sen.")
    attempt(request, lambda: planning.unpublish(series, actor=request.person), done)
    return redirect("series_desk", pk=series.pk)


@require_POST
def series_duplicate(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    series = series_to_plan(request, pk)
    copy = planning.duplicate(series, actor=request.person)
    messages.success(request, _("Teit sarjasta kopion. Nimeä se ja tarkista, kenelle se on."))
    return redirect("series_edit", pk=copy.pk)
