"""The words of the respondent's page: all of them in three languages go with the page, so that
it changes its language, and says what is wrong, also without a network.

The script is ``frontend/src/survey``; placeholders in braces are filled there. Plurals are avoided.
"""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOVING = {
    "start": _("Aloita"),
    "opening": _("Avataan…"),
    "go_on": _("Jatka siitä, mihin jäit"),
    "next": pgettext_lazy("survey question", "Seuraava"),
    "previous": pgettext_lazy("survey question", "Edellinen"),
    "send": pgettext_lazy("survey answers", "Lähetä"),
    "sending": _("Lähetetään…"),
    "try_again": _("Yritä uudelleen"),
    "question_of": _("Kysymys {number} / {count}"),
    "information": _("Tiedoksi"),
    "language": _("Kieli"),
    "all_on_page": _("Näytä kaikki kysymykset samalla sivulla"),
    "one_at_a_time": _("Näytä yksi kysymys kerrallaan"),
    "questions_count": _("Kysymyksiä on {count}."),
    "questions_between": _("Kysymyksiä on {least}–{most} sen mukaan, mitä vastaat."),
    "closes_at": _("Vastausaika päättyy {day} klo {clock}."),
    "how_anonymous": _("Näin nimettömyys toimii"),
    "not_reached": _("Mihin suoja ei yllä"),
    "said_plainly": _("Yllä on, mitä lupaamme. Sanomme suoraan myös, mihin suoja ei yllä:"),
    "named_as": _("Vastaat nimellä {name}."),
    "end_title": _("Valmista lähetettäväksi"),
    "end_answered": _("Vastattuja kysymyksiä: {number} / {count}."),
    "end_more": _(
        "Voit vielä palata muuttamaan vastauksiasi. Kun olet lähettänyt ne, "
        "niitä ei voi enää muuttaa."
    ),
    "end_final": _("Kun olet lähettänyt vastauksesi, niitä ei voi enää muuttaa."),
}

KEEPING = {
    "later": _("Jatka myöhemmin"),
    "later_title": _("Vastauksesi ovat tallessa"),
    "later_text": _(
        "Ne ovat vain tällä laitteella, eikä niitä ole vielä lähetetty. "
        "Kun haluat jatkaa, avaa sama linkki uudelleen tässä selaimessa."
    ),
    "later_unkept_title": _("Vastauksia ei voi tallentaa"),
    "later_unkept": _(
        "Tämä selain ei anna säilyttää vastauksia laitteella. Jos suljet sivun, ne katoavat."
    ),
    "later_go_on": _("Jatka nyt"),
    "kept_here": _("Tällä laitteella on vastauksia, joita et ole vielä lähettänyt."),
    "clear": _("Tyhjennä vastaukset"),
    "clear_title": _("Tyhjennetäänkö vastaukset?"),
    "clear_text": _("Ne poistetaan tältä laitteelta, eikä niitä saa takaisin."),
    "clear_not": _("Säilytä vastaukset"),
    "offline": _("Verkkoyhteyttä ei ole. Vastauksesi tallentuvat tälle laitteelle."),
    "not_sent_offline": _(
        "Vastauksesi eivät vielä lähteneet, koska verkkoyhteys puuttuu. Ne ovat tallessa tällä "
        "laitteella ja lähtevät, kun yhteys palaa. Pidä sivu auki tai avaa linkki myöhemmin "
        "uudelleen."
    ),
    "not_sent_busy": _(
        "Palvelimella on ruuhkaa, eivätkä vastauksesi vielä lähteneet. Ne ovat tallessa tällä "
        "laitteella. Yritämme hetken päästä uudelleen."
    ),
    "not_sent_failed": _(
        "Vastauksesi eivät lähteneet, koska palvelimessa on vika. Ne ovat tallessa tällä "
        "laitteella. Yritä myöhemmin uudelleen."
    ),
}

