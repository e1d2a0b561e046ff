"""What the screen says on each stair, in Finnish; translated where it is shown.

A client may see the screen: nothing here hurts to read. A line is a quiet reminder, a prompt a
question or an encouragement; none sets a deadline, and going back is always allowed. ``LINES``
give for each stair its quiet line, and the question to ask oneself when its time is nearly spent.
"""

from .faults import gettext_noop as _

LINES: dict[str, dict[str, tuple[str, str]]] = {
    "client_meeting": {
        "empathy": (
            _("Kerro, mitä tänään tapahtuu ja paljonko teillä on aikaa."),
            _("Mikä on asiakkaalle tärkeintä juuri nyt?"),
        ),
        "guidance": (
            _("Kuuntele ja kysy. Vastauksia ei tarvita vielä."),
            _("Joko tärkein kysymys löytyi?"),
        ),
        "advice": (
            _("Hahmotelkaa seuraava askel yhdessä."),
            _("Onko seuraava askel jo näkyvissä?"),
        ),
        "farewell": (
            _("Mihin hänessä uskot? Sano se."),
            _("Mitä asiakas ottaa mukaansa?"),
        ),
    },
    "workshop": {
        "empathy": (
            _("Toivota jokainen tervetulleeksi. Kerro, paljonko teillä on aikaa."),
            _("Ovatko kaikki jo mukana?"),
        ),
        "guidance": (
            _("Kuunnelkaa toisianne. Ratkaisuilla ei ole vielä kiire."),
            _("Joko yhteinen kysymys löytyi?"),
        ),
        "advice": (
            _("Kokemus vastaa siihen, mitä yhdessä löysitte."),
            _("Mitä tästä voisi kokeilla huomenna?"),
        ),
        "farewell": (
            _("Jokainen kertoo yhden teon, jonka tekee seuraavaksi."),
            _("Mitä jokainen ottaa mukaansa?"),
        ),
    },
    "team_meeting": {
        "empathy": (
            _("Mitä kullekin kuuluu? Kertokaa, mistä tänään puhutte."),
            _("Ovatko kaikki jo mukana?"),
        ),
        "guidance": (
            _("Mikä tiimille on nyt tärkeintä? Kuunnelkaa ensin."),
            _("Joko yhteinen kysymys löytyi?"),
        ),
        "advice": (
            _("Mikä vie asiaa eteenpäin?"),
            _("Mistä olette jo samaa mieltä?"),
        ),
        "farewell": (
            _("Jokainen kertoo yhden teon, jonka tekee seuraavaksi."),
            _("Tietääkö jokainen, mitä seuraavaksi tapahtuu?"),
        ),
    },
    "development_discussion": {
        "empathy": (
            _("Kysykää, mitä toiselle kuuluu. Sopikaa, mistä tänään puhutte."),
            _("Mistä hän itse haluaa aloittaa?"),
        ),
        "guidance": (
            _("Kuuntele ja kysy. Tavoitteita ei tarvita vielä."),
            _("Joko tärkein toive löytyi?"),
        ),
        "advice": (
            _("Mikä auttaisi häntä eteenpäin?"),
            _("Onko seuraava askel jo näkyvissä?"),
        ),
        "farewell": (
            _("Kumpikin kertoo yhden teon, jonka tekee seuraavaksi."),
            _("Mikä tästä keskustelusta jää mieleen?"),
        ),
    },
}

PROMPTS: dict[str, dict[str, tuple[str, ...]]] = {
    "client_meeting": {
        "empathy": (
            _("Toivota asiakas tervetulleeksi omalla tavallasi."),
            _("Onko palvelu asiakkaalle uusi?"),
        ),
        "guidance": (
            _("Mistä hän itse aloittaisi?"),
            _("Piirtäkää yhteinen kartta."),
        ),
        "advice": (
            _("Vastaa siihen, mikä nousi tärkeimmäksi."),
            _("Mikä kaipaa suoria sanoja, ja mistä tie jatkuu?"),
            _("Jäikö kysymys auki? Ohjaukseen voi palata."),
        ),
        "farewell": (
            _("Miten asiakas itse kertoo sen?"),
            _("Jäikö jokin ymmärtämättä?"),
            _("Onko seuraava askel selvä?"),
        ),
    },
    "workshop": {
        "empathy": (_("Jokainen saa sanoa jotakin jo alussa."), _("Mistä tulit tänne tänään?")),
        "guidance": (
            _("Mitä arjessa tapahtuu juuri nyt?"),
            _("Kenen ääni ei ole vielä kuulunut?"),
        ),
        "advice": (
            _("Mitä kokemus on opettanut?"),
            _("Jäikö kysymys auki? Ohjaukseen voi palata."),
        ),
        "farewell": (
            _("Minkä yhden teon teet seuraavaksi?"),
            _("Kenen kanssa jatkat?"),
            _("Mikä jäi vielä auki?"),
        ),
    },
    "team_meeting": {
        "empathy": (_("Mikä on viime viikolla ilahduttanut?"), _("Kuka ei pääse tänään mukaan?")),
        "guidance": (
            _("Mitä asiakkaat ovat kertoneet?"),
            _("Kenen ääni ei ole vielä kuulunut?"),
        ),
        "advice": (
            _("Mitä kokemus on opettanut?"),
            _("Jäikö kysymys auki? Ohjaukseen voi palata."),
        ),
        "farewell": (
            _("Minkä yhden teon teet seuraavaksi?"),
            _("Mikä jäi vielä auki?"),
            _("Milloin palaatte tähän?"),
        ),
    },
    "development_discussion": {
        "empathy": (_("Mikä on sujunut hyvin?"), _("Laittakaa puhelimet hetkeksi syrjään.")),
        "guidance": (_("Mikä työssä on nyt tärkeintä?"), _("Mikä vie voimia, mikä antaa niitä?")),
        "advice": (
            _("Mitä voit luvata hänelle?"),
            _("Mikä kaipaa suoria sanoja, ja mistä tie jatkuu?"),
            _("Jäikö kysymys auki? Ohjaukseen voi palata."),
        ),
        "farewell": (
            _("Miten hän itse kertoo sen?"),
            _("Minkä yhden teon teet seuraavaksi?"),
            _("Milloin palaatte tähän?"),
        ),
    },
}
