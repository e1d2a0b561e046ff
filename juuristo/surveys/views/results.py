"""What a wave tells: the page of results, and one question by groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from juuristo.people.acting import ActingRequest
from juuristo.people.models import Person
from juuristo.shell.dates import in_words, share_text, span
from juuristo.shell.dates import number as number_words

from .. import findings
from ..access import may_open_results, may_read_results
from ..definition import Definition
from ..exports.contents import may_export
from ..finding_words import Finding, Known
from ..models import Wave
from ..result_groups import GroupView, closed_questions, first_question, measure_of, view_of
from ..result_sections import Sections, sections_of
from ..result_words import audience_words, silence_words
from ..results import definition_of, pool_of, results_for
from .fetching import wave_seen, wave_to_read

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Act:
    """A button of the page's head."""

    name: str
    path: str
    kind: str = "quiet"


@require_safe
def wave_results(request: ActingRequest, slug: str) -> HttpResponse:
    """``?page=2`` when there are many questions."""
    wave = wave_seen(request, slug)
    if not may_read_results(request.person, wave):
        return _synthesis(request, wave)
    document = results_for(wave, request.person)
    if "questions" not in document:
        return render(request, "surveys/results_waiting.html", _waiting(wave, document))
    return render(request, "surveys/results.html", _whole(request, wave, document))


def _synthesis(request: ActingRequest, wave: Wave) -> HttpResponse:
    """What the reader of a confidential wave has written for the others."""
    if not may_open_results(request.person, wave):
        raise PermissionDenied
    heading = _("Mitä luottamuksellisesta kyselystä voi kertoa")
    return render(request, "surveys/results_synthesis.html", {"wave": wave, "heading": heading})


def _waiting(wave: Wave, document: Document) -> dict[str, Any]:
    """A wave that is still open, or a session's feedback that waits for the next of its series."""
    heading = _("Tulokset eivät ole vielä näkyvissä")
    return {"wave": wave, "heading": heading, "lead": "", "state": document["state"]}


def _whole(request: ActingRequest, wave: Wave, document: Document) -> dict[str, Any]:
    known = Known(wave.instrument.key, document.get("invited"))
    definition = definition_of(wave)
    found = sections_of(document, definition, known.instrument)
    pages = found.pages()
    number = page_number(request.GET.get("page"))
    if number > len(pages):
        raise Http404
    sections, is_named = pages[number - 1], wave.kind == Wave.Kind.NAMED
    views = _breakdowns(wave, document, definition)
    heading = findings.of_wave(found.findings, document, known)
    if found.is_bare:
        return _bare(wave, document, heading)
    return {
        "wave": wave,
        "heading": heading.words,
        "lead": _lead(heading, found, views, document),
        "source": _source(wave, document),
        "acts": _acts(request.person, wave, found),
        "who": _who(wave, document, is_measured=found.is_measured),
        "sections": sections,
        "explain": _explained(sections),
        "page_number": number,
        "page_count": len(pages),
        "opens": found.opens if number == len(pages) and not is_named else [],
        "breakdowns": views if number == len(pages) else [],
        "open_threshold": document["open_threshold"],
        "invited": document["invited"],
        "pool": pool_of(wave) if document.get("pool") else [],
    }


def _bare(wave: Wave, document: Document, heading: Finding) -> dict[str, Any]:
    """A wave of which nothing can be shown: said once, not under every question."""
    return {
        "wave": wave,
        "heading": heading.words,
        "lead": "",
        "acts": [],
        "who": _who(wave, document, is_measured=False),
        "bare": "protected" if document["answered"] else "missing",
    }


def page_number(asked: str | None) -> int:
    """The page of the address, 1 when none is named."""
    if not asked:
        return 1
    if not (asked.isascii() and asked.isdigit() and 0 < len(asked) < 6 and int(asked)):
        raise Http404
    return int(asked)


def _explained(sections: list[Any]) -> str:
    """The first picture with intervals: it alone says how to read them."""
    blocks = (block for section in sections for block in section.blocks)
    return next((block.key for block in blocks if block.has_intervals), "")


