"""Bringing in a staff list: which file, and what becomes of those it does not name."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juuristo.shell.sheets.faults import MAX_BYTES


class RosterForm(forms.Form):
    file = forms.FileField(
        label=_("Tiedosto"),
        help_text=_("Excel (xlsx) tai CSV, enintään 10 megatavua ja 20 000 riviä."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={
            "required": _("Valitse tiedosto."),
            "empty": _("Tiedosto on tyhjä. Valitse toinen."),
            "missing": _("Valitse tiedosto."),
        },
    )

    def clean_file(self) -> Any:
        upload: Any = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(
                _("Tiedosto on yli 10 megatavua. Poista sarakkeet ja rivit, joita ei tarvita."),
                code="too_large",
            )
        if PurePath(upload.name).suffix.lower() not in {".xlsx", ".csv", ".txt"}:
            raise forms.ValidationError(
                _("Valitse tiedosto, jonka pääte on xlsx tai csv."), code="unreadable_file"
            )
        return upload


class ApplyForm(forms.Form):
    end_missing = forms.BooleanField(
        label=_("Merkitse puuttuvat lähteneiksi"),
        help_text=_(
            "He eivät enää pääse kirjautumaan, eikä heitä odoteta kerroille. "
            "Heidän paikkansa vapautuvat seuraaville, eikä sitä voi perua."
        ),
        required=False,
    )
