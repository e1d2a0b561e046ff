"""One question's figures as the results document gives them (design/interfaces.md)."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from juuristo.figures.disclosure import Group, State, Threshold, reaches
from juuristo.figures.distributions import (
    Share,
    Summary,
    mean_interval,
    mean_ranks,
    shares,
    summary,
)

from .definition import PREFER_NOT_TO_SAY, Multiple, Number, Ranking, Scale, Single

Figures = dict[str, Any]


@dataclass(frozen=True)
class Frame:
    """What figures stand on: how many were asked (None: not known), and the least answers."""

    population: int | None
    threshold: int
    open_threshold: int

    def least_of(self, question: Any) -> int:
        return self.open_threshold if question.type == "open" else self.threshold


def answered(counts: Counter[Any]) -> int:
    """How many answered, those who would rather not say left out."""
    return counts.total() - counts[PREFER_NOT_TO_SAY]


def figures_of(question: Any, counts: Counter[Any], frame: Frame) -> Figures:
    """A question's figures as far as they may be shown; of a protected one nothing but that."""
    n = answered(counts)
    if not n:
        return _stub(question, State.MISSING) | {"n": 0}
    if not reaches(Group("", n), Threshold(frame.least_of(question))):
        return _stub(question, State.PROTECTED)
    told = Counter({value: count for value, count in counts.items() if value != PREFER_NOT_TO_SAY})
    shown = {
        "key": question.key,
        "type": question.type,
        "n": n,
        "declined": counts[PREFER_NOT_TO_SAY],
        "state": State.SHOWN.value,
    }
    return shown | _DRAWN[question.type](question, told, n, frame)


def protected(question: Any) -> Figures:
    """What is said of a question whose answers may not be shown."""
    return _stub(question, State.PROTECTED)


def _stub(question: Any, state: State) -> Figures:
    return {
        "key": question.key,
        "type": question.type,
        "n": None,
        "declined": None,
        "state": state.value,
    }


def _single(question: Single, told: Counter[Any], n: int, frame: Frame) -> Figures:
    return {"options": _options(told, [option.key for option in question.options], n, frame)}


def _multiple(question: Multiple, told: Counter[Any], n: int, frame: Frame) -> Figures:
    chosen: Counter[str] = Counter()
    for keys, count in told.items():
        for key in keys:
            chosen[key] += count
    return {"options": _options(chosen, [option.key for option in question.options], n, frame)}


def _scale(question: Scale, told: Counter[Any], n: int, frame: Frame) -> Figures:
    values = [str(value) for value in range(question.ends.least, question.ends.most + 1)]
    marks = Counter({str(value): count for value, count in told.items()})
    return _numbers(told, frame) | {"options": _options(marks, values, n, frame)}


def _number(question: Number, told: Counter[Any], n: int, frame: Frame) -> Figures:
    return _numbers(told, frame)


def _day(question: Any, told: Counter[Any], n: int, frame: Frame) -> Figures:
    return {"options": _options(told, sorted(told), n, frame)}


def _ranking(question: Ranking, told: Counter[Any], n: int, frame: Frame) -> Figures:
    """``count`` is how many put the option first."""
    first: Counter[str] = Counter()
    for order, count in told.items():
        first[order[0]] += count
    means = mean_ranks(told)
    options = _options(first, [option.key for option in question.options], n, frame)
    return {
        "options": [
            option | {"mean_rank": round(means[option["key"]], 2)}
            for option in options
            if option["key"] in means
        ]
    }


def _open(question: Any, told: Counter[Any], n: int, frame: Frame) -> Figures:
    return {}


_DRAWN: dict[str, Callable[[Any, Counter[Any], int, Frame], Figures]] = {
    "single": _single,
    "multiple": _multiple,
    "scale": _scale,
    "number": _number,
    "date": _day,
    "ranking": _ranking,
    "open": _open,
}


def _options(
    counts: Counter[str], keys: Iterable[str], whole: int, frame: Frame
) -> list[dict[str, Any]]:
    parts = shares(counts, keys, whole, frame.population)
    return [{"key": key, **share_figures(part)} for key, part in parts.items()]


def share_figures(part: Share) -> dict[str, Any]:
    return {
        "count": part.count,
        "percent": round(part.percent, 2),
        "interval": _rounded(part.interval),
    }


def _numbers(told: Counter[Any], frame: Frame) -> Figures:
    found: Summary = summary(told)
    around = mean_interval(found, frame.population)
    return {
        "mean": round(found.mean, 2),
        "median": plain(found.median),
        "sd": None if found.sd is None else round(found.sd, 2),
        "mean_interval": None if around is None else _rounded(around),
        "least": plain(found.least),
        "most": plain(found.most),
    }


def plain(value: float) -> float | int:
    """A whole number as one."""
    return int(value) if value == int(value) else value


def _rounded(interval: tuple[float, float]) -> list[float]:
    return [round(end, 2) for end in interval]
