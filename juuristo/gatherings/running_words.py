"""How the time of a running session is said. Nobody is hurried: what a group sees is about how much
time there is, never how late it is."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juuristo.shell import dates

from .running import Standing

A_FEW = 2  # minutes that are "a couple"


def left_words(standing: Standing) -> str:
    """For those who lead: exact minutes."""
    if standing.over:
        return ngettext("%(count)s minuutti yli", "%(count)s minuuttia yli", standing.over) % {
            "count": standing.over
        }
    if not standing.left:
        return _("aika on käytetty")
    return ngettext(
        "%(count)s minuutti jäljellä", "%(count)s minuuttia jäljellä", standing.left
    ) % {"count": standing.left}


def screen_words(standing: Standing) -> str:
    """For the group: about how much time there is."""
    minutes = about(standing.left)
    if not minutes:
        return _("Lopetellaan rauhassa.")
    if minutes <= A_FEW:
        return _("Aikaa on pari minuuttia.")
    return _("Aikaa on noin %(minutes)s minuuttia.") % {"minutes": dates.in_words(minutes)}


def about(minutes: int) -> int:
    """To the nearest five from eight minutes on, else two, three, five or what is left."""
    if minutes >= 8:
        return 5 * round(minutes / 5)
    return min(5, minutes)
