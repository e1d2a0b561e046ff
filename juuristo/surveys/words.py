"""What the trail and the outbox call what happens in surveys: words that follow a name."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "instrument.created": _("lisäsi kyselypohjan"),
    "instrument.edited": _("muutti kyselypohjaa"),
    "instrument.imported": _("toi kyselypohjan tiedostosta"),
    "instrument.exported": _("vei kyselypohjan tiedostoon"),
    "instrument.deleted": _("poisti kyselypohjan"),
    "wave.created": _("teki kyselykerran"),
    "wave.edited": _("muutti kyselykertaa"),
    "wave.deleted": _("poisti kyselykerran luonnoksen"),
    "wave.opened": _("avasi kyselykerran"),
    "wave.tightened": _("tiukensi kyselykerran lupausta"),
    "wave.closing_moved": _("siirsi kyselykerran päättymistä"),
    "wave.closed": _("päätti kyselykerran"),
    "wave.invited_listed": _("avasi luettelon kyselyyn kutsutuista"),
    "wave.sealed": _("sinetöi kyselykerran vastaukset"),
    "wave.reminded": _("muistutti kyselystä"),
    "wave.reminders_changed": _("muutti kyselyn muistutuksia"),
    "wave.synthesis_written": _("kirjoitti luottamuksellisen kyselyn yhteenvedon"),
    "wave.ballot_reissued": _("antoi kutsutulle uuden kyselylinkin"),
    "wave.named_opened": _("avasi luettelon vastanneista"),
    "wave.named_read": _("luki omalla nimellä annetun vastauksen"),
    "wave.exported": _("vei kyselykerran tulokset tiedostoon"),
    "wave.imported": _("toi kyselykerran vastaukset toisesta ohjelmasta"),
    "feedback.changed": _("muutti palautteen pyytämistä"),
}

KINDS = {
    "surveys/invitation": _("kutsu kyselyyn"),
    "surveys/reminder": _("muistutus kyselystä"),
    "surveys/reissued": _("uusi linkki kyselyyn"),
}
# Who is reminded, or writes for a new link, tells something of who has answered.
DISCREET = {"surveys/reminder", "surveys/reissued"}
