"""Two waves of one instrument side by side, question by question (trust T4: where both show).

Built from their results documents alone, so it can tell nothing that they do not.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from juuristo.figures.comparison import Change, Part, change_of_mean, change_of_share
from juuristo.figures.distributions import Summary, summary

Figures = Mapping[str, Any]
COUNTED = {"single", "multiple"}
MEASURED = {"scale", "number"}


def compared(now: Figures, before: Figures) -> list[dict[str, Any]]:
    """Compare two documents; every closed question of ``now`` in its order.

    Each has ``key``, ``type`` and ``state``: ``shown``, ``protected`` (in either wave),
    ``missing`` (asked or answered in one only) or ``changed`` (its options or ends are others). A
    shown one has ``n`` and ``earlier_n``, and either ``options`` (``key``, ``percent``,
    ``earlier_percent``) or ``mean`` and ``earlier_mean``; with each ``change``, ``interval`` and
    ``verdict`` (``grew``, ``fell``, ``no_difference``).
    """
    earlier = {question["key"]: question for question in before.get("questions", [])}
    asked = now.get("invited"), before.get("invited")
    return [
        {"key": question["key"], "type": question["type"]}
        | _question(question, earlier.get(question["key"]), *asked)
        for question in now.get("questions", [])
        if question["type"] in COUNTED | MEASURED
    ]


def _question(
    now: Figures, before: Figures | None, population: int | None, earlier: int | None
) -> dict[str, Any]:
    state = _state(now, before)
    if state != "shown" or before is None:
        return {"state": state}
    told = {"state": state, "n": now["n"], "earlier_n": before["n"]}
    if now["type"] in COUNTED:
        return told | {"options": list(_options(now, before, population, earlier))}
    change = change_of_mean(_summary(now), _summary(before), population, earlier)
    means = {"mean": now["mean"], "earlier_mean": before["mean"]}
    return told | means | (_change(change) if change else {"verdict": None})


def _state(now: Figures, before: Figures | None) -> str:
    if before is None:
        return "missing"
    states = {now["state"], before["state"]}
    for state in ("protected", "missing"):
        if state in states:
            return state
    return "shown" if _shape(now) == _shape(before) else "changed"


def _shape(question: Figures) -> tuple[str, frozenset[str]]:
    return question["type"], frozenset(option["key"] for option in question.get("options", []))


def _options(
    now: Figures, before: Figures, population: int | None, earlier: int | None
) -> Iterator[dict[str, Any]]:
    had = {option["key"]: option for option in before["options"]}
    for option in now["options"]:
        other = had[option["key"]]
        change = change_of_share(
            Part(option["count"], now["n"], population), Part(other["count"], before["n"], earlier)
        )
        yield {
            "key": option["key"],
            "percent": option["percent"],
            "earlier_percent": other["percent"],
        } | _change(change, 100)


def _summary(question: Figures) -> Summary:
    """Of a scale from its marks; of a number as it was rounded."""
    if question["type"] == "scale":
        return summary({int(option["key"]): option["count"] for option in question["options"]})
    return Summary(**{key: question[key] for key in Summary.__dataclass_fields__})


def _change(change: Change, times: float = 1) -> dict[str, Any]:
    return {
        "change": round(times * change.change, 2),
        "interval": [round(times * change.low, 2), round(times * change.high, 2)],
        "verdict": change.verdict.value,
    }
