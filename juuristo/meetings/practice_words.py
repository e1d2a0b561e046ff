"""The sentences of one's own practice: they tell what happened, and judge nobody."""

from datetime import date

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, ngettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from juuristo.shell.dates import MONTHS, MONTHS_SHORT, in_words, share_text
from juuristo.stairs.staircase import Stair

from .findings import (
    ENOUGH,
    Difficulty,
    Meeting,
    Month,
    StairTime,
    Times,
    farewell_change,
    hardest,
)

# A stair as the subject of a sentence, and as a heading's first word once capitalised.
SUBJECTS = {
    Stair.EMPATHY: pgettext_lazy("stair as a subject", "empatia"),
    Stair.GUIDANCE: pgettext_lazy("stair as a subject", "ohjaus"),
    Stair.ADVICE: pgettext_lazy("stair as a subject", "neuvonta"),
    Stair.FAREWELL: pgettext_lazy("stair as a subject", "hyvästely"),
}
SHORTER = {
    Stair.EMPATHY: ngettext_lazy(
        "Varaat empatiaan minuutin, mutta siihen jää %(own)s. "
        "Kokeile huomenna: kerro heti alussa, paljonko aikaa on.",
        "Varaat empatiaan %(words)s minuuttia, mutta siihen jää %(own)s. "
        "Kokeile huomenna: kerro heti alussa, paljonko aikaa on.",
        "planned",
    ),
    Stair.GUIDANCE: ngettext_lazy(
        "Varaat ohjaukseen minuutin, mutta siihen jää %(own)s. "
        "Kokeile huomenna: kysy vielä kerran, ennen kuin neuvot.",
        "Varaat ohjaukseen %(words)s minuuttia, mutta siihen jää %(own)s. "
        "Kokeile huomenna: kysy vielä kerran, ennen kuin neuvot.",
        "planned",
    ),
    Stair.ADVICE: ngettext_lazy(
        "Varaat neuvontaan minuutin, mutta siihen jää %(own)s. "
        "Jos se riittää, anna aika ohjaukselle jo suunnitelmassa.",
        "Varaat neuvontaan %(words)s minuuttia, mutta siihen jää %(own)s. "
        "Jos se riittää, anna aika ohjaukselle jo suunnitelmassa.",
        "planned",
    ),
    Stair.FAREWELL: ngettext_lazy(
        "Varaat hyvästelyyn minuutin, mutta siihen jää %(own)s. "
        "Kokeile huomenna: siirry neuvonnasta hetki aiemmin.",
        "Varaat hyvästelyyn %(words)s minuuttia, mutta siihen jää %(own)s. "
        "Kokeile huomenna: siirry neuvonnasta hetki aiemmin.",
        "planned",
    ),
}
LONGER = {
    Stair.EMPATHY: ngettext_lazy(
        "Varaat empatiaan minuutin, ja se vie %(own)s. "
        "Jos luottamus tarvitsee ajan, varaa se jo suunnitelmaan.",
        "Varaat empatiaan %(words)s minuuttia, ja se vie %(own)s. "
        "Jos luottamus tarvitsee ajan, varaa se jo suunnitelmaan.",
        "planned",
    ),
    Stair.GUIDANCE: ngettext_lazy(
        "Varaat ohjaukseen minuutin, ja se vie %(own)s. "
        "Jos tärkein kysymys löytyi, aika oli hyvin käytetty: varaa se jo suunnitelmaan.",
        "Varaat ohjaukseen %(words)s minuuttia, ja se vie %(own)s. "
        "Jos tärkein kysymys löytyi, aika oli hyvin käytetty: varaa se jo suunnitelmaan.",
        "planned",
    ),
    Stair.ADVICE: ngettext_lazy(
        "Varaat neuvontaan minuutin, ja se vie %(own)s. "
        "Kokeile huomenna: neuvo vain siihen, minkä yhteinen kartta näytti.",
        "Varaat neuvontaan %(words)s minuuttia, ja se vie %(own)s. "
        "Kokeile huomenna: neuvo vain siihen, minkä yhteinen kartta näytti.",
        "planned",
    ),
    Stair.FAREWELL: ngettext_lazy(
        "Varaat hyvästelyyn minuutin, ja siihen jää %(own)s. "
        "Asiakas ehtii kertoa omin sanoin, mitä tekee seuraavaksi.",
        "Varaat hyvästelyyn %(words)s minuuttia, ja siihen jää %(own)s. "
        "Asiakas ehtii kertoa omin sanoin, mitä tekee seuraavaksi.",
        "planned",
    ),
}


