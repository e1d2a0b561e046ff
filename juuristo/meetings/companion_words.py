"""The sentences that the companion's scripts say; what stands still is in the templates."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Return the sentences by key, in the active language; ``{name}`` is filled in later."""
    return {**_of_time(), **_of_stairs(), **_of_acts()}


def _of_time() -> dict[str, str]:
    return {
        "time_left": _("Aikaa on"),
        "ask_yourself": _("Kysy itseltäsi"),
        "ask_farewell_now": _("Olisiko nyt hyvä koota yhteen?"),
        "left": _("Aikaa on {left}."),
        "left_and_kept": _("Aikaa on {left}, siitä {kept} lopuksi."),
        "gather_calmly": _("Kootkaa rauhassa se, mikä on tärkeintä."),
        "close_calmly": _("Päättäkää rauhassa."),
    }


def _of_stairs() -> dict[str, str]:
    return {
        "to_empathy": _("Empatiaan"),
        "to_guidance": _("Ohjaukseen"),
        "to_advice": _("Neuvontaan"),
        "to_farewell": _("Hyvästelyyn"),
        "to_plan": _("Suunnitelmaan"),
        "empathy": _("Empatia"),
        "guidance": _("Ohjaus"),
        "advice": _("Neuvonta"),
        "farewell": _("Hyvästely"),
        "place_empathy": _(", porras 1 neljästä"),
        "place_guidance": _(", porras 2 neljästä"),
        "place_advice": _(", porras 3 neljästä"),
        "place_farewell": _(", porras 4 neljästä"),
    }


def _of_acts() -> dict[str, str]:
    return {
        "minutes": _("{n} min"),
        "shares": _(
            "Portaiden osuudet: empatia {empathy}, ohjaus {guidance}, neuvonta {advice} "
            "ja hyvästely {farewell} minuuttia"
        ),
        "new_client_meeting": _("Uusi tapaaminen"),
        "new_team_meeting": _("Tiimin kokous"),
        "new_development_discussion": _("Kehityskeskustelu"),
        "plan_title": _("Suunnitelma"),
        "begin": _("Aloita tapaaminen"),
        "begin_rehearsal": _("Aloita harjoitus"),
        "go_on": _("Jatka tapaamista"),
        "rehearsed": _("Harjoitus on ohi. Mitään ei tallentunut."),
        "thanks": _("Kiitos. Tapaaminen on tallessa."),
        "identity_code": _("henkilötunnus"),
        "email": _("sähköpostiosoite"),
        "phone": _("puhelinnumero"),
        "identifiers": _("Rivillä on henkilötieto: {what}. Poista se, niin rivi tallentuu."),
        "with_interpreter": _("Tulkki tarvitsee aikaa: varaa {n} minuuttia."),
        "running_since": _("Tapaaminen alkoi klo {time}."),
        "forgotten_since": _("Tapaaminen alkoi {day} klo {time}, ja se jäi päättämättä."),
    }
