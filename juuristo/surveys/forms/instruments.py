"""An instrument as a whole: its name, the words around its questions, and files brought in."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.shell.forms import LocalizedFreeTextField
from juuristo.shell.texts import text_in

from ..definition import Definition
from ..models import Instrument

MAX_BYTES = 5 * 1024 * 1024
NAME_HELP = gettext_lazy("Tämän näkevät vain ne, jotka tekevät kyselyjä.")


class NewInstrumentForm(forms.Form):
    name = LocalizedFreeTextField(
        label=gettext_lazy("Mistä kysyt?"),
        help_text=gettext_lazy(
            "Tästä tulee kyselyn otsikko. Esimerkiksi: Miten opintopiiri sujui?"
        ),
        max_length=200,
    )


class TextsForm(forms.Form):
    """What a respondent reads around the questions."""

    title = LocalizedFreeTextField(
        label=gettext_lazy("Otsikko"),
        help_text=gettext_lazy("Vastaaja lukee tämän ensimmäiseksi."),
        max_length=200,
    )
    intro = LocalizedFreeTextField(
        label=gettext_lazy("Alkuteksti"),
        help_text=gettext_lazy(
            "Kerro parilla lauseella, miksi kysyt ja kauanko vastaaminen kestää. Kuka kysyy ja "
            "miten vastaajaa suojataan, siitä kerromme puolestasi."
        ),
        long=True,
        required=False,
        max_length=3000,
    )
    thanks = LocalizedFreeTextField(
        label=gettext_lazy("Kiitos"),
        help_text=gettext_lazy(
            "Näkyy, kun vastaus on lähetetty. Kerro, mitä vastauksilla tehdään."
        ),
        long=True,
        required=False,
        max_length=3000,
    )
    paging = forms.ChoiceField(
        label=gettext_lazy("Miten kysymykset näytetään"),
        help_text=gettext_lazy("Vastaaja voi vaihtaa tätä itse."),
        choices=[
            ("one_at_a_time", gettext_lazy("Yksi kerrallaan")),
            ("one_page", gettext_lazy("Kaikki samalla sivulla")),
        ],
        widget=forms.RadioSelect,
    )
    name = LocalizedFreeTextField(
        label=gettext_lazy("Kyselypohjan nimi"), help_text=NAME_HELP, max_length=200
    )

    @staticmethod
    def initial_of(instrument: Instrument, definition: Definition) -> dict[str, Any]:
        said = definition.model_dump(mode="json")
        parts = {part: said[part] for part in ("title", "intro", "thanks", "paging")}
        return {**parts, "name": instrument.name}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tiedosto"),
        help_text=gettext_lazy("Excel (xlsx), enintään 5 megatavua."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    into = forms.ModelChoiceField(
        label=gettext_lazy("Mihin"),
        help_text=gettext_lazy(
            "Jos korvaat luonnoksen, sen nykyiset kysymykset häviävät, eikä niitä saa takaisin. "
            "Lataa luonnos sitä ennen Exceliin. Jo kysytyt kyselyt eivät muutu."
        ),
        queryset=Instrument.objects.none(),
        required=False,
        empty_label=gettext_lazy("Uudeksi kyselypohjaksi"),
    )

    def __init__(self, *args: Any, instruments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into: Any = self.fields["into"]
        into.queryset = instruments
        into.label_from_instance = lambda each: _("Korvaa luonnos: %s") % text_in(each.name)

    def clean_file(self) -> Any:
        upload: Any = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(
                _("Tiedosto on yli 5 megatavua. Kyselylomake on yleensä paljon pienempi."),
                code="too_large",
            )
        if PurePath(upload.name).suffix.lower() != ".xlsx":
            raise forms.ValidationError(
                _("Valitse Excel-tiedosto, jonka pääte on xlsx."), code="unreadable_file"
            )
        return upload
