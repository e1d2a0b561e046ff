"""The forms of sessions: many from a pattern, and one at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from juuristo.gatherings.models import Series, Session
from juuristo.gatherings.pattern import (
    Pattern,
    Slot,
    Times,
    days_off_between,
    rotate,
    times_of,
)
from juuristo.people.forms.choosing import PeopleField
from juuristo.people.models import Person
from juuristo.shell.forms import DateField, TimeField

from .clock import moment, read_clocks, read_days
from .series import possible_facilitators

WEEKDAYS = (
    gettext_lazy("maanantaisin"),
    gettext_lazy("tiistaisin"),
    gettext_lazy("keskiviikkoisin"),
    gettext_lazy("torstaisin"),
    gettext_lazy("perjantaisin"),
    gettext_lazy("lauantaisin"),
    gettext_lazy("sunnuntaisin"),
)


def fewest_people() -> forms.IntegerField:
    """The field of a session's ``minimum``; left out of a post it is 1."""
    return forms.IntegerField(
        label=gettext_lazy("Vähintään"),
        help_text=gettext_lazy("Jos toiveiden mukaan tulisi vähemmän väkeä, kertaa ei pidetä."),
        min_value=1,
        max_value=1000,
        required=False,
    )


def check_fewest(form: forms.Form, data: dict[str, Any]) -> None:
    """Put 1 for an empty ``minimum``, and refuse one that the seats cannot hold."""
    if "minimum" in form.errors:
        return
    data["minimum"] = data.get("minimum") or 1
    capacity = data.get("capacity")
    if capacity and data["minimum"] > capacity:
        form.add_error(
            "minimum", _("Vähimmäismäärä on suurempi kuin paikkojen määrä. Pienennä sitä.")
        )


@dataclass(frozen=True)
class PlannedSession:
    """One session of the preview, not yet saved."""

    times: Times
    facilitators: tuple[Person, ...]
    place: str
    remote_link: str
    capacity: int
    minimum: int


