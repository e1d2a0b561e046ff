"""What is refused of wishes, and of the allocation that turns them into places."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juuristo.shell.dates import clock, day

from .models import Session
from .refusals import Refused


def by_wishes() -> Refused:
    return Refused(
        "wishes",
        _("Tämän sarjan paikat jaetaan toiveiden mukaan. Kerro toiveesi sarjan sivulla."),
    )


def places_given() -> Refused:
    return Refused(
        "places_given",
        _(
            "Paikat on jo jaettu toiveiden mukaan. Vapaille paikoille voit ilmoittautua "
            "tavalliseen tapaan."
        ),
    )


def place_already() -> Refused:
    return Refused(
        "one_per_series", _("Sinulla on jo paikka tässä sarjassa, joten toiveita ei enää tarvita.")
    )


def too_many_wishes() -> Refused:
    return Refused(
        "too_many_wishes",
        _("Toiveita voi olla enintään neljä. Poista jokin niistä, niin voit toivoa toista."),
    )


def wish_twice() -> Refused:
    return Refused("wish_twice", _("Sama kerta oli toiveissasi kahdesti. Valitse eri kerrat."))


def way_fixed() -> Refused:
    return Refused(
        "has_signups",
        _(
            "Joku on jo ilmoittautunut tai kertonut toiveensa, joten et voi enää "
            "vaihtaa paikkojen jakotapaa. Tee sarjasta kopio."
        ),
    )


def wishing_goes_on() -> Refused:
    return Refused(
        "wishes_open",
        _("Toiveita voi vielä kertoa. Voit jakaa paikat, kun toiveiden aika on päättynyt."),
    )


def no_wishes() -> Refused:
    return Refused("no_wishes", _("Kukaan ei ole kertonut toiveitaan, joten jaettavaa ei ole."))


def allocation_over() -> Refused:
    return Refused(
        "allocation_over",
        _("Tämä ehdotus ei ole enää voimassa. Katso uusin ehdotus tai laske se uudelleen."),
    )


def session_too_small(session: Session, people: int) -> Refused:
    """``people`` would come to a session that has not so many free seats."""
    text = ngettext(
        "Kerralla %(when)s on nyt %(free)s vapaa paikka, mutta ehdotus tarvitsee "
        "niitä %(people)s. Lisää paikkoja, siirrä joku tai laske ehdotus uudelleen.",
        "Kerralla %(when)s on nyt %(free)s vapaata paikkaa, mutta ehdotus tarvitsee "
        "niitä %(people)s. Lisää paikkoja, siirrä joku tai laske ehdotus uudelleen.",
        session.free,
    )
    values = {"when": _when(session), "free": session.free, "people": people}
    return Refused("session_full", text % values)


def session_gone(session: Session) -> Refused:
    return Refused(
        "session_gone",
        _(
            "Kertaa %(when)s ei enää pidetä, mutta ehdotus toisi sinne ihmisiä. Laske ehdotus "
            "uudelleen."
        )
        % {"when": _when(session)},
    )


def _when(session: Session) -> str:
    return f"{day(session.starts_at)} {clock(session.starts_at, session.ends_at)}"


def session_now_full() -> Refused:
    return Refused("session_full", _("Sillä kerralla ei ole enää tilaa. Valitse toinen kerta."))
