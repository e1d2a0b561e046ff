"""Taking results out: in which form. Bringing answers in: which file, and what it is."""

from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from juuristo.shell.forms import DAYS, FreeTextField
from juuristo.shell.sheets.faults import MAX_BYTES
from juuristo.surveys.importing.storing import FIRST_YEAR, MOST_INVITED
from juuristo.surveys.models import SurveyExport

Format = SurveyExport.Format
FORMATS = [
    (Format.XLSX, _("Excel: taulukot, vastausrivit ja avoimet vastaukset välilehtinä")),
    (Format.CSV, _("CSV: samat taulukot erillisinä tiedostoina muille ohjelmille")),
    (Format.SAV, _("SPSS: vastausrivit, selitteet suomeksi, ruotsiksi ja englanniksi")),
    (Format.JSON, _("JSON: kaikki yhtenä tiedostona ohjelmoijalle")),
]


class ExportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Tiedoston muoto"), choices=FORMATS, initial=Format.XLSX, widget=forms.RadioSelect
    )


class ImportForm(forms.Form):
    """Which file answers which instrument; the choices are the reader's own."""

    programme = forms.ChoiceField(label=_("Ohjelma"))
    instrument = forms.ChoiceField(
        label=_("Kyselypohja"),
        help_text=_("Se, jonka kysymyksiin tiedoston sarakkeet vastaavat."),
    )
    file = forms.FileField(
        label=_("Tiedosto"),
        help_text=_("Excel (xlsx) tai CSV, yksi vastaus rivillä. Enintään 10 megatavua."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={
            "required": _("Valitse tiedosto."),
            "empty": _("Tiedosto on tyhjä. Valitse toinen."),
            "missing": _("Valitse tiedosto."),
        },
    )

    def __init__(
        self,
        programmes: list[tuple[str, str]],
        instruments: list[tuple[str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = programmes  # type: ignore[attr-defined]
        self.fields["instrument"].choices = instruments  # type: ignore[attr-defined]

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


class TellingForm(forms.Form):
    """What is told of an old wave besides its answers."""

    name = FreeTextField(label=_("Kyselykerran nimi"), max_length=120)
    day = forms.DateField(
        label=_("Päivä, jona kysely päättyi"),
        input_formats=DAYS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    invited = forms.IntegerField(
        label=_("Kuinka monelta kysyttiin"),
        help_text=_("Siitä lasketaan vastausosuus. Jätä tyhjäksi, jos et tiedä."),
        required=False,
        min_value=1,
        max_value=MOST_INVITED,
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            message = _("Päivä on vasta tulossa. Kerro, milloin kysely tehtiin.")
            raise forms.ValidationError(message, code="future_day")
        if day.year < FIRST_YEAR:
            raise forms.ValidationError(_("Kerro, milloin kysely tehtiin."), code="bad_date")
        return day
