"""Planning in one go: a café on one page, and study circles by theme."""

from datetime import UTC, date, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.gatherings.models import Attends, Kind, Session
from juuristo.gatherings.pattern import (
    LONGEST,
    Pattern,
    Slot,
    Times,
    days_off,
    days_off_between,
    times_of,
)
from juuristo.gatherings.series_templates import CAFE_THEMES, OWN_THEME
from juuristo.people.forms.choosing import PeopleField
from juuristo.people.models import Person
from juuristo.programme.models import Programme
from juuristo.shell.forms import DateField, FreeTextField, TimeField

from .clock import moment
from .series import possible_facilitators

CAFE_MINUTES = 60
CAFE_SEATS = 30
MOST_THEMES = 20


def a_week_on(today: date) -> date:
    """The first working day a week from ``today`` or later."""
    day = today + timedelta(days=7)
    while day.weekday() > 4 or day in days_off(day.year):
        day += timedelta(days=1)
    return day


class CafeForm(forms.Form):
    """A café in a minute: what is already right needs no touch. The place and the link are those
    of the programme's latest café."""

    theme = forms.ChoiceField(
        label=gettext_lazy("Aihe"),
        choices=[
            *((theme.key, theme.label) for theme in CAFE_THEMES),
            (OWN_THEME, gettext_lazy("Oma aihe")),
        ],
        widget=forms.RadioSelect,
    )
    own = FreeTextField(label=gettext_lazy("Oma aihe"), max_length=120, required=False)
    day = DateField(label=gettext_lazy("Päivä"))
    begins = TimeField(label=gettext_lazy("Alkaa"))
    place = forms.CharField(label=gettext_lazy("Paikka"), max_length=200, required=False)
    remote_link = forms.URLField(
        label=gettext_lazy("Etälinkki"), max_length=500, required=False, assume_scheme="https"
    )
    tell = forms.BooleanField(
        label=gettext_lazy("Kutsu kaikki sähköpostilla"), required=False, initial=True
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        self.zone = programme.organisation.zone
        kwargs["initial"] = {
            "theme": CAFE_THEMES[0].key,
            "day": a_week_on(timezone.localdate(timezone=self.zone)),
            "begins": time(14),
            **last_cafe(programme),
        }
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("theme") == OWN_THEME and not data.get("own"):
            self.add_error("own", _("Kirjoita, mistä kahvilassa jutellaan."))
        elif data.get("own") and data.get("theme") != OWN_THEME:
            self.add_error(
                "own", _("Kirjoitit oman aiheen. Valitse ylempää Oma aihe tai tyhjennä tämä kohta.")
            )
        if not data.get("place") and not data.get("remote_link") and not self.errors:
            self.add_error("place", _("Kerro paikka tai etälinkki, niin väki löytää perille."))
        if {"day", "begins"} <= data.keys():
            starts_at = moment(data["day"], data["begins"], self.zone)
            if starts_at is None:
                self.add_error(
                    "begins",
                    _("Kelloja siirretään silloin, joten tätä aikaa ei ole. Valitse toinen aika."),
                )
            elif starts_at <= timezone.now():
                self.add_error("day", _("Aika on jo mennyt. Valitse tuleva päivä."))
            data["starts_at"] = starts_at and starts_at.astimezone(UTC)
        return data

    def values(self) -> dict[str, Any]:
        """What ``actions.cafes.open_cafe`` needs."""
        data = self.cleaned_data
        theme = next((one for one in CAFE_THEMES if one.key == data["theme"]), None)
        return {
            "name": dict(theme.name) if theme else {"fi": data["own"]},
            "description": dict(theme.description) if theme else {},
            "starts_at": data["starts_at"],
            "ends_at": data["starts_at"] + timedelta(minutes=CAFE_MINUTES),
            "place": data["place"],
            "remote_link": data["remote_link"],
            "capacity": CAFE_SEATS,
            "tell": data["tell"],
        }


def last_cafe(programme: Programme) -> dict[str, str]:
    """Where the programme's latest café was."""
    cafes = Session.objects.filter(series__programme=programme, series__kind=Kind.CAFE)
    last = cafes.order_by("-starts_at", "pk").first()
    return {"place": last.place, "remote_link": last.remote_link} if last else {}


class CirclesForm(forms.Form):
    """Study circles: themes, each with its sessions, taking turns week after week."""

    themes = FreeTextField(
        label=gettext_lazy("Teemat"),
        help_text=gettext_lazy("Yksi riville. Jokaisesta teemasta tulee oma sarjansa."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    meetings = forms.IntegerField(
        label=gettext_lazy("Kertoja teemaa kohden"), min_value=1, max_value=20, initial=2
    )
    attends = forms.ChoiceField(
        label=gettext_lazy("Miten teeman kerrat liittyvät toisiinsa?"),
        choices=[
            (Attends.ONE, gettext_lazy("Sama sisältö joka kerralla: osallistuja valitsee yhden")),
            (Attends.ALL, gettext_lazy("Kerrat jatkavat toisiaan: osallistuja käy kaikki")),
        ],
        initial=Attends.ONE,
        widget=forms.RadioSelect,
    )
    first = DateField(label=gettext_lazy("Ensimmäinen kerta"))
    begins = TimeField(label=gettext_lazy("Alkaa"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Kesto minuutteina"), min_value=15, max_value=600, initial=90
    )
    weeks = forms.IntegerField(
        label=gettext_lazy("Viikkoja kertojen välissä"), min_value=1, max_value=8, initial=1
    )
    place = forms.CharField(label=gettext_lazy("Paikka"), max_length=200, required=False)
    remote_link = forms.URLField(
        label=gettext_lazy("Etälinkki"), max_length=500, required=False, assume_scheme="https"
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Paikkoja kerralla"), min_value=1, max_value=1000, initial=12
    )
    facilitators = PeopleField(
        label=gettext_lazy("Vetäjät"),
        help_text=gettext_lazy("He vetävät kaikki kerrat. Voit muuttaa vetäjiä kerta kerralta."),
        queryset=Person.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = programme.organisation.zone
        field = self.fields["facilitators"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = possible_facilitators(programme)

    def clean_themes(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["themes"].splitlines())
        themes = list(dict.fromkeys(filter(None, lines)))
        if len(themes) > MOST_THEMES:
            raise forms.ValidationError(
                _("Voit lisätä enintään %(most)s teemaa yhtä aikaa."), params={"most": MOST_THEMES}
            )
        if any(len(theme) > 120 for theme in themes):
            raise forms.ValidationError(_("Jokin teema on liian pitkä. Lyhennä se 120 merkkiin."))
        return themes

    def times(self) -> list[Times]:
        """The sessions of all themes in order; theme after theme takes its turn."""
        data = self.cleaned_data
        weeks, count = data["weeks"], len(data["themes"]) * data["meetings"]
        last = data["first"] + LONGEST
        found = times_of(
            Pattern(
                slots=frozenset({Slot(data["first"].weekday(), data["begins"])}),
                first=data["first"],
                last=last,
                count=count * weeks,
                minutes=data["minutes"],
                zone=self.zone,
                skip=days_off_between(data["first"], last),
            )
        )
        return found[::weeks][:count]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and len(self.times()) < len(data["themes"]) * data["meetings"]:
            self.add_error(
                "weeks",
                _("Kerrat eivät mahdu kolmeen vuoteen. Vähennä kertoja tai väliviikkoja."),
            )
        return data
