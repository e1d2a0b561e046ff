"""More of what a wave tells: open answers, an earlier wave beside it, answers with names."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from juuristo.audit import trail
from juuristo.people.acting import ActingRequest
from juuristo.shell.dates import number as number_words

from ..definition import Open
from ..models import NamedResponse, Wave
from ..named_answers import told_of
from ..open_answers import OpenAnswers
from ..result_changes import blocks_of, heading_of
from ..result_words import text_of
from ..results import comparison_of, definition_of, open_answers, waves_to_compare
from .fetching import wave_to_read
from .results import page_number

PEOPLE_ON_PAGE = 50


@require_safe
def wave_answers(request: ActingRequest, slug: str, question: str) -> HttpResponse:
    """``?page=2``: what was answered in own words to one question."""
    wave = wave_to_read(request, slug)
    if wave.kind == Wave.Kind.NAMED:
        raise Http404  # their words stand under their names
    questions = {
        each.key: text_of(each.text)
        for each in definition_of(wave).answered_questions()
        if isinstance(each, Open)
    }
    if question not in questions:
        raise Http404
    told = open_answers(wave, question, page_number(request.GET.get("page")), reader=request.person)
    context = {
        "wave": wave,
        "heading": questions[question],
        "lead": _answers_lead(told),
        "told": told,
        "key": question,
        "questions": questions,
        "acts": [],
        "page_number": told.page,
        "page_count": told.pages,
    }
    return render(request, "surveys/result_answers.html", context)


def _answers_lead(told: OpenAnswers) -> str:
    if not told.n:
        return ""
    said = {"n": number_words(told.n)}
    return (
        ngettext(
            "%(n)s vastaus.",
            "%(n)s vastausta arvotussa järjestyksessä, irrallaan muista vastauksista.",
            told.n,
        )
        % said
    )


@require_safe
def wave_comparison(request: ActingRequest, slug: str) -> HttpResponse:
    """``?with=slug`` of an earlier wave of the same instrument; the latest when none is named."""
    wave = wave_to_read(request, slug)
    seen = Wave.objects.visible_to(request.person).values("pk")
    earlier = list(waves_to_compare(wave).filter(pk__in=seen).select_related("version"))
    asked = request.GET.get("with")
    chosen = next((each for each in earlier if not asked or each.slug == asked), None)
    if asked and chosen is None:
        raise Http404
    context: dict[str, Any] = {"wave": wave, "earlier": earlier, "chosen": chosen, "lead": ""}
    if chosen is None:
        heading = _("Verrattavaa ei vielä ole")
        return render(request, "surveys/result_comparison.html", context | {"heading": heading})
    blocks = blocks_of(comparison_of(wave, chosen), definition_of(wave))
    said = {"now": str(wave), "before": str(chosen)}
    context |= {
        "heading": heading_of(blocks),
        "lead": _("Nyt: %(now)s. Ennen: %(before)s.") % said,
        "source": _("Nyt: %(now)s. Ennen: %(before)s.") % said,
        "blocks": blocks,
    }
    return render(request, "surveys/result_comparison.html", context)


# ---- answers with names


def _named_wave(request: ActingRequest, slug: str) -> Wave:
    """The named wave, for whoever runs it: nobody else reads one."""
    wave = wave_to_read(request, slug)
    if wave.kind != Wave.Kind.NAMED:
        raise Http404
    return wave


@require_safe
def wave_named(request: ActingRequest, slug: str) -> HttpResponse:
    """Who has answered a named wave; opening the list leaves a row on the trail."""
    wave = _named_wave(request, slug)
    rows = wave.named_responses.select_related("person").order_by(
        "person__last_name", "person__first_name", "pk"
    )
    page = Paginator(rows, PEOPLE_ON_PAGE).get_page(request.GET.get("page"))
    trail.record("wave.named_opened", actor=request.person, about=wave)
    context = {
        "wave": wave,
        "heading": _("Vastaukset nimineen"),
        "lead": _("Tieto siitä, että avasit luettelon, jäi tapahtumalokiin."),
        "page": page,
        "acts": [],
    }
    return render(request, "surveys/result_named.html", context)


@require_safe
def wave_named_answers(request: ActingRequest, slug: str, person: UUID) -> HttpResponse:
    """What one person answered; opening it leaves a row on the trail."""
    wave = _named_wave(request, slug)
    rows = NamedResponse.objects.filter(wave=wave).select_related("person")
    response = get_object_or_404(rows, person=person)
    trail.record("wave.named_read", actor=request.person, about=response.person)
    context = {
        "wave": wave,
        "heading": response.person.full_name,
        "lead": _("Tieto siitä, että luit vastaukset, jäi tapahtumalokiin."),
        "response": response,
        "answers": told_of(definition_of(wave), response.answers),
        "acts": [],
    }
    return render(request, "surveys/result_named_answers.html", context)
