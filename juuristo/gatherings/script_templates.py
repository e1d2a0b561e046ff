"""Ready scripts to begin from: an hour, an hour and a half, two hours, in three languages.

The words are ours. What a template holds in one language becomes a script's own text; from then on
it belongs to those who lead.
"""

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from juuristo.shell.texts import text_in

FILE = Path(__file__).with_name("script_templates.json")


@dataclass(frozen=True)
class BlockText:
    """One block as it is written: the fields of a stored block without its place and id."""

    minutes: int
    title: str
    stair: str = ""
    work: str = "plenary"
    what: str = ""
    material: str = ""
    led_by: str = ""

    def fields(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Template:
    key: str
    name: dict[str, str]
    blocks: tuple[dict[str, Any], ...]

    @property
    def minutes(self) -> int:
        return sum(block["minutes"] for block in self.blocks)

    def in_language(self, language: str) -> list[BlockText]:
        """The blocks with their texts in one language."""
        return [
            BlockText(
                minutes=block["minutes"],
                title=text_in(block["title"], language),
                stair=block["stair"],
                work=block["work"],
                what=text_in(block["what"], language),
            )
            for block in self.blocks
        ]


@cache
def templates() -> dict[str, Template]:
    """By key: ``120``, ``90``, ``60``; the keys are minutes."""
    found = json.loads(FILE.read_text(encoding="utf-8"))
    made = [Template(one["key"], one["name"], tuple(one["blocks"])) for one in found]
    return {one.key: one for one in made}
