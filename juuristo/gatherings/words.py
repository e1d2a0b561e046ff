"""What the trail and the outbox call what happens in gatherings: words that follow a name."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "series.created": _("teki sarjan"),
    "series.edited": _("muutti sarjaa"),
    "series.published": _("julkaisi sarjan"),
    "series.unpublished": _("perui sarjan julkaisun"),
    "session.created": _("lisäsi kerran"),
    "session.edited": _("muutti kertaa"),
    "session.cancelled": _("perui kerran"),
    "session.deleted": _("poisti kerran"),
    "session.capacity_changed": _("muutti kerran paikkamäärää"),
    "session.capacity_raised": _("lisäsi kerralle paikan"),
    "session.people_listed": _("avasi kerralle ilmoittautuneet"),
    "signup.booked": _("sai tai antoi paikan kerralle"),
    "signup.waiting": _("ilmoittautui jonoon"),
    "signup.promoted": _("nousi jonosta paikalle"),
    "signup.changed": _("vaihtoi kertaa"),
    "signup.cancelled": _("perui ilmoittautumisen"),
    "signup.attended": _("merkitsi henkilön paikalla olleeksi"),
    "signup.absent": _("merkitsi henkilön poissa olleeksi"),
    "signup.walked_in": _("lisäsi paikalle tulleen henkilön"),
    "script.created": _("teki käsikirjoituksen"),
    "script.edited": _("muutti käsikirjoitusta"),
    "script.deleted": _("poisti käsikirjoituksen"),
    "run.began": _("aloitti kerran käsikirjoituksen"),
    "run.moved": _("siirtyi käsikirjoituksessa"),
    "run.extended": _("antoi käsikirjoituksen kohdalle lisää aikaa"),
    "run.ended": _("päätti kerran käsikirjoituksen"),
    "run.resumed": _("jatkoi kerran käsikirjoitusta"),
    "signups.missing_listed": _("avasi luettelon niistä, jotka eivät ole ilmoittautuneet"),
    "signups.reminded": _("muistutti niitä, jotka eivät ole ilmoittautuneet"),
}

KINDS = {
    "gatherings/booked": _("vahvistus paikasta"),
    "gatherings/booked_all": _("vahvistus paikasta sarjan kaikilla kerroilla"),
    "gatherings/waiting": _("vahvistus jonoon pääsystä"),
    "gatherings/promoted": _("tieto vapautuneesta paikasta"),
    "gatherings/changed": _("vahvistus kerran vaihdosta"),
    "gatherings/cancelled": _("vahvistus peruutuksesta"),
    "gatherings/released": _("tieto luovutetusta paikasta"),
    "gatherings/remind": _("muistutus ilmoittautumisesta"),
    "gatherings/facilitator": _("tieto kerran vetäjälle"),
    "gatherings/session_moved": _("tieto kerran siirtymisestä"),
    "gatherings/session_cancelled": _("tieto kerran peruutuksesta"),
}
