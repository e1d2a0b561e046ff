"""The outbox: what mail has left, what waits, what did not arrive."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from juuristo.audit.access import Reader, ReaderRequest
from juuristo.audit.trail import record

from .access import may_see_outbox
from .actions import MailError, try_again
from .models import OutgoingMail

State = OutgoingMail.State
ROWS_ON_A_PAGE = 50


@dataclass(frozen=True)
class Tab:
    label: str
    count: int
    href: str
    current: bool


@require_GET
def mail_outbox(request: ReaderRequest) -> HttpResponse:
    if not may_see_outbox(request.person):
        raise PermissionDenied
    state = request.GET.get("state", "")
    counts = _counts(request.person)
    mails = OutgoingMail.objects.visible_to(request.person)
    if state in State.values:
        mails = mails.filter(state=state)
    else:
        state = ""
    paginator = Paginator(mails, ROWS_ON_A_PAGE)
    paginator.count = counts[state]  # already known: saves a query
    page = paginator.get_page(request.GET.get("page"))
    if page.object_list:
        record("mail.listed", actor=request.person)
    context = {
        "tabs": _tabs(state, counts),
        "state": state,
        "page": page,
        "query": f"state={state}" if state else "",
    }
    return render(request, "mail/outbox.html", context)


def _counts(person: Reader) -> dict[str, int]:
    """How many mails there are in each state, and in all ("")."""
    rows = (
        OutgoingMail.objects.visible_to(person)
        .order_by()
        .values_list("state")
        .annotate(number=Count("pk"))
    )
    counts: dict[str, int] = dict.fromkeys(State.values, 0) | dict(rows)
    return counts | {"": sum(counts.values())}


def _tabs(current: str, counts: dict[str, int]) -> list[Tab]:
    labels = {
        "": pgettext("mail", "Kaikki"),
        State.QUEUED: pgettext("mail", "Lähdössä"),
        State.SENT: pgettext("mail", "Lähetetyt"),
        State.FAILED: pgettext("mail", "Ei mennyt perille"),
    }
    home = reverse("mail_outbox")
    return [
        Tab(label, counts[state], f"{home}?state={state}" if state else home, state == current)
        for state, label in labels.items()
    ]


@require_POST
def mail_try_again(request: ReaderRequest, pk: str) -> HttpResponse:
    mail = get_object_or_404(OutgoingMail.objects.visible_to(request.person), pk=pk)
    try:
        try_again(mail, actor=request.person)
        messages.success(request, _("Viesti on taas lähdössä."))
    except MailError as refusal:
        messages.warning(request, str(refusal))
    return redirect(f"{reverse('mail_outbox')}?state={State.FAILED}")
