"""Signing up to one series by the link of the director's letter, without signing in.

The views are those of one who has signed in; here they get their person from the link. What they
show of that person is a first name and the sign-ups to this one series.
"""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from juuristo.gatherings import own_links
from juuristo.people import by_link

from . import adviser, signing_up, wishes

View = Callable[..., HttpResponse]


def _own(view: View, *, of_session: bool = False) -> View:
    """``view`` behind a person's own link; of sessions, only those of the link's series."""

    @wraps(view)
    def answer(request: HttpRequest, token: str, pk: UUID | None = None) -> HttpResponse:
        link = own_links.find(token)
        if link is None:
            return by_link.unknown(request, own_links.PURPOSE)
        with by_link.speaking_to(link.person):
            if own_links.is_over(link.series):
                return by_link.closed(request, _over())
            if of_session:
                get_object_or_404(link.series.sessions, pk=pk)
            request.person = link.person  # type: ignore[attr-defined]  # see acting.ActingRequest
            return view(request, pk if of_session else link.series.pk)

    return by_link.by_link(answer)


def _over() -> str:
    return _(
        "Ilmoittautumisaika on päättynyt. Jos sinulla on paikka, se on tallessa, ja "
        "voit perua sen Juuristossa. Jos haluat mukaan, kysy paikkaa "
        "koordinaattorilta."
    )


series_signup = _own(adviser.series_signup)
series_sign_up_all = _own(signing_up.sign_up_to_all)
series_cancel_all = _own(signing_up.cancel_all)
session_sign_up = _own(signing_up.sign_up, of_session=True)
session_change = _own(signing_up.change, of_session=True)
session_give_up = _own(signing_up.cancel, of_session=True)
session_calendar = _own(adviser.session_calendar, of_session=True)
session_wish = _own(wishes.session_wish, of_session=True)
