"""What the clients' pages share."""

from django import template

from .. import phrases

register = template.Library()


@register.simple_tag
def client_languages() -> list[phrases.Language]:
    """Return the languages of the clients' pages, each with its own name, lang and dir."""
    return phrases.languages()
