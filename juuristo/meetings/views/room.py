"""The room of client meetings: begin one, look at one's own practice, hear the clients."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from juuristo.meetings.access import may_edit_card, may_hear_clients
from juuristo.meetings.practice import unreflected
from juuristo.people.acting import ActingRequest


@never_cache
@require_safe
def room(request: ActingRequest) -> HttpResponse:
    context = {
        "unreflected": unreflected(request.person),
        "hears_clients": may_hear_clients(request.person),
        "edits_card": may_edit_card(request.person),
    }
    return render(request, "meetings/room.html", context)
