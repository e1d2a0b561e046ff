"""What the pages that draw questions in the browser bring along."""

from typing import Any

from django import template

from ..answering import words

register = template.Library()


@register.simple_tag
def survey_words() -> dict[str, dict[str, Any]]:
    """Return what ``json_script`` puts on the page as ``survey-words``."""
    return words()
