"""What waits for the sponsor's approval: seen by all, answered signed in or from the mail."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from juuristo.people import by_link
from juuristo.people.acting import ActingRequest
from juuristo.people.models import Person
from juuristo.programme import actions, approvals
from juuristo.programme.access import (
    may_answer_approval,
    may_read_outline,
    may_withdraw_approval,
)
from juuristo.programme.forms import AnswerForm
from juuristo.programme.models import Approval, Programme
from juuristo.programme.refusals import Refused
from juuristo.programme.subjects import subject_of
from juuristo.shell.forms import status_of

ANSWERED_SHOWN = 50
State = Approval.State


@require_GET
def approval_list(request: ActingRequest, slug: str) -> HttpResponse:
    """Everyone sees what waits and for how long; what the outlines say is for those concerned."""
    visible = Programme.objects.visible_to(request.person).select_related("organisation")
    programme = get_object_or_404(visible, slug=slug)
    rows = approvals.with_people(Approval.objects.filter(programme=programme))
    waiting = rows.filter(state=State.WAITING).order_by("asked_at", "pk")
    answered = rows.filter(state__in=[State.APPROVED, State.RETURNED])
    context = {
        "programme": programme,
        "waiting": [(row, may_read_outline(request.person, row)) for row in waiting],
        "answered": [
            (row, may_read_outline(request.person, row))
            for row in answered.order_by("-answered_at", "pk")[:ANSWERED_SHOWN]
        ],
    }
    return render(request, "programme/approvals.html", context)


@require_GET
def approval(request: ActingRequest, slug: str, pk: UUID) -> HttpResponse:
    shown = _read_approval(request, slug, pk)
    return render(request, "programme/approval.html", _context(request.person, shown))


@require_POST
def approval_answer(request: ActingRequest, slug: str, pk: UUID) -> HttpResponse:
    """Approve, or return with words; then on to what waits next."""
    shown = _read_approval(request, slug, pk)
    if not may_answer_approval(request.person, shown):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    try:
        if not _answered(form, shown, request.person):
            context = _context(request.person, shown) | {"form": form}
            return render(request, "programme/approval.html", context, status=422)
        messages.success(request, _told(shown))
    except Refused as refusal:
        messages.warning(request, refusal.message)
    return redirect("sponsor", shown.programme.slug)


@require_POST
def approval_withdraw(request: ActingRequest, slug: str, pk: UUID) -> HttpResponse:
    shown = _read_approval(request, slug, pk)
    if not may_withdraw_approval(request.person, shown):
        raise PermissionDenied
    try:
        actions.withdraw_approval(shown, actor=request.person)
        messages.success(request, _("Pyyntö on peruttu. Linkki johdon viestissä ei enää toimi."))
    except Refused as refusal:
        messages.warning(request, refusal.message)
    return redirect("approvals", shown.programme.slug)


@by_link.by_link
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def approve_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the sponsor's mail: the outline and the two answers, without signing in."""
    shown = approvals.find(token)
    if shown is None or shown.asked_of is None:
        return by_link.unknown(request, approvals.PURPOSE)
    with by_link.speaking_to(shown.asked_of):
        if shown.state != State.WAITING:
            return by_link.closed(request, _told(shown))
        form = AnswerForm(request.POST if request.method == "POST" else None)
        try:
            if form.is_bound and _answered(form, shown, shown.asked_of):
                return render(request, "people/link_done.html", {"told": _told(shown)})
        except Refused as refusal:
            return by_link.closed(request, refusal.message)
        context = {"approval": shown, "form": form, "action": request.path}
        return render(request, "programme/approval_by_link.html", context, status=status_of(form))


def _answered(form: AnswerForm, shown: Approval, sponsor: Person) -> bool:
    """Do what the form says; False when it has to be filled in first. Raises ``Refused``."""
    if not form.is_valid():
        return False
    words = form.cleaned_data["words"]
    if form.cleaned_data["answer"] == AnswerForm.YES:
        actions.approve(shown, words, actor=sponsor)
    else:
        actions.return_with_words(shown, words, actor=sponsor)
    return True


def _told(shown: Approval) -> str:
    if shown.state == State.APPROVED:
        return _("Kiitos. Hyväksyit suunnitelman, ja mentorit saavat siitä viestin.")
    if shown.state == State.RETURNED:
        return _("Kiitos. Mentorit saivat toiveesi. Saat luettavaksi korjatun suunnitelman.")
    return _("Pyyntö on peruttu, joten sinun ei tarvitse tehdä mitään.")


def _read_approval(request: ActingRequest, slug: str, pk: UUID) -> Approval:
    rows = approvals.with_people(Approval.objects.visible_to(request.person))
    shown = get_object_or_404(rows, programme__slug=slug, pk=pk)
    if not may_read_outline(request.person, shown):
        raise PermissionDenied
    return shown


def _context(person: Person, shown: Approval) -> dict[str, Any]:
    waits = shown.state == State.WAITING
    subject = subject_of(shown.subject_id)
    return {
        "approval": shown,
        "programme": shown.programme,
        "form": AnswerForm(),
        "action": reverse("approval_answer", args=[shown.programme.slug, shown.pk]),
        "is_stuck": waits
        and (shown.asked_of is None or not may_answer_approval(shown.asked_of, shown)),
        "may_answer": waits and may_answer_approval(person, shown),
        "may_withdraw": waits and may_withdraw_approval(person, shown),
        "subject": subject if subject and person in subject.people else None,
    }
