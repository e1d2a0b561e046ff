"""Reading a meeting tool's participant list and finding who its rows are (plain data).

The tools write a table of people, under a summary of the meeting and above a table of what each
one did; headers come in the tool's language. Teams writes UTF-16 with tabs, others UTF-8 with
commas or semicolons. Some write only who joined and left when: a row for each time.
"""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from juuristo.shell.sheets.cells import tidy

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 900  # each is a field of the review, and Django takes 1,000 at most
MAX_ACTIONS = 9000  # rows of joining and leaving; people are counted after
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = "\t,;"

NAME = {"name", "full name", "name (original name)", "participant", "nimi", "koko nimi", "namn"}
NAME |= {"fullständigt namn", "osallistuja", "deltagare"}
FIRST = {"first name", "etunimi", "förnamn"}
LAST = {"last name", "sukunimi", "efternamn"}
EMAIL = {"email", "e-mail", "user email", "email address", "sähköposti", "sähköpostiosoite"}
EMAIL |= {"e-post", "e-postadress"}
UPN = {"participant id (upn)", "osallistujan tunnus (upn)", "deltagar-id (upn)"}
MINUTES = {"in-meeting duration", "duration", "duration (minutes)", "total duration (minutes)"}
MINUTES |= {"kesto kokouksessa", "kokouksen kesto", "kesto", "kesto (minuuttia)"}
MINUTES |= {"varaktighet", "längd i möte", "tid i mötet", "varaktighet (minuter)"}
ACTION = {"user action", "action", "käyttäjän toiminto", "käyttäjän toimi", "toiminto"}
ACTION |= {"användaråtgärd", "åtgärd"}
AT = {"timestamp", "aikaleima", "tidsstämpel", "tidstämpel"}
COLUMNS = {"name": NAME, "first": FIRST, "last": LAST, "email": EMAIL, "upn": UPN, "time": MINUTES}
COLUMNS |= {"action": ACTION, "at": AT}
JOINED = ("join", "liit", "ansl", "gick med", "gått med")  # how the word of an action begins
LEFT = ("left", "leave", "poist", "läm")

GUEST = re.compile(
    r"\s*[(\[](guest|vieras|gäst|external|ulkoinen|extern|unverified|vahvistamaton|overifierad)[)\]]",
    re.IGNORECASE,
)
SECTION = re.compile(r"\d+\.\s+\S")
TIME_OF_DAY = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\s*([ap])\.?m)?", re.IGNORECASE)
ZONE = re.compile(r"[+-]\d{2}:?\d{2}$")
DAY = 24 * 3600  # seconds
CLOCK = re.compile(r"(\d+):(\d{2})(?::(\d{2}))?")
PART = re.compile(r"(\d+)\s*([a-zäö]+)\.?", re.IGNORECASE)
LONGEST_TIME = 60  # characters
SECONDS = {"h": 3600, "t": 3600, "m": 60, "s": 1}  # by the unit's first letter; tunti, tim, min


