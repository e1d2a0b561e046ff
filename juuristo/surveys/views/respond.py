"""The respondent's page: the same for every link, since what a link says stands after "#"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from juuristo.shell.nameless import nameless


@nameless
@require_safe
def invited(request: HttpRequest) -> HttpResponse:
    """What an invitation's link opens."""
    return render(request, "surveys/answer.html", {"slug": ""})


@nameless
@require_safe
def by_open_link(request: HttpRequest, slug: str) -> HttpResponse:
    """What an open link opens, also when nothing is asked there: the page's script finds out."""
    return render(request, "surveys/answer.html", {"slug": slug})