def _lead(heading: Finding, found: Sections, views: list[GroupView], document: Document) -> str:
    """Viisi havaintoa 104 vastauksesta; and what was asked, when the heading is one answer."""
    count, answered = len(found.findings) + len(views), document["answered"]
    if not count or not answered:
        return ""
    said = {"words": in_words(count).capitalize(), "answers": number_words(answered)}
    words = (
        ngettext(
            "%(words)s havainto %(answers)s vastauksesta.",
            "%(words)s havaintoa %(answers)s vastauksesta.",
            count,
        )
        % said
    )
    blocks = (block for section in found.sections for block in section.blocks)
    asked = next((block.asked for block in blocks if block.finding is heading), "")
    if asked and asked[-1] not in ".?!…":
        asked += "."
    return " ".join(filter(None, (asked, words)))


def _source(wave: Wave, document: Document) -> str:
    """What stands at the foot of a picture that is taken elsewhere."""
    answered = number_words(document["answered"])
    if document["invited"]:
        answered = share_text(document["answered"], document["invited"])
    said = {"wave": str(wave), "answered": answered}
    return _("%(wave)s. Vastasi %(answered)s.") % said


def _acts(person: Person, wave: Wave, found: Sections) -> list[Act]:
    taking_out = []
    if may_export(person, wave):
        taking_out.append(Act(_("Vie tulokset"), reverse("wave_export", args=[wave.slug])))
    if wave.kind == Wave.Kind.NAMED:
        path = reverse("wave_named", args=[wave.slug])
        return [Act(_("Avaa vastaukset nimineen"), path, "go"), *taking_out]
    acts = []
    if key := next((line.key for line in found.opens if line.state == "shown"), None):
        path = reverse("wave_answers", args=[wave.slug, key])
        acts.append(Act(_("Lue avovastaukset"), path, "go"))
    if wave.kind == Wave.Kind.CONFIDENTIAL:
        acts.append(Act(_("Kirjoita yhteenveto"), reverse("wave_synthesis", args=[wave.slug])))
    if wave.kind == Wave.Kind.ANONYMOUS and wave.session_series_id is None:
        acts.append(Act(_("Vertaa aiempaan"), reverse("wave_comparison", args=[wave.slug])))
    return acts + taking_out


def _who(wave: Wave, document: Document, *, is_measured: bool) -> dict[str, str]:
    answered, invited = document["answered"], document["invited"]
    if invited:
        said = {"figures": f"{number_words(answered)} / {number_words(invited)}"}
        share = share_text(answered, invited).partition(" (")[2].rstrip(")")
        value = _("%(figures)s vastasi (%(share)s)") % {**said, "share": share}
    else:
        value = ngettext("%(n)s vastaus", "%(n)s vastausta", answered) % {
            "n": number_words(answered)
        }
    return {
        "value": value,
        "margin": _when(wave),
        "asked": audience_words(wave),
        "silence": silence_words(answered, invited, is_measured=is_measured) if invited else "",
    }


def _when(wave: Wave) -> str:
    """21.2.–20.4.2022, nimetön, kaksi muistutusta."""
    opened = wave.opens_at or wave.sealed_at
    parts = [span(opened, wave.closes_at or opened)] if opened else []
    parts.append(str(wave.get_kind_display()))
    sent = sum(reminder.sent_at is not None for reminder in wave.reminders.all())
    if sent:
        said = {"words": in_words(sent)}
        parts.append(ngettext("%(words)s muistutus", "%(words)s muistutusta", sent) % said)
    return ", ".join(parts)


def _breakdowns(wave: Wave, document: Document, definition: Definition) -> list[GroupView]:
    key = first_question(closed_questions(document, definition), wave.instrument.key)
    if key is None:
        return []
    result = next(each for each in document["questions"] if each["key"] == key)
    measure = measure_of(result, definition, wave.instrument.key)
    return [view_of(document, each["by"], measure, definition) for each in document["breakdowns"]]


@require_safe
def wave_breakdown(request: ActingRequest, slug: str, by: str) -> HttpResponse:
    """``?question=stairs_use``: one closed question by the groups of one breakdown."""
    wave = wave_to_read(request, slug)
    document = results_for(wave, request.person)
    if by not in [each["by"] for each in document.get("breakdowns", [])]:
        raise Http404
    definition = definition_of(wave)
    questions = closed_questions(document, definition)
    key = request.GET.get("question") or first_question(questions, wave.instrument.key)
    if key is None or key not in questions:
        raise Http404
    result = next(each for each in document["questions"] if each["key"] == key)
    view = view_of(document, by, measure_of(result, definition, wave.instrument.key), definition)
    context = {
        "wave": wave,
        "heading": view.finding,
        "lead": "",
        "acts": [],
        "breakdown": view,
        "question": key,
        "questions": questions,
    }
    return render(request, "surveys/result_breakdown.html", context)
