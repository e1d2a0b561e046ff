"""The words of the flipchart's page that its script says (``frontend/src/board``).

Placeholders in braces are filled there; ``_one`` and ``_many`` are chosen there by the count.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WRITING = {
    "write": _("Kirjoita lappu"),
    "which_column": _("Mihin sarakkeeseen?"),
    "add": _("Lisää lappu"),
    "enter_adds": _(
        "Enter lisää lapun, Vaihto + Enter vaihtaa riviä. Omaa lappua siirtää Alt + Vaihto + nuoli."
    ),
    "left_one": _("Tilaa on enää yhdelle merkille."),
    "left_many": _("Tilaa on vielä {count} merkille."),
    "nothing_written": _("Kirjoita lappuun jotakin."),
    "identifier": _(
        "Tekstissä näyttää olevan henkilötunnus, puhelinnumero tai sähköpostiosoite. "
        "Ota se pois, niin voit lisätä lapun."
    ),
    "added": _("Lappu lisätty sarakkeeseen {column}."),
}

READING = {
    "empty": _("Ei vielä lappuja."),
    "earlier_one": _("Näytä yksi aiempi lappu"),
    "earlier_many": _("Näytä aiempia, joita on {count}"),
    "thumb_one": _("Peukku, yksi annettu"),
    "thumb_many": _("Peukku, annettu {count}"),
    "more": _("Muuta lappua"),
    "under_one": _("alla yksi lappu"),
    "under_many": _("alla {count} lappua"),
    "waiting": _("ei vielä perillä"),
    "others_added_one": _("Uusi lappu: {text}"),
    "others_added_many": _("{count} uutta lappua."),
    "others_changed_one": _("Yksi lappu muuttui tai siirtyi."),
    "others_changed_many": _("{count} lappua muuttui tai siirtyi."),
    "others_removed_one": _("Yksi lappu poistettiin."),
    "others_removed_many": _("{count} lappua poistettiin."),
    "said_reveal": _("Nyt kaikkien laput näkyvät."),
    "said_close": _("Taulu suljettiin."),
    "said_open": _("Taulu avattiin uudelleen."),
}

CHANGING = {
    "menu_title": _("Mitä teet tälle lapulle?"),
    "menu_done": pgettext_lazy("close a dialog", "Valmis"),
    "edit": _("Teksti"),
    "save": _("Tallenna teksti"),
    "move": _("Siirrä"),
    "up": pgettext_lazy("move a note", "Ylemmäs"),
    "down": pgettext_lazy("move a note", "Alemmas"),
    "to_column": _("Siirrä sarakkeeseen"),
    "moved": _("Lappu on sarakkeessa {column}, kohdassa {number} / {count}."),
    "no_further": _("Lappu ei siirry enää siihen suuntaan."),
    "group": _("Ryhmä"),
    "group_under": _("Kuuluu yhteen tämän kanssa"),
    "group_do": _("Laita sen alle"),
    "ungroup": _("Ota pois ryhmästä"),
    "remove": _("Poista lappu"),
    "removed": _("Poistit lapun ”{text}”."),
    "undo": _("Kumoa"),
    "gone": _("Tämä lappu on juuri poistettu taululta."),
}

STANDING = {
    "asking": _("Muiden laput näkyvät nyt parin sekunnin viiveellä."),
    "cut": _("Yhteys on poikki."),
    "cut_write": _("Voit silti kirjoittaa: laput pysyvät tällä laitteella ja lähtevät itsestään."),
    "waits_one": _("Yksi muutos on tallessa tällä laitteella ja lähtee, kun yhteys palaa."),
    "waits_many": _(
        "{count} muutosta on tallessa tällä laitteella. Ne lähtevät, kun yhteys palaa."
    ),
    "unkept": _(
        "Voit silti kirjoittaa, mutta laput ovat vain tällä sivulla: pidä se auki, kunnes yhteys "
        "palaa."
    ),
    "refused": _(
        "Taulu ei ole enää auki sinulle. Kirjaudu sisään uudelleen, niin pääset jatkamaan."
    ),
    "kept": _("Se, mikä ei ehtinyt perille, on tallessa tällä laitteella."),
    "kept_in_sight": _("Se, mikä ei ehtinyt perille, näkyy vain tällä sivulla. Kopioi se talteen."),
    "closed": _("Taulu on suljettu. Laput voi lukea, mutta mitään ei voi enää muuttaa."),
    "hidden": _("Näet vain omat lappusi. Muiden laput näet, kun vetäjä näyttää ne."),
    "hidden_leads": _("Näet vain omat lappusi, kunnes näytät laput kaikille."),
    "on_board_one": _("Taululla on yksi lappu."),
    "on_board_many": _("Taululla on {count} lappua."),
    "too_fast": _(
        "Lappuja tulee nyt liian tiheään. Kirjoittamasi on tallessa ja lähtee itsestään "
        "hetken päästä."
    ),
    "understood": _("Selvä"),
    "write_again": _("Muokkaa ja yritä uudelleen"),
}

WORDS = {**WRITING, **READING, **CHANGING, **STANDING}


def board_words() -> dict[str, str]:
    """The words in the reader's language."""
    return {key: str(words) for key, words in WORDS.items()}
