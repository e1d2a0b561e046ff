"""Texts that coordinators write: one JSON value with a text per language."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

LANGUAGES: tuple[str, ...] = tuple(code for code, _name in settings.LANGUAGES)


def text_in(texts: Mapping[str, str] | None, language: str | None = None) -> str:
    """Return the text in ``language`` (the active one when None).

    A missing language falls back to Finnish, then to whichever is filled in, then to "".
    """
    texts = texts or {}
    wanted = (language or get_language() or LANGUAGES[0])[:2]
    return next((texts[code] for code in (wanted, *LANGUAGES) if texts.get(code)), "")


def check_texts(value: Any) -> None:
    """Refuse anything but ``{"fi": str, "sv": str, "en": str}`` (languages may be left out)."""
    if not isinstance(value, dict) or any(
        code not in LANGUAGES or not isinstance(text, str) for code, text in value.items()
    ):
        raise ValidationError(_("Teksti puuttuu."), code="bad_texts")


def in_every_language(say: Callable[[], str]) -> dict[str, str]:
    """What ``say`` answers in each language, for a text that the product itself writes."""
    texts = {}
    for code in LANGUAGES:
        with translation.override(code):
            texts[code] = str(say())
    return texts


class LocalizedText(models.JSONField):
    """``{"fi": …, "sv": …, "en": …}``; shown with ``text_in`` or the template filter ``|text``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("validators", [check_texts])
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, kwargs
