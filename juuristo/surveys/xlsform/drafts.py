"""One row of the survey sheet as the question it will be."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from ..answers import is_day
from ..definition import PREFER_NOT_TO_SAY
from .expressions import Kind, Limit, Target, limits_of, number_of
from .faults import UnfitError
from .keys import key_from
from .lists import ChoiceList
from .rows import Line

REFERENCE = re.compile(r"\$\{[^{}]+\}")
YES = ("yes", "true", "true()", "1", "kyllä")
NO = ("", "no", "false", "false()", "0", "ei")
# What other tools note down beside the answers. We never do, so the rows are left out.
METADATA = {
    *("start", "end", "today", "deviceid", "username", "phonenumber", "email", "imei"),
    *("simserial", "subscriberid", "audit", "start-geopoint"),
}
UNSUPPORTED = ("calculation", "default", "choice_filter", "repeat_count", "trigger")
SELECTS = {
    "select_one": "single",
    "select one": "single",
    "select one from": "single",
    "select1": "single",
    "score__row": "single",
    "select_multiple": "multiple",
    "select multiple": "multiple",
    "select all that apply": "multiple",
    "select all that apply from": "multiple",
    "rank": "ranking",
}
PLAIN = {
    "integer": "number",
    "int": "number",
    "decimal": "number",
    "text": "open",
    "string": "open",
    "date": "date",
    "range": "scale",
    "note": "info",
}


@dataclass
class Draft:
    """A question on its way: its row, its fields, and the conditions it stands under."""

    line: Line
    fields: dict[str, Any]
    relevant: list[tuple[Line, str]] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)

    @property
    def target(self) -> Target:
        return Target(self.fields["key"], _KINDS.get(self.fields["type"], "other"), self.options)


_KINDS: dict[str, Kind] = {
    "single": "single",
    "multiple": "multiple",
    "scale": "number",
    "number": "number",
}


def type_of(line: Line) -> str:
    """Return the row's type in one spelling."""
    return " ".join(line["type"].split())


def list_of(line: Line) -> tuple[str, str] | None:
    """Return what a select selects and the name of its list; None for other types."""
    words = type_of(line)
    for spelling, kind in SELECTS.items():
        if words.casefold().startswith(f"{spelling} "):
            return kind, words[len(spelling) :].strip()
    return ("single", line["kobo--score-choices"]) if words == "score__row" else None


def draft_of(line: Line, lists: dict[str, ChoiceList]) -> Draft:
    """Read a row that is a question. Raises UnfitError."""
    refuse_unsupported(line)
    fields: dict[str, Any] = {
        "key": _key(line),
        "text": line.texts("label"),
        "hint": line.texts("hint"),
        "required": flag(line, "required"),
        "may_decline": flag(line, "may_decline"),
        "about_me": flag(line, "about_me"),
    }
    refuse_references(line)
    draft = Draft(line, fields)
    if selecting := list_of(line):
        _select(draft, *selecting, lists)
    else:
        _plain(draft, type_of(line).casefold())
    if line["relevant"]:
        draft.relevant.append((line, line["relevant"]))
    if line["constraint"]:
        for limit in limits_of(line["constraint"]):
            _limit(fields, limit)
    return draft


def refuse_unsupported(line: Line) -> None:
    """Refuse columns that would make the form work otherwise than ours does."""
    for column in line.cells:
        if column in UNSUPPORTED or column.startswith(
            ("media::", "image", "audio", "video", "big-image", "instance::", "bind::", "body::")
        ):
            message = _("Sarakkeen ”%(column)s” sisältöä ei voi tuoda. Tyhjennä solu.")
            raise UnfitError(column, "unsupported", message % {"column": column[:60]})
    if line["parameters"] and type_of(line).casefold() != "range":
        raise UnfitError("parameters", "unsupported", _("Näitä asetuksia ei voi tuoda."))
    if type_of(line).casefold() != "note" and flag(line, "read_only"):
        raise UnfitError("read_only", "unsupported", _("Kysymykseen ei voisi vastata."))


def refuse_references(line: Line) -> None:
    """Refuse labels that quote an earlier answer: we would show the name in braces."""
    for column in ("label", "hint"):
        if any(REFERENCE.search(text) for text in line.spoken.get(column, {}).values()):
            message = _("Tekstissä viitataan toisen kysymyksen vastaukseen. Kirjoita se auki.")
            raise UnfitError(column, "unsupported", message)


def _key(line: Line) -> str:
    if not line["name"]:
        raise UnfitError("name", "no_name", _("Kysymykseltä puuttuu nimi."))
    return key_from(line["name"], "q")


def flag(line: Line, column: str) -> bool:
    """Read yes or no. Raises UnfitError for anything else, such as an expression."""
    plain = line[column].casefold()
    if plain not in YES + NO:
        message = _("Solussa ”%(cell)s” pitää olla yes tai no.") % {"cell": line[column][:60]}
        raise UnfitError(column, "not_yes_or_no", message)
    return plain in YES


