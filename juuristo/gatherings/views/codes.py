"""The attendance code: the screen that shows it, and the page where it is typed."""

import uuid
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from juuristo.gatherings import codes, refusals
from juuristo.gatherings.actions import attendance
from juuristo.gatherings.actions import codes as actions
from juuristo.gatherings.attendance_desk import counts_of, seated
from juuristo.gatherings.forms.codes import CodeForm
from juuristo.gatherings.models import Session
from juuristo.people.acting import ActingRequest
from juuristo.shell.forms import status_of
from juuristo.shell.limits import within
from juuristo.shell.links import absolute

from .fetching import session_to_mark

WRONG_TRIES = "10/300s/user"


@never_cache
@require_http_methods(["GET", "POST"])
def attendance_code(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """The code for everyone in the room to see; a post opens or closes it."""
    session = session_to_mark(request, pk)
    if request.method == "POST":
        try:
            if "close" in request.POST:
                actions.close_code(session, actor=request.person)
            else:
                actions.open_code(session, actor=request.person)
        except refusals.Refused as refused:
            messages.error(request, refused.message)
        return redirect("attendance_code", pk=session.pk)
    context = screen(session)
    if request.htmx and "code" not in context:
        return HttpResponseClientRefresh()  # closed meanwhile: the page has another act then
    name = "#shown" if request.htmx else ""
    return render(request, f"gatherings/attendance_code.html{name}", context)


def screen(session: Session) -> dict[str, object]:
    open_code = actions.open_code_of(session)
    context: dict[str, object] = {
        "session": session,
        "series": session.series,
        "is_open": attendance.is_open(session),
        "counts": counts_of(list(seated(session))),
    }
    if open_code:
        path = reverse("here")
        link = f"{absolute(path)}?{urlencode({'code': open_code.code})}"
        context |= {
            "code": open_code,
            "shown": codes.in_groups(open_code.code),
            "qr": codes.qr(link),
            "address": urlsplit(settings.PUBLIC_URL).netloc + path,
        }
    return context


@never_cache
@require_http_methods(["GET", "POST"])
def here(request: ActingRequest) -> HttpResponse:
    """Type the code, or come from its QR with it filled in, and say: I am here."""
    is_sent = request.method == "POST"
    form = CodeForm(request.POST if is_sent else None, initial={"code": request.GET.get("code")})
    if form.is_bound and form.is_valid():
        if not within(request, "attendance_code", WRONG_TRIES, counts=False):
            form.add_error("code", _("Liian monta väärää koodia. Odota viisi minuuttia."))
            return render(request, "gatherings/here.html", {"form": form}, status=429)
        try:
            signup = actions.mark_here(form.cleaned_data["code"], request.person)
        except refusals.Refused as refused:
            if refused.code == "unknown_code":
                within(request, "attendance_code", WRONG_TRIES)
            form.add_error("code", refused.message)
        else:
            messages.success(request, _("Merkitsimme sinut paikalle. Hyvä, että tulit."))
            return redirect("session", pk=signup.session_id)
    return render(request, "gatherings/here.html", {"form": form}, status=status_of(form))
