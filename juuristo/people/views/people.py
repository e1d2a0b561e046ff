"""The staff list, and inviting many at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from juuristo.audit import trail
from juuristo.people.access import may_import_roster, may_manage_people
from juuristo.people.acting import ActingRequest
from juuristo.people.forms.people import PeopleFilter
from juuristo.people.invitations import invitable, invite_all
from juuristo.people.listing import list_people
from juuristo.people.models import Person

PER_PAGE = 50


def ensure_manager(person: Person) -> None:
    if not may_manage_people(person):
        raise PermissionDenied


def query_without_page(request: ActingRequest) -> str:
    """The filters of the address, for the links to other pages of the same list."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


@require_GET
def people(request: ActingRequest) -> HttpResponse:
    """The list opens others' personal data: one row of the trail for each look."""
    ensure_manager(request.person)
    form = PeopleFilter(request.GET, person=request.person)
    wanted = form.wanted()
    page = Paginator(list_people(request.person, wanted), PER_PAGE).get_page(
        request.GET.get("page")
    )
    trail.record("people.listed", actor=request.person)
    context = {
        "form": form,
        "page": page,
        "is_filtered": bool(wanted),
        "query": query_without_page(request),
        "may_import": may_import_roster(request.person),
    }
    return render(request, "people/people.html", context)


@require_http_methods(["GET", "POST"])
def invite_people(request: ActingRequest) -> HttpResponse:
    """Ask first how many would get an invitation; the filters of the list come in the address."""
    ensure_manager(request.person)
    form = PeopleFilter(request.GET, person=request.person)
    chosen = invitable(list_people(request.person, form.wanted()))
    back = f"{reverse('people')}?{query_without_page(request)}"
    if request.method == "POST":
        people_now = list(chosen)
        invite_all(people_now, actor=request.person)
        said = ngettext(
            "Lähetimme kutsun yhdelle ihmiselle.",
            "Lähetimme kutsun %(number)d ihmiselle.",
            len(people_now),
        )
        messages.success(request, said % {"number": len(people_now)})
        return HttpResponseRedirect(back)
    context = {"number": chosen.count(), "back": back}
    return render(request, "people/invite_people.html", context)
