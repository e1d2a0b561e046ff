"""What a flipchart refuses, in words that say what was kept and what to do."""

from django.utils.translation import gettext as _

from .refusals import Refused

MOST_NOTES = 5000  # of one board, removed ones too
LONGEST_NOTE = 500
MOST_BOARDS = 40  # of one session


def closed() -> Refused:
    return Refused("closed", _("Tämä fläppitaulu on jo suljettu. Siihen ei voi enää kirjoittaa."))


def not_yours() -> Refused:
    return Refused(
        "not_yours", _("Tämän lapun on kirjoittanut joku muu. Voit muuttaa vain omiasi.")
    )


def unknown_note() -> Refused:
    return Refused("unknown_note", _("Tätä lappua ei enää ole. Joku on ehtinyt poistaa sen."))


def unknown_column() -> Refused:
    return Refused("unknown_column", _("Tätä saraketta ei ole. Valitse toinen sarake."))


def bad_op() -> Refused:
    return Refused("bad_op", _("Tätä muutosta ei voi tehdä. Lataa sivu uudelleen."))


def empty() -> Refused:
    return Refused("bad_op", _("Lappu on tyhjä. Kirjoita siihen jotakin."))


def too_long() -> Refused:
    return Refused(
        "too_long",
        _("Lapulle mahtuu %(count)d merkkiä. Jaa ajatus kahdelle lapulle.")
        % {"count": LONGEST_NOTE},
    )


def identifier() -> Refused:
    return Refused(
        "identifier",
        _(
            "Lapussa on henkilötunnus, puhelinnumero tai sähköpostiosoite, "
            "joten sitä ei tallennettu. Poista se ja lähetä lappu uudelleen."
        ),
    )


def too_fast() -> Refused:
    return Refused(
        "too_fast",
        _("Lappuja tulee nyt liian tiheään. Tekstisi on tallessa: lähetä se hetken päästä."),
    )


def board_full() -> Refused:
    return Refused(
        "board_full",
        _("Fläppitaulu on täynnä: siihen mahtuu %(count)d lappua. Pyydä vetäjältä uusi taulu.")
        % {"count": MOST_NOTES},
    )


def too_many_boards() -> Refused:
    return Refused(
        "too_many_boards",
        _("Kerralla on jo %(count)d fläppitaulua. Käytä niitä tai poista tyhjä taulu.")
        % {"count": MOST_BOARDS},
    )


def already_revealed() -> Refused:
    return Refused("revealed", _("Laput ovat jo kaikkien nähtävillä."))


def has_notes() -> Refused:
    return Refused("has_notes", _("Taululla on jo lappuja, joten et voi poistaa sitä. Sulje se."))


def still_hidden() -> Refused:
    return Refused(
        "hidden",
        _("Laput ovat vielä piilossa. Näytä ne ensin kaikille, niin voit ottaa ne talteen."),
    )


def nothing_written() -> Refused:
    return Refused("empty", _("Taululla ei ole vielä yhtään lappua."))
