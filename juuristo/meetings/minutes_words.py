"""Minutes in words for a screen that must not tick: "noin kymmenen minuuttia".

The further away the end is, the rounder the words: whole minutes up to twenty, then fives, from an
hour on quarters. A number's place in a list is its minutes.
"""

from collections.abc import Callable

LONGEST = 240

ONES = {
    "fi": "nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen "
    "yksitoista kaksitoista kolmetoista neljätoista viisitoista kuusitoista seitsemäntoista "
    "kahdeksantoista yhdeksäntoista",
    "sv": "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton "
    "sjutton arton nitton",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
}
TENS = {
    "fi": "kaksikymmentä kolmekymmentä neljäkymmentä viisikymmentä kuusikymmentä",
    "sv": "tjugo trettio fyrtio femtio sextio",
    "en": "twenty thirty forty fifty sixty",
}
# A soft hyphen: the longest Finnish numbers do not fit a narrow screen whole.
JOINT = {"fi": "\N{SOFT HYPHEN}", "sv": "", "en": "-"}
A_MOMENT = {"fi": "vielä hetki", "sv": "en liten stund", "en": "a moment left"}
ONE_MINUTE = {"fi": "noin minuutti", "sv": "ungefär en minut", "en": "about a minute"}
MINUTES = {"fi": "noin {} minuuttia", "sv": "ungefär {} minuter", "en": "about {} minutes"}
# By quarters of an hour, from four.
HOURS: dict[str, dict[int, str]] = {
    "fi": {
        4: "noin tunti",
        5: "noin tunti ja vartti",
        6: "noin puolitoista tuntia",
        7: "vajaat kaksi tuntia",
        8: "noin kaksi tuntia",
        10: "noin kaksi ja puoli tuntia",
        12: "noin kolme tuntia",
        14: "noin kolme ja puoli tuntia",
        16: "noin neljä tuntia",
        17: "yli neljä tuntia",
    },
    "sv": {
        4: "ungefär en timme",
        5: "ungefär en timme och en kvart",
        6: "ungefär en och en halv timme",
        7: "knappt två timmar",
        8: "ungefär två timmar",
        10: "ungefär två och en halv timme",
        12: "ungefär tre timmar",
        14: "ungefär tre och en halv timme",
        16: "ungefär fyra timmar",
        17: "över fyra timmar",
    },
    "en": {
        4: "about an hour",
        5: "about an hour and a quarter",
        6: "about an hour and a half",
        7: "almost two hours",
        8: "about two hours",
        10: "about two and a half hours",
        12: "about three hours",
        14: "about three and a half hours",
        16: "about four hours",
        17: "over four hours",
    },
}


def minutes_words(language: str) -> list[str]:
    """Return how many minutes are left, in words, for each whole minute; the last for any more."""
    return _by_minute(lambda minutes: about(minutes, language))


def number_words(language: str) -> list[str]:
    """Return the bare numbers of the same minutes, as roundly."""
    return _by_minute(lambda minutes: number_in_words(_rounded(minutes), language))


def about(minutes: int, language: str) -> str:
    if minutes == 0:
        return A_MOMENT[language]
    if minutes == 1:
        return ONE_MINUTE[language]
    if minutes > LONGEST:
        return HOURS[language][17]
    if minutes >= 58:
        quarters = (minutes + 7) // 15
        return HOURS[language].get(quarters) or HOURS[language][2 * (quarters // 2)]
    return MINUTES[language].format(number_in_words(_rounded(minutes), language))


def number_in_words(number: int, language: str) -> str:
    """Return a number up to 69 in words, a greater one in figures."""
    ones = ONES[language].split()
    if number < 20:
        return ones[number]
    if number > 69:
        return str(number)
    ten = TENS[language].split()[number // 10 - 2]
    one = number % 10
    return f"{ten}{JOINT[language]}{ones[one]}" if one else ten


def _rounded(minutes: int) -> int:
    return minutes if minutes <= 20 else 5 * ((minutes + 2) // 5)


def _by_minute(words: Callable[[int], str]) -> list[str]:
    return [words(minutes) for minutes in range(LONGEST + 2)]
