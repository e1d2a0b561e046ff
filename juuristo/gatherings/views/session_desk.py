"""The desk of one session: who comes, adding and removing people, editing and cancelling it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from juuristo.audit import trail
from juuristo.gatherings import refusals
from juuristo.gatherings.actions import signing_up
from juuristo.gatherings.actions.attendance import is_open
from juuristo.gatherings.actions.sessions import cancel_session, delete_session, edit_session
from juuristo.gatherings.audience import addable
from juuristo.gatherings.clashes import clashes_of
from juuristo.gatherings.forms.sessions import SessionForm
from juuristo.gatherings.models import Session, SignUp
from juuristo.gatherings.planned import may_delete
from juuristo.people.acting import ActingRequest
from juuristo.people.models import Person
from juuristo.shell.forms import status_of

from .fetching import posted_id, session_to_plan

State = SignUp.State


@require_GET
def session_desk(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    session = session_to_plan(request, pk)
    signups = list(
        session.signups.select_related("person__office", "person__team").order_by(
            "ticket", "person__last_name", "person__first_name", "pk"
        )
    )
    trail.record("session.people_listed", actor=request.person, about=session)
    groups = {
        "seated": [one for one in signups if one.state in SignUp.HOLDS_SEAT],
        "waiting": [one for one in signups if one.state == State.WAITING],
        "gone": [one for one in signups if one.state == State.CANCELLED],
    }
    ahead = not session.has_started() and not session.cancelled_at
    context = {
        "session": session,
        "series": session.series,
        **groups,
        "is_ahead": ahead,
        "attendance_open": is_open(session),
        "addable": addable(session) if ahead else [],
        "may_delete": may_delete(session),
        "facilitators": list(session.facilitators.all()),
    }
    return render(request, "gatherings/session_desk.html", context)


@require_POST
def session_add_person(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    session = session_to_plan(request, pk)
    people = Person.objects.visible_to(request.person).in_service()
    person = get_object_or_404(people, pk=posted_id(request, "person"))
    try:
        signup = signing_up.sign_up(session, person, actor=request.person)
    except refusals.Refused as refused:
        messages.error(request, refused.message)
    else:
        words = (
            _("%(name)s sai paikan. Kerroimme siitä hänelle sähköpostilla.")
            if signup.state == State.BOOKED
            else _("Kerta on täynnä, joten %(name)s on nyt jonossa.")
        )
        messages.success(request, words % {"name": person.full_name})
    return redirect("session_desk", pk=session.pk)


@require_POST
def session_remove_person(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    session = session_to_plan(request, pk)
    signup = get_object_or_404(session.signups, pk=posted_id(request, "signup"))
    try:
        signing_up.cancel(signup, actor=request.person)
    except refusals.Refused as refused:
        messages.error(request, refused.message)
    else:
        words = _("%(name)s ei ole enää mukana. Kerroimme siitä hänelle sähköpostilla.")
        messages.success(request, words % {"name": signup.person.full_name})
    return redirect("session_desk", pk=session.pk)


@require_http_methods(["GET", "POST"])
def session_edit(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    session = session_to_plan(request, pk)
    form = SessionForm(request.POST or None, series=session.series, session=session)
    context: dict[str, Any] = {"form": form, "session": session, "series": session.series}
    if form.is_bound and form.is_valid():
        context["clashes"] = unsaid_clashes(request, session, form.values())
        if not context["clashes"]:
            try:
                told = edit_session(session, form.values(), actor=request.person)
            except refusals.Refused as refused:
                field = "capacity" if refused.code == "below_taken" else None
                form.add_error(field, refused.message)
            else:
                messages.success(request, saved_words(told))
                return redirect("session_desk", pk=session.pk)
    return render(request, "gatherings/session_form.html", context, status=status_of(form))


def unsaid_clashes(
    request: ActingRequest, session: Session, values: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The clashes of a new time or facilitator, unless the post says that just these are known."""
    had = set(session.facilitators.values_list("pk", flat=True))
    same_time = (values["starts_at"], values["ends_at"]) == (session.starts_at, session.ends_at)
    if same_time and had >= {person.pk for person in values["facilitators"]}:
        return None
    found = clashes_of(session, values["starts_at"], values["ends_at"], values["facilitators"])
    known = f"{values['starts_at'].isoformat()} {found.signed_up} {found.facilitators}"
    if not found or request.POST.get("known") == known:
        return None
    return {"signed_up": found.signed_up, "facilitators": found.facilitators, "known": known}


def saved_words(told: int) -> str:
    if not told:
        return _("Muutokset ovat tallessa.")
    return ngettext(
        "Muutokset ovat tallessa, ja kerroimme niistä %(count)s ihmiselle.",
        "Muutokset ovat tallessa, ja kerroimme niistä %(count)s ihmiselle.",
        told,
    ) % {"count": told}


@require_http_methods(["GET", "POST"])
def session_cancel(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask, with the consequences in words; on a post, cancel."""
    session = session_to_plan(request, pk)
    if request.method == "GET":
        context = {"session": session, "series": session.series}
        return render(request, "gatherings/session_cancel.html", context)
    try:
        told = cancel_session(session, actor=request.person)
    except refusals.Refused as refused:
        messages.error(request, refused.message)
        return redirect("session_desk", pk=session.pk)
    if told:
        words = ngettext(
            "Kerta on peruttu. Kerroimme siitä %(count)s ihmiselle.",
            "Kerta on peruttu. Kerroimme siitä %(count)s ihmiselle.",
            told,
        ) % {"count": told}
    else:
        words = _("Kerta on peruttu.")
    messages.success(request, words)
    return redirect("series_desk", pk=session.series_id)


@require_POST
def session_delete(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    session = session_to_plan(request, pk)
    series_id = session.series_id
    try:
        delete_session(session, actor=request.person)
    except refusals.Refused as refused:
        messages.error(request, refused.message)
        return redirect("session_desk", pk=pk)
    messages.success(request, _("Kerta on poistettu. Kukaan ei ollut ilmoittautunut sille."))
    return redirect("series_desk", pk=series_id)
