"""Draws a piece of template with our components, as a page would."""

from typing import Any

from django.template import engines
from django_cotton.compiler_regex import CottonCompiler


def draw(source: str, **context: Any) -> str:
    compiled = CottonCompiler().process(source)
    return str(engines["django"].from_string(compiled).render(context))
