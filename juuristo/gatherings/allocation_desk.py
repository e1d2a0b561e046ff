"""What the page of an allocation says: the wishes as they stand, a proposal's figures beside
"first come", each session's people, and what moving one of them costs.

Numbers come in, words and rows go out; nothing here asks the database.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juuristo.people.models import Person
from juuristo.shell.dates import number, percent, share_text

from . import allocation
from .models import MOST_WISHES, Allocation, Session
from .wished import NOT_WISHED, Wished


@dataclass(frozen=True)
class WishedSession:
    """A session before the places are given: how many wished for it, by rank."""

    session: Session
    by_rank: Sequence[int]

    @property
    def wished(self) -> int:
        return sum(self.by_rank)


@dataclass(frozen=True)
class Figure:
    """One line of the comparison, both sides in words."""

    name: str
    proposed: str
    first_come: str


@dataclass(frozen=True)
class Placed:
    """One person in a session of the proposal. ``rank`` None: not a session they wished for."""

    person: Person
    rank: int | None
    is_moved: bool


@dataclass(frozen=True)
class ProposedSession:
    session: Session
    people: Sequence[Placed]

    @property
    def is_too_small(self) -> bool:
        """Fewer than the fewest, those who had a place before counted in."""
        return bool(self.people) and (len(self.people) + self.session.taken < self.session.minimum)

    @property
    def is_empty(self) -> bool:
        return not self.people and not self.session.taken

    @property
    def total(self) -> int:
        return len(self.people) + self.session.taken


@dataclass(frozen=True)
class Option:
    """A session one could be moved to, and what that costs, in words; None: no place."""

    session: Session | None
    rank: int | None
    is_now: bool
    is_full: bool
    costs: Sequence[str]

    @property
    def notes(self) -> list[str]:
        """All there is to say of it, for one line."""
        notes = []
        if self.session:
            rank = _("%(rank)s. toive") % {"rank": self.rank} if self.rank else _("ei toivonut")
            notes.append(rank)
        if self.is_now:
            notes.append(_("nyt tässä"))
        elif self.is_full:
            notes.append(_("täynnä"))
        return [*notes, *self.costs]


def wished_sessions(wished: Wished) -> list[WishedSession]:
    counts = Counter((wish.session, wish.rank) for wish in wished.problem.wishes)
    rows = [
        WishedSession(one, [counts[pk, rank] for rank in range(1, MOST_WISHES + 1)])
        for pk, one in wished.sessions.items()
    ]
    return sorted(rows, key=lambda row: (row.session.starts_at, row.session.pk))


def advice_before(wished: Wished) -> list[str]:
    """What the wishes alone tell: sessions with too few wishes, too few places in all."""
    return [fault.words(wished.names) for fault in allocation.check(wished.problem)]


def advice_after(wished: Wished, places: Mapping[str, str]) -> list[str]:
    """What would help those without a place."""
    return [fault.words(wished.names) for fault in allocation.advice(wished.problem, places)]


def figures(
    wished: Wished, places: Mapping[str, str], first_come: Mapping[str, Any]
) -> list[Figure]:
    """The proposal with its changes beside "first come" on the same wishes."""
    now, people = wished.figures(places), len(wished.people)
    rows = [_counted(_("Jäi ilman paikkaa"), "unassigned", now, first_come, people)]
    for rank, name in enumerate(rank_names(), start=1):
        sides = [str(side["ranks"].get(str(rank), 0)) for side in (now, first_come)]
        if rank == 1 or sides != ["0", "0"]:
            rows.append(Figure(name, *(share_text(int(side), people) for side in sides)))
    if unwished := now["ranks"].get(str(NOT_WISHED), 0):
        rows.append(Figure(_("Paikka kerralla, jota ei toivonut"), number(unwished), number(0)))
    for name, key in (
        (_("Saman toimipaikan pareja samalla kerralla"), "same_office_pairs"),
        (_("Saman tiimin pareja samalla kerralla"), "same_team_pairs"),
    ):
        rows.append(Figure(name, number(now[key]), number(first_come[key])))
    rows.append(
        Figure(
            _("Kohtaamisista eri toimipaikkojen väen kesken"),
            *(percent(round(1000 * side["mixing"]), 1000) for side in (now, first_come)),
        )
    )
    small = [len(side["below_minimum"]) for side in (now, first_come)]
    if any(small):
        rows.append(Figure(_("Kertoja alle vähimmäismäärän"), *(number(one) for one in small)))
    return rows


def _counted(
    name: str, key: str, now: Mapping[str, Any], first: Mapping[str, Any], people: int
) -> Figure:
    return Figure(name, share_text(now[key], people), share_text(first[key], people))


def rank_names() -> tuple[str, ...]:
    return (
        _("Sai ensimmäisen toiveensa"),
        _("Sai toisen toiveensa"),
        _("Sai kolmannen toiveensa"),
        _("Sai neljännen toiveensa"),
    )


def proof(row: Allocation) -> str:
    """How sure the proposal is, in words."""
    if row.moves:
        return _("Olet muuttanut ehdotusta. Todistus koskee sitä, minkä laskimme, ei muutoksiasi.")
    open_stages = [one for one in row.proposal["stages"] if one["status"] != "optimal"]
    if not open_stages:
        return _(
            "Ehdotus on todistetusti paras: mikään muu jako ei ole reilumpi eikä sekoita "
            "väkeä paremmin."
        )
    if all(one["objective"].startswith("same_") for one in open_stages):
        return _(
            "Paikkojen ja toiveiden jako on todistetusti paras. Sekoitus on paras, "
            "jonka tässä ajassa löysimme."
        )
    return _("Tämä on paras jako, jonka tässä ajassa löysimme. Parempikin voi olla olemassa.")


def finding(wished: Wished, places: Mapping[str, str]) -> str:
    """The heading of a proposal: how many got what they wanted most."""
    ranks = wished.figures(places)["ranks"]
    first, people = ranks.get("1", 0), len(wished.people)
    if first == people:
        return _("Kaikki saavat ensimmäisen toiveensa")
    return _("%(first)s / %(people)s saa ensimmäisen toiveensa") % {
        "first": first,
        "people": people,
    }


def proposed_sessions(
    wished: Wished, places: Mapping[str, str], moves: Mapping[str, Any]
) -> list[ProposedSession]:
    """Every session with its people by name, in order of time."""
    by_session: dict[str, list[Placed]] = {pk: [] for pk in wished.sessions}
    for pk, person in wished.people.items():
        if session := places.get(pk):
            placed = Placed(person, wished.rank(pk, session), pk in moves)
            by_session[session].append(placed)
    rows = [
        ProposedSession(wished.sessions[pk], sorted(people, key=lambda one: _by_name(one.person)))
        for pk, people in by_session.items()
    ]
    return sorted(rows, key=lambda row: (row.session.starts_at, row.session.pk))


def without_place(wished: Wished, places: Mapping[str, str]) -> list[Person]:
    left = [person for pk, person in wished.people.items() if pk not in places]
    return sorted(left, key=_by_name)


def _by_name(person: Person) -> tuple[str, str, str]:
    return person.last_name.casefold(), person.first_name.casefold(), str(person.pk)


def options(wished: Wished, places: Mapping[str, str], person: str) -> list[Option]:
    """Where ``person`` could go and what each place costs against the proposal as it is now: the
    wished ones first in their order, then the rest by time, and last no place at all."""
    now = places.get(person)
    before = wished.figures(places)
    others = {one: session for one, session in places.items() if one != person}
    found = []
    for pk, session in sorted(wished.sessions.items(), key=lambda one: one[1].starts_at):
        taken = sum(one == pk for one in others.values())
        costs = _costs(before, wished.figures({**others, person: pk})) if pk != now else []
        is_full = session.free - taken < 1
        found.append(Option(session, wished.rank(person, pk), pk == now, is_full, costs))
    found.sort(key=lambda one: one.rank or NOT_WISHED)
    costs = _costs(before, wished.figures(others)) if now else []
    nowhere = Option(None, rank=None, is_now=now is None, is_full=False, costs=costs)
    return [*found, nowhere]


def _costs(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What changes for the others, in words; nothing when nothing gets worse or better."""
    words = []
    pairs = after["same_office_pairs"] - before["same_office_pairs"]
    if pairs > 0:
        text = ngettext(
            "yksi saman toimipaikan pari lisää",
            "%(count)s saman toimipaikan paria lisää",
            pairs,
        )
        words.append(text % {"count": pairs})
    elif pairs < 0:
        text = ngettext(
            "yksi saman toimipaikan pari vähemmän",
            "%(count)s saman toimipaikan paria vähemmän",
            -pairs,
        )
        words.append(text % {"count": -pairs})
    if set(after["below_minimum"]) - set(before["below_minimum"]):
        words.append(_("jokin kerta jää alle vähimmäismäärän"))
    return words
