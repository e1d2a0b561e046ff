"""Every verb that the code records has words on the trail's page."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import juuristo
from juuristo.audit.verbs import VERBS

ROOT = Path(juuristo.__file__).parent


def recorded() -> Iterator[tuple[str, str]]:
    """Yield (file and line, pattern) for the first argument of each ``record(…)``."""
    for path in sorted(ROOT.rglob("*.py")):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _name(node.func) == "record" and node.args:
                pattern = _pattern(node.args[0])
                if pattern:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", pattern


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _pattern(argument: ast.expr) -> str:
    if isinstance(argument, ast.Constant):
        return re.escape(str(argument.value))
    if isinstance(argument, ast.JoinedStr):
        return "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
            for part in argument.values
        )
    return ""


def test_given_each_verb_recorded_in_the_code_when_looked_up_then_it_has_words() -> None:
    found = list(recorded())
    assert found
    nameless = [
        (where, pattern)
        for where, pattern in found
        if not any(re.fullmatch(pattern, verb) for verb in VERBS)
    ]
    assert nameless == []


def test_given_the_words_of_a_verb_when_read_then_the_verb_is_an_object_and_an_action() -> None:
    assert [verb for verb in VERBS if not re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", verb)] == []