class UnreadableListError(Exception):
    """The file is no participant list; ``code``: unreadable, too_large, no_people."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Participant:
    """One who was in the meeting, however many times they joined."""

    name: str
    email: str = ""
    seconds: int | None = None
    is_guest: bool = False

    @property
    def minutes(self) -> int | None:
        return None if self.seconds is None else round(self.seconds / 60)


@dataclass(frozen=True)
class Known:
    """A person the list may be about."""

    id: UUID
    name: str
    email: str


@dataclass
class Match:
    """A participant, and who it may be: ``sure`` of exactly one, or candidates to choose from."""

    participant: Participant
    candidates: list[Known] = field(default_factory=list)
    sure: bool = False

    def as_row(self) -> dict[str, Any]:
        """The row as ``ParticipantList.rows`` keeps it; the address has done its work."""
        return {
            "name": self.participant.name or self.participant.email.partition("@")[0],
            "minutes": self.participant.minutes,
            "person": str(self.candidates[0].id) if self.sure else None,
            "sure": self.sure,
            "candidates": [str(one.id) for one in self.candidates],
        }


# ---- reading


def read_list(data: bytes) -> list[Participant]:
    """Return the people of the list, each once. Raises ``UnreadableListError``."""
    if len(data) > MAX_BYTES:
        raise UnreadableListError("too_large")
    text = _decode(data)
    for fewest in (2, 1):  # a name alone is enough when no table says more
        for delimiter in DELIMITERS:
            try:
                rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
            except csv.Error:
                continue
            people = _merged(_table(rows, fewest))
            if len(people) > MAX_ROWS:
                raise UnreadableListError("too_large")
            if people:
                return people
    raise UnreadableListError("no_people")


def _decode(data: bytes) -> str:
    for encoding in ("utf-16",) if data.startswith(UTF_16) else ("utf-8-sig", "utf-16-le"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableListError("unreadable")


def _table(rows: Sequence[Sequence[str]], fewest: int) -> list[Participant]:
    """The first table with a name column and ``fewest`` columns of people: the summary has none."""
    for index, row in enumerate(rows):
        places = _places(row)
        if ("name" in places or {"first", "last"} <= places.keys()) and len(places) >= fewest:
            return list(_people(rows[index + 1 :], places))
    return []


def _places(row: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for index, cell in enumerate(row):
        title = tidy(cell).casefold()
        for kind, titles in COLUMNS.items():
            if title in titles:
                places.setdefault(kind, index)
    return places


def _people(rows: Iterable[Sequence[str]], places: dict[str, int]) -> Iterator[Participant]:
    """The rows until an empty one or the heading of the next table."""
    since: dict[str, int] = {}
    most = MAX_ACTIONS if "action" in places else MAX_ROWS
    for number, row in enumerate(rows):
        cells = {kind: tidy(row[at]) if at < len(row) else "" for kind, at in places.items()}
        shown = cells.get("name") or f"{cells.get('first', '')} {cells.get('last', '')}".strip()
        if not any(cell.strip() for cell in row) or SECTION.match(row[0].strip()):
            return
        if number >= most:
            raise UnreadableListError("too_large")
        emails = (cells.get("email", ""), cells.get("upn", ""))
        email = next((one.casefold() for one in emails if "@" in one), "")
        name = GUEST.sub("", shown).strip()
        if name or email:
            seconds = seconds_of(cells.get("time", ""))
            if "action" in cells:
                at = " ".join(row[places["at"] :]) if "at" in places else ""
                seconds = _stayed(since, email or plain(name), cells["action"], at)
            yield Participant(name[:160], email[:254], seconds, is_guest=name != shown)


def _stayed(since: dict[str, int], who: str, action: str, at: str) -> int | None:
    """The seconds of a stay that ends in this row; ``since`` remembers who has joined when."""
    moment = time_of_day(at)
    if moment is None:
        return None
    if action.casefold().startswith(JOINED):
        since.setdefault(who, moment)
    elif action.casefold().startswith(LEFT) and who in since:
        return (moment - since.pop(who)) % DAY
    return None


def time_of_day(text: str) -> int | None:
    """Seconds from midnight of a moment as tools write it: "11/20/26, 9:00:05 AM", "20.11.2026
    klo 9.00.05" or "2026-11-20T09:00:05"; None when it tells none."""
    found = TIME_OF_DAY.findall(ZONE.sub("", tidy(text)[:LONGEST_TIME]))
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found[-1][:3])
    if half := found[-1][3].casefold():
        hours = hours % 12 + (12 if half == "p" else 0)
    return 3600 * hours + 60 * minutes + seconds


def seconds_of(text: str) -> int | None:
    """Read "1h 2m 3s", "1 t 2 min", "01:02:03" or "62" (minutes); None when it is none."""
    text = tidy(text)
    if len(text) > LONGEST_TIME:  # Python reads no number of thousands of digits
        return None
    if text.isdecimal():
        return 60 * int(text)
    if match := CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return 3600 * hours + 60 * minutes + seconds
    found = [(int(count), unit[0].casefold()) for count, unit in PART.findall(text)]
    if not found or any(unit not in SECONDS for _count, unit in found):
        return None
    return sum(count * SECONDS[unit] for count, unit in found)


def _merged(participants: Iterable[Participant]) -> list[Participant]:
    """One row for one who joined several times: the same address, else the same name."""
    found: dict[str, Participant] = {}
    for one in participants:
        key = one.email or plain(one.name)
        first = found.setdefault(key, one)
        if first is not one and one.seconds is not None:
            first.seconds = (first.seconds or 0) + one.seconds
    return list(found.values())


# ---- matching


def plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def match(participants: Iterable[Participant], people: Iterable[Known]) -> list[Match]:
    """Say who each participant is: by address, then by the exact name of one person only.

    A guest wrote their own name, and two people may be called the same: those are candidates to
    choose from. So is the name the other way round. Nobody is matched surely twice.
    """
    people = list(people)
    by_email = {one.email.casefold(): one for one in people}
    by_name: dict[str, list[Known]] = defaultdict(list)
    by_words: dict[frozenset[str], list[Known]] = defaultdict(list)
    for one in people:
        by_name[plain(one.name)].append(one)
        by_words[_words(one.name)].append(one)
    matches = []
    for participant in participants:
        known = by_email.get(participant.email) if participant.email else None
        same = by_name[plain(participant.name)]
        sure = known is not None or (len(same) == 1 and not participant.is_guest)
        candidates = [known] if known else same or by_words[_words(participant.name)]
        matches.append(Match(participant, list(candidates), sure))
    return _once_each(matches)


def _words(name: str) -> frozenset[str]:
    return frozenset(plain(name).replace(",", " ").split())


def _once_each(matches: list[Match]) -> list[Match]:
    """Two rows that surely are one person: only one by address stays sure."""
    sure: dict[UUID, list[Match]] = defaultdict(list)
    for one in matches:
        if one.sure:
            sure[one.candidates[0].id].append(one)
    for rows in sure.values():
        best = max(rows, key=lambda one: bool(one.participant.email))
        for one in rows:
            one.sure = one is best
    return matches
