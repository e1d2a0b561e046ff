"""The form of a series, in the order a coordinator thinks of it: what, for whom, how, who."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.gatherings.models import Attends, Kind, Series, Session, SignUpWay
from juuristo.people.forms.choosing import PeopleField, choosable
from juuristo.people.models import Person, PersonQuerySet, Role
from juuristo.programme.forms import AudienceForm
from juuristo.programme.models import Programme
from juuristo.shell.forms import DateField, DateTimeField, LocalizedFreeTextField

STARTED = ("audience_started_from", "audience_started_until")


def possible_facilitators(
    programme: Programme, series: Series | None = None, session: Session | None = None
) -> PersonQuerySet:
    """Mentors and coordinators in service, and those who already facilitate either."""
    people = Person.objects.filter(organisation=programme.organisation_id)
    now = Q(facilitated_series=series) if series else Q(pk=None)
    if session:
        now |= Q(pk__in=session.facilitators.order_by().values("pk"))
    return choosable(
        people.with_role(Role.MENTOR, Role.COORDINATOR, programme_id=programme.id),
        people.filter(now).order_by().values("pk"),
    )


class SeriesForm(AudienceForm):
    """A new series, or changes to one. ``cleaned_data`` holds the model's own field names."""

    field_order = ("kind", "name", "description")  # then whom it is for, and the rest
    started = STARTED

    kind = forms.ChoiceField(
        label=gettext_lazy("Laji"), choices=Kind.choices, widget=forms.RadioSelect
    )
    name = LocalizedFreeTextField(label=gettext_lazy("Nimi"), max_length=200)
    description = LocalizedFreeTextField(
        label=gettext_lazy("Kuvaus"),
        help_text=gettext_lazy("Kerro muutamalla lauseella, mitä kerralla teette ja miksi."),
        max_length=5000,
        required=False,
        long=True,
    )
    audience_started_from = DateField(label=gettext_lazy("Aloittanut aikaisintaan"), required=False)
    audience_started_until = DateField(label=gettext_lazy("Aloittanut viimeistään"), required=False)
    expected = forms.TypedChoiceField(
        label=gettext_lazy("Odotatteko kaikkia mukaan?"),
        choices=[
            ("yes", gettext_lazy("Kyllä: seuraamme, keneltä paikka vielä puuttuu")),
            ("no", gettext_lazy("Ei: mukaan tulee se, joka haluaa")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    attends = forms.ChoiceField(
        label=gettext_lazy("Montako kertaa yksi ihminen käy?"),
        choices=[
            (Attends.ONE, gettext_lazy("Yhden: jokainen valitsee itselleen sopivan kerran")),
            (Attends.ANY, gettext_lazy("Niin monta kuin haluaa")),
            (Attends.ALL, gettext_lazy("Kaikki: ilmoittautuminen koskee koko sarjaa")),
        ],
        widget=forms.RadioSelect,
    )
    sign_up_way = forms.ChoiceField(
        label=gettext_lazy("Miten paikat annetaan?"),
        choices=[
            (SignUpWay.FIRST_COME, gettext_lazy("Ilmoittautumisjärjestyksessä")),
            (
                SignUpWay.WISHES,
                gettext_lazy(
                    "Toiveiden mukaan: jokainen asettaa enintään neljä kertaa järjestykseen, ja "
                    "paikat jaetaan reilusti kaikille yhtä aikaa"
                ),
            ),
        ],
        widget=forms.RadioSelect,
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Paikkoja kerralla"),
        help_text=gettext_lazy("Voit muuttaa paikkojen määrää myös kerta kerralta."),
        min_value=1,
        max_value=1000,
    )
    signup_opens_at = DateTimeField(
        label=gettext_lazy("Ilmoittautuminen alkaa"),
        help_text=gettext_lazy("Tyhjä: heti, kun julkaiset sarjan."),
        required=False,
    )
    signup_closes_at = DateTimeField(
        label=gettext_lazy("Ilmoittautuminen päättyy"),
        help_text=gettext_lazy(
            "Tyhjä: kunkin kerran alkaessa. Jos jaat paikat toiveiden mukaan, anna "
            "aina viimeinen hetki."
        ),
        required=False,
    )
    facilitators = PeopleField(
        label=gettext_lazy("Vetäjät"),
        help_text=gettext_lazy("Heistä valitset vetäjät kullekin kerralle."),
        queryset=Person.objects.none(),
        required=False,
    )

    def __init__(
        self, *args: Any, programme: Programme, series: Series | None = None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", initial_of(series) if series else NEW)
        super().__init__(*args, programme=programme, **kwargs)
        facilitators = self.fields["facilitators"]
        assert isinstance(facilitators, forms.ModelMultipleChoiceField)
        facilitators.queryset = possible_facilitators(programme, series)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, closes = data.get("signup_opens_at"), data.get("signup_closes_at")
        if opens and closes and closes <= opens:
            self.add_error(
                "signup_closes_at",
                _("Ilmoittautuminen voi päättyä vasta alettuaan. Muuta jompaakumpaa aikaa."),
            )
        if data.get("sign_up_way") == SignUpWay.WISHES:
            self.check_wishes(data)
        early, late = (data.get(name) for name in STARTED)
        if early and late and late < early:
            self.add_error(STARTED[1], _("Viimeinen aloituspäivä on ennen ensimmäistä."))
        return data

    def check_wishes(self, data: dict[str, Any]) -> None:
        """Wishes give each person one place, and need a moment after which places are given."""
        if data.get("attends") not in {None, Attends.ONE}:
            self.add_error(
                "sign_up_way",
                _("Toiveiden mukaan voit jakaa vain sarjan, jossa yksi ihminen käy yhden kerran."),
            )
        if not data.get("signup_closes_at") and "signup_closes_at" not in self.errors:
            self.add_error("signup_closes_at", _("Anna toiveille viimeinen hetki."))


NEW: dict[str, Any] = {
    "kind": Kind.WORKSHOP,
    "attends": Attends.ONE,
    "sign_up_way": SignUpWay.FIRST_COME,
    "expected": "no",
    "capacity": 15,
}


def initial_of(series: Series) -> dict[str, Any]:
    """The form's values of an existing series."""
    plain = ("kind", "name", "description", "attends", "sign_up_way", "capacity", "audience_roles")
    times = ("signup_opens_at", "signup_closes_at", *STARTED)
    return {
        **{name: getattr(series, name) for name in (*plain, *times)},
        "expected": "yes" if series.expected else "no",
        "audience_offices": list(series.audience_offices.all()),
        "audience_teams": list(series.audience_teams.all()),
        "facilitators": list(series.facilitators.all()),
    }
