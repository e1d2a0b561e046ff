"""A mentor's sessions, and taking attendance on one page."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from juuristo.gatherings import refusals
from juuristo.gatherings.access import may_plan_series
from juuristo.gatherings.actions import attendance as actions
from juuristo.gatherings.attendance_desk import (
    counts_of,
    seated,
    sessions_led_by,
    without_seat,
)
from juuristo.gatherings.audience import audience_of
from juuristo.gatherings.models import Session
from juuristo.gatherings.subjects import brought_by
from juuristo.people.acting import ActingRequest

from .fetching import posted_id, session_to_mark


@require_GET
def facilitating(request: ActingRequest) -> HttpResponse:
    sessions = list(sessions_led_by(request.person))
    now = timezone.now()
    ahead = [one for one in sessions if one.ends_at > now]
    past = [one for one in reversed(sessions) if one.ends_at <= now]
    context = {
        "ahead": [one for one in ahead if not one.cancelled_at],
        "past": [one for one in past if not one.cancelled_at],
        "opens": now + actions.OPENS_BEFORE,
        "brought": brought_by(request.person),
    }
    return render(request, "gatherings/facilitating.html", context)


@require_http_methods(["GET", "POST"])
def attendance(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Everyone with a place, each there or not. A post holds one mark, or all of them."""
    session = session_to_mark(request, pk)
    if request.method == "POST":
        return save_marks(request, session)
    return render(request, "gatherings/attendance.html", page(request, session))


def page(request: ActingRequest, session: Session) -> dict[str, object]:
    signups = list(seated(session))
    words = request.GET.get("name", "").replace("\0", "").strip()
    return {
        "session": session,
        "series": session.series,
        "plans": may_plan_series(request.person, session.series),
        "signups": signups,
        "counts": counts_of(signups),
        "is_open": actions.is_open(session),
        "opens_at": session.starts_at - actions.OPENS_BEFORE,
        "walk_ins": [one for one in signups if one.walked_in],
        "words": words,
        "found": without_seat(session, words) if words else [],
    }


def save_marks(request: ActingRequest, session: Session) -> HttpResponse:
    """Save what the post says: ``rest`` marks everyone left, ``mark-<sign-up>`` one person."""
    try:
        if "rest" in request.POST:
            actions.mark_rest(session, actor=request.person)
        for signup in list(seated(session)):
            state = request.POST.get(f"mark-{signup.pk}")
            if state in actions.MARKS and state != signup.state and "rest" not in request.POST:
                actions.mark(signup, state, actor=request.person)
    except refusals.Refused as refused:
        if request.htmx:
            signups = list(seated(session))
            context = {"counts": counts_of(signups), "fault": refused.message, "alone": True}
            return render(request, "gatherings/attendance.html#status", context, status=409)
        messages.error(request, refused.message)
        return redirect("attendance", pk=session.pk)
    if request.htmx and "rest" not in request.POST:
        context = {"counts": counts_of(list(seated(session))), "saved": True, "alone": True}
        return render(request, "gatherings/attendance.html#status", context)
    if request.htmx:
        context = page(request, session) | {"saved": True, "all_marked": True}
        return render(request, "gatherings/attendance.html#people", context)
    messages.success(request, _("Läsnäolot ovat tallessa."))
    return redirect("attendance", pk=session.pk)


@require_POST
def attendance_walk_in(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Add one who came without a place, or take such an addition back (``remove``)."""
    session = session_to_mark(request, pk)
    try:
        if "remove" in request.POST:
            signup = get_object_or_404(session.signups, pk=posted_id(request, "remove"))
            actions.remove_walk_in(signup, actor=request.person)
            words = _("%(name)s ei ole enää listalla.") % {"name": signup.person.full_name}
        else:
            people = audience_of(session.series)
            person = get_object_or_404(people, pk=posted_id(request, "person"))
            actions.add_walk_in(session, person, actor=request.person)
            words = _("%(name)s on nyt listalla ja paikalla.") % {"name": person.full_name}
        messages.success(request, words)
    except refusals.Refused as refused:
        messages.error(request, refused.message)
    return redirect("attendance", pk=session.pk)
