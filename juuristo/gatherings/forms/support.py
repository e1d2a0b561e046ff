"""The forms of management's support: asking approval, the letter, opening a session."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from juuristo.gatherings.models import Letter, Opening, Series, Session
from juuristo.gatherings.openings import others_to_suggest
from juuristo.gatherings.refusals import words_needed
from juuristo.people.models import Person, PersonQuerySet
from juuristo.programme.access import sponsors_of
from juuristo.shell import dates
from juuristo.shell.forms import DateTimeField, FreeTextField, LocalizedFreeTextField

if TYPE_CHECKING:
    PersonField = forms.ModelChoiceField[Person]
    SessionField = forms.ModelChoiceField[Session]
else:  # Django's own class takes no type parameter when it runs
    PersonField = SessionField = forms.ModelChoiceField


class _Session(SessionField):
    """A session by its day and time, in words."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Session.objects.none(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{dates.day(obj.starts_at)} {dates.clock(obj.starts_at, obj.ends_at)}"


class _Sponsor(PersonField):
    """One of the programme's contacts in management; the only one is chosen at once."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Johdon yhteyshenkilö"))
        super().__init__(queryset=Person.objects.none(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return ", ".join(filter(None, (obj.full_name, obj.title)))

    def offer(self, people: PersonQuerySet) -> None:
        self.queryset = people
        first = list(people[:2])
        if len(first) == 1:
            self.initial = first[0].pk
            self.empty_label = None


class ApprovalForm(forms.Form):
    """What management is asked to approve, in words that need no other page beside them."""

    title = FreeTextField(label=gettext_lazy("Mitä hyväksytään?"), max_length=200)
    outline = FreeTextField(
        label=pgettext_lazy("outline", "Suunnitelma"),
        help_text=gettext_lazy(
            "Kirjoitimme alun puolestasi sarjan tiedoista. Johto lukee tämän suoraan viestistä."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    sponsor = _Sponsor()

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_sponsors(self, "sponsor", series)


class LetterForm(forms.Form):
    """The letter in three languages. ``cleaned_data`` holds the model's field names."""

    subject = LocalizedFreeTextField(label=gettext_lazy("Otsikko"), max_length=150)
    body = LocalizedFreeTextField(
        label=gettext_lazy("Kirje"),
        help_text=gettext_lazy(
            "Tyhjä rivi aloittaa uuden kappaleen. Jokaisen oma ilmoittautumislinkki ja "
            "allekirjoitus tulevat tekstin alle."
        ),
        long=True,
        max_length=6000,
    )
    signer = _Sponsor(label=gettext_lazy("Kenen nimissä?"))
    signature = FreeTextField(
        label=gettext_lazy("Allekirjoitus"),
        help_text=gettext_lazy(
            "Esimerkiksi nimi ja tehtävä. Tyhjä: ne tulevat henkilöstöluettelosta."
        ),
        max_length=200,
        required=False,
    )
    send_at = DateTimeField(
        label=gettext_lazy("Lähtee"),
        help_text=gettext_lazy("Tyhjä: heti, kun kirje on allekirjoitettu."),
        required=False,
    )

    def __init__(self, *args: Any, series: Series, is_signer: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.series = series
        if is_signer:  # edits the words; whose letter it is and when it leaves stays as it is
            del self.fields["signer"], self.fields["send_at"]
        else:
            offer_sponsors(self, "signer", series)

    def clean_send_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["send_at"]
        if at is None:
            return None
        if at <= timezone.now():
            raise ValidationError(_("Tämä aika on jo mennyt. Valitse tuleva aika."))
        closes = self.series.signup_closes_at
        if closes and at >= closes:
            day = dates.day(closes)
            raise ValidationError(
                _("Ilmoittautuminen päättyy jo %(day)s. Valitse aikaisempi aika.") % {"day": day}
            )
        return at


class LetterAnswerForm(forms.Form):
    """The signer's answer: their name, or words on what should be different."""

    YES, NO = "sign", "return"
    answer = forms.ChoiceField(choices=[(YES, ""), (NO, "")], widget=forms.HiddenInput)
    asked_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    words = FreeTextField(
        label=gettext_lazy("Sanasi kirjoittajalle"),
        help_text=gettext_lazy("Jos toivot kirjeeseen muutoksia, kirjoita ne tähän."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == self.NO and data.get("words") == "":
            self.add_error("words", words_needed().message)
        return data


class OpeningForm(forms.Form):
    """The wish that management opens one session."""

    session = _Session(label=gettext_lazy("Kerta"), empty_label=None)
    sponsor = _Sponsor()
    wish = FreeTextField(
        label=gettext_lazy("Mitä toivotte?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, series: Series, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_sponsors(self, "sponsor", series)
        offer_sessions(self, "session", sessions_to_open(series))


class OpeningAnswerForm(forms.Form):
    """Coming to open a session; or not, with another session or words."""

    YES, NO = "yes", "no"
    answer = forms.ChoiceField(choices=[(YES, ""), (NO, "")], widget=forms.HiddenInput)
    suggested = _Session(
        label=gettext_lazy("Ehdota toista kertaa"),
        required=False,
        empty_label=gettext_lazy("en ehdota toista kertaa"),
    )
    words = FreeTextField(
        label=gettext_lazy("Sanasi mentoreille"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, opening: Opening, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_sessions(self, "suggested", others_to_suggest(opening))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        silent = data.get("words") == "" and not data.get("suggested")
        if data.get("answer") == self.NO and silent:
            self.add_error("words", words_needed().message)
        return data


def offer_sponsors(form: forms.Form, name: str, series: Series) -> None:
    field = form.fields[name]
    assert isinstance(field, _Sponsor)
    field.offer(sponsors_of(series.programme))


def offer_sessions(form: forms.Form, name: str, sessions: QuerySet[Session]) -> None:
    field = form.fields[name]
    assert isinstance(field, _Session)
    field.queryset = sessions


def sessions_to_open(series: Series) -> QuerySet[Session]:
    """Sessions ahead that nobody has been asked to open."""
    taken = Opening.objects.filter(state__in=[Opening.State.WAITING, Opening.State.AGREED])
    ahead = series.sessions.filter(cancelled_at=None, starts_at__gt=timezone.now())
    return ahead.exclude(pk__in=taken.values("session")).order_by("starts_at", "pk")


def initial_of_letter(letter: Letter) -> dict[str, Any]:
    names = ("subject", "body", "signer", "signature", "send_at")
    return {name: getattr(letter, name) for name in names}
