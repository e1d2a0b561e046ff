"""Fields that several apps' forms share: a text per language, and days and times as people write
them."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .identifiers import refuse_identifiers
from .texts import LANGUAGES

DAYS = ["%Y-%m-%d", "%d.%m.%Y", "%d. %m. %Y"]
EARLIEST, LATEST = 1900, 2200
TIMES = ["%H:%M", "%H.%M", "%H:%M:%S", "%H"]


class FreeTextField(forms.CharField):
    """What people write in their own words: it tells of nobody how to find them (trust T2)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[refuse_identifiers], **kwargs)


class LocalizedTextWidget(forms.MultiWidget):
    """One control per language, each labelled with the language's own name."""

    template_name = "shell/localized_text.html"
    use_fieldset = True

    def __init__(self, *, long: bool = False, attrs: dict[str, Any] | None = None) -> None:
        control = forms.Textarea if long else forms.TextInput
        rows = {"rows": 4} if long else {}
        super().__init__({code: control({"lang": code, **rows}) for code in LANGUAGES}, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code in LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        names = dict(settings.LANGUAGES)
        for code, control in zip(LANGUAGES, context["widget"]["subwidgets"], strict=True):
            control["language_name"] = names[code]
            # Only Finnish is required: the browser must not ask for the others.
            control["attrs"].pop("required", None)
        return context


class LocalizedTextField(forms.MultiValueField):
    """``{"fi": …, "sv": …, "en": …}`` for a ``LocalizedText``: empty languages are left out.

    Finnish is required (unless the field is not), the others fall back to it.
    """

    default_error_messages = {
        "no_finnish": _("Kirjoita teksti ainakin suomeksi."),
        "required": _("Kirjoita teksti ainakin suomeksi."),
    }

    def __init__(self, *, long: bool = False, max_length: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", LocalizedTextWidget(long=long))
        fields = [forms.CharField(required=False, max_length=max_length) for _code in LANGUAGES]
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        texts = dict(zip(LANGUAGES, data_list, strict=False))
        return {code: text for code, text in texts.items() if text}

    def clean(self, value: Any) -> dict[str, str]:
        texts: dict[str, str] = super().clean(value) or {}
        if texts and not texts.get(LANGUAGES[0]):
            raise ValidationError(self.error_messages["no_finnish"], code="no_finnish")
        return texts


class LocalizedFreeTextField(LocalizedTextField):
    """``FreeTextField`` in three languages."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[refuse_identifiers], **kwargs)


class DateInput(forms.DateInput):
    """The browser's own day picker. What is sent is ISO; a hand-written d.m.yyyy is read too."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "short", **(attrs or {})}, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "short", **(attrs or {})}, format="%H:%M")


class DateField(forms.DateField):
    """Reads 2026-10-27 and 27.10.2026."""

    widget = DateInput
    default_error_messages = {
        "required": _("Päivä puuttuu."),
        "invalid": _("Kirjoita päivä muodossa 27.10.2026."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=DAYS, **kwargs)


class TimeField(forms.TimeField):
    """Reads 9:00, 9.00 and 9."""

    widget = TimeInput
    default_error_messages = {
        "required": _("Kellonaika puuttuu."),
        "invalid": _("Kirjoita kellonaika muodossa 9.00."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=TIMES, **kwargs)


class DateTimeWidget(forms.SplitDateTimeWidget):
    template_name = "shell/date_time.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        forms.MultiWidget.__init__(self, [DateInput(), TimeInput()], attrs)


class DateTimeField(forms.SplitDateTimeField):
    """A day and a time beside each other, in the active time zone."""

    widget = DateTimeWidget
    default_error_messages = {
        "required": _("Kirjoita päivä ja kellonaika."),
        "invalid_date": _("Kirjoita päivä muodossa 27.10.2026."),
        "invalid_time": _("Kirjoita kellonaika muodossa 9.00."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_date_formats=DAYS, input_time_formats=TIMES, **kwargs)


# The words Django itself would use are neither kind nor telling. Set once, for every form.
_WORDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Täytä tämä kohta.")},
    forms.IntegerField: {"invalid": _("Kirjoita kokonaisluku, esimerkiksi 15.")},
    forms.DateField: {"invalid": _("Kirjoita päivä muodossa 27.10.2026.")},
    forms.TimeField: {"invalid": _("Kirjoita kellonaika muodossa 9.00.")},
    forms.ChoiceField: {"invalid_choice": _("Valitse jokin vaihtoehdoista.")},
    forms.ModelChoiceField: {"invalid_choice": _("Valitse jokin vaihtoehdoista.")},
    forms.FileField: {
        "required": _("Valitse tiedosto."),
        "empty": _("Tiedosto on tyhjä. Valitse toinen."),
        "missing": _("Valitse tiedosto."),
        "max_length": ngettext_lazy(
            "Tiedoston nimi on liian pitkä. Nimessä saa olla %(max)d merkki.",
            "Tiedoston nimi on liian pitkä. Nimessä saa olla %(max)d merkkiä.",
            "max",
        ),
    },
}


def status_of(form: forms.BaseForm) -> int:
    """The status of a page that shows ``form``: 422 when it was sent with faults."""
    return 422 if form.errors else 200


def check_year(day: date) -> None:
    """Refuse days at the ends of the calendar: one more day, or another time zone, overflows."""
    if not EARLIEST <= day.year <= LATEST:
        raise ValidationError(_("Kirjoita päivä muodossa 27.10.2026."), code="invalid")


def speak_kindly() -> None:
    """Put our words and the limits of our calendar into Django's form fields; called once when
    the shell is ready."""
    forms.DateField.default_validators = [check_year]
    for field, words in _WORDS.items():
        field.default_error_messages = {**field.default_error_messages, **words}
