"""What the trail calls what happens around client meetings: words that follow a name."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "practice.exported": _("latasi oman työotteensa tiedot"),
    "practice.deleted": _("poisti oman työotteensa tietoja"),
    "service.created": _("lisäsi palvelun askelkortille"),
    "service.edited": _("muutti askelkortin palvelua"),
    "service.deleted": _("poisti palvelun askelkortilta"),
    "contact.created": _("lisäsi yhteystiedon askelkortille"),
    "contact.edited": _("muutti askelkortin yhteystietoa"),
    "contact.deleted": _("poisti yhteystiedon askelkortilta"),
    "phrases.edited": _("muutti askelkortin sanoja"),
}
