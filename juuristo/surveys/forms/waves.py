"""The form of a wave, in the order a coordinator thinks of it: what, of whom, when, in what
words, with what promise."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.people.forms.choosing import PersonField, choosable
from juuristo.people.models import Person
from juuristo.programme.forms import AudienceForm
from juuristo.programme.models import Programme
from juuristo.shell.forms import DateField, DateTimeField, FreeTextField, LocalizedFreeTextField
from juuristo.shell.texts import text_in
from juuristo.surveys.definition import Definition, Single
from juuristo.surveys.models import Reminder, Wave
from juuristo.surveys.models.waves import LEAST_OPEN_THRESHOLD, LEAST_THRESHOLD
from juuristo.surveys.obstacles import check_breakdowns
from juuristo.surveys.refusals import Refused

REMINDERS = (1, 2, 3)
LARGEST = 1000
DAYS_OPEN = 14


def reminder_fields(number: int) -> dict[str, forms.Field]:
    said = {"number": number}
    return {
        f"reminder_{number}_on": DateField(
            label=_("Muistutus %(number)s lähtee") % said, required=False
        ),
        f"reminder_{number}_subject": LocalizedFreeTextField(
            label=_("Muistutuksen %(number)s otsikko") % said, required=False, max_length=150
        ),
        f"reminder_{number}_message": LocalizedFreeTextField(
            label=_("Muistutus %(number)s") % said, required=False, long=True, max_length=5000
        ),
    }


class RemindersForm(forms.Form):
    """At most three reminders; those that have been sent are not in the form."""

    sent: tuple[int, ...] = ()

    def add_reminders(self, reminders: list[Reminder]) -> None:
        self.sent = tuple(one.number for one in reminders if one.sent_at)
        for number in REMINDERS:
            if number not in self.sent:
                self.fields |= reminder_fields(number)
        for one in reminders:
            if not one.sent_at:
                for part, value in (
                    ("on", one.due_on),
                    ("subject", one.subject),
                    ("message", one.message),
                ):
                    self.initial[f"reminder_{one.number}_{part}"] = value

    def reminder_parts(self) -> list[tuple[int, list[Any]]]:
        """(number, its three fields) of those still to be sent."""
        return [
            (number, [self[f"reminder_{number}_{part}"] for part in ("on", "subject", "message")])
            for number in REMINDERS
            if number not in self.sent
        ]

    def planned(self) -> list[dict[str, Any]]:
        """What ``actions.waves`` takes: the reminders that have a day."""
        data = self.cleaned_data
        return [
            {
                "due_on": data[f"reminder_{number}_on"],
                "subject": data.get(f"reminder_{number}_subject") or {},
                "message": data.get(f"reminder_{number}_message") or {},
            }
            for number in REMINDERS
            if number not in self.sent and data.get(f"reminder_{number}_on")
        ]

    def check_reminders(self, opens: datetime | None, closes: datetime | None) -> None:
        first = timezone.localdate(opens) if opens else timezone.localdate()
        last = timezone.localdate(closes) if closes else None
        days: set[date] = set()
        for number in REMINDERS:
            name = f"reminder_{number}_on"
            day = self.cleaned_data.get(name)
            if day is None:
                continue
            if day <= first or (last and day > last):
                self.add_error(name, _("Valitse päivä avaamisen ja päättymisen väliltä."))
            elif day in days:
                self.add_error(name, _("Samana päivänä lähtee jo toinen muistutus."))
            days.add(day)


class RemindersOnlyForm(RemindersForm):
    """The reminders of a wave that is open."""

    def __init__(self, *args: Any, wave: Wave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wave = wave
        self.add_reminders(list(wave.reminders.all()))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens = self.wave.opens_at
        now = timezone.now() - timedelta(days=1)  # a reminder may still leave today
        self.check_reminders(max(opens, now) if opens else now, self.wave.closes_at)
        return data


class WaveForm(AudienceForm, RemindersForm):
    """A new wave, or changes to a draft. ``values()`` is what ``actions.waves`` takes."""

    field_order = ("name", "kind", "reader", "access")  # then whom it is for, and the rest
    started = ("audience_started_before",)

    name = LocalizedFreeTextField(
        label=gettext_lazy("Kyselyn nimi"),
        help_text=gettext_lazy("Vastaajat näkevät nimen, esimerkiksi ”Juurtumisen pulssi, syksy”."),
        max_length=150,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Millainen kysely on?"),
        choices=[
            (
                Wave.Kind.ANONYMOUS,
                gettext_lazy("Nimetön: kukaan ei saa tietää, kuka vastasi mitäkin"),
            ),
            (
                Wave.Kind.NAMED,
                gettext_lazy(
                    "Omalla nimellä: ohjelman koordinaattorit lukevat vastaukset nimineen"
                ),
            ),
            (
                Wave.Kind.CONFIDENTIAL,
                gettext_lazy(
                    "Luottamuksellinen: yksi nimetty lukija lukee vastaukset ilman nimiä, "
                    "muut näkevät yhteenvedon"
                ),
            ),
        ],
        widget=forms.RadioSelect,
    )
    access = forms.ChoiceField(
        label=gettext_lazy("Miten vastaamaan pääsee?"),
        choices=[
            (
                Wave.Access.INVITATION,
                gettext_lazy("Omalla kutsulla: jokainen kutsuttu voi vastata kerran"),
            ),
            (
                Wave.Access.LINK,
                gettext_lazy("Avoimella linkillä: jokainen, joka saa linkin, voi vastata"),
            ),
        ],
        widget=forms.RadioSelect,
    )
    reader = PersonField(
        label=gettext_lazy("Lukija"),
        help_text=gettext_lazy(
            "Vain luottamukselliseen kyselyyn. Vastaajat näkevät lukijan nimen, eikä lukijaa voi "
            "vaihtaa avaamisen jälkeen. Jos hän lähtee talosta, vastauksia ei lue kukaan muu."
        ),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("ei valittu"),
    )
    audience_started_before = DateField(
        label=gettext_lazy("Aloittanut ennen päivää"), required=False
    )
    opens_at = DateTimeField(
        label=gettext_lazy("Kysely alkaa"),
        help_text=gettext_lazy("Tyhjä: heti, kun avaat kyselyn."),
        required=False,
    )
    closes_at = DateTimeField(label=gettext_lazy("Kysely päättyy"))
    signature = FreeTextField(
        label=gettext_lazy("Kuka kysyy"),
        help_text=gettext_lazy("Vastaaja lukee tämän ensimmäiseksi, ja se on viestien lopussa."),
        max_length=200,
    )
    subject = LocalizedFreeTextField(
        label=gettext_lazy("Kutsun otsikko"),
        help_text=gettext_lazy("Tyhjä: ”Kysely sinulle” ja kyselyn nimi."),
        required=False,
        max_length=150,
    )
    message = LocalizedFreeTextField(
        label=gettext_lazy("Kutsu"),
        help_text=gettext_lazy(
            "Kerro, miksi kysyt ja mitä vastauksilla tehdään. Tervehdys, lupaus ja linkki "
            "tulevat viestiin itsestään."
        ),
        required=False,
        long=True,
        max_length=5000,
    )
    threshold = forms.IntegerField(
        label=gettext_lazy("Tulos näkyy, kun vastaajia on vähintään"),
        min_value=LEAST_THRESHOLD,
        max_value=LARGEST,
    )
    open_threshold = forms.IntegerField(
        label=gettext_lazy("Omin sanoin kirjoitettu näkyy, kun kirjoittajia on vähintään"),
        min_value=LEAST_OPEN_THRESHOLD,
        max_value=LARGEST,
    )
    breakdowns = forms.MultipleChoiceField(
        label=gettext_lazy("Taustakysymykset, joiden mukaan tuloksia katsotaan"),
        help_text=gettext_lazy("Enintään kaksi. Avaamisen jälkeen niitä voi vain jättää pois."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        definition: Definition,
        wave: Wave | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", initial_of(wave) if wave else {})
        super().__init__(*args, programme=programme, **kwargs)
        self.wave = wave
        reader = self.fields["reader"]
        assert isinstance(reader, forms.ModelChoiceField)
        people = Person.objects.filter(organisation=programme.organisation_id)
        reader.queryset = choosable(people)
        background = background_of(definition)
        breakdowns = self.fields["breakdowns"]
        assert isinstance(breakdowns, forms.MultipleChoiceField)
        breakdowns.choices = background
        if not background:
            del self.fields["breakdowns"]
        self.add_reminders(list(wave.reminders.all()) if wave else [])

    def clean_breakdowns(self) -> list[str]:
        keys: list[str] = self.cleaned_data["breakdowns"]
        try:
            check_breakdowns(keys)
        except Refused as refused:
            raise forms.ValidationError(refused.message, code=refused.code) from refused
        return keys

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._check_times(data)
        self._check_kind(data)
        least, least_open = data.get("threshold"), data.get("open_threshold")
        if least and least_open and least_open < least:
            self.add_error(
                "open_threshold", _("Tämän pitää olla vähintään yhtä suuri kuin edellinen.")
            )
        return data

    def _check_times(self, data: dict[str, Any]) -> None:
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if closes and closes <= timezone.now():
            self.add_error("closes_at", _("Päättymisen pitää olla vielä edessä päin."))
        elif opens and closes and closes <= opens:
            self.add_error(
                "closes_at", _("Kysely voi päättyä vasta alettuaan. Muuta jompaakumpaa aikaa.")
            )
        self.check_reminders(opens, closes)

    def _check_kind(self, data: dict[str, Any]) -> None:
        kind, by_link = data.get("kind"), data.get("access") == Wave.Access.LINK
        if kind == Wave.Kind.NAMED and by_link:
            self.add_error(
                "access", _("Kun vastataan omalla nimellä, jokainen tarvitsee oman kutsun.")
            )
        if kind == Wave.Kind.CONFIDENTIAL and not data.get("reader"):
            self.add_error("reader", _("Valitse, kuka lukee vastaukset."))

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain = {
            name: value
            for name, value in data.items()
            if name != "reader" and not name.startswith("reminder_")
        }
        is_confidential = data["kind"] == Wave.Kind.CONFIDENTIAL
        by_link = data["access"] == Wave.Access.LINK
        return {
            **plain,
            "breakdowns": data.get("breakdowns") or [],
            "readers": [data["reader"]] if is_confidential else [],
            "reminders": [] if by_link else self.planned(),
        }


def background_of(definition: Definition) -> list[tuple[str, str]]:
    """(key, text) of the questions that may be breakdowns."""
    return [
        (question.key, text_in(question.text.model_dump()))
        for question in definition.questions
        if isinstance(question, Single) and question.about_me
    ]


def new_values(definition: Definition, person: Person) -> dict[str, Any]:
    """What a new wave's form begins with."""
    closes = timezone.localtime() + timedelta(days=DAYS_OPEN)
    return {
        "name": definition.title.model_dump(exclude_defaults=True),
        "kind": Wave.Kind.ANONYMOUS,
        "access": Wave.Access.INVITATION,
        "closes_at": closes.replace(hour=16, minute=0, second=0, microsecond=0),
        "signature": person.full_name,
        "threshold": LEAST_THRESHOLD,
        "open_threshold": LEAST_OPEN_THRESHOLD,
    }


def initial_of(wave: Wave) -> dict[str, Any]:
    """The form's values of a draft."""
    plain = (
        *("name", "kind", "access", "audience_roles", "audience_started_before"),
        *("opens_at", "closes_at", "signature", "subject", "message"),
        *("threshold", "open_threshold", "breakdowns"),
    )
    return {
        **{name: getattr(wave, name) for name in plain},
        "audience_offices": list(wave.audience_offices.all()),
        "audience_teams": list(wave.audience_teams.all()),
        "reader": wave.readers.first(),
    }
