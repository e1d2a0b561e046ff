"""An import's report in the reader's words."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from juuristo.people.models import Role
from juuristo.shell.dates import day_year

COLUMN_NAMES = {
    "email": gettext_lazy("sähköposti"),
    "first_name": gettext_lazy("etunimi"),
    "last_name": gettext_lazy("sukunimi"),
    "office": gettext_lazy("toimipaikka"),
    "team": gettext_lazy("tiimi"),
    "title": gettext_lazy("nimike"),
    "start_date": gettext_lazy("aloituspäivä"),
    "left_date": gettext_lazy("päättymispäivä"),
    "roles": gettext_lazy("roolit"),
}


def told(report: dict[str, Any]) -> dict[str, Any]:
    """Return the report with places, values and counts as people read them."""
    people = report.get("people", {"new": [], "changed": [], "gone": []})
    faults = [
        {"place": _place(fault, report.get("letters", {})), "message": fault["message"]}
        for fault in report.get("faults", [])
    ]
    return report | {
        "faults": faults,
        "more_faults": report.get("fault_count", 0) - len(faults),
        "new_people": [_person(one) for one in people["new"]],
        "more_new": report.get("new", 0) - len(people["new"]),
        "changed_people": [_changed(one) for one in people["changed"]],
        "more_changed": report.get("changed", 0) - len(people["changed"]),
        "gone_people": [_person(one) for one in people["gone"]],
        "more_gone": report.get("gone", 0) - len(people["gone"]),
        "act": act_of(report),
    }


def act_of(report: dict[str, Any]) -> str:
    """Name the act by what it does: "Tuo 3 uutta ja yksi muutos"; "" when there is nothing."""
    new, changed = report.get("new", 0), report.get("changed", 0)
    if new and changed:
        return _("Tuo %(new)s ja %(changed)s") % {"new": _new(new), "changed": _changes(changed)}
    if new:
        return _("Tuo %(what)s") % {"what": _new(new)}
    if changed:
        return _("Tuo %(what)s") % {"what": _changes(changed)}
    return ""


def _new(count: int) -> str:
    return ngettext("yksi uusi", "%(count)s uutta", count) % {"count": count}


def _changes(count: int) -> str:
    return ngettext("yksi muutos", "%(count)s muutosta", count) % {"count": count}


def _place(fault: dict[str, Any], letters: dict[str, str]) -> str:
    row, column = fault["row"], fault["column"]
    if row is None:
        return _("Koko tiedosto")
    if column in letters:
        return _("Rivi %(row)s, sarake %(letter)s (%(column)s)") % {
            "row": row,
            "letter": letters[column],
            "column": COLUMN_NAMES[column],
        }
    if column:
        return _("Rivi %(row)s, sarake %(column)s") % {
            "row": row,
            "column": COLUMN_NAMES[column],
        }
    return _("Rivi %(row)s") % {"row": row}


def _person(one: dict[str, Any]) -> dict[str, Any]:
    return one | {"roles": _value("roles", one["roles"])}


def _changed(one: dict[str, Any]) -> dict[str, Any]:
    fields = [
        {
            "column": COLUMN_NAMES[field["column"]],
            "old": _value(field["column"], field["old"]),
            "new": _value(field["column"], field["new"]),
        }
        for field in one["fields"]
    ]
    return one | {"fields": fields}


def _value(column: str, value: Any) -> str:
    if not value:
        return _("ei mitään")
    if column in {"start_date", "left_date"}:
        return day_year(date.fromisoformat(value))
    if column == "roles":
        return ", ".join(str(Role(role).label) for role in value)
    return str(value)