class PatternForm(forms.Form):
    """Sessions from a repeating pattern; ``planned`` lists them before they are saved."""

    first = DateField(label=gettext_lazy("Ensimmäinen päivä"))
    last = DateField(label=gettext_lazy("Viimeinen päivä"))
    count = forms.IntegerField(
        label=gettext_lazy("Kertoja yhteensä"), min_value=1, max_value=100, initial=20
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Kesto minuutteina"), min_value=15, max_value=600, initial=120
    )
    skip_days_off = forms.BooleanField(
        label=gettext_lazy("Ohita pyhäpäivät ja aatot"), required=False, initial=True
    )
    skip = forms.CharField(
        label=gettext_lazy("Muut päivät, jolloin kertoja ei pidetä"),
        help_text=gettext_lazy("Yksi riville, vaikkapa 6.11.2026 tai 21.12.–6.1.2027."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = forms.CharField(label=gettext_lazy("Paikka"), max_length=200, required=False)
    remote_link = forms.URLField(
        label=gettext_lazy("Etälinkki"), max_length=500, required=False, assume_scheme="https"
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Paikkoja kerralla"), min_value=1, max_value=1000
    )
    minimum = fewest_people()
    together = forms.IntegerField(
        label=gettext_lazy("Vetäjiä kerralla"),
        help_text=gettext_lazy("Vuorot kiertävät valitsemiesi vetäjien kesken."),
        min_value=1,
        max_value=6,
        initial=2,
    )
    facilitators = PeopleField(
        label=gettext_lazy("Vetäjät"),
        queryset=Person.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "capacity": series.capacity,
            "facilitators": list(series.facilitators.all()),
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self.series = series
        self.zone = series.programme.organisation.zone
        field = self.fields["facilitators"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = possible_facilitators(series.programme, series)
        for number, label in enumerate(WEEKDAYS):
            self.fields[f"day_{number}"] = forms.CharField(
                label=label, max_length=60, required=False
            )

    @property
    def weekdays(self) -> list[forms.BoundField]:
        return [self[f"day_{number}"] for number in range(7)]

    def clean_skip(self) -> frozenset[date]:
        try:
            return read_days(self.cleaned_data["skip"])
        except ValueError as fault:
            raise forms.ValidationError(
                _("Emme ymmärtäneet päivää ”%(text)s”. Kirjoita se näin: 6.11.2026."),
                params={"text": str(fault)},
            ) from fault

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["slots"] = self.read_slots(data)
        check_fewest(self, data)
        if self.errors:
            return data
        if data["last"] < data["first"]:
            self.add_error("last", _("Viimeinen päivä on ennen ensimmäistä."))
            return data
        times = times_of(self.pattern(data))
        if len(times) < data["count"]:
            self.add_error("count", self.too_few(len(times), data["count"]))
        self.refuse_doubles(times, data["place"])
        data["times"] = times
        return data

    def read_slots(self, data: dict[str, Any]) -> frozenset[Slot]:
        slots: set[Slot] = set()
        for number in range(7):
            try:
                clocks = read_clocks(data.get(f"day_{number}", ""))
            except ValueError:
                self.add_error(
                    f"day_{number}",
                    _("Kirjoita kellonaika näin: 9 tai 9.30. Erota monta pilkulla."),
                )
                continue
            slots.update(Slot(number, at) for at in clocks)
        if not slots and not self.errors:
            self.add_error("day_0", _("Kirjoita kellonaika ainakin yhdelle viikonpäivälle."))
        return frozenset(slots)

    def pattern(self, data: dict[str, Any]) -> Pattern:
        skip: frozenset[date] = data["skip"]
        if data["skip_days_off"]:
            skip |= days_off_between(data["first"], data["last"])
        return Pattern(
            slots=data["slots"],
            first=data["first"],
            last=data["last"],
            count=data["count"],
            minutes=data["minutes"],
            zone=self.zone,
            skip=skip,
        )

    @staticmethod
    def too_few(fits: int, wanted: int) -> str:
        return ngettext(
            "Näille päiville mahtuu vain %(fits)s kerta, ja pyysit %(wanted)s. "
            "Lisää kellonaikoja tai siirrä viimeistä päivää.",
            "Näille päiville mahtuu %(fits)s kertaa, ja pyysit %(wanted)s. "
            "Lisää kellonaikoja tai siirrä viimeistä päivää.",
            fits,
        ) % {"fits": fits, "wanted": wanted}

    def refuse_doubles(self, times: Sequence[Times], place: str) -> None:
        """The same time in the same place twice is a slip, or the form sent twice."""
        there = self.series.sessions.filter(
            starts_at__in=[one.starts_at for one in times], place=place, cancelled_at=None
        ).count()
        if there:
            self.add_error(
                None,
                ngettext(
                    "Sarjassa on jo %(count)s kerta samaan aikaan samassa paikassa. "
                    "Vaihda aikaa tai paikkaa.",
                    "Sarjassa on jo %(count)s kertaa samaan aikaan samassa paikassa. "
                    "Vaihda aikoja tai paikkaa.",
                    there,
                )
                % {"count": there},
            )

    def planned(self) -> list[PlannedSession]:
        """The sessions a valid form stands for."""
        data = self.cleaned_data
        turns = rotate(list(data["facilitators"]), data["together"], len(data["times"]))
        return [
            PlannedSession(
                times,
                turn,
                data["place"],
                data["remote_link"],
                data["capacity"],
                data["minimum"],
            )
            for times, turn in zip(data["times"], turns, strict=True)
        ]


class SessionForm(forms.Form):
    """One session: its time in the organisation's zone, place, seats and facilitators."""

    day = DateField(label=gettext_lazy("Päivä"))
    begins = TimeField(label=gettext_lazy("Alkaa"))
    ends = TimeField(label=gettext_lazy("Päättyy"))
    place = forms.CharField(label=gettext_lazy("Paikka"), max_length=200, required=False)
    remote_link = forms.URLField(
        label=gettext_lazy("Etälinkki"), max_length=500, required=False, assume_scheme="https"
    )
    capacity = forms.IntegerField(label=gettext_lazy("Paikkoja"), min_value=1, max_value=1000)
    minimum = fewest_people()
    facilitators = PeopleField(
        label=gettext_lazy("Vetäjät"),
        queryset=Person.objects.none(),
        required=False,
    )

    def __init__(
        self, *args: Any, series: Series, session: Session | None = None, **kwargs: Any
    ) -> None:
        self.zone = series.programme.organisation.zone
        self.session = session
        kwargs["initial"] = (
            self.values_of(session) if session else {"capacity": series.capacity, "minimum": 1}
        )
        super().__init__(*args, **kwargs)
        field = self.fields["facilitators"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = possible_facilitators(series.programme, series, session)

    def values_of(self, session: Session) -> dict[str, Any]:
        starts = session.starts_at.astimezone(self.zone)
        return {
            "day": starts.date(),
            "begins": starts.time(),
            "ends": session.ends_at.astimezone(self.zone).time(),
            "place": session.place,
            "remote_link": session.remote_link,
            "capacity": session.capacity,
            "minimum": session.minimum,
            "facilitators": list(session.facilitators.all()),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        check_fewest(self, data)
        if not {"day", "begins", "ends"} <= data.keys():
            return data
        if data["ends"] <= data["begins"]:
            self.add_error(
                "ends", _("Kerta voi päättyä vasta alettuaan. Muuta jompaakumpaa aikaa.")
            )
            return data
        for name, field in (("starts_at", "begins"), ("ends_at", "ends")):
            data[name] = moment(data["day"], data[field], self.zone)
            if data[name] is None:
                self.add_error(
                    field,
                    _("Kelloja siirretään silloin, joten tätä aikaa ei ole. Valitse toinen aika."),
                )
                return data
        self.refuse_going_back(data["starts_at"])
        return data

    def refuse_going_back(self, starts_at: datetime) -> None:
        """A session ahead cannot be moved to a time gone by: all would be told that they missed it.
        One that has begun may still be corrected."""
        ahead = self.session is not None and not self.session.has_started()
        if ahead and starts_at <= timezone.now():
            self.add_error("day", _("Aika on jo mennyt. Valitse tuleva päivä."))

    def values(self) -> dict[str, Any]:
        """The session's own field names and values."""
        names = ("starts_at", "ends_at", "place", "remote_link", "capacity", "minimum")
        return {name: self.cleaned_data[name] for name in (*names, "facilitators")}
