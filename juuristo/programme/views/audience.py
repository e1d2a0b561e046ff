"""What pages with an ``AudienceForm`` share: its programme, what fills it, its fragment."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from juuristo.people.acting import ActingRequest
from juuristo.programme.forms import AudienceForm
from juuristo.programme.models import Programme
from juuristo.shell.forms import status_of


def chosen_programme(request: HttpRequest, programmes: list[Programme]) -> Programme:
    wanted = request.POST.get("programme") or request.GET.get("programme")
    return next((one for one in programmes if str(one.pk) == wanted), programmes[0])


def sent(request: HttpRequest) -> QueryDict | None:
    """What fills the form: a post, or an htmx GET that only asks for the audience's size."""
    if request.method == "POST":
        return request.POST
    return request.GET if getattr(request, "htmx", False) else None


def is_saving(request: HttpRequest) -> bool:
    """Whether the post is more than the count that those without script ask for."""
    return request.method == "POST" and "count" not in request.POST


def render_form(
    request: ActingRequest, page: str, form: AudienceForm, context: dict[str, object]
) -> HttpResponse:
    """The page ``page``, or of it only the audience's size."""
    context["form"] = form
    if request.htmx and request.method == "GET":
        return render(request, "programme/audience_fields.html#audience", context)
    if "count" in request.POST:
        form.errors.clear()  # who asks only for the count is not told of faults
    return render(request, page, context, status=status_of(form))
