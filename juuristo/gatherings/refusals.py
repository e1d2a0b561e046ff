"""Expected refusals: a machine-readable code and words for the reader."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juuristo.people.models import Person


class Refused(Exception):  # noqa: N818 — it is what happened, not an error
    """Something that a person asked for cannot be done, and why.

    ``code`` is part of the REST interface (design/interfaces.md); ``message`` is in the active
    language and says what to do instead.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def already_booked() -> Refused:
    return Refused("already_signed_up", _("Sinulla on jo paikka tällä kerralla."))


def already_waiting() -> Refused:
    return Refused("already_signed_up", _("Olet jo jonossa tälle kerralle."))


def not_open_yet() -> Refused:
    return Refused("closed", _("Ilmoittautuminen ei ole vielä alkanut. Palaa myöhemmin."))


def closed() -> Refused:
    return Refused("closed", _("Ilmoittautumisaika on päättynyt. Kysy paikkaa koordinaattorilta."))


def past() -> Refused:
    return Refused("past", _("Tämä kerta on jo alkanut. Valitse jokin tuleva kerta."))


def cancelled() -> Refused:
    return Refused("cancelled", _("Tämä kerta on peruttu. Valitse jokin toinen kerta."))


def one_place() -> Refused:
    return Refused(
        "one_per_series",
        _("Sinulla on jo paikka tämän sarjan toisella kerralla. Vaihda se, jos päivä ei sovi."),
    )


def one_wait() -> Refused:
    return Refused(
        "one_per_series",
        _("Olet jo jonossa tämän sarjan toiselle kerralle. Poistu ensin siitä jonosta."),
    )


def has_been_there() -> Refused:
    return Refused("one_per_series", _("Olet jo ollut mukana tässä sarjassa."))


def not_for_you() -> Refused:
    return Refused("not_for_you", _("Tämä sarja on tarkoitettu toiselle joukolle."))


def another_series() -> Refused:
    return Refused("another_series", _("Voit vaihtaa paikan vain saman sarjan kertaan."))


def below_taken(people: list[Person]) -> Refused:
    """A capacity lower than the places given; names those who have one."""
    text = ngettext(
        "Et voi vähentää paikkoja näin paljon: yhdellä on jo paikka (%(names)s).",
        "Et voi vähentää paikkoja näin paljon: %(count)s ihmisellä on jo paikka (%(names)s).",
        len(people),
    )
    names = ", ".join(person.full_name for person in people)
    return Refused("below_taken", text % {"count": len(people), "names": names})


def attends_fixed() -> Refused:
    return Refused(
        "has_signups",
        _("Joku on jo ilmoittautunut, joten et voi enää vaihtaa tätä. Tee sarjasta kopio."),
    )


def no_sessions() -> Refused:
    return Refused("no_sessions", _("Sarjassa ei ole vielä kertoja. Lisää ne ennen julkaisua."))


def unpublish_with_signups() -> Refused:
    return Refused(
        "has_signups",
        _(
            "Joku on jo ilmoittautunut, joten et voi enää piilottaa sarjaa. Peru "
            "kerrat, jos niitä ei pidetä."
        ),
    )


def delete_with_signups() -> Refused:
    return Refused(
        "has_signups",
        _(
            "Joku on jo ilmoittautunut kerralle, joten et voi poistaa sitä. Peru se, "
            "niin kerromme kaikille."
        ),
    )


def attendance_not_yet() -> Refused:
    return Refused(
        "too_early", _("Voit merkitä läsnäolot aikaisintaan puoli tuntia ennen kerran alkua.")
    )


def place_elsewhere(person: Person) -> Refused:
    return Refused(
        "one_per_series",
        _("%(name)s on jo varannut paikan toiselta kerralta.") % {"name": person.full_name},
    )


def not_a_walk_in(person: Person) -> Refused:
    return Refused(
        "has_signup",
        _("%(name)s oli ilmoittautunut, joten hän pysyy listalla. Merkitse hänet poissa olleeksi.")
        % {"name": person.full_name},
    )


def has_script() -> Refused:
    return Refused("has_script", _("Käsikirjoitus on jo tehty. Voit muokata sitä."))


def changed_meanwhile() -> Refused:
    return Refused(
        "changed",
        _(
            "Käsikirjoitus on muuttunut toisaalla, joten muutostasi ei tehty. Alla "
            "on uusin käsikirjoitus. Tee muutos uudelleen, jos tarvitset sitä vielä."
        ),
    )


def too_many_blocks() -> Refused:
    return Refused(
        "too_many", _("Käsikirjoituksessa on jo 60 kohtaa. Yhdistä tai poista ensin jokin.")
    )


def nothing_to_undo() -> Refused:
    return Refused("nothing_to_undo", _("Kumottavaa ei enää ole."))


def nothing_to_lead() -> Refused:
    return Refused("no_script", _("Käsikirjoituksessa ei ole vielä kohtia. Lisää ne ensin."))


def too_early_to_lead() -> Refused:
    return Refused("too_early", _("Voit aloittaa aikaisintaan puoli tuntia ennen kerran alkua."))


def led_already() -> Refused:
    return Refused("past", _("Tämä kerta on jo pidetty."))


def moved_meanwhile() -> Refused:
    return Refused(
        "changed",
        _(
            "Toinen vetäjä ehti ensin, joten painalluksesi ei muuttanut mitään. "
            "Näet nyt, missä olette."
        ),
    )


def signer_missing() -> Refused:
    return Refused("signer_missing", _("Valitse ensin ohjelman johdon yhteyshenkilö."))


def letter_sent() -> Refused:
    return Refused("letter_sent", _("Kirje on jo lähtenyt, joten sitä ei voi enää muuttaa."))


def letter_changed() -> Refused:
    return Refused(
        "letter_changed",
        _(
            "Kirje on muuttunut, tai siihen on jo vastattu. Mitään ei lähtenyt. Lue "
            "kirje uudelleen."
        ),
    )


def words_needed() -> Refused:
    return Refused("words_needed", _("Kirjoita, mitä toivot. Näin työ pääsee jatkumaan."))


def opening_asked() -> Refused:
    return Refused("opening_asked", _("Tälle kerralle on jo pyydetty avaaja."))


def opening_answered() -> Refused:
    return Refused("opening_answered", _("Tähän on jo vastattu, tai pyyntö on peruttu."))


def unknown_code() -> Refused:
    return Refused(
        "unknown_code",
        _("Tällä koodilla ei ole nyt auki yhtään kertaa. Tarkista numerot ruudulta."),
    )


def leads() -> Refused:
    return Refused("leads", _("Vedät tämän kerran, joten sinua ei tarvitse merkitä paikalle."))


def no_act_here() -> Refused:
    return Refused(
        "no_act_here",
        _(
            "Voit kirjata tekosi, kun kerta on alkanut ja olet siinä mukana. Aikaa "
            "on kuusi viikkoa. Mitään ei tallennettu."
        ),
    )


def no_such_answer() -> Refused:
    return Refused("no_such_answer", _("Valitse jokin vastauksista. Mitään ei tallennettu."))


def gave_place_up(person: Person) -> Refused:
    message = _("%(name)s on juuri perunut paikkansa. Merkintää ei tehty: lataa sivu uudelleen.")
    return Refused("gave_place_up", message % {"name": person.full_name})
