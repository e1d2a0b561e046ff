"""Forms of programmes, timeline entries and documents; ``cleaned_data`` has the models' names."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from juuristo.people.models import Office, Organisation, Person, Role, Team
from juuristo.shell.forms import DateField, FreeTextField, LocalizedFreeTextField

from .audience import Filters, people_for
from .documents import Kind, UnfitFileError, check
from .lanes import LANE_OF
from .models import EntryKind, Lane, Programme, TimelineEntry, end_of_month
from .refusals import words_needed


class ProgrammeForm(forms.Form):
    """What is rooted, under which name, from when."""

    name = LocalizedFreeTextField(label=gettext_lazy("Ohjelman nimi"), max_length=120)
    practice = LocalizedFreeTextField(
        label=gettext_lazy("Työote, joka juurtuu"),
        help_text=gettext_lazy("Esimerkiksi kohtaava asiakastyö."),
        max_length=120,
    )
    starts_on = DateField(label=gettext_lazy("Alkaa"))
    ends_on = DateField(
        label=gettext_lazy("Päättyy"),
        help_text=gettext_lazy("Tyhjä: ohjelma jatkuu."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        check_order(self, data, "starts_on", "ends_on")
        return data


class NewProgrammeForm(ProgrammeForm):
    slug = forms.SlugField(
        label=gettext_lazy("Osoitteen nimi"),
        help_text=gettext_lazy(
            "Pieniä kirjaimia, numeroita ja väliviivoja, esimerkiksi kohtaava-2027. "
            "Nimeä ei voi myöhemmin muuttaa."
        ),
        max_length=50,
        error_messages={
            "invalid": gettext_lazy("Käytä vain kirjaimia a–z, numeroita ja väliviivoja.")
        },
    )
    field_order = ("name", "practice", "slug", "starts_on", "ends_on")

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        if Programme.objects.filter(slug=slug).exists():
            raise ValidationError(_("Tämä nimi on jo käytössä. Valitse toinen."))
        return slug


class AudienceForm(forms.Form):
    """The part of a form that says whom something is for; ``audience_fields.html`` shows it.

    ``started`` names the form's own date fields. Every name is ``audience_`` and a filter's.
    """

    started: ClassVar[tuple[str, ...]] = ()

    audience_roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roolit"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    audience_offices = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Toimipaikat"),
        queryset=Office.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    audience_teams = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tiimit"),
        queryset=Team.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        organisation = programme.organisation_id
        choices = {
            "audience_offices": Office.objects.filter(organisation=organisation),
            "audience_teams": Team.objects.filter(organisation=organisation),
        }
        for name, queryset in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = queryset

    def started_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.started]

    def audience_words(self) -> str:
        """How many the filters now in the form let through; what is not understood is left out."""
        if self.is_bound and self.errors is not None:  # asking for them fills cleaned_data, once
            data = self.cleaned_data
        else:
            data = dict(self.initial)
        filters = Filters(
            roles=data.get("audience_roles") or (),
            offices=[place.pk for place in data.get("audience_offices") or ()],
            teams=[place.pk for place in data.get("audience_teams") or ()],
            **{name.removeprefix("audience_"): data.get(name) for name in self.started},
        )
        count = people_for(self.programme, filters).count()
        return ngettext("%(count)s ihminen", "%(count)s ihmistä", count) % {"count": count}


class EntryForm(forms.Form):
    """One entry of the timeline: planned, happened, or both."""

    what = LocalizedFreeTextField(label=gettext_lazy("Mitä"), max_length=300)
    short = LocalizedFreeTextField(
        label=gettext_lazy("Lyhyesti kuvassa"),
        help_text=gettext_lazy("Pari sanaa. Tyhjä: kuvassa lukee sama kuin luettelossa."),
        required=False,
        max_length=60,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Laji"), choices=EntryKind.choices)
    lane = forms.ChoiceField(
        label=gettext_lazy("Aikajanan kaista"),
        choices=[("", gettext_lazy("lajin mukaan")), *Lane.choices],
        required=False,
    )
    planned_start = DateField(label=gettext_lazy("Suunniteltu alku"), required=False)
    planned_end = DateField(label=gettext_lazy("Suunniteltu loppu"), required=False)
    start = DateField(
        label=gettext_lazy("Toteutunut alku"),
        help_text=gettext_lazy("Tyhjä: ei ole vielä toteutunut."),
        required=False,
    )
    end = DateField(
        label=gettext_lazy("Toteutunut loppu"),
        help_text=gettext_lazy("Tyhjä: yksi päivä."),
        required=False,
    )
    precision = forms.ChoiceField(
        label=gettext_lazy("Kuinka tarkasti päivät tiedetään?"),
        choices=[
            (TimelineEntry.Precision.DAY, gettext_lazy("Päivän tarkkuudella")),
            (TimelineEntry.Precision.MONTH, gettext_lazy("Kuukauden tarkkuudella")),
        ],
        widget=forms.RadioSelect,
        initial=TimelineEntry.Precision.DAY,
    )
    approximate = forms.BooleanField(label=gettext_lazy("Ajankohta on arvio"), required=False)
    responsible_role = LocalizedFreeTextField(
        label=gettext_lazy("Vastuurooli"),
        help_text=gettext_lazy("Esimerkiksi mentoriryhmä tai johtaja."),
        required=False,
        max_length=120,
    )
    responsible = forms.ModelChoiceField(
        label=gettext_lazy("Vastuuhenkilö"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("ei nimetty"),
    )
    sessions = forms.IntegerField(
        label=gettext_lazy("Kertoja"), required=False, min_value=1, max_value=1000
    )
    invited = forms.IntegerField(
        label=gettext_lazy("Kutsuttuja"), required=False, min_value=1, max_value=1_000_000
    )
    answers = forms.IntegerField(
        label=gettext_lazy("Vastauksia"), required=False, min_value=0, max_value=1_000_000
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(organisation=organisation)
        field = self.fields["responsible"]
        assert isinstance(field, forms.ModelChoiceField)
        chosen = [self.initial["responsible"]] if self.initial.get("responsible") else []
        field.queryset = people.in_service() | people.filter(pk__in=chosen)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        dates = {"start", "planned_start"}
        if not any(data.get(name) for name in dates) and dates.isdisjoint(self.errors):
            self.add_error("planned_start", _("Anna suunniteltu tai toteutunut alkupäivä."))
        if data.get("precision") == TimelineEntry.Precision.MONTH:
            whole_months(data)
        check_order(self, data, "start", "end")
        check_order(self, data, "planned_start", "planned_end")
        if data.get("answers") and data.get("invited") and data["answers"] > data["invited"]:
            self.add_error("answers", _("Vastauksia on enemmän kuin kutsuttuja."))
        data["lane"] = data.get("lane") or LANE_OF.get(data.get("kind", ""), Lane.MENTORS)
        return data


def whole_months(data: dict[str, Any]) -> None:
    """Store what is known to the month as its first and last day, whichever days were given."""
    for begins in ("start", "planned_start"):
        if data.get(begins):
            data[begins] = data[begins].replace(day=1)
    for ends in ("end", "planned_end"):
        if data.get(ends):
            data[ends] = end_of_month(data[ends])


def check_order(form: forms.Form, data: dict[str, Any], first: str, last: str) -> None:
    """Refuse an end without a beginning, or before it."""
    begins, ends = data.get(first), data.get(last)
    if ends and not begins and first not in form.errors:
        form.add_error(first, _("Alkupäivä puuttuu."))
    elif begins and ends and ends < begins:
        form.add_error(last, _("Loppu on ennen alkua."))


class DocumentForm(forms.Form):
    """One file; ``kind`` tells what it is once the form is valid."""

    file = forms.FileField(
        label=gettext_lazy("Tiedosto"),
        help_text=gettext_lazy(
            "Enintään 20 megatavua: pdf, Office- tai ODF-tiedosto, teksti tai kuva."
        ),
        max_length=200,
    )
    kind: Kind

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        try:
            self.kind = check(upload.name, upload.size, upload)
        except UnfitFileError as fault:
            raise ValidationError(str(fault), code="unfit_file") from fault
        return upload


class AnswerForm(forms.Form):
    """A sponsor's answer to an outline: yes, or words on what should be different."""

    YES, NO = "approve", "return"
    answer = forms.ChoiceField(
        choices=[(YES, ""), (NO, "")],
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("Valitse, hyväksytkö suunnitelman vai et.")},
    )
    words = FreeTextField(
        label=gettext_lazy("Sanasi mentoreille"),
        help_text=gettext_lazy("Jos toivot muutoksia, kirjoita ne tähän."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == self.NO and data.get("words") == "":
            self.add_error("words", words_needed().message)
        return data
