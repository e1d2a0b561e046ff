"""Who facilitates what in a series: a proposal, changes to it, and saving it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from juuristo.gatherings.actions.facilitating import choose_facilitators
from juuristo.gatherings.desk import fewest_facilitators
from juuristo.gatherings.facilitators import Candidate, Proposal, Team
from juuristo.gatherings.forms.facilitators import FacilitatorsForm, SessionFields, TogetherForm
from juuristo.gatherings.leading_calendar import (
    candidates_of,
    people_to_lead,
    proposal_for,
    sessions_to_lead,
)
from juuristo.gatherings.models import Series, Session
from juuristo.people.acting import ActingRequest
from juuristo.shell.forms import status_of

from .fetching import series_to_plan


@dataclass(frozen=True)
class Row:
    """One session on the page; ``why`` explains the proposal for it, when there is one."""

    fields: SessionFields
    why: list[str]
    short: int  # facilitators missing from what is saved

    @property
    def session(self) -> Session:
        return self.fields.session


@require_http_methods(["GET", "HEAD", "POST"])
def series_facilitators(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    series = series_to_plan(request, pk)
    sessions = sessions_to_lead(series)
    people = people_to_lead(series, sessions)
    candidates = candidates_of(people, sessions)
    asked = TogetherForm(request.GET)
    proposal = None
    if not asked.is_valid():  # nothing was asked, or nothing we know
        asked = TogetherForm()
    elif request.method != "POST":
        together, anew = asked.cleaned_data["together"], asked.cleaned_data["anew"]
        proposal = proposal_for(series, sessions, candidates, together=together, keep=not anew)
    form = FacilitatorsForm(
        request.POST if request.method == "POST" else None,
        sessions=sessions,
        candidates=candidates,
        teams={name: team.people for name, team in proposal.teams.items()}
        if proposal
        else {str(one.pk): [str(who.pk) for who in one.facilitators.all()] for one in sessions},
    )
    if request.method == "POST" and form.is_valid():
        by_id = {person.pk: person for person in people}
        teams = {session: [by_id[one] for one in some] for session, some in form.teams.items()}
        _tell(request, choose_facilitators(series, teams, actor=request.person))
        return redirect("series_desk", pk=series.pk)
    return render(
        request,
        "gatherings/facilitators.html",
        {
            "series": series,
            "asked": asked,
            "form": form,
            "rows": _rows(series, form, proposal, candidates),
            "proposal": proposal,
            "loads": _loads(sessions, candidates, proposal),
        },
        status=status_of(form),
    )


def _tell(request: ActingRequest, changed: int) -> None:
    if not changed:
        messages.info(request, _("Vetäjät ovat ennallaan. Mitään ei muutettu."))
        return
    words = ngettext(
        "%(count)s kerran vetäjät vaihtuivat. Kerroimme siitä heille, joita se koskee.",
        "%(count)s kerran vetäjät vaihtuivat. Kerroimme siitä heille, joita se koskee.",
        changed,
    )
    messages.success(request, words % {"count": changed})


def _rows(
    series: Series,
    form: FacilitatorsForm,
    proposal: Proposal | None,
    candidates: Sequence[Candidate],
) -> list[Row]:
    people = {one.person: one for one in candidates}
    fewest = fewest_facilitators(series.kind)
    return [
        Row(
            fields,
            why=why(proposal.teams[str(fields.session.pk)], people) if proposal else [],
            short=max(fewest - len(fields.session.facilitators.all()), 0),
        )
        for fields in form.rows()
    ]


def why(team: Team, people: dict[str, Candidate]) -> list[str]:
    """Say why these: who stays, where they are from, and what could not be had."""
    said = []
    kept = [people[one].name for one in team.kept if one in people]
    if kept:
        said.append(_("Ennestään: %(names)s.") % {"names": ", ".join(kept)})
    offices = list(dict.fromkeys(people[one].office for one in team.people if one in people))
    if team.same_office:
        said.append(_("Samasta toimipaikasta on useampi, koska muualta ei ole ketään vapaana."))
    elif len(offices) > 1 and all(offices):
        said.append(_("Eri toimipaikoista: %(offices)s.") % {"offices": ", ".join(offices)})
    if len(team.people) > len(kept):
        said.append(_("Valituilla ei ole silloin muuta kalenterissa."))
    if team.missing:
        words = ngettext(
            "Yksi vetäjä puuttuu yhä: muilla on silloin muuta.",
            "%(count)s vetäjää puuttuu yhä: muilla on silloin muuta.",
            team.missing,
        )
        said.append(words % {"count": team.missing})
    return said


def _loads(
    sessions: Sequence[Session], candidates: Sequence[Candidate], proposal: Proposal | None
) -> list[tuple[Candidate, int]]:
    """Those who facilitate something of the series, the busiest first."""
    if proposal:
        load = dict(proposal.load)
    else:
        load = {one.person: 0 for one in candidates}
        for session in sessions:
            for person in session.facilitators.all():
                load[str(person.pk)] = load.get(str(person.pk), 0) + 1
    counted = [(one, load.get(one.person, 0)) for one in candidates]
    return sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1])
