from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juuristo.gatherings.participants import MAX_BYTES


class ParticipantsForm(forms.Form):
    """The list that a meeting tool gives the organiser."""

    file = forms.FileField(
        label=_("Osallistujaluettelo"),
        help_text=_("CSV-tiedosto, jonka kokousohjelma antaa kokouksen järjestäjälle."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv"}),
        error_messages={
            "required": _("Valitse tiedosto."),
            "empty": _("Tiedosto on tyhjä. Valitse toinen."),
            "missing": _("Valitse tiedosto."),
        },
    )

    def clean_file(self) -> Any:
        upload: Any = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(_("Tiedosto on yli kaksi megatavua. Valitse toinen."))
        return upload
