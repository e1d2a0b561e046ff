"""Small forms of a wave that is open or over: tighten, move the closing, reissue, synthesis."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.people.forms.choosing import PersonField
from juuristo.people.models import Person
from juuristo.programme.models import Programme
from juuristo.shell.forms import DateTimeField, LocalizedFreeTextField
from juuristo.surveys.definition import definition_of
from juuristo.surveys.models import Wave

from .waves import LARGEST, background_of


class TightenForm(forms.Form):
    """Thresholds that only grow, breakdowns that only go."""

    threshold = forms.IntegerField(
        label=gettext_lazy("Tulos näkyy, kun vastaajia on vähintään"), max_value=LARGEST
    )
    open_threshold = forms.IntegerField(
        label=gettext_lazy("Omin sanoin kirjoitettu näkyy, kun kirjoittajia on vähintään"),
        max_value=LARGEST,
    )
    breakdowns = forms.MultipleChoiceField(
        label=gettext_lazy("Taustakysymykset, joiden mukaan tuloksia katsotaan"),
        help_text=gettext_lazy("Voit jättää kysymyksen pois, mutta et lisätä sitä takaisin."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, wave: Wave, **kwargs: Any) -> None:
        names = ("threshold", "open_threshold", "breakdowns")
        kwargs.setdefault("initial", {name: getattr(wave, name) for name in names})
        super().__init__(*args, **kwargs)
        assert wave.version is not None
        background = dict(background_of(definition_of(wave.version.content)))
        breakdowns = self.fields["breakdowns"]
        assert isinstance(breakdowns, forms.MultipleChoiceField)
        breakdowns.choices = [(key, background.get(key, key)) for key in wave.breakdowns]
        if not wave.breakdowns:
            del self.fields["breakdowns"]


class ClosingForm(forms.Form):
    closes_at = DateTimeField(label=gettext_lazy("Kysely päättyy"))

    def clean_closes_at(self) -> Any:
        closes = self.cleaned_data["closes_at"]
        if closes <= timezone.now():
            raise forms.ValidationError(_("Päättymisen pitää olla vielä edessä päin."))
        return closes


class ReissueForm(forms.Form):
    """Whose link was lost. Everyone invited stands here, whether they have answered or not."""

    person = PersonField(
        label=gettext_lazy("Kenelle"),
        queryset=Person.objects.none(),
        empty_label=gettext_lazy("valitse"),
    )

    def __init__(self, *args: Any, wave: Wave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)
        invited = wave.invitations.filter(issue=1).values("person")
        person.queryset = Person.objects.filter(pk__in=invited).order_by(
            "last_name", "first_name", "pk"
        )


class SynthesisForm(forms.Form):
    synthesis = LocalizedFreeTextField(
        label=gettext_lazy("Yhteenveto"),
        help_text=gettext_lazy(
            "Kerro omin sanoin, mitä vastauksista nousi. Älä lainaa vastauksia äläkä kerro, "
            "mistä vastaajan voisi tunnistaa."
        ),
        long=True,
        max_length=20_000,
    )


class FeedbackForm(forms.Form):
    """How one programme asks for feedback after its gatherings."""

    is_on = forms.BooleanField(
        label=gettext_lazy("Pyydä palautetta jokaisen kerran jälkeen"), required=False
    )
    days = forms.IntegerField(
        label=gettext_lazy("Montako päivää vastaamiseen on aikaa"), min_value=1, max_value=14
    )

    def __init__(self, data: Any, *, programme: Programme, initial: dict[str, Any]) -> None:
        super().__init__(data, prefix=f"p{programme.pk}", initial=initial)
