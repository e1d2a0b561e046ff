"""Filters and tags every template may use without loading them."""

from collections.abc import Mapping

from django import template

from juuristo.shell.texts import text_in

register = template.Library()


@register.filter
def text(texts: Mapping[str, str] | None) -> str:
    """Show a coordinator's text in the reader's language."""
    return text_in(texts)