def _select(draft: Draft, kind: str, list_name: str, lists: dict[str, ChoiceList]) -> None:
    choices = lists.get(list_name)
    if choices is None:
        message = _("Listaa ”%(list)s” ei ole taulukossa ”choices”.") % {"list": list_name[:60]}
        raise UnfitError("type", "unknown_list", message)
    fields = draft.fields
    if choices.may_decline:
        fields["may_decline"] = True
    declining = {PREFER_NOT_TO_SAY: PREFER_NOT_TO_SAY} if fields["may_decline"] else {}
    if kind == "single" and choices.ends is not None:
        fields |= {"type": "scale", "ends": choices.ends, "look": "radio"}
        draft.options = declining
    else:
        fields |= {"type": kind, "options": choices.options}
        draft.options = choices.keys | declining


def _plain(draft: Draft, kind: str) -> None:
    if kind not in PLAIN:
        message = _("Kysymystyyppiä ”%(type)s” ei voi tuoda.") % {"type": kind[:60]}
        raise UnfitError("type", "unknown_type", message)
    fields = draft.fields
    fields["type"] = PLAIN[kind]
    if fields["may_decline"]:
        draft.options = {PREFER_NOT_TO_SAY: PREFER_NOT_TO_SAY}
    if kind in ("integer", "int", "decimal"):
        fields["whole"] = kind != "decimal"
    elif kind in ("text", "string"):
        fields["long"] = "multiline" in draft.line["appearance"]
    elif kind == "range":
        fields["ends"] = _range(draft.line)
        fields["look"] = "slider"


def _range(line: Line) -> dict[str, Any]:
    given = {"start": "0", "end": "10", "step": "1"}
    for part in re.split(r"[\s,;]+(?!=)", re.sub(r"\s*=\s*", "=", line["parameters"])):
        name, _sign, value = part.partition("=")
        if part and name not in given:
            message = _("Asetusta ”%(name)s” ei voi tuoda.") % {"name": name[:60]}
            raise UnfitError("parameters", "unsupported", message)
        if part:
            given[name] = value
    numbers = {name: number_of(value, "parameters") for name, value in given.items()}
    if numbers["step"] != 1 or not (numbers["start"].is_integer() and numbers["end"].is_integer()):
        message = _("Asteikon askel on aina yksi ja päät kokonaislukuja.")
        raise UnfitError("parameters", "unsupported", message)
    ends = {"least": int(numbers["start"]), "most": int(numbers["end"])}
    return {**ends, "low": line.texts("low"), "high": line.texts("high")}


# ---- constraints


def _limit(fields: dict[str, Any], limit: Limit) -> None:
    is_lower = ">" in limit.sign
    name, read = _LIMITS.get((fields["type"], limit.of, is_lower), ("", _count))
    if not name or name in fields:
        message = _("Rajausta ”%(limit)s” ei voi tuoda tähän kysymykseen.")
        value = f"{limit.sign} {limit.value}"
        raise UnfitError("constraint", "unsupported", message % {"limit": value[:60]})
    step = 0 if "=" in limit.sign else (1 if is_lower else -1)
    fields[name] = read(fields, limit.value, step)


def _number(fields: dict[str, Any], value: str, step: int) -> float:
    number = number_of(value, "constraint")
    if step and not (fields["whole"] and number.is_integer()):
        raise UnfitError(
            "constraint", "unsupported", _("Rajan on kuuluttava mukaan: käytä >= tai <=.")
        )
    return number + step


def _count(_fields: dict[str, Any], value: str, step: int) -> int:
    number = number_of(value, "constraint")
    if not number.is_integer():
        raise UnfitError("constraint", "unsupported", _("Raja ei ole kokonaisluku."))
    return int(number) + step


def _day(_fields: dict[str, Any], value: str, step: int) -> str:
    if not is_day(value):
        raise UnfitError("constraint", "not_a_day", _("Tällaista päivää ei ole."))
    try:
        return (date.fromisoformat(value) + timedelta(days=step)).isoformat()
    except OverflowError:
        raise UnfitError("constraint", "not_a_day", _("Tällaista päivää ei ole.")) from None


# by type, what is limited, and whether from below: the field, and how it is read
_LIMITS: dict[tuple[str, str, bool], tuple[str, Callable[[dict[str, Any], str, int], Any]]] = {
    ("number", "answer", True): ("least", _number),
    ("number", "answer", False): ("most", _number),
    ("date", "answer", True): ("earliest", _day),
    ("date", "answer", False): ("latest", _day),
    ("open", "length", False): ("longest", _count),
    ("multiple", "chosen", False): ("most", _count),
}
