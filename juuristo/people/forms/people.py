"""Forms of the people pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from juuristo.people.access import may_change_email, may_give_role
from juuristo.people.actions import PLACES, places_of
from juuristo.people.models import ClientGroup, Office, Person, Role, Team

STATES = [
    ("", pgettext_lazy("sign-in", "kaikki")),
    ("signed_in", pgettext_lazy("sign-in", "tunnus käytössä")),
    ("invited", pgettext_lazy("sign-in", "kutsuttu")),
    ("uninvited", pgettext_lazy("sign-in", "ei kutsuttu")),
    ("left", pgettext_lazy("sign-in", "lähtenyt")),
]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PeopleFilter(forms.Form):
    """What part of the staff list is shown; a fault in the address shows everybody."""

    q = forms.CharField(label=_("Nimi tai sähköposti"), required=False, max_length=120)
    office = forms.ModelChoiceField(
        Office.objects.none(), label=_("Toimipaikka"), required=False, empty_label=_("kaikki")
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Tiimi"), required=False, empty_label=_("kaikki")
    )
    role = forms.ChoiceField(
        label=_("Rooli"), required=False, choices=[("", _("kaikki")), *Role.choices]
    )
    state = forms.ChoiceField(label=_("Tunnus"), required=False, choices=STATES)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_places(self, person)

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def limit_places(form: forms.Form | forms.ModelForm[Any], person: Person) -> None:
    """Offer only the places of the person's own organisation."""
    for name in PLACES:
        if name in form.fields:
            form.fields[name].queryset = places_of(name, person)  # type: ignore[attr-defined]  # a choice of rows


class PersonForm(forms.ModelForm[Person]):
    class Meta:
        model = Person
        fields = [
            "first_name",
            "last_name",
            "email",
            "title",
            "office",
            "team",
            "client_group",
            "start_date",
            "left_date",
        ]
        labels = {
            "first_name": _("Etunimi"),
            "last_name": _("Sukunimi"),
            "email": _("Sähköposti"),
            "title": _("Nimike"),
            "office": _("Toimipaikka"),
            "team": _("Tiimi"),
            "client_group": _("Asiakkaat, joita hän palvelee"),
            "start_date": _("Ensimmäinen työpäivä"),
            "left_date": _("Ensimmäinen päivä, jona hän ei ole enää töissä"),
        }
        widgets = {"start_date": DateInput(), "left_date": DateInput()}

    def __init__(self, *args: Any, actor: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.is_new = "instance" not in kwargs
        if not self.is_new and not may_change_email(actor, self.instance):
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("Vain ylläpitäjä voi vaihtaa osoitteen.")
        for name in ("office", "team", "client_group"):
            self.fields[name].empty_label = _("ei valittu")  # type: ignore[attr-defined]  # a choice of rows
        limit_places(self, actor)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if not self.is_new and email == self.instance.email.lower():
            return self.instance.email
        same = Person.objects.filter(organisation=self.actor.organisation_id, email__iexact=email)
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Osoite on jo toisella ihmisellä."), code="duplicate_email")
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, left = cleaned.get("start_date"), cleaned.get("left_date")
        if start and left and left < start:
            self.add_error("left_date", _("Tämä päivä on ennen alkamispäivää."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}


class RolesForm(forms.Form):
    """Only the roles that the acting person may give and take can be ticked."""

    roles = forms.MultipleChoiceField(
        label=_("Roolit"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, actor: Person, held: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["roles"] = sorted(held)
        open_roles = [role for role in Role if may_give_role(actor, role)]
        self.fields["roles"].choices = [(r.value, r.label) for r in open_roles]  # type: ignore[attr-defined]  # a choice
        self.kept = held - {role.value for role in open_roles}

    def wanted(self) -> set[str]:
        """The roles ticked, and those that the acting person may not touch."""
        return {*self.cleaned_data["roles"], *self.kept}


class PlaceForm(forms.Form):
    name = forms.CharField(label=_("Nimi"), max_length=120)

    def __init__(
        self,
        *args: Any,
        kind: str,
        actor: Person,
        place: Office | Team | ClientGroup | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = place.name if place else ""
        self.kind, self.actor, self.place = kind, actor, place

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        same = places_of(self.kind, self.actor).filter(name__iexact=name)
        if self.place:
            same = same.exclude(pk=self.place.pk)
        if same.exists():
            raise ValidationError(_("Tämänniminen on jo."), code="duplicate_name")
        return name
