"""Expected refusals of orientation (``refusals.py``): what cannot be done, and why."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from juuristo.shell.texts import text_in

from .models import OrientationItem
from .refusals import Refused


def own_orientation() -> Refused:
    return Refused(
        "own", _("Et voi merkitä omaa perehdytystäsi tehdyksi. Pyydä merkintää vastuuhenkilöltä.")
    )


def day_to_come() -> Refused:
    return Refused("future", _("Päivä on vasta tulossa. Merkitse asia tehdyksi, kun se on tehty."))


def done_by_attendance() -> Refused:
    return Refused(
        "by_attendance",
        _("Merkintä tuli läsnäolosta. Jos se on väärin, korjaa läsnäolo kerran sivulla."),
    )


def no_orientation_items() -> Refused:
    return Refused("no_items", _("Ohjelmassa ei ole vielä yhtään asiaa. Lisää ne ensin."))


def orientation_in_use() -> Refused:
    return Refused(
        "has_records", _("Joku käy ohjelmaa jo läpi, joten et voi enää piilottaa tai poistaa sitä.")
    )


def orientation_item_done() -> Refused:
    return Refused(
        "item_done",
        _(
            "Joku on jo käynyt tämän läpi, joten et voi poistaa asiaa. Merkintä on hänen "
            "todisteensa."
        ),
    )


def orientation_circle(items: Sequence[OrientationItem]) -> Refused:
    """Items that would each have to come before the other; names them."""
    names = " → ".join(text_in(item.title) for item in [*items, items[0]])
    return Refused(
        "circle",
        _("Nämä odottaisivat toisiaan loputtomiin: %(items)s. Ota jokin valinta pois.")
        % {"items": names},
    )
