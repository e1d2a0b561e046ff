"""What the series desk says: the finding, the sessions' seats, and what to do next.

Numbers come in, words and shapes go out; nothing here asks the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .coverage import Coverage
from .models import Kind, Series, Session

GAP, DOT = 11, 12  # from seat to seat, from dot to dot
NARROWEST = 212
MOST_SQUARES, MOST_DOTS = 40, 8  # beyond these the words alone tell the number
FEWEST_FACILITATORS = 2
LIGHT = frozenset({Kind.CAFE, Kind.MENTEES_MEETING})  # of these one facilitator is enough


def fewest_facilitators(kind: str) -> int:
    """How many facilitators a session of this kind should have at least."""
    return 1 if kind in LIGHT else FEWEST_FACILITATORS


@dataclass(frozen=True)
class Square:
    """One seat of the picture: ``look`` is its class; a free one is an outline, drawn half a
    unit inside. Numbers are text, so that no language puts a comma into them."""

    look: str
    number: int

    @property
    def left(self) -> str:
        return f"{GAP * self.number}.5" if self._is_outline else f"{GAP * self.number}"

    @property
    def top(self) -> str:
        return "2.5" if self._is_outline else "2"

    @property
    def width(self) -> str:
        return "7.5" if self._is_outline else "8.5"

    @property
    def height(self) -> str:
        return "11" if self._is_outline else "12"

    @property
    def _is_outline(self) -> bool:
        return self.look == "seat-free"


@dataclass(frozen=True)
class SessionRow:
    """One session of the desk with its counts; ``attended`` and ``absent`` are marked ones."""

    session: Session
    attended: int
    absent: int
    is_past: bool
    fewest: int = FEWEST_FACILITATORS

    @property
    def unmarked(self) -> int:
        return self.session.taken - self.attended - self.absent

    @property
    def is_ahead(self) -> bool:
        return not self.is_past and not self.session.cancelled_at

    @property
    def needs_attendance(self) -> bool:
        return self.is_past and not self.session.cancelled_at and self.unmarked > 0

    @property
    def needs_facilitators(self) -> bool:
        return self.is_ahead and len(self.session.facilitators.all()) < self.fewest

    @property
    def is_full(self) -> bool:
        return self.is_ahead and self.session.free <= 0

    @property
    def has_room(self) -> bool:
        return self.is_ahead and self.session.free > 0

    @property
    def squares(self) -> list[Square]:
        session = self.session
        if session.capacity > MOST_SQUARES or session.cancelled_at:
            return []
        looks = (
            ["seat-past"] * self.attended
            + ["seat-gone"] * self.absent
            + ["seat"] * self.unmarked
            + ["seat-free"] * (session.capacity - session.taken)
        )
        return [Square(look, number) for number, look in enumerate(looks)]

    @property
    def dots(self) -> list[int]:
        """The middle of each waiting person's dot."""
        if not self.squares:
            return []
        start = GAP * self.session.capacity + 10
        return [start + DOT * n for n in range(min(self.session.waiting, MOST_DOTS))]

    @property
    def width(self) -> int:
        """Of the picture, in its own units."""
        return max(NARROWEST, GAP * self.session.capacity + DOT * (len(self.dots) + 1))

    @property
    def words(self) -> str:
        if self.session.cancelled_at:
            return _("peruttu")
        if self.is_past:
            return self._past_words()
        if self.is_full:
            return _("täynnä")
        if not self.session.taken:
            return _("ei vielä ilmoittautuneita")
        free = self.session.free
        return ngettext(
            "%(taken)s varattu, %(free)s vapaa", "%(taken)s varattu, %(free)s vapaata", free
        ) % {"taken": self.session.taken, "free": free}

    def _past_words(self) -> str:
        if not self.session.taken:
            return _("kukaan ei ilmoittautunut")
        if self.unmarked:
            return _("%(count)s varattu, läsnäolot merkitsemättä") % {"count": self.session.taken}
        if self.absent:
            return _("%(attended)s paikalla, %(absent)s poissa") % {
                "attended": self.attended,
                "absent": self.absent,
            }
        return _("%(attended)s paikalla") % {"attended": self.attended}

    @property
    def waiting_words(self) -> str:
        waiting = self.session.waiting
        if self.is_past or self.session.cancelled_at or not waiting:
            return ""
        return ngettext("%(count)s jonossa", "%(count)s jonossa", waiting) % {"count": waiting}


@dataclass(frozen=True)
class Task:
    """Something to do next. ``kind`` picks the words in the template."""

    kind: str
    session: Session | None = None
    waiting: int = 0
    full: int = 0
    room_from: datetime | None = None
    facilitators: int = 0


