"""Signing up, changing and cancelling from the pages.

A plain post answers with a redirect and a message; htmx gets the part of the page that changed,
with the status of the act in words: 200 when it was done, 409 when it was refused.
"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from juuristo.gatherings import actions
from juuristo.gatherings.models import Series, Session, SignUp
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.standings import own_signups
from juuristo.people.acting import ActingRequest

from .adviser import series_context, visible_series, visible_session

State = SignUp.State


@require_POST
def sign_up(request: ActingRequest, pk: UUID) -> HttpResponse:
    session = visible_session(request.person, pk)

    def act() -> str:
        return _told(actions.sign_up_oneself(session, request.person))

    return answer(request, session, act)


@require_POST
def change(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Move my place in this series to the session ``pk``."""
    session = visible_session(request.person, pk)
    place = own_signups(request.person).filter(
        session__series=session.series_id, state=State.BOOKED
    )

    def act() -> str:
        old = place.order_by("session__starts_at").last()
        if old is None:
            return _told(actions.sign_up(session, request.person, actor=request.person))
        signup = actions.change(old, session, actor=request.person)
        if signup.state == State.BOOKED:
            return _("Paikkasi on vaihdettu.")
        return _told(signup)

    return answer(request, session, act)


@require_http_methods(["GET", "POST"])
def cancel(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Give up my place or my wait. GET asks first, for those whose browser shows no dialog."""
    session = visible_session(request.person, pk)
    signup = get_object_or_404(own_signups(request.person), session=session)
    if request.method == "GET":
        context = {"session": session, "signup": signup, "how": ""}
        return render(request, "gatherings/give_up.html", context)
    waited = signup.state == State.WAITING

    def act() -> str:
        actions.cancel(signup, actor=request.person)
        return _("Et ole enää jonossa.") if waited else _("Paikkasi on peruttu.")

    return answer(request, session, act)


@require_POST
def sign_up_to_all(request: ActingRequest, pk: UUID) -> HttpResponse:
    series = visible_series(request.person, pk)

    def act() -> str:
        signups = actions.sign_up_to_all(series, request.person, actor=request.person)
        waits = sum(signup.state == State.WAITING for signup in signups)
        if not waits:
            return _("Sinulla on nyt paikka kaikilla kerroilla.")
        if waits == len(signups):
            return _told(signups[0])
        return ngettext(
            "Olet ilmoittautunut kaikille kerroille. Yhdelle kerralle olet jonossa.",
            "Olet ilmoittautunut kaikille kerroille. Jonossa olet %(count)s kerralle.",
            waits,
        ) % {"count": waits}

    return answer(request, series, act)


@require_POST
def cancel_all(request: ActingRequest, pk: UUID) -> HttpResponse:
    series = visible_series(request.person, pk)

    def act() -> str:
        actions.cancel_all(series, request.person, actor=request.person)
        return _("Ilmoittautumisesi kaikille tuleville kerroille on peruttu.")

    return answer(request, series, act)


def _told(signup: SignUp) -> str:
    if signup.state == State.BOOKED:
        return _("Sinulla on paikka. Lähetimme vahvistuksen sähköpostiisi.")
    return _("Olet nyt jonossa. Kerromme sähköpostilla heti, kun saat paikan.")


def answer(request: ActingRequest, what: Session | Series, act: Callable[[], str]) -> HttpResponse:
    """Do it and say how it went, where the reader was."""
    try:
        told, refused = act(), False
    except Refused as refusal:
        told, refused = refusal.message, True
    if request.htmx or request.by_link:  # a link's page has no cookie to carry a message
        series = visible_series(
            request.person, what.series_id if isinstance(what, Session) else what.pk
        )
        context = {
            **series_context(request, series),
            "told": told,
            "refused": refused,
            "acted": what.pk,
        }
        part = "#choices" if request.htmx else ""
        page = f"gatherings/series_adviser.html{part}"
        return render(request, page, context, status=409 if refused else 200)
    (messages.warning if refused else messages.success)(request, told)
    return redirect(_back(request, what))


def _back(request: ActingRequest, what: Session | Series) -> str:
    """The page the form was on, as it says itself; the series when it says nothing."""
    if request.POST.get("back") == "my_sessions":
        return reverse("my_sessions")
    if isinstance(what, Series):
        return reverse("series_signup", args=[what.pk])
    if request.POST.get("back") == "session":
        return reverse("session", args=[what.pk])
    return reverse("series_signup", args=[what.series_id])
