"""What the component gallery shows: each part is a small template, drawn and quoted."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .forms import TimeField

FOLDER = Path(__file__).parent / "templates" / "shell" / "gallery"


@dataclass(frozen=True)
class Part:
    name: str
    title: str
    margin: str

    @property
    def template(self) -> str:
        return f"shell/gallery/{self.name}.html"

    @property
    def source(self) -> str:
        """The template as it is written, before the components are put in."""
        return (FOLDER / f"{self.name}.html").read_text("utf-8").strip()


class SampleForm(forms.Form):
    """A form with one field of each look; two of them are faulty."""

    name = forms.CharField(
        label=gettext_lazy("Kerran nimi"), help_text=gettext_lazy("Näkyy kutsussa ja kalenterissa.")
    )
    seats = forms.IntegerField(
        label=gettext_lazy("Paikkoja"),
        min_value=13,
        error_messages={
            "min_value": gettext_lazy(
                "13 paikkaa on jo varattu. Anna vähintään 13 tai peru ensin paikkoja."
            )
        },
    )
    starts = TimeField(label=gettext_lazy("Alkaa"))
    way = forms.ChoiceField(
        label=gettext_lazy("Miten osallistut?"),
        choices=[("remote", gettext_lazy("Etänä")), ("place", gettext_lazy("Paikan päällä"))],
        widget=forms.RadioSelect,
    )
    remind = forms.BooleanField(label=gettext_lazy("Muistuta päivää ennen"), required=False)


def parts() -> list[Part]:
    return [
        Part("buttons", _("Painikkeet"), _("Yksi päätoimi sivulla. Nimi on verbi.")),
        Part(
            "fields",
            _("Kenttä ja virhe"),
            _("Virhe kertoo, mitä tapahtui, mitä säilyi ja mitä tehdä."),
        ),
        Part("notices", _("Ilmoitus"), _("Ensimmäiset sanat kertovat lajin, väri vain vahvistaa.")),
        Part("marks", _("Portaiden merkki"), _("Sama merkki joka paikassa, nimi vieressä.")),
        Part(
            "stats",
            _("Luku"),
            _("Osoittaja, nimittäjä ja merkitys sanoina. Väli, kun luku on otoksesta."),
        ),
        Part("bars", _("Palkki"), _("Nimi palkin vieressä. Puuttuvaa ei piirretä nollaksi.")),
        Part("timeline", _("Aikajana"), _("Kuvan alla on aina sama luettelona.")),
        Part(
            "tables",
            _("Välilehdet ja taulukko"),
            _("Vain hiusviivoja. Luvut oikeassa reunassa, samanlevyisin numeroin."),
        ),
        Part(
            "waiting",
            _("Tyhjä ja kesken"),
            _("Tyhjä kertoo, mitä tehdä ensin. Pitkästä työstä voi lähteä pois."),
        ),
        Part("dialogs", _("Valintaikkuna"), _("Kertoo seuraukset ennen tekoa.")),
        Part("dates", _("Päivät ja luvut"), _("Kukin kieli omilla säännöillään.")),
    ]


def context() -> dict[str, Any]:
    form = SampleForm(
        {"name": _("Perehdytystyöpaja 4"), "seats": "10", "starts": "", "way": "remote"}
    )
    first = datetime(2026, 10, 27, 7, tzinfo=UTC)
    return {
        "parts": parts(),
        "form": form,
        "first_day": first,
        "first_end": first + timedelta(hours=2),
        "second_day": first + timedelta(days=6),
    }