def tasks_of(rows: Sequence[SessionRow]) -> list[Task]:
    """What asks for the coordinator, the most pressing first."""
    tasks = []
    queues = [row for row in rows if row.is_full and row.session.waiting]
    if queues:
        room = next((row.session.starts_at for row in rows if row.has_room), None)
        waiting = sum(row.session.waiting for row in queues)
        tasks.append(Task("waiting", waiting=waiting, full=len(queues), room_from=room))
    tasks += [Task("attendance", session=row.session) for row in rows if row.needs_attendance]
    tasks += [
        Task("facilitators", session=row.session, facilitators=len(row.session.facilitators.all()))
        for row in rows
        if row.needs_facilitators
    ]
    return tasks


def back_vowels(number: int) -> bool:
    """Whether the Finnish numeral takes -lta (42:lta) rather than -ltä (44:ltä)."""
    digit = number % 10
    if digit:
        return digit in {2, 3, 6, 8}
    return number % 100 == 0  # sadalta, tuhannelta; but kymmeneltä


def finding(series: Series, coverage: Coverage, rows: Sequence[SessionRow]) -> str:
    """The desk's heading: the one thing to know about the series now."""
    held = [row for row in rows if not row.session.cancelled_at]
    if not held:
        return _("Sarjassa ei ole vielä yhtään kertaa")
    if all(row.is_past for row in held):
        return _over(series, coverage, held)
    if series.takes_wishes:
        return _wishing(coverage)
    return _expected(coverage) if series.expected else _voluntary(held)


def _wishing(coverage: Coverage) -> str:
    """Until the places are given, what matters is who has told their wishes."""
    wishers, total = len(coverage.waiting), len(coverage.people)
    if not wishers:
        return _("Kukaan ei ole vielä kertonut toiveitaan")
    return _("%(wishers)s / %(total)s on kertonut toiveensa") % {
        "wishers": wishers,
        "total": total,
    }


def _expected(coverage: Coverage) -> str:
    booked, missing = coverage.booked.reached, coverage.booked.missing
    if not coverage.booked.total:
        return _("Sarjan joukkoon ei kuulu ketään")
    if not missing:
        return ngettext(
            "Kaikilla on paikka: %(count)s ihminen",
            "Kaikilla on paikka: %(count)s ihmistä",
            booked,
        ) % {"count": booked}
    if not booked:
        return ngettext(
            "Paikka puuttuu vielä %(count)s ihmiseltä",
            "Paikka puuttuu vielä kaikilta %(count)s ihmiseltä",
            missing,
        ) % {"count": missing}
    if back_vowels(missing):
        sentence = _("%(booked)s ihmisellä on paikka, %(missing)s:lta se puuttuu vielä")
    else:
        sentence = _("%(booked)s ihmisellä on paikka, %(missing)s:ltä se puuttuu vielä")
    return sentence % {"booked": booked, "missing": missing}


def _voluntary(rows: Sequence[SessionRow]) -> str:
    ahead = [row.session for row in rows if not row.is_past]
    taken, free = sum(s.taken for s in ahead), sum(max(s.free, 0) for s in ahead)
    if not taken:
        return ngettext(
            "Kukaan ei ole vielä ilmoittautunut, %(count)s paikka on vapaana",
            "Kukaan ei ole vielä ilmoittautunut, %(count)s paikkaa on vapaana",
            free,
        ) % {"count": free}
    if not free:
        return ngettext(
            "%(count)s paikka on varattu, eikä vapaita ole",
            "Kaikki %(count)s paikkaa on varattu",
            taken,
        ) % {"count": taken}
    return ngettext(
        "%(taken)s paikka on varattu, %(free)s on vapaana",
        "%(taken)s paikkaa on varattu, %(free)s on vapaana",
        taken,
    ) % {"taken": taken, "free": free}


def _over(series: Series, coverage: Coverage, rows: Sequence[SessionRow]) -> str:
    unmarked = sum(row.needs_attendance for row in rows)
    if unmarked:
        return ngettext(
            "Kerrat on pidetty, %(count)s kerran läsnäolot ovat merkitsemättä",
            "Kerrat on pidetty, %(count)s kerran läsnäolot ovat merkitsemättä",
            unmarked,
        ) % {"count": unmarked}
    if series.expected and coverage.attended.missing:
        return ngettext(
            "%(attended)s ihminen on ollut mukana, %(missing)s ei vielä",
            "%(attended)s ihmistä on ollut mukana, %(missing)s ei vielä",
            coverage.attended.reached,
        ) % {"attended": coverage.attended.reached, "missing": coverage.attended.missing}
    there = sum(row.attended for row in rows)
    return ngettext(
        "Kerrat on pidetty, käyntejä kertyi %(count)s",
        "Kerrat on pidetty, käyntejä kertyi %(count)s",
        there,
    ) % {"count": there}
