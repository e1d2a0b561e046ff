"""Days, times and numbers in the reader's language, by that language's own rules.

Every function takes a date or an aware datetime, shown in the active time zone (the shell's
middleware activates the organisation's), and an optional language (the active one when None).
Words are tables here, not translations: Finnish inflects where Swedish and English do not.
"""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import get_language

Moment = datetime | time
NBSP = "\N{NO-BREAK SPACE}"
WORD_JOINER = "\N{WORD JOINER}"  # no line ends here

WEEKDAYS = {
    "fi": ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"),
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
WEEKDAYS_SHORT = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("må", "ti", "on", "to", "fr", "lö", "sö"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS_SHORT = {
    "fi": (
        *("tammi", "helmi", "maalis", "huhti", "touko", "kesä"),
        *("heinä", "elo", "syys", "loka", "marras", "joulu"),
    ),
    "sv": (
        *("jan.", "feb.", "mars", "april", "maj", "juni"),
        *("juli", "aug.", "sep.", "okt.", "nov.", "dec."),
    ),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
MONTHS = {
    "fi": tuple(f"{month}kuu" for month in MONTHS_SHORT["fi"]),
    "sv": (
        *("januari", "februari", "mars", "april", "maj", "juni"),
        *("juli", "augusti", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
NUMBERS = {
    "fi": (
        *("yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi"),
        *("seitsemän", "kahdeksan", "yhdeksän", "kymmenen", "yksitoista", "kaksitoista"),
    ),
    "sv": (
        *("en", "två", "tre", "fyra", "fem", "sex"),
        *("sju", "åtta", "nio", "tio", "elva", "tolv"),
    ),
    "en": (
        *("one", "two", "three", "four", "five", "six"),
        *("seven", "eight", "nine", "ten", "eleven", "twelve"),
    ),
}


def _language(language: str | None) -> str:
    code = (language or get_language() or "fi")[:2]
    return code if code in WEEKDAYS else "fi"


def local_day(moment: date) -> date:
    """Return the calendar day of ``moment`` in the active time zone."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


def local_time(moment: Moment) -> time:
    return timezone.localtime(moment).time() if isinstance(moment, datetime) else moment


def weekday_names(language: str | None = None) -> tuple[str, ...]:
    """ma … su · må … sö · Mon … Sun."""
    return WEEKDAYS_SHORT[_language(language)]


def weekday_short(moment: date, language: str | None = None) -> str:
    """ti · ti · Tue."""
    return WEEKDAYS_SHORT[_language(language)][local_day(moment).weekday()]


def month_short(moment: date, language: str | None = None) -> str:
    """loka · okt. · Oct."""
    return MONTHS_SHORT[_language(language)][local_day(moment).month - 1]


def _short(day: date, language: str) -> str:
    """27.10. · 27.10 · 27 Oct."""
    if language == "en":
        return f"{day.day} {MONTHS_SHORT['en'][day.month - 1]}"
    return f"{day.day}.{day.month}" + ("." if language == "fi" else "")


def day(moment: date, language: str | None = None) -> str:
    """ti 27.10. · ti 27.10 · Tue 27 Oct."""
    code = _language(language)
    return f"{weekday_short(moment, code)} {_short(local_day(moment), code)}"


def day_named(moment: date, language: str | None = None) -> str:
    """tiistai 27. lokakuuta · tisdag 27 oktober · Tuesday 27 October (a heading's form)."""
    code, when = _language(language), local_day(moment)
    weekday, month = WEEKDAYS[code][when.weekday()], MONTHS[code][when.month - 1]
    if code == "fi":
        return f"{weekday} {when.day}. {month}ta"
    return f"{weekday} {when.day} {month}"


def day_long(moment: date, language: str | None = None) -> str:
    """tiistaina 27. lokakuuta · tisdagen den 27 oktober · Tuesday 27 October (in a sentence)."""
    code, when = _language(language), local_day(moment)
    weekday, month = WEEKDAYS[code][when.weekday()], MONTHS[code][when.month - 1]
    if code == "fi":
        return f"{weekday}na {when.day}. {month}ta"
    if code == "sv":
        return f"{weekday}en den {when.day} {month}"
    return f"{weekday} {when.day} {month}"


def day_year(moment: date, language: str | None = None) -> str:
    """27.10.2020 · 27.10.2020 · 27 Oct 2020."""
    code, when = _language(language), local_day(moment)
    if code == "en":
        return f"{_short(when, code)} {when.year}"
    return f"{when.day}.{when.month}.{when.year}"


def _clock(at: time, language: str) -> str:
    if language == "en":
        return f"{at.hour}:{at.minute:02}"
    return f"{at.hour}.{at.minute:02}" if at.minute else str(at.hour)


def time_of_day(moment: Moment, language: str | None = None) -> str:
    """9.00 · 9.00 · 9:00, for a column of times that change by minutes."""
    at = local_time(moment)
    return f"{at.hour}{':' if _language(language) == 'en' else '.'}{at.minute:02}"


def hours(start: Moment, end: Moment | None = None, language: str | None = None) -> str:
    """9–11 or 9.30–11 · the same · 9:00–11:00."""
    code = _language(language)
    ends = [local_time(at) for at in (start, end) if at is not None]
    return "–".join(_clock(at, code) for at in ends)


def clock(start: Moment, end: Moment | None = None, language: str | None = None) -> str:
    """klo 9–11 or klo 9.30–11 · kl. 9–11 · 9:00–11:00, never broken before the figures."""
    before = {"fi": f"klo{NBSP}", "sv": f"kl.{NBSP}", "en": ""}[_language(language)]
    return before + hours(start, end, language)


def span(start: date, end: date | None, language: str | None = None) -> str:
    """20.10.–26.11.2020, 20.–26.10.2020 · 20.10–26.11.2020 · 20 Oct – 26 Nov 2020.

    Without an end the period goes on: 20.10.2020–.
    """
    code, first = _language(language), local_day(start)
    if end is None:
        return day_year(first, code) + "–"
    last = local_day(end)
    if first == last:
        return day_year(first, code)
    between = " – " if code == "en" else "–"
    if first.year != last.year:
        return day_year(first, code) + between + day_year(last, code)
    if first.month != last.month:
        return _short(first, code) + between + day_year(last, code)
    dot = "." if code == "fi" else ""
    return f"{first.day}{dot}–{day_year(last, code)}"


def number(value: int, language: str | None = None) -> str:
    """1 000 · 1 000 · 1,000."""
    return f"{value:,}".replace(",", "," if _language(language) == "en" else NBSP)


def in_words(value: int, language: str | None = None) -> str:
    """Numbers one to twelve as words, others as figures."""
    words = NUMBERS[_language(language)]
    return words[value - 1] if 1 <= value <= len(words) else number(value, language)


def percent(part: int, whole: int, language: str | None = None) -> str:
    """79 % · 79 % · 79%; never 0 % of something nor 100 % of less than all."""
    code = _language(language)
    rounded = (200 * part + whole) // (2 * whole)
    before = ""
    if part and rounded == 0:
        rounded, before = 1, {"fi": "alle ", "sv": "under ", "en": "under "}[code]
    elif part < whole and rounded == 100:
        rounded, before = 99, {"fi": "yli ", "sv": "över ", "en": "over "}[code]
    return f"{before}{rounded}{'' if code == 'en' else NBSP}%"


def share_text(part: int, whole: int, language: str | None = None) -> str:
    """46 / 58 (79 %); the share is left out when the whole is nothing."""
    figures = f"{number(part, language)} / {number(whole, language)}"
    return f"{figures} ({percent(part, whole, language)})" if whole else figures
