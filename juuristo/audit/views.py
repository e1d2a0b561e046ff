"""The trail of one organisation, for its administrator."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from .access import ReaderRequest, may_read_trail
from .forms import TrailFilter
from .models import AuditEvent
from .names import names_of
from .trail import record

ROWS_ON_A_PAGE = 50


@require_GET
def audit_trail(request: ReaderRequest) -> HttpResponse:
    if not may_read_trail(request.person):
        raise PermissionDenied
    form = TrailFilter(request.GET, label_suffix="")
    form.is_valid()  # what is faulty is told on the page and narrows nothing
    events = form.narrow(AuditEvent.objects.visible_to(request.person).order_by("-at", "-id"))
    page = Paginator(events, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    names = names_of({each.actor_id for each in shown if each.actor_id}, request.person)
    rows = [(each, names.get(each.actor_id) if each.actor_id else None) for each in shown]
    if shown:
        record("audit.listed", actor=request.person)
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "rows": rows, "page": page, "query": query.urlencode()}
    return render(request, "audit/trail.html", context)
