"""The sheet of choices: options by list, and lists that are scales."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ..definition import PREFER_NOT_TO_SAY, Texts
from .faults import FormFault
from .keys import key_from
from .rows import Line

AFTER_NUMBER = re.compile(r"\s*[-–—:.)=]\s+|\s+")


@dataclass
class ChoiceList:
    """One list: options in order, how their names became keys, and whether one may decline."""

    options: list[dict[str, Any]] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    may_decline: bool = False
    ends: dict[str, Any] | None = None  # of a list that is a scale


def lists_of(lines: list[Line], faults: list[FormFault]) -> dict[str, ChoiceList]:
    """Return the lists by name; what is wrong with them is added to ``faults``."""
    names: dict[str, list[tuple[str, Texts]]] = {}
    lists: dict[str, ChoiceList] = {}
    for line in lines:
        name = line["name"]
        if not line["list_name"] or not name:
            message = _("Vaihtoehdolta puuttuu listan nimi tai oma nimi.")
            faults.append(FormFault("choices", line.number, "name", "no_name", message))
            continue
        one = lists.setdefault(line["list_name"], ChoiceList())
        key = key_from(name, "o")
        if name in one.keys or key in one.keys.values():
            message = _("Vaihtoehto ”%(name)s” on listassa kahdesti.") % {"name": name[:60]}
            faults.append(FormFault("choices", line.number, "name", "duplicate_key", message))
            continue
        _refuse_unsupported(line, faults)
        one.keys[name] = key
        if key == PREFER_NOT_TO_SAY:
            one.may_decline = True
        else:
            one.options.append({"key": key, "text": line.texts("label")})
            names.setdefault(line["list_name"], []).append((name, line.texts("label")))
    for list_name, choices in names.items():
        lists[list_name].ends = ends_of(choices)
    return lists


def _refuse_unsupported(line: Line, faults: list[FormFault]) -> None:
    for column in line.cells:
        if column.startswith(("media::", "image", "audio", "video", "big-image")):
            message = _("Kuvia ja ääniä ei voi tuoda. Tyhjennä solu.")
            faults.append(FormFault("choices", line.number, column, "unsupported", message))


def ends_of(choices: list[tuple[str, Texts]]) -> dict[str, Any] | None:
    """Return the ends of a list that is a scale: 1, 2, 3 … with words at most at its ends.

    A label of an end may be the number, its words after it ("1 helppoa"), or nothing.
    """
    if not 2 <= len(choices) <= 101 or not all(
        re.fullmatch(r"-?[0-9]{1,6}", name) for name, _texts in choices
    ):
        return None
    numbers = [int(name) for name, _texts in choices]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return None
    words = [_words_after(name, texts) for name, texts in choices]
    low, *middle, high = words
    if low is None or high is None or any(word is None or any(word.values()) for word in middle):
        return None
    return {"least": numbers[0], "most": numbers[-1], "low": low, "high": high}


def _words_after(name: str, texts: Texts) -> dict[str, str] | None:
    """Return what follows the number in each language; None when a label lacks the number."""
    words: dict[str, str] = {}
    for language, text in texts.model_dump().items():
        if text in ("", name):
            words[language] = ""
            continue
        match = AFTER_NUMBER.match(text, len(name))
        if not text.startswith(name) or match is None:
            return None
        words[language] = text[match.end() :]
    return words
