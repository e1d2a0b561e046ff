"""The room of surveys: waves by their state, and the way to instruments."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from juuristo.people.acting import ActingRequest
from juuristo.surveys.access import may_enter_surveys


@require_GET
def surveys(request: ActingRequest) -> HttpResponse:
    if not may_enter_surveys(request.person):
        raise PermissionDenied
    return render(request, "surveys/home.html")
