"""Forms of what a coordinator keeps for clients' cards."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.people.models import Office, Person
from juuristo.shell.forms import LocalizedTextField

from ..actions.phrases import Wanted
from ..phrasebook import Wording
from ..phrases import LONGEST, Language, placeholders

LINK_AMISS = gettext_lazy("Kirjoita osoite kokonaan, esimerkiksi https://www.example.org/kurssit.")


class WebAddress(forms.URLField):
    """An address that a client's browser may open: http or https, nothing else."""

    default_validators = [URLValidator(schemes=["http", "https"], message=LINK_AMISS)]
    default_error_messages = {"invalid": LINK_AMISS}


class ServiceForm(forms.Form):
    """A service that goes on a card with one tap."""

    name = LocalizedTextField(label=gettext_lazy("Palvelun nimi"), max_length=80)
    sentence = LocalizedTextField(
        label=gettext_lazy("Yksi lause asiakkaalle"),
        help_text=gettext_lazy("Mitä palvelusta saa? Esimerkiksi: Täällä harjoitellaan suomea."),
        required=False,
        max_length=200,
    )
    link = WebAddress(
        label=gettext_lazy("Linkki"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ContactForm(forms.Form):
    """How a client reaches a unit."""

    name = LocalizedTextField(
        label=gettext_lazy("Nimi"),
        help_text=gettext_lazy("Palvelu tai yksikkö, ei yksittäinen ihminen."),
        max_length=120,
    )
    hours = LocalizedTextField(
        label=gettext_lazy("Milloin tavoittaa"),
        help_text=gettext_lazy("Esimerkiksi: arkisin 9–15."),
        required=False,
        max_length=120,
    )
    phone = forms.CharField(
        label=gettext_lazy("Puhelin"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(label=gettext_lazy("Sähköposti"), required=False)
    address = forms.CharField(label=gettext_lazy("Osoite"), max_length=200, required=False)
    office = forms.ModelChoiceField(
        Office.objects.none(),
        label=gettext_lazy("Toimipaikka"),
        help_text=gettext_lazy("Toimipaikan omat asiantuntijat näkevät tämän ensimmäisenä."),
        required=False,
        empty_label=gettext_lazy("kaikki"),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Office.objects.filter(organisation=person.organisation_id)
        self.fields["office"].queryset = offices.order_by("name")  # type: ignore[attr-defined]  # a choice of rows

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"]).strip()
        if phone and (
            sum(c.isdigit() for c in phone) < 3 or not set(phone) <= set("+0123456789 ()-/")
        ):
            raise ValidationError(_("Kirjoita numero muodossa 020 123 4567."))
        return phone

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        ways = ("phone", "email", "address")
        if not any(data.get(way) for way in ways) and not any(way in self.errors for way in ways):
            self.add_error("phone", _("Anna ainakin yksi: puhelinnumero, sähköposti tai osoite."))
        return data


@dataclass(frozen=True)
class PhraseRow:
    """One phrase of the form with its fields."""

    wording: Wording
    text: forms.BoundField
    is_checked: forms.BoundField


class PhrasesForm(forms.Form):
    """Phrases of one language: the wording, and whether a native speaker has read it.

    An emptied wording means the built-in one. ``back`` is the key of a phrase that goes back to
    its built-in wording whatever was typed.
    """

    def __init__(
        self, *args: Any, language: Language, wordings: list[Wording], back: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.wordings, self.back = language, wordings, back
        for wording in wordings:
            self.fields[f"text-{wording.key}"] = self._text_field(wording)
            self.fields[f"checked-{wording.key}"] = self._checked_field(wording)

    def _text_field(self, wording: Wording) -> forms.CharField:
        attrs = {"lang": self.language.lang, "dir": self.language.dir, "cols": False, "rows": 2}
        return forms.CharField(
            label=wording.finnish,
            initial=wording.text,
            required=False,
            widget=forms.Textarea(attrs=attrs),
            validators=[MaxLengthValidator(LONGEST)],
        )

    def _checked_field(self, wording: Wording) -> forms.BooleanField:
        # "Luettu: Askelkortti" to those who listen
        attrs = {"aria-labelledby": f"c-{wording.key} l-{wording.key}", "id": False}
        return forms.BooleanField(
            label=_("Luettu"),
            required=False,
            initial=wording.is_checked,
            widget=forms.CheckboxInput(attrs=attrs),
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for wording in self.wordings:
            name = f"text-{wording.key}"
            text = data.get(name, "")
            if wording.key == self.back:
                self.errors.pop(name, None)
                data[name] = wording.built_in
            elif text and placeholders(text) != placeholders(wording.built_in):
                self.add_error(name, _missing(wording))
        return data

    def wanted(self) -> dict[str, Wanted]:
        """Return the wish for each phrase, by key."""
        data = self.cleaned_data
        return {
            each.key: Wanted(data[f"text-{each.key}"] or each.built_in, data[f"checked-{each.key}"])
            for each in self.wordings
        }

    def rows(self) -> Iterator[PhraseRow]:
        for each in self.wordings:
            yield PhraseRow(each, self[f"text-{each.key}"], self[f"checked-{each.key}"])


def _missing(wording: Wording) -> str:
    names = sorted(placeholders(wording.built_in))
    if not names:
        return _("Poista aaltosulkeet: tässä lauseessa ei ole täydennettävää kohtaa.")
    return _("Lauseessa on oltava täsmälleen nämä täydennettävät kohdat: %s.") % " ".join(
        f"{{{name}}}" for name in names
    )
