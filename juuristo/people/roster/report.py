"""What an import tells: the stable counts and faults, and the details the preview shows."""

from datetime import date
from typing import Any

from juuristo.shell.sheets.faults import Fault

from .checking import Change, Difference
from .facts import Facts, Known
from .reading import Sheet

SHOWN = 200


def summary(difference: Difference, sheet: Sheet | None, *, applied: bool) -> dict[str, Any]:
    """Return the JSON other systems rely on (design: interfaces, Roster), every fault included."""
    return {
        "new": len(difference.new),
        "changed": len(difference.changed),
        "unchanged": difference.unchanged,
        "gone": len(difference.gone),
        "applied": applied,
        "ignored_columns": sheet.ignored_columns if sheet else [],
        "faults": [fault.as_json() for fault in difference.faults],
    }


def unreadable_summary(fault: Fault) -> dict[str, Any]:
    return summary(Difference(faults=[fault]), None, applied=False)


def preview(difference: Difference, sheet: Sheet | None) -> dict[str, Any]:
    """Return the summary with its first ``SHOWN`` faults and people, and what applying promises."""
    told = summary(difference, sheet, applied=False)
    return told | {
        "fault_count": len(told["faults"]),
        "faults": told["faults"][:SHOWN],
        "letters": sheet.letters if sheet else {},
        "new_offices": difference.new_offices,
        "new_teams": difference.new_teams,
        "people": {
            "new": [_person(one.facts) | {"row": one.row} for one in difference.new[:SHOWN]],
            "changed": [_change(one) for one in difference.changed[:SHOWN]],
            "gone": [_gone(one) for one in difference.gone[:SHOWN]],
        },
        "promises": {
            "without_gone": difference.digest(with_gone=False),
            "with_gone": difference.digest(with_gone=True),
        },
    }


def counts_only(report: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Drop the people from a report that has served its purpose."""
    kept = ("new", "changed", "unchanged", "gone", "applied", "ignored_columns", "fault_count")
    return {key: report[key] for key in kept if key in report} | more


def _person(facts: Facts) -> dict[str, Any]:
    return {
        "name": f"{facts.first_name} {facts.last_name}",
        "email": facts.email,
        "office": facts.office,
        "team": facts.team,
        "roles": sorted(facts.roles),
    }


def _gone(known: Known) -> dict[str, Any]:
    return _person(known.facts)


def _change(change: Change) -> dict[str, Any]:
    return {
        "row": change.row,
        "name": f"{change.facts.first_name} {change.facts.last_name}",
        "email": change.facts.email,
        "fields": [
            {
                "column": name,
                "old": _said(getattr(change.known.facts, name)),
                "new": _said(getattr(change.facts, name)),
            }
            for name in change.fields
        ],
    }


def _said(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value
