"""What entries are called on the picture and in the list, and what the trail calls our verbs."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from juuristo.shell import dates
from juuristo.shell.texts import text_in

from .models import EntryKind, TimelineEntry

VERBS = {
    "programme.added": gettext_lazy("perusti ohjelman"),
    "programme.changed": gettext_lazy("muutti ohjelmaa"),
    "entry.added": gettext_lazy("lisäsi merkinnän"),
    "entry.changed": gettext_lazy("muutti merkintää"),
    "entry.deleted": gettext_lazy("poisti merkinnän"),
    "document.added": gettext_lazy("liitti asiakirjan"),
    "document.deleted": gettext_lazy("poisti asiakirjan"),
    "approval.asked": gettext_lazy("pyysi hyväksyntää"),
    "approval.approved": gettext_lazy("hyväksyi suunnitelman"),
    "approval.returned": gettext_lazy("palautti suunnitelman muutettavaksi"),
    "approval.withdrawn": gettext_lazy("perui hyväksyntäpyynnön"),
}

KINDS = {
    "programme/approval_asked": gettext_lazy("pyyntö hyväksyä suunnitelma"),
    "programme/approval_answered": gettext_lazy("vastaus hyväksyntäpyyntöön"),
}


def name_of(entry: TimelineEntry) -> str:
    return text_in(entry.short) or text_in(entry.what)


def measure(entry: TimelineEntry) -> str:
    """How much: "7 kertaa", "104 / 254 (41 %)", "15 vastausta", or ""."""
    if entry.sessions:
        count = entry.sessions
        return ngettext("%(n)s kerta", "%(n)s kertaa", count) % {"n": dates.number(count)}
    if entry.answers is None:
        return ""
    if entry.invited:
        return dates.share_text(entry.answers, entry.invited)
    count = entry.answers
    return ngettext("%(n)s vastaus", "%(n)s vastausta", count) % {"n": dates.number(count)}


def label_of(entry: TimelineEntry) -> str:
    """The label on the picture."""
    if entry.kind == EntryKind.WORKSHOP and entry.sessions:
        count = entry.sessions
        return ngettext("%(n)s työpaja", "%(n)s työpajaa", count) % {"n": dates.number(count)}
    return ", ".join(filter(None, (name_of(entry), measure(entry))))


def label_of_series(kind: str, count: int) -> str:
    """Name several entries of one kind: "mentorikoulutus, 5 osaa"."""
    names = {"kind": str(EntryKind(kind).label), "n": count}
    if kind == EntryKind.MENTOR_TRAINING:
        return ngettext("%(kind)s, %(n)s osa", "%(kind)s, %(n)s osaa", count) % names
    return ngettext("%(kind)s, %(n)s kerta", "%(kind)s, %(n)s kertaa", count) % names


def responsible_of(entry: TimelineEntry) -> str:
    """Who answered for it: a role, a person, or both."""
    person = entry.responsible.full_name if entry.responsible else ""
    return ", ".join(filter(None, (text_in(entry.responsible_role), person)))


def gap_label() -> str:
    return _("yli vuosi ilman merkittyä johdon tekoa")
