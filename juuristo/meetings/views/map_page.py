"""The client's map: one page whatever the id, opened by the browser that holds the key."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from juuristo.shell.nameless import nameless


@nameless
@require_safe
def map_page(request: HttpRequest, pk: str) -> HttpResponse:
    return render(request, "meetings/client/map.html")
