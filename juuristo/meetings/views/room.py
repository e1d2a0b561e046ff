"""The room of client meetings: begin one, look at one's own practice, hear the clients."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from juuristo.people.acting import ActingRequest


@require_safe
def room(request: ActingRequest) -> HttpResponse:
    return render(request, "meetings/room.html")