def rounded(minutes: float) -> int:
    """Whole minutes, halves up, so that what differs by a minute never reads the same."""
    return int(minutes + 0.5)


def period(first: date, last: date) -> str:
    """marraskuu · syys–marraskuu; with the year when it is not this year's."""
    language = get_language() if get_language() in MONTHS else "fi"
    month = MONTHS[language][last.month - 1]
    if (first.year, first.month) != (last.year, last.month):
        names = MONTHS_SHORT if language == "fi" else MONTHS
        month = f"{names[language][first.month - 1]}–{month}"
    return month if last.year == timezone.localdate().year else f"{month} {last.year}"


def time_title(times: Times) -> str:
    longer, shorter = times.longer, times.shorter
    names = {
        "longer": SUBJECTS[longer.stair] if longer else "",
        "shorter": SUBJECTS[shorter.stair] if shorter else "",
    }
    if longer and shorter:
        return capfirst(_("%(longer)s venyy, ja %(shorter)s lyhenee") % names)
    if longer:
        return capfirst(_("%(longer)s vie enemmän kuin varaat") % names)
    if shorter:
        return capfirst(_("%(shorter)s jää suunnittelemaasi lyhyemmäksi") % names)
    return _("Aikasi kulkee suunnitelmasi mukaan")


def time_note(times: Times) -> str:
    values = {"count": times.meetings, "period": period(times.first, times.last)}
    return (
        ngettext(
            "%(count)s tapaamisen keskiarvo, %(period)s. Pystyviiva on suunnitelmasi.",
            "%(count)s tapaamisen keskiarvo, %(period)s. Pystyviiva on suunnitelmasi.",
            times.meetings,
        )
        % values
    )


def time_saying(times: Times) -> str:
    """One thing to try: of a shortened farewell first, then of the stair farthest from its plan."""
    apart = [row for row in (times.shorter, times.longer) if row]
    eaten = [row for row in times.rows if row.stair == Stair.FAREWELL and row.is_eaten]
    if not apart:
        return _("Portaiden ajat ovat lähellä sitä, mitä suunnittelit.")
    return _row_saying(eaten[0] if eaten else max(apart, key=lambda row: row.weight))


def _row_saying(row: StairTime) -> str:
    own, planned = rounded(row.own), rounded(row.planned)
    sentences = LONGER if row.difference > 0 else SHORTER
    values = {
        "planned": planned,
        "words": in_words(planned) if planned else _("nolla"),
        "own": in_words(own) if own else _("alle yksi"),
    }
    return str(sentences[row.stair] % values)


def slices_title(meetings: list[Meeting]) -> str:
    count = sum(bool(meeting.step_backs) for meeting in meetings)
    if not count:
        return _("Viime tapaamistesi kulku")
    return capfirst(_("%(times)s palasit kysymään lisää") % {"times": _times(count)})


def _times(count: int) -> str:
    words = (
        pgettext("how many times", "kerran"),
        pgettext("how many times", "kahdesti"),
        pgettext("how many times", "kolmesti"),
        pgettext("how many times", "neljästi"),
        pgettext("how many times", "viidesti"),
        pgettext("how many times", "kuudesti"),
    )
    return words[count - 1]


def slices_note(meetings: list[Meeting]) -> str:
    count = len(meetings)
    sentence = ngettext(
        "Viime tapaaminen. Alku on keskellä, loppu reunalla.",
        "%(words)s viime tapaamista. Alku on keskellä, loppu reunalla.",
        count,
    )
    return capfirst(sentence % {"words": in_words(count)})


