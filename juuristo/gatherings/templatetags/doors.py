"""The same pages stand behind two doors: one's sign-in, and one's own link to one series."""

from typing import Any
from uuid import UUID

from django import template
from django.template.context import RequestContext
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def door(context: RequestContext, name: str, pk: UUID) -> str:
    """The address of route ``name``, or of its twin beneath the reader's own link.

    The link names its series, so what is about the whole series needs no id there.
    """
    token = context.get("by_link")
    if not token:
        return reverse(name, args=[pk])
    args: list[Any] = [token] if name.startswith("series_") else [token, pk]
    return reverse(f"own_{name}", args=args)
