"""What the reader of the trail looks for."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .models import AuditEventQuerySet
from .verbs import VERBS


class TrailFilter(forms.Form):
    verb = forms.ChoiceField(label=_("Tapahtuma"), required=False)
    since = forms.DateField(
        label=pgettext_lazy("first day", "Alkaen"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=pgettext_lazy("last day", "Asti"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        verbs = sorted(((verb, str(words)) for verb, words in VERBS.items()), key=lambda v: v[1])
        choice = self.fields["verb"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("Kaikki tapahtumat")), *verbs]

    def narrow(self, events: AuditEventQuerySet) -> AuditEventQuerySet:
        """Keep the events asked for; a faulty field narrows nothing. Days are the reader's."""
        asked = self.cleaned_data
        if verb := asked.get("verb"):
            events = events.filter(verb=verb)
        if since := asked.get("since"):
            events = events.filter(at__gte=_midnight(since))
        if until := asked.get("until"):
            events = events.filter(at__lt=_midnight(until + timedelta(days=1)))
        return events


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
