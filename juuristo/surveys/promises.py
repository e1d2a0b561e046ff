"""What respondents are promised, by the kind of the wave: the one place where it is put in words.

The respondent's page shows it before the first question, the invitation repeats it, and the
coordinator reads the same before opening. Placeholders stand in braces (``{who}``, ``{reader}``,
``{threshold}``, ``{open_threshold}``) and are filled in one pass: no name can hold another one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from juuristo.shell.texts import LANGUAGES, text_in

from .definition import definition_of
from .models import Wave
from .privacy import beyond

PLACEHOLDER = re.compile(r"\{(who|reader|threshold|open_threshold)\}")


@dataclass(frozen=True)
class Promise:
    """``asks`` and ``keeps`` are the first two lines one reads; ``more`` says the rest, and
    ``beyond`` what is not promised."""

    asks: str
    keeps: str
    more: tuple[str, ...]
    beyond: tuple[str, ...] = ()

    def filled(self, values: Mapping[str, str]) -> "Promise":
        def fill(text: str) -> str:
            return PLACEHOLDER.sub(lambda found: values[found[1]], text)

        return Promise(fill(self.asks), fill(self.keeps), tuple(fill(line) for line in self.more))


def key_of(kind: str, access: str) -> str:
    """Which promise a wave gives: the kind, and for anonymous ones how one comes to answer."""
    return f"anonymous_{access}" if kind == Wave.Kind.ANONYMOUS else str(kind)


def promises() -> dict[str, Promise]:
    """Every promise in the active language, with its placeholders."""
    return {
        "anonymous_invitation": _anonymous_by_invitation(),
        "anonymous_link": _anonymous_by_link(),
        "named": _named(),
        "confidential": _confidential(),
    }


def promise_of(wave: Wave) -> Promise:
    """What ``wave`` promises, in the active language. Asks for the reader (one query)."""
    readers = wave.readers.all() if wave.kind == Wave.Kind.CONFIDENTIAL else ()
    promise = promises()[key_of(wave.kind, wave.access)].filled(
        {
            "who": wave.signature,
            "reader": ", ".join(person.full_name for person in readers),
            "threshold": str(wave.threshold),
            "open_threshold": str(wave.open_threshold),
        }
    )
    more = (*promise.more, *_of_this_wave(wave))
    return Promise(promise.asks, promise.keeps, more, beyond(wave.kind, wave.access))


def promise_in_each(wave: Wave) -> dict[str, dict[str, Any]]:
    """``{"fi": {"asks", "keeps", "more", "beyond"}, …}`` for the respondent's page, which can
    change its language."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = asdict(promise_of(wave))
    return found


def _of_this_wave(wave: Wave) -> Iterator[str]:
    if wave.breakdowns:
        content = wave.version.content if wave.version else wave.instrument.content
        asked = {one.key: one.text for one in definition_of(content).questions}
        names = [text_in(asked[key].model_dump()) for key in wave.breakdowns if key in asked]
        yield _(
            "Tuloksia katsotaan myös näiden taustakysymysten mukaan, kutakin erikseen: {names} "
            "Ryhmä, jossa vastaajia on alle {threshold}, ei näy."
        ).format(names=" ".join(f"”{name}”" for name in names), threshold=wave.threshold)
    if wave.session_id:
        yield _(
            "Tulokset näkevät kerran vetäjät ja ohjelman koordinaattorit. Jos vastauksia on "
            "alle {threshold}, ne lasketaan yhteen sarjan seuraavien kertojen kanssa."
        ).format(threshold=wave.threshold)


def _anonymous_by_invitation() -> Promise:
    return Promise(
        _("Tämä kysely on nimetön. Kysyjänä on {who}."),
        _(
            "Vastauksesi tallentuu ilman nimeäsi, eikä siihen jää mitään, "
            "millä sen voisi yhdistää sinuun."
        ),
        (
            *_shown_when_closed(),
            _(
                "Kutsulinkkisi vaihtuu selaimessasi vastauslippuun, josta palvelin näkee vain, "
                "että se on aito ja käyttämätön. Kenen se on, sitä palvelin ei voi tietää."
            ),
            _(
                "Tieto siitä, että olet vastannut, kulkee erillään vastauksestasi. "
                "Sitä käytetään vain siihen, ettet saa turhia muistutuksia."
            ),
            _only_tightened(),
        ),
    )


def _anonymous_by_link() -> Promise:
    return Promise(
        _("Tämä kysely on nimetön. Kysyjänä on {who}."),
        _("Linkki on kaikille sama. Emme kysy emmekä tallenna, kuka olet."),
        (*_shown_when_closed(), _only_tightened()),
    )


def _named() -> Promise:
    return Promise(
        _("Tässä kyselyssä vastaat omalla nimelläsi. Kysyjänä on {who}."),
        _("Vastauksesi lukevat vain ne, jotka koordinoivat ohjelmaa."),
        (_("Kun joku heistä avaa vastaukset, siitä jää merkintä tapahtumalokiin."),),
    )


def _confidential() -> Promise:
    return Promise(
        _("Tämä kysely on luottamuksellinen. Kysyjänä on {who}."),
        _(
            "Vastauksesi tallentuu ilman nimeäsi, ja sen lukee vain {reader}. "
            "Muut näkevät yhteenvedon, jossa ei ole lainauksia."
        ),
        (
            _(
                "Kun vastaajia on vähän, lukija voi arvata, kuka olet, siitä mitä kerrot. "
                "Kirjoita sen mukaan."
            ),
            _only_tightened(),
        ),
    )


def _shown_when_closed() -> tuple[str, ...]:
    return (
        _(
            "Tulokset näkyvät vasta, kun kysely on päättynyt, ja vain jos "
            "vastaajia on vähintään {threshold}. Sitä pienempi ryhmä jää aina piiloon."
        ),
        _(
            "Mitä kirjoitat omin sanoin, näytetään sellaisenaan, kun kirjoittajia on "
            "vähintään {open_threshold}. Jätä siis nimet pois."
        ),
    )


def _only_tightened() -> str:
    return _("Tätä lupausta ei voi heikentää sen jälkeen, kun kysely on avattu.")
