"""From a row's cells to facts, each doubtful cell a named fault."""

import re
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from juuristo.shell.sheets.cells import parse_date, short, tidy
from juuristo.shell.sheets.faults import Fault

from .facts import Facts, World
from .faults import REQUIRED
from .reading import FINNISH_NAMES, Row

LONGEST = {"email": 254, "first_name": 80, "last_name": 80, "office": 120, "team": 120}
LONGEST_TITLE = 120
FORMULA = re.compile(r"[=@]|[+-].")
CODES = {
    "email": "bad_email",
    "office": "unknown_office",
    "team": "unknown_team",
    "start_date": "bad_date",
    "left_date": "bad_date",
    "roles": "unknown_role",
}
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
EARLIEST, LATEST = 1900, 2200


class Places:
    """Offices or teams by name, whatever the case; unknown ones are added when that is allowed."""

    def __init__(self, names: Iterable[str], *, may_add: bool) -> None:
        self._names = {_folded(name): name for name in names}
        self._may_add = may_add
        self.added: list[str] = []

    def find(self, name: str) -> str | None:
        known = self._names.get(_folded(name))
        if known is None and self._may_add:
            self.added.append(name)
            known = self._names[_folded(name)] = name
        return known


def _folded(name: str) -> str:
    return tidy(name).casefold()


class RowReader:
    """Reads one row after another against one world; collects the faults of each."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._roles_of = {known.facts.email.lower(): known.facts.roles for known in world.people}
        self.offices = Places(world.offices, may_add=world.create_places)
        self.teams = Places(world.teams, may_add=world.create_places)

    def read(self, row: Row) -> tuple[Facts, list[Fault]]:
        """Return what the row says (faulty cells left out) and what is wrong with it."""
        faults: list[Fault] = []
        sound = {name: self._sound(row, name, faults) for name in row.values}

        def text(name: str) -> str:
            return str(sound.get(name, ""))

        email = self._email(row, text("email"), faults)
        start, left = (self._date(row, sound, name, faults) for name in ("start_date", "left_date"))
        facts = Facts(
            email=email,
            first_name=text("first_name"),
            last_name=text("last_name"),
            office=self._place(row, "office", text("office"), faults),
            team=self._place(row, "team", text("team"), faults),
            title=text("title"),
            start_date=start,
            left_date=left,
            roles=self._roles(row, text("roles"), email, faults),
        )
        return facts, faults

    def duplicate(self, row: Row, first: int) -> Fault:
        message = _("Sama sähköposti on jo rivillä %(row)s. Jätä niistä yksi.") % {"row": first}
        return _fault(row, "email", "duplicate_email", message)

    def _sound(self, row: Row, name: str, faults: list[Fault]) -> str | date:
        """Return the cell, or "" after naming what makes it unfit to be read at all."""
        value = row.values[name]
        fault = _unfit(row, name, value)
        if fault:
            faults.append(fault)
            return ""
        if value == "" and name in REQUIRED:
            message = _("%(column)s puuttuu.") % {"column": FINNISH_NAMES[name].capitalize()}
            faults.append(_fault(row, name, "missing_value", message))
        return value

    def _email(self, row: Row, text: str, faults: list[Fault]) -> str:
        if not text:
            return ""
        try:
            validate_email(text)
        except ValidationError:
            message = _("”%(text)s” ei ole sähköpostiosoite.") % {"text": short(text)}
            faults.append(_fault(row, "email", "bad_email", message))
            return ""
        return text.lower()

    def _date(
        self, row: Row, sound: dict[str, str | date], name: str, faults: list[Fault]
    ) -> date | None:
        value = sound.get(name, "")
        if isinstance(value, date):
            day: date | None = value
        elif value == "":
            return None
        else:
            day = parse_date(value)
        if day is None or not EARLIEST <= day.year <= LATEST:
            message = _("”%(text)s” ei ole päivä. Kirjoita se näin: 24.9.2020.") % {
                "text": short(str(value))
            }
            faults.append(_fault(row, name, "bad_date", message))
            return None
        return day

    def _place(self, row: Row, name: str, text: str, faults: list[Fault]) -> str:
        if not text:
            return ""
        found = (self.offices if name == "office" else self.teams).find(text)
        if found is not None:
            return found
        if name == "office":
            message = _(
                "Toimipaikkaa ”%(text)s” ei ole. Tarkista nimi tai lisää toimipaikka ensin."
            )
        else:
            message = _("Tiimiä ”%(text)s” ei ole. Tarkista nimi tai lisää tiimi ensin.")
        faults.append(_fault(row, name, CODES[name], message % {"text": short(text)}))
        return ""

    def _roles(self, row: Row, text: str, email: str, faults: list[Fault]) -> frozenset[str]:
        roles: set[str] = set()
        for word in filter(None, map(str.strip, re.split("[;,]", text))):
            role = self._world.role_names.get(word.casefold())
            if role is None:
                message = _("Roolia ”%(text)s” ei ole.") % {"text": short(word)}
                faults.append(_fault(row, "roles", "unknown_role", message))
            elif role not in self._world.givable | self._roles_of.get(email, frozenset()):
                message = _(
                    "Roolia ”%(text)s” et voi antaa. Pyydä ylläpitäjää tuomaan luettelo tai "
                    "poista rooli riviltä."
                ) % {"text": short(word)}
                faults.append(_fault(row, "roles", "role_not_allowed", message))
            else:
                roles.add(role)
        return frozenset(roles)


def _unfit(row: Row, name: str, value: str | date) -> Fault | None:
    if name in row.formulas or (isinstance(value, str) and FORMULA.match(value)):
        message = _("Solussa on kaava. Kirjoita sen tilalle arvo.")
        return _fault(row, name, CODES.get(name, "unreadable_file"), message)
    if isinstance(value, date):
        return None
    if CONTROL.search(value):
        message = _("Solussa on merkkejä, joita ei voi lukea.")
        return _fault(row, name, CODES.get(name, "unreadable_file"), message)
    if name != "roles" and len(value) > LONGEST.get(name, LONGEST_TITLE):
        message = _("Solussa on yli %(most)s merkkiä.") % {"most": LONGEST.get(name, LONGEST_TITLE)}
        return _fault(row, name, CODES.get(name, "too_large"), message)
    return None


def _fault(row: Row, column: str, code: str, message: str) -> Fault:
    return Fault(row.number, column, code, message)


def left_first(row: Row) -> Fault:
    message = _("Päättymispäivä on ennen aloituspäivää.")
    return _fault(row, "left_date", "left_before_start", message)


def may_not_end(row: Row) -> Fault:
    message = _("Et voi merkitä lähteneeksi itseäsi etkä ylläpitäjää. Pyydä sitä ylläpitäjältä.")
    return _fault(row, "left_date", "role_not_allowed", message)
