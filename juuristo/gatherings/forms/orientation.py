"""The forms of orientation: a plan, an item of it, marking an item done, and one's own wishes."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.gatherings.models import (
    OrientationItem,
    OrientationPlan,
    OrientationRecord,
    Series,
    SignUpWay,
)
from juuristo.gatherings.models.orientation import NEW_FOR
from juuristo.people.forms.choosing import PersonField, choosable
from juuristo.people.models import Person
from juuristo.programme.models import Programme
from juuristo.shell.dates import day_year
from juuristo.shell.forms import DateField, FreeTextField, LocalizedFreeTextField

PLAN = ("name", "introduction", "begins_from")
ITEM = (
    *("title", "description", "material", "way", "is_statutory", "within_days"),
    *("in_charge", "responsible", "responsible_role", "series"),
)


class PlanForm(forms.Form):
    """A plan of orientation. ``cleaned_data`` holds the model's own field names."""

    name = LocalizedFreeTextField(label=gettext_lazy("Nimi"), max_length=200)
    introduction = LocalizedFreeTextField(
        label=gettext_lazy("Tervetuliaissanat"),
        help_text=gettext_lazy("Uusi työkaveri lukee nämä sivunsa alusta."),
        max_length=5000,
        required=False,
        long=True,
    )
    begins_from = DateField(
        label=gettext_lazy("Ketkä käyvät tämän läpi"),
        help_text=gettext_lazy(
            "Ne, joiden työ alkaa tänä päivänä tai sen jälkeen. Jos ohjelmia on useita, "
            "uusin korvaa vanhemman alkupäivästään lähtien."
        ),
    )

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        plan: OrientationPlan | None = None,
        **kwargs: Any,
    ) -> None:
        if plan:
            kwargs.setdefault("initial", {name: getattr(plan, name) for name in PLAN})
        super().__init__(*args, **kwargs)
        self._ends_on = programme.ends_on

    def clean_begins_from(self) -> date:
        day: date = self.cleaned_data["begins_from"]
        if self._ends_on and day > self._ends_on:
            message = _("Juurruttamisohjelma päättyy %(day)s. Valitse aikaisempi päivä.")
            raise forms.ValidationError(message % {"day": day_year(self._ends_on)})
        return day


class ItemForm(forms.Form):
    """One item of a plan, in the order of the questions: what, who, how, when, after what."""

    title = LocalizedFreeTextField(label=gettext_lazy("Asia"), max_length=200)
    description = LocalizedFreeTextField(
        label=gettext_lazy("Kuvaus"), required=False, long=True, max_length=5000
    )
    material = LocalizedFreeTextField(
        label=gettext_lazy("Aineisto"),
        help_text=gettext_lazy("Mistä aineisto löytyy: kerro sanoin tai anna osoite."),
        max_length=1000,
        required=False,
    )
    is_statutory = forms.BooleanField(
        label=gettext_lazy("Lakisääteinen"),
        help_text=gettext_lazy("Esihenkilö näkee tästä vain, onko se tehty."),
        required=False,
    )
    series = forms.ModelChoiceField(
        label=gettext_lazy("Sarja"),
        help_text=gettext_lazy(
            "Uusi työkaveri saa paikan seuraavalta sopivalta kerralta, ja asia on "
            "tehty, kun hän on ollut paikalla. Ilman sarjaa vastuuhenkilö merkitsee "
            "asian tehdyksi."
        ),
        queryset=Series.objects.none(),
        required=False,
        empty_label=gettext_lazy("ei sarjaa"),
    )
    in_charge = forms.ChoiceField(
        label=gettext_lazy("Kuka tästä vastaa?"),
        choices=OrientationItem.InCharge.choices,
        initial=OrientationItem.InCharge.OTHER,
        widget=forms.RadioSelect,
    )
    responsible = PersonField(
        label=gettext_lazy("Vastuuhenkilö"),
        help_text=gettext_lazy("Jos vastuussa on joku muu kuin esihenkilö."),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("ei nimetty"),
    )
    responsible_role = LocalizedFreeTextField(
        label=gettext_lazy("Vastuuhenkilön tehtävä"),
        help_text=gettext_lazy("Esimerkiksi työsuojelupäällikkö."),
        required=False,
        max_length=120,
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Miten"),
        choices=OrientationItem.Way.choices,
        initial=OrientationItem.Way.EITHER,
        widget=forms.RadioSelect,
    )
    within_days = forms.IntegerField(
        label=gettext_lazy("Montako päivää aloituksesta tähän on aikaa"),
        help_text=gettext_lazy("Tyhjä: ei määräaikaa."),
        min_value=0,
        max_value=NEW_FOR.days,
        required=False,
    )
    after = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Mitä pitää tehdä ensin"),
        queryset=OrientationItem.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        plan: OrientationPlan,
        item: OrientationItem | None = None,
        **kwargs: Any,
    ) -> None:
        if item:
            kwargs.setdefault("initial", _initial_of(item))
        super().__init__(*args, **kwargs)
        # A saved choice stays choosable though it would not be offered anew.
        kept = Q(pk=item.series_id) if item else Q(pk=None)
        charge = plan.items.filter(pk=item.pk).values("responsible") if item else None
        people = Person.objects.filter(organisation=plan.programme.organisation_id)
        series = Series.objects.filter(programme=plan.programme_id)
        choices: dict[str, Any] = {
            "series": series.filter(
                Q(sign_up_way=SignUpWay.FIRST_COME) | Q(places_given_at__isnull=False) | kept
            ),
            "responsible": choosable(people, charge),
            "after": plan.items.exclude(pk=item.pk) if item else plan.items.all(),
        }
        for name, queryset in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        told = [name for name in ("responsible", "responsible_role") if data.get(name)]
        if data.get("in_charge") == OrientationItem.InCharge.SUPERVISOR:
            for name in told:
                self.add_error(
                    name, _("Valitsit esihenkilön. Tyhjennä tämä tai valitse ylempää joku muu.")
                )
        elif not told and not data.get("series"):
            self.add_error("responsible", _("Valitse sarja tai kerro, kuka tästä vastaa."))
        return data


def _initial_of(item: OrientationItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ITEM} | {"after": list(item.after.all())}


class DoneForm(forms.Form):
    """On which day something was gone through."""

    done_on = DateField(label=gettext_lazy("Päivä"))


class WishForm(forms.Form):
    """What the new person would like: faces or screens, and anything in their own words."""

    face_to_face = forms.TypedChoiceField(
        label=gettext_lazy("Miten perehtyisit mieluiten?"),
        choices=[
            ("yes", gettext_lazy("Kasvokkain, kun se on mahdollista")),
            ("no", gettext_lazy("Etänä")),
            ("", gettext_lazy("Kumpikin käy")),
        ],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    wish = FreeTextField(
        label=gettext_lazy("Mitä muuta toivot perehdytykseltä?"),
        help_text=gettext_lazy("Koordinaattori lukee toiveesi. Älä kirjoita asiakkaista."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, record: OrientationRecord, **kwargs: Any) -> None:
        said = {None: "", True: "yes", False: "no"}[record.wishes_face_to_face]
        kwargs.setdefault("initial", {"face_to_face": said, "wish": record.wish})
        super().__init__(*args, **kwargs)
