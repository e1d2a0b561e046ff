"""What a staff list would change: rows and known people in, differences and faults out.

Plain Python without the database, so that its rules can be tested on any list:
checking again after applying finds nothing to change; the order of rows and the case of
addresses do not matter.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from juuristo.shell.sheets.faults import Fault

from .cells import RowReader, left_first, may_not_end
from .facts import NAMES, Facts, Known, World
from .reading import Row, Sheet

STEP = 250


@dataclass(frozen=True)
class Arrival:
    """A person who is in the list and not in the organisation."""

    row: int
    facts: Facts


@dataclass(frozen=True)
class Change:
    """A person whose facts differ; ``fields`` names the differing ones."""

    row: int
    known: Known
    facts: Facts
    fields: tuple[str, ...]


@dataclass
class Difference:
    """The whole outcome of checking one list."""

    new: list[Arrival] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    gone: list[Known] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    new_offices: list[str] = field(default_factory=list)
    new_teams: list[str] = field(default_factory=list)

    def digest(self, *, with_gone: bool) -> str:
        """Return a fingerprint of what applying would do: equal for equal outcomes."""
        told = hashlib.sha256()
        lines = [_plain(arrival.facts) for arrival in self.new]
        lines += [f"{c.known.key} {_plain(c.known.facts)} {_plain(c.facts)}" for c in self.changed]
        lines += [f"{known.key} gone" for known in self.gone if with_gone]
        for line in sorted(lines):
            told.update(line.encode() + b"\n")
        return told.hexdigest()


def _plain(facts: Facts) -> str:
    return repr([sorted(facts.roles), *(str(getattr(facts, name)) for name in NAMES[:-1])])


def ending_day(facts: Facts, today: date) -> date:
    """Return the day on which somebody missing from the list ends: today, or when they start."""
    return max(today, facts.start_date) if facts.start_date else today


def check(sheet: Sheet, world: World, progress: Callable[[int], None] | None = None) -> Difference:
    """Compare a list with the world; ``progress`` hears now and then how many rows are done."""
    difference = Difference(faults=list(sheet.faults))
    if sheet.faults:
        return difference
    reader = RowReader(world)
    by_email = {known.facts.email.lower(): known for known in world.people}
    seen: dict[str, int] = {}
    for done, row in enumerate(sheet.rows, 1):
        facts, faults = reader.read(row)
        if facts.email in seen:
            faults.append(reader.duplicate(row, seen[facts.email]))
        elif facts.email:
            seen[facts.email] = row.number
        known = by_email.get(facts.email)
        wanted = _wanted(row, facts, known, world) if known else _newcomer(facts)
        if wanted.start_date and wanted.left_date and wanted.left_date < wanted.start_date:
            faults.append(left_first(row))
        if known and known.key in world.keep and _ends(wanted, known.facts, world.today):
            faults.append(may_not_end(row))
        if not faults:
            _place_row(difference, row, wanted, known)
        difference.faults += faults
        if progress and done % STEP == 0:
            progress(done)
    difference.new_offices, difference.new_teams = reader.offices.added, reader.teams.added
    difference.gone = _gone(world, seen)
    return difference


def _newcomer(facts: Facts) -> Facts:
    return replace(facts, roles=facts.roles or frozenset({"adviser"}))


def _place_row(difference: Difference, row: Row, wanted: Facts, known: Known | None) -> None:
    if known is None:
        difference.new.append(Arrival(row.number, wanted))
        return
    fields = tuple(name for name in NAMES if getattr(wanted, name) != getattr(known.facts, name))
    if fields:
        difference.changed.append(Change(row.number, known, wanted, fields))
    else:
        difference.unchanged += 1


def _ends(wanted: Facts, held: Facts, today: date) -> bool:
    return has_ended(wanted, today) and not has_ended(held, today)


def _wanted(row: Row, facts: Facts, known: Known, world: World) -> Facts:
    """Return the facts as they would be: a column that is absent leaves its fact alone.

    An empty roles cell leaves roles alone too, roles beyond the importer's power stay, and so
    do the importer's own: nobody changes their own roles (trust T5).
    """
    held = known.facts
    kept: dict[str, Any] = {name: getattr(held, name) for name in NAMES if name not in row.values}
    kept["email"] = held.email
    if known.key == world.importer:
        kept["roles"] = held.roles
    elif facts.roles:
        kept["roles"] = facts.roles | (held.roles - world.givable)
    else:
        kept["roles"] = held.roles or frozenset({"adviser"})
    return replace(facts, **kept)


def _gone(world: World, seen: Iterable[str]) -> list[Known]:
    listed = set(seen)
    return [
        known
        for known in world.people
        if known.facts.email.lower() not in listed
        and known.key not in world.keep
        and not has_ended(known.facts, world.today)
    ]


def has_ended(facts: Facts, today: date) -> bool:
    return facts.left_date is not None and facts.left_date <= ending_day(facts, today)