def slices_saying(meetings: list[Meeting]) -> str:
    backs = {step for meeting in meetings for step in meeting.step_backs}
    if not backs:
        return _("Aiemmalle portaalle saa aina palata. Se on taitoa, ei virhe.")
    if backs == {(Stair.ADVICE, Stair.GUIDANCE)}:
        return _(
            "Siirryit neuvonnasta takaisin ohjaukseen, kun kysymys oli vielä auki. "
            "Se on taitoa, ei virhe."
        )
    return _("Palasit aiemmalle portaalle, kun sille oli vielä tarvetta. Se on taitoa, ei virhe.")


def guidance_title(skipped: int, count: int) -> str:
    if not skipped:
        return _("Ohjaus oli mukana joka tapaamisessa")
    if skipped == count:
        return _("Ohjaus on jäänyt väliin")
    return _("Ohjaus jäi joskus väliin")


def guidance_note(skipped: int, count: int) -> str:
    values = {"share": share_text(count - skipped, count)}
    return _("Ohjaus oli mukana: %(share)s. Yksi ympyrä on yksi tapaaminen.") % values


def guidance_saying(skipped: int) -> str:
    if not skipped:
        return _("Pysähdyit joka kerta etsimään, mikä asiakkaalle on juuri nyt tärkeintä.")
    return _(
        "Joskus asia on selvä heti alussa. Jos ei ollut, kokeile ensi kerralla kysymystä: "
        "mikä sinulle on nyt tärkeintä?"
    )


def months_title(months: list[Month]) -> str:
    return {
        1: _("Hyvästely saa aikaa enemmän kuin ennen"),
        0: _("Aika jakautuu portaille entiseen tapaan"),
        -1: _("Hyvästely saa aikaa vähemmän kuin ennen"),
    }[farewell_change(months)]


def months_saying(months: list[Month]) -> str:
    first, last = months[0], months[-1]
    values = {
        "first": period(first.month, first.month),
        "then": round(100 * first.shares[Stair.FAREWELL]),
        "last": period(last.month, last.month),
        "now": round(100 * last.shares[Stair.FAREWELL]),
    }
    return (
        _("Hyvästelyn osuus ajasta: %(first)s %(then)s\u00a0%%, %(last)s %(now)s\u00a0%%.") % values
    )


def difficulty_title(rows: list[Difficulty]) -> str:
    stair = hardest(rows)
    if stair is None:
        return _("Portaat tuntuvat sinusta suunnilleen yhtä vaikeilta")
    return capfirst(_("%(stair)s tuntuu sinusta vaikeimmalta") % {"stair": SUBJECTS[stair]})


def difficulty_note(answers: int) -> str:
    sentence = ngettext(
        "Keskiarvo %(count)s reflektiostasi. 1 on helppo, 10 vaikea.",
        "Keskiarvo %(count)s reflektiostasi. 1 on helppo, 10 vaikea.",
        answers,
    )
    return sentence % {"count": answers}


def difficulty_saying(rows: list[Difficulty]) -> str:
    if hardest(rows) is None:
        return _("Mikään porras ei erotu muista. Se voi myös vaihdella tapaamisesta toiseen.")
    return _("Vaikeus kertoo, missä opit juuri nyt. Siitä voi puhua mentorin tai tiimin kanssa.")


def not_yet(meetings: int, *, months: bool, difficulty: bool) -> list[str]:
    """What there is too little of to tell, and how much would be enough."""
    said = []
    if meetings < ENOUGH:
        sentence = ngettext(
            "Viidestä tapaamisesta voi jo kertoa, miten aikasi jakautuu. Nyt niitä on yksi.",
            "Viidestä tapaamisesta voi jo kertoa, miten aikasi jakautuu. Nyt niitä on %(words)s.",
            meetings,
        )
        said.append(sentence % {"words": in_words(meetings) if meetings else _("nolla")})
    if not months:
        said.append(
            _("Kuukausia voi verrata, kun kahdessa on kummassakin vähintään kolme tapaamista.")
        )
    if not difficulty:
        said.append(_("Vaikeudesta voi kertoa, kun olet arvioinut viisi tapaamista."))
    return said
