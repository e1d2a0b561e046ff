"""One question on its way: a form for each type, and what a coordinator reads of the type."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.shell.forms import DateField, LocalizedFreeTextField, LocalizedTextField
from juuristo.shell.texts import LANGUAGES

from ..definition import Ends, Question
from ..drafts import LONGEST_KEY, with_plain_lines

FIRST = "-"  # no question has such a key


class QuestionForm(forms.Form):
    """What every question has. ``parts`` makes the question's document of the form's values."""

    type: ClassVar[str]
    rows_least: ClassVar[int] = 0
    rows_most: ClassVar[int] = 0
    rows_name: ClassVar[str] = "options"

    text = LocalizedFreeTextField(label=gettext_lazy("Kysymys"), long=True, max_length=1000)
    hint = LocalizedFreeTextField(
        label=gettext_lazy("Ohje vastaajalle"),
        help_text=gettext_lazy("Näkyy pienellä kysymyksen alla. Esimerkiksi: Voit valita monta."),
        required=False,
        long=True,
        max_length=1000,
    )
    required = forms.BooleanField(
        label=gettext_lazy("Tähän on vastattava"),
        help_text=gettext_lazy("Ilman vastausta ei pääse eteenpäin. Moni jättää silloin kesken."),
        required=False,
    )
    may_decline = forms.BooleanField(
        label=gettext_lazy("Vastaaja voi valita ”En halua vastata”"), required=False
    )
    key = forms.CharField(
        label=gettext_lazy("Tunniste"),
        help_text=gettext_lazy(
            "Tällä nimellä kysymys on tulostiedostoissa: pieniä kirjaimia, numeroita ja "
            "alaviivoja. Jos jätät tyhjäksi, teemme sen kysymyksen sanoista."
        ),
        required=False,
        max_length=LONGEST_KEY,
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9_]*$",
                gettext_lazy("Aloita pienellä kirjaimella a–z ja jatka a–z, 0–9 tai _."),
            )
        ],
    )
    after = forms.ChoiceField(label=gettext_lazy("Paikka kyselyssä"))

    def __init__(
        self,
        *args: Any,
        places: list[tuple[str, str]],
        taken: frozenset[str] = frozenset(),
        is_locked: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken
        after: Any = self.fields["after"]
        after.choices = places
        if is_locked:
            self.fields["key"].disabled = True
            self.fields["key"].help_text = _(
                "Kysymystä on jo kysytty, joten tunniste ei enää vaihdu: vastaukset pysyvät "
                "vertailtavina."
            )

    def clean_after(self) -> str:
        """The key of the question this one follows, "" when it is the first."""
        after: str = self.cleaned_data["after"]
        return "" if after == FIRST else after

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if key in self.taken:
            raise forms.ValidationError(
                _("Toisella kysymyksellä on jo tämä tunniste. Keksi toinen."), code="taken"
            )
        return key

    def typed(self) -> dict[str, Any]:
        """The values as far as they make sense, for the preview: nothing is refused."""
        self.full_clean()
        values: dict[str, Any] = {}
        for name, field in self.fields.items():
            said = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            if isinstance(field, LocalizedTextField):
                values[name] = dict(zip(LANGUAGES, (each or "" for each in said), strict=True))
            else:
                values[name] = self.cleaned_data.get(name)
        return values

    def parts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "type": self.type,
            "text": with_plain_lines(values["text"]),
            "hint": with_plain_lines(values["hint"]),
            "required": bool(values.get("required")),
            "may_decline": bool(values.get("may_decline")),
        }


class SingleForm(QuestionForm):
    type = "single"
    rows_least, rows_most = 2, 60
    about_me = forms.BooleanField(
        label=gettext_lazy("Tämä on taustakysymys"),
        help_text=gettext_lazy(
            "Esimerkiksi työvuodet. Tulokset voi jakaa vastausten mukaan ryhmiin, jos valitset "
            "kysymyksen kyselykerralle. Pieniä ryhmiä ei näytetä kenellekään."
        ),
        required=False,
    )

    def parts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {**super().parts(values), "about_me": bool(values.get("about_me"))}


class MultipleForm(QuestionForm):
    type = "multiple"
    rows_least, rows_most = 2, 60
    most = forms.IntegerField(
        label=gettext_lazy("Kuinka monta saa valita"),
        help_text=gettext_lazy("Tyhjä: niin monta kuin haluaa."),
        required=False,
        min_value=1,
        max_value=60,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def parts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {**super().parts(values), "most": values.get("most")}


class RankingForm(QuestionForm):
    type = "ranking"
    rows_least, rows_most = 2, 20


WIDEST_SCALE = 100
MOST_RADIOS = 11


class EndsForm(QuestionForm):
    """The ends of a scale, with their words."""

    least = forms.IntegerField(
        label=gettext_lazy("Pienin luku"),
        min_value=-1000,
        max_value=1000,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    most = forms.IntegerField(
        label=gettext_lazy("Suurin luku"),
        min_value=-1000,
        max_value=1000,
        initial=10,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    low = LocalizedFreeTextField(
        label=gettext_lazy("Sana pienimmälle"),
        help_text=gettext_lazy("Esimerkiksi: helppoa."),
        required=False,
        max_length=100,
    )
    high = LocalizedFreeTextField(
        label=gettext_lazy("Sana suurimmalle"),
        help_text=gettext_lazy("Esimerkiksi: vaikeaa."),
        required=False,
        max_length=100,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        least, most = data.get("least"), data.get("most")
        if least is not None and most is not None:
            if most <= least:
                self.add_error("most", _("Suurimman luvun pitää olla pienintä suurempi."))
            elif most - least > WIDEST_SCALE:
                self.add_error("most", _("Asteikossa voi olla enintään 100 askelta."))
            elif most - least >= MOST_RADIOS and data.get("look", "radio") == "radio":
                self.add_error("most", str(self.too_many))
        return data

    too_many: Promise = gettext_lazy("Taulukkoon mahtuu enintään 11 lukua.")

    def parts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        least, most = values.get("least"), values.get("most")
        ends = Ends()
        return {
            **super().parts(values),
            "ends": {
                "least": ends.least if least is None else least,
                "most": ends.most if most is None else most,
                "low": values["low"],
                "high": values["high"],
            },
        }


class ScaleForm(EndsForm):
    type = "scale"
    look = forms.ChoiceField(
        label=gettext_lazy("Miten vastataan"),
        choices=[
            ("radio", gettext_lazy("Napauttamalla lukua")),
            ("slider", gettext_lazy("Liu’uttamalla")),
        ],
        widget=forms.RadioSelect,
        initial="radio",
    )
    too_many = gettext_lazy("Napautettavia lukuja mahtuu enintään 11. Valitse liu’uttaminen.")

    def parts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {**super().parts(values), "look": values.get("look") or "radio"}


class GridForm(EndsForm):
    type = "grid"
    rows_least, rows_most = 1, 30
    rows_name = "rows"


class OpenForm(QuestionForm):
    type = "open"
    long = forms.ChoiceField(
        label=gettext_lazy("Kuinka paljon tilaa"),
        choices=[("yes", gettext_lazy("Monta riviä")), ("no", gettext_lazy("Yksi rivi"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    longest = forms.IntegerField(
        label=gettext_lazy("Pisin vastaus merkkeinä"),
        min_value=1,
        max_value=10_000,
        initial=5_000,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def parts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **super().parts(values),
            "long": values.get("long") == "yes",
            "longest": values.get("longest") or 5_000,
        }


class NumberForm(QuestionForm):
    type = "number"
    least = forms.FloatField(label=gettext_lazy("Pienin sallittu"), required=False, localize=True)
    most = forms.FloatField(label=gettext_lazy("Suurin sallittu"), required=False, localize=True)
    whole = forms.BooleanField(
        label=gettext_lazy("Vain kokonaislukuja"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("least", "most"):
            self.fields[name].widget.attrs["class"] = "short"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        least, most = data.get("least"), data.get("most")
        if least is not None and most is not None and most < least:
            self.add_error("most", _("Suurimman luvun pitää olla pienintä suurempi."))
        return data

    def parts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **super().parts(values),
            "least": values.get("least"),
            "most": values.get("most"),
            "whole": bool(values.get("whole")),
        }


class DayForm(QuestionForm):
    type = "date"
    earliest = DateField(label=gettext_lazy("Aikaisin sallittu päivä"), required=False)
    latest = DateField(label=gettext_lazy("Myöhäisin sallittu päivä"), required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        earliest, latest = data.get("earliest"), data.get("latest")
        if earliest and latest and latest < earliest:
            self.add_error("latest", _("Myöhäisin päivä on ennen aikaisinta."))
        return data

    def parts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        days = {name: values.get(name) for name in ("earliest", "latest")}
        return {
            **super().parts(values),
            **{name: day.isoformat() if day else None for name, day in days.items()},
        }


class InfoForm(QuestionForm):
    type = "info"
    text = LocalizedFreeTextField(label=gettext_lazy("Teksti"), long=True, max_length=5000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("required", "may_decline"):
            del self.fields[name]


@dataclass(frozen=True)
class Kind:
    """A type of question as the coordinator chooses it."""

    name: Promise
    use: Promise
    form: type[QuestionForm]

    @property
    def type(self) -> str:
        return self.form.type


KINDS: dict[str, Kind] = {
    kind.type: kind
    for kind in (
        Kind(
            gettext_lazy("Yksi vaihtoehto"),
            gettext_lazy("Vastaaja valitsee yhden, esimerkiksi kyllä tai ei."),
            SingleForm,
        ),
        Kind(
            gettext_lazy("Monta vaihtoehtoa"),
            gettext_lazy("Vastaaja valitsee kaikki, jotka sopivat."),
            MultipleForm,
        ),
        Kind(
            gettext_lazy("Asteikko"),
            gettext_lazy("Luku kahden ääripään väliltä, esimerkiksi 1 helppoa – 10 vaikeaa."),
            ScaleForm,
        ),
        Kind(
            gettext_lazy("Monta asiaa samalla asteikolla"),
            gettext_lazy("Taulukko, jossa jokainen rivi arvioidaan samoilla luvuilla."),
            GridForm,
        ),
        Kind(
            gettext_lazy("Avoin vastaus"),
            gettext_lazy("Vastaaja kirjoittaa omin sanoin."),
            OpenForm,
        ),
        Kind(gettext_lazy("Luku"), gettext_lazy("Esimerkiksi tapaamisten määrä."), NumberForm),
        Kind(gettext_lazy("Päivä"), gettext_lazy("Vastaaja antaa päivämäärän."), DayForm),
        Kind(
            gettext_lazy("Tärkeysjärjestys"),
            gettext_lazy("Vastaaja panee vaihtoehdot järjestykseen."),
            RankingForm,
        ),
        Kind(
            gettext_lazy("Teksti kysymysten väliin"),
            gettext_lazy("Johdattaa uuteen aiheeseen. Siihen ei vastata."),
            InfoForm,
        ),
    )
}


def initial_of(question: Question) -> dict[str, Any]:
    """A stored question as the first values of its form."""
    values: dict[str, Any] = question.model_dump(mode="json", by_alias=True)
    values |= values.pop("ends", {})
    if "long" in values:
        values["long"] = "yes" if values["long"] else "no"
    return values