ENDINGS = {
    "thanks_title": _("Kiitos vastauksestasi!"),
    "thanks_text": _("Vastauksesi on perillä. Voit sulkea tämän sivun."),
    "answered_title": _("Tällä linkillä on jo vastattu"),
    "answered_text": _("Vastauksesi on perillä, kiitos. Sinun ei tarvitse tehdä mitään."),
    "elsewhere_title": _("Vastaaminen on aloitettu toisessa selaimessa"),
    "elsewhere_text": _(
        "Jatka siinä laitteessa ja selaimessa, jossa aloitit: kesken jääneet vastaukset ovat vain "
        "siellä. Jos ehdit jo lähettää ne, sinun ei tarvitse tehdä mitään."
    ),
    "elsewhere_more": _(
        "Jos et enää pääse sinne, pyydä kyselyn lähettäjältä uusi linkki. Sen voi saada kerran."
    ),
    "unknown_title": _("Linkki ei avaa kyselyä"),
    "unknown_text": _(
        "Linkki on vajaa tai vanhentunut, tai kysely on jo poistettu. Avaa linkki uudelleen "
        "kutsusta niin, että se tulee kokonaan mukaan, tai pyydä kyselyn lähettäjältä uusi."
    ),
    "closed_title": _("Kysely on päättynyt"),
    "closed_text": _(
        "Vastausaika on ohi, eikä uusia vastauksia enää oteta. Kiitos kiinnostuksesta."
    ),
    "closed_kept": _(
        "Tällä laitteella on vastauksia, joita ei ehditty lähettää. Voit tyhjentää ne."
    ),
    "cleared": _("Vastaukset on poistettu tältä laitteelta."),
    "not_yet_title": _("Kysely ei ole vielä auki"),
    "not_yet_text": _("Avaa sama linkki uudelleen, kun kysely alkaa."),
    "insecure_title": _("Vastaaminen tarvitsee suojatun yhteyden"),
    "insecure_text": _(
        "Nimettömyytesi varmistaa salaus, jonka selain tekee vain suojatulla https-yhteydellä. "
        "Avaa linkki niin, että osoitteen alussa on https, tai kokeile toista selainta."
    ),
    "insecure_more": _("Mitään ei ole lähetetty. Jos tämä ei auta, kerro kyselyn lähettäjälle."),
    "no_network_title": _("Kysely ei auennut"),
    "no_network_text": _("Verkkoyhteys puuttuu tai palvelin ei vastaa. Mitään ei ole kadonnut."),
    "busy_title": _("Kyselyyn pyrkii nyt moni yhtä aikaa"),
    "busy_text": _("Odota hetki ja yritä uudelleen. Mitään ei ole kadonnut."),
    "spoiled_title": _("Vastauslippusi ei kelpaa"),
    "spoiled_text": _(
        "Palvelin ei tunnista vastauslippua, jonka selaimesi sai. Vastauksesi ovat yhä tallessa "
        "tällä laitteella tämän linkin takana. Kerro asiasta kyselyn lähettäjälle."
    ),
}

ANSWERING = {
    "required": _("Tähän tarvitaan vastaus."),
    "decline": _("En halua vastata"),
    "undo_choice": _("Poista valinta"),
    "choose_many": _("Voit valita monta."),
    "choose_most": _("Voit valita enintään {most}."),
    "slider_unset": _("Ei vielä valittu"),
    "slider_numbers": _("Valitse mieluummin numeroista"),
    "ranking_how": _("Siirrä mieleisin ylimmäksi nuolilla tai vetämällä."),
    "ranking_unset": _("Järjestystä ei ole vielä valittu."),
    "ranking_confirm": _("Järjestys on hyvä näin"),
    "undo_ranking": _("Poista järjestys"),
    "ranking_up": _("Siirrä ylemmäs: {name}"),
    "ranking_down": _("Siirrä alemmas: {name}"),
    "ranking_moved": _("{name}: sija {number} / {count}."),
    "length": _("Merkkejä {count} / {longest}."),
    "identifiers": _(
        "Tekstissä näyttää olevan henkilötunnus, puhelinnumero tai sähköpostiosoite. "
        "Jätä pois kaikki, mistä asiakkaan tai muun ihmisen voi tunnistaa."
    ),
    "number_between": _("Luku väliltä {least}–{most}."),
    "number_least": _("Luku, joka on vähintään {least}."),
    "number_most": _("Luku, joka on enintään {most}."),
    "day": pgettext_lazy("date field", "Päivä"),
    "month": pgettext_lazy("date field", "Kuukausi"),
    "year": pgettext_lazy("date field", "Vuosi"),
}

FAULTS = {
    "faults_title": _("Korjaa nämä ennen lähettämistä. Muut vastauksesi ovat tallessa."),
    "fault_required": _("Tähän tarvitaan vastaus."),
    "fault_unknown_question": _("Tätä kysymystä ei enää kysytä. Lataa sivu uudelleen."),
    "fault_not_asked": _("Vastaustesi perusteella tätä kysymystä ei kysytä."),
    "fault_unknown_option": _("Valitse jokin vaihtoehdoista."),
    "fault_too_many": _("Valitse enintään {most}."),
    "fault_out_of_range": _("Vastaus ei ole sallitulla välillä."),
    "fault_not_whole": _("Kirjoita kokonaisluku."),
    "fault_not_a_number": _("Kirjoita luku numeroin, esimerkiksi 3 tai 3,5."),
    "fault_not_a_day": _("Kirjoita päivä numeroin, esimerkiksi 31, 1 ja 2026."),
    "fault_too_long": _("Teksti on liian pitkä: enintään {longest} merkkiä."),
    "fault_not_text": _("Tekstissä on merkkejä, joita ei voi tallentaa. Kirjoita se uudelleen."),
    "fault_incomplete_ranking": _("Aseta kaikki vaihtoehdot järjestykseen."),
    "fault_identifiers": _("Ota tekstistä pois henkilötunnus, puhelinnumero tai sähköpostiosoite."),
}

TEXTS = {**MOVING, **KEEPING, **ENDINGS, **ANSWERING, **FAULTS}


@cache
def words() -> dict[str, dict[str, Any]]:
    """Every text of the page by language; put together once in a process."""
    spoken = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            spoken[language] = {
                "texts": {key: str(text) for key, text in TEXTS.items()},
            }
    return spoken
