"""What the protection of an anonymous survey does not reach, said openly (trust T1, T3)."""

from django.utils.translation import gettext_lazy as _

STILL_TO_BE_GUESSED = (
    _(
        "Kuka kutsuttu on avannut linkkinsä ja kuka on kertonut vastanneensa, näkyy tietokannassa "
        "kyselyn päättymiseen asti. Mitä kukin vastasi, ei näy siellä missään vaiheessa."
    ),
    _(
        "Jos joku seuraisi palvelimen liikennettä juuri silloin, kun vastaat, hän voisi arvata, "
        "mistä verkosta vastaus tuli. Palvelin ei tallenna sitä."
    ),
    _(
        "Jos jollakulla olisi hallussaan sekä palvelimen levy että sen salainen avain ennen kuin "
        "kysely on päättynyt, hän voisi lukea odottavat vastaukset ja viimeksi tulleista myös sen, "
        "missä järjestyksessä ne tulivat. Kun kysely on päättynyt, avain poistetaan."
    ),
    _(
        "Vastauksen pituuden voi arvioida. Poikkeuksellisen pitkä vastaus erottuu muista, kunnes "
        "kysely on päättynyt."
    ),
    _("Se, mitä kirjoitat omin sanoin, voi paljastaa sinut. Jätä pois, mistä sinut tunnistaisi."),
)
