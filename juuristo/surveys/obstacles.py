"""Why a wave cannot be made, opened or changed as somebody asked: one refusal each."""

from collections.abc import Collection, Iterator

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .audience import audience_of
from .definition import Single, definition_of
from .faults import faults_of
from .models import Wave
from .refusals import Refused

MOST_BREAKDOWNS = 2


def opened() -> Refused:
    return Refused(
        "opened",
        _(
            "Kysely on jo avattu, joten sitä ei voi enää muuttaa. "
            "Voit tiukentaa lupausta, siirtää päättymistä tai päättää kyselyn."
        ),
    )


def not_open() -> Refused:
    return Refused("not_open", _("Kysely ei ole auki, joten tätä ei voi tehdä."))


def loosened() -> Refused:
    return Refused(
        "loosened",
        _(
            "Vastaajille on luvattu enemmän. Rajoja voi vain nostaa "
            "ja taustakysymyksiä vain jättää pois."
        ),
    )


def closes_in_the_past() -> Refused:
    return Refused("closes_in_the_past", _("Päättymisen pitää olla vielä edessä päin."))


def reissued_already() -> Refused:
    return Refused("reissued_already", _("Uuden linkin voi antaa samalle ihmiselle vain kerran."))


def quotes(words: str) -> Refused:
    return Refused(
        "quotes",
        _("Yhteenvedossa on lainaus vastauksesta: ”%(words)s”. Kerro sama omin sanoin.")
        % {"words": words},
    )


def too_many_breakdowns() -> Refused:
    return Refused("too_many_breakdowns", _("Valitse enintään kaksi taustakysymystä."))


def check_breakdowns(keys: Collection[str]) -> None:
    """Raise ``Refused`` (``too_many_breakdowns``): each margin more tells more of small groups."""
    if len(keys) > MOST_BREAKDOWNS:
        raise too_many_breakdowns()


def obstacles_of(wave: Wave) -> Iterator[Refused]:
    """Everything that keeps a draft from being opened, the first thing to mend first."""
    yield from _of_content(wave)
    if not wave.signature.strip():
        yield Refused("no_signature", _("Kirjoita, kuka kysyy. Vastaaja lukee sen ensimmäiseksi."))
    if wave.closes_at is None:
        yield Refused("no_closing", _("Valitse, milloin kysely päättyy."))
    elif wave.closes_at <= timezone.now():
        yield closes_in_the_past()
    if wave.kind == Wave.Kind.CONFIDENTIAL and wave.readers.in_service().count() != 1:
        yield Refused(
            "no_reader", _("Valitse lukija. Luottamuksellisella kyselyllä on yksi nimetty lukija.")
        )
    if wave.access == Wave.Access.INVITATION:
        yield from _of_audience(wave)


def _of_content(wave: Wave) -> Iterator[Refused]:
    content = wave.instrument.content
    if faults := faults_of(content):
        yield Refused(
            "faulty_instrument",
            _("Kyselypohjassa on korjattavaa: %(first)s") % {"first": faults[0].message},
        )
        return
    if len(wave.breakdowns) > MOST_BREAKDOWNS:
        yield too_many_breakdowns()
    background = {
        question.key
        for question in definition_of(content).questions
        if isinstance(question, Single) and question.about_me
    }
    if not background.issuperset(wave.breakdowns):
        yield Refused(
            "no_breakdown",
            _("Valittua taustakysymystä ei ole enää kyselypohjassa. Valitse se uudelleen."),
        )


def _of_audience(wave: Wave) -> Iterator[Refused]:
    count = audience_of(wave).aggregate(count=Count("pk"))["count"]
    if not count:
        yield Refused("nobody", _("Valitsemaasi joukkoon ei kuulu ketään."))
    elif wave.kind == Wave.Kind.ANONYMOUS and count < wave.threshold:
        yield Refused(
            "too_few",
            ngettext(
                "Kutsuttavia on vain %(count)s, joten tulokset eivät voisi näkyä kenellekään. "
                "Laajenna joukkoa tai tee kyselystä luottamuksellinen.",
                "Kutsuttavia on vain %(count)s, joten tulokset eivät voisi näkyä kenellekään. "
                "Laajenna joukkoa tai tee kyselystä luottamuksellinen.",
                count,
            )
            % {"count": count},
        )
