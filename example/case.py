"""The founding case as data: ``case.json`` read once, with its dates understood."""

import json
from calendar import monthrange
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SEED = 2020
PASSWORD = "juuret-kasvavat"  # printed on purpose: works on loopback only  # noqa: S105


@cache
def read() -> dict[str, Any]:
    """Return ``case.json``: organisation, programme and timeline."""
    data: dict[str, Any] = json.loads((FOLDER / "case.json").read_text(encoding="utf-8"))
    return data


def first_day(text: str) -> date:
    """ "2020-02" is the first of February, "2020-04-21" the day itself."""
    return date.fromisoformat(text if len(text) > 7 else f"{text}-01")


def last_day(text: str) -> date:
    """ "2022-03" is the last of March, "2020-11-26" the day itself."""
    if len(text) > 7:
        return date.fromisoformat(text)
    first = first_day(text)
    return first.replace(day=monthrange(first.year, first.month)[1])
