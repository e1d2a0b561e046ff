"""What the protection of an anonymous survey does not reach, said openly (trust T1, T3)."""

from django.utils.translation import gettext_lazy as _

from juuristo.shell.privacy import Told

from .models import Wave

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


def beyond(kind: str, access: str) -> tuple[str, ...]:
    """What the protection of such a wave does not reach; a named one promises none."""
    if kind == Wave.Kind.NAMED:
        return ()
    is_invited = access == Wave.Access.INVITATION
    return tuple(str(line) for line in STILL_TO_BE_GUESSED[0 if is_invited else 1 :])


def told() -> Told:
    """What the page about privacy says of surveys."""
    return Told(
        order=40,
        key="surveys",
        title=str(_("Kyselyt")),
        margin=str(_("Jokainen kysely kertoo ensimmäisellä rivillään, onko se nimetön.")),
        lines=(
            str(
                _(
                    "Nimettömän kyselyn vastaus tallentuu ilman nimeäsi, aikaa ja osoitetta. "
                    "Tulokset näkyvät vasta, kun kysely on päättynyt, eikä pienen ryhmän "
                    "tuloksia näytetä koskaan."
                )
            ),
            str(
                _(
                    "Luottamuksellisen kyselyn vastaukset lukee vain se, joka on kyselyssä "
                    "nimetty. Omalla nimellä annetut vastaukset lukevat ohjelman "
                    "koordinaattorit, ja lukemisesta jää jälki."
                )
            ),
            str(_("Sanomme suoraan myös, mihin nimettömyyden suoja ei yllä:")),
        ),
        items=tuple(str(line) for line in STILL_TO_BE_GUESSED),
    )
