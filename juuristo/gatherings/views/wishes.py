"""Wishing for sessions from the page of the series: add, raise, take back."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from juuristo.gatherings.actions import wishes
from juuristo.gatherings.models import MOST_WISHES
from juuristo.people.acting import ActingRequest

from .adviser import visible_session
from .signing_up import answer

ACTS = {"add": wishes.add_wish, "raise": wishes.raise_wish, "drop": wishes.drop_wish}


@require_POST
def session_wish(request: ActingRequest, pk: UUID) -> HttpResponse:
    """Add the session ``pk`` to my wishes, raise it, or take it back, as ``act`` says."""
    session = visible_session(request.person, pk)
    wish = ACTS.get(request.POST.get("act", ""))
    if wish is None:
        raise Http404

    def act() -> str:
        return told(len(wish(session, request.person, actor=request.person)))

    return answer(request, session, act)


def told(count: int) -> str:
    """What is kept now, and what more one can do."""
    if not count:
        return _("Sinulla ei ole nyt toiveita.")
    if count == MOST_WISHES:
        return _("Kaikki neljä toivettasi ovat tallessa.")
    return ngettext(
        "Toiveesi on tallessa. Voit lisätä vielä muita.",
        "Toiveesi ovat tallessa. Voit lisätä vielä muita.",
        count,
    )
