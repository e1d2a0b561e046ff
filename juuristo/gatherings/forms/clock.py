"""Reading clock times and days the way people write them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")
DAY = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4})?)?|(\d{4})-(\d{2})-(\d{2})")
AND = re.compile(r"\b(?:ja|och|and)\b")
CLOCK_WORDS = {"klo", "kl", "kl.", "at"}


def read_clock(text: str) -> time:
    """Read "9", "9.30" or "09:30". Raises ValueError."""
    match = CLOCK.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    return time(int(match[1]), int(match[2] or 0))


def read_clocks(text: str) -> list[time]:
    """Read clock times separated by commas, spaces or "ja" (och, and). Raises ValueError."""
    parts = re.split(r"[,;\s]+", AND.sub(" ", text).strip())
    return [read_clock(part) for part in parts if part and part not in CLOCK_WORDS]


def read_day(text: str, year: int | None = None) -> date:
    """Read "6.12.2020", "2020-12-06", or "6.12." or "6.12" in ``year``. Raises ValueError."""
    match = DAY.fullmatch(text.strip())
    if not match or not (match[3] or match[4] or year):
        raise ValueError(text)
    if match[4]:
        return date(int(match[4]), int(match[5]), int(match[6]))
    return date(int(match[3] or year or 0), int(match[2]), int(match[1]))


def read_days(text: str) -> frozenset[date]:
    """Read days and ranges ("21.12.–6.1.2021"), one a line or separated by commas.

    Raises ValueError with the part that was not understood.
    """
    days: set[date] = set()
    for part in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
        try:
            days.update(read_range(part))
        except ValueError:
            raise ValueError(part) from None
    return frozenset(days)


def read_range(text: str) -> list[date]:
    """Read one day, or a range of at most a year, both ends included. Raises ValueError."""
    ends = re.split(r"\s*–\s*|\s+-\s+|(?<=\.)-(?=\d)|(?<=\d{4})-(?=\d{1,2}\.)", text)
    if len(ends) == 1:
        return [read_day(text)]
    first_text, last_text = ends
    last = read_day(last_text)
    first = read_day(first_text, last.year)
    if first > last:  # "21.12.–6.1.2021": the range began the year before
        first = first.replace(year=last.year - 1)
    if last - first > timedelta(days=366):
        raise ValueError(text)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def moment(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """Return that time of that day; None in the hour that the clocks skip in spring. The hour
    that comes twice in autumn is the first of the two."""
    local = datetime.combine(day, at, tzinfo=zone)
    there = local.astimezone(UTC).astimezone(zone)
    return local if there.replace(tzinfo=None) == local.replace(tzinfo=None) else None
