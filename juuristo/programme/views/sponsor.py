"""The page of management's contact: what waits for an answer, and the support given so far."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from juuristo.people.acting import ActingRequest
from juuristo.programme.access import may_sponsor
from juuristo.programme.models import Programme
from juuristo.programme.support import support_so_far
from juuristo.programme.waiting import waiting_for


@require_GET
def sponsor(request: ActingRequest, slug: str) -> HttpResponse:
    visible = Programme.objects.visible_to(request.person).select_related("organisation")
    programme = get_object_or_404(visible, slug=slug)
    if not may_sponsor(request.person, programme):
        raise PermissionDenied
    context = {
        "programme": programme,
        "waiting": waiting_for(request.person, programme.pk),
        "acts": support_so_far(programme),
    }
    return render(request, "programme/sponsor.html", context)
