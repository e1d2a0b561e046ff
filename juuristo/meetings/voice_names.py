"""What the groups of the client voice are called for the desk's reader."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from juuristo.people.models import Office

from .client_languages import NAMES
from .models import Form


def names_of(by: str, keys: Iterable[str]) -> dict[str, str]:
    """Names by key: offices' own, languages and forms in the reader's language."""
    if by == "office":
        return _offices(set(keys))
    known = NAMES if by == "language" else {form.value: form.label for form in Form}
    return {key: str(known.get(key, key)) for key in keys}


def _offices(keys: set[str]) -> dict[str, str]:
    rows = Office.objects.filter(pk__in=keys - {""}).order_by("pk")
    names = {str(office.pk): office.name for office in rows}
    return {key: names.get(key) or _nameless(key) for key in keys}


def _nameless(key: str) -> str:
    return _("Poistettu toimipaikka") if key else _("Ei toimipaikkaa")
