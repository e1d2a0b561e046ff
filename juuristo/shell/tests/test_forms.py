"""The fields that several apps' forms share."""

from datetime import date, time

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from juuristo.shell.forms import DateField, DateTimeField, LocalizedTextField, TimeField
from juuristo.shell.tests.drawing import draw


class SessionForm(forms.Form):
    name = LocalizedTextField(label="Nimi", max_length=80)
    day = DateField(label="Päivä")
    starts = TimeField(label="Alkaa", help_text="Suomen aikaa.")
    seats = forms.IntegerField(label="Paikkoja", required=False)


GOOD = {"name_fi": "Työpaja", "name_sv": "", "name_en": "Workshop", "day": "27.10.2026"}


def fields_of(form: forms.Form) -> str:
    source = (
        '<c-errors :form="form" />{% for field in form %}<c-field :field="field" />{% endfor %}'
    )
    return draw(source, form=form)


@pytest.mark.parametrize("day", ["2026-10-27", "27.10.2026", "27. 10. 2026"])
@pytest.mark.parametrize("at", ["9:00", "09:00", "9.00", "9", "09:00:00"])
def test_given_days_and_times_as_people_write_them_then_they_are_read(day: str, at: str) -> None:
    form = SessionForm({**GOOD, "day": day, "starts": at})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date(2026, 10, 27)
    assert form.cleaned_data["starts"] == time(9)


def test_given_two_languages_then_the_empty_one_is_left_out() -> None:
    form = SessionForm({**GOOD, "starts": "9.30"})

    assert form.is_valid()
    assert form.cleaned_data["name"] == {"fi": "Työpaja", "en": "Workshop"}


def test_given_no_finnish_then_the_error_asks_for_it() -> None:
    form = SessionForm({**GOOD, "name_fi": " ", "starts": "9"})

    assert form.errors["name"] == ["Kirjoita teksti ainakin suomeksi."]


def test_given_an_optional_text_then_all_languages_may_be_empty_but_not_finnish_alone() -> None:
    field = LocalizedTextField(required=False, long=True)

    assert field.clean(["", "", ""]) == {}
    with pytest.raises(forms.ValidationError, match="ainakin suomeksi"):
        field.clean(["", "Verkstad", ""])


def test_given_a_faulty_form_then_the_summary_and_the_fields_say_what_to_mend() -> None:
    form = SessionForm({**GOOD, "starts": "yhdeksältä", "seats": "monta", "day": ""})

    html = fields_of(form)

    assert "Kolme kohtaa vaatii korjausta" in html
    assert '<a href="#id_starts">Alkaa: Kirjoita kellonaika muodossa 9.00.</a>' in html
    assert '<a href="#id_day">Päivä: Päivä puuttuu.</a>' in html
    assert 'id="id_starts_error"' in html
    assert 'aria-describedby="id_starts_helptext id_starts_error"' in html
    assert 'aria-invalid="true"' in html


def test_given_a_text_per_language_then_each_control_has_its_own_label() -> None:
    html = fields_of(SessionForm({**GOOD, "name_fi": "", "starts": "9"}))

    assert '<a href="#id_name_0">Nimi:' in html
    for index, code in enumerate(["fi", "sv", "en"]):
        assert f'<label for="id_name_{index}">' in html
        assert f'lang="{code}"' in html
    assert "<legend>Nimi</legend>" in html


def test_given_a_day_and_a_time_then_they_join_in_the_active_zone() -> None:
    field = DateTimeField()

    moment = field.clean(["27.10.2026", "9.30"])

    assert timezone.localtime(moment).isoformat() == "2026-10-27T09:30:00+02:00"


def test_given_an_initial_text_then_each_language_shows_its_own() -> None:
    html = str(SessionForm(initial={"name": {"fi": "Kahvila", "sv": "Kafé"}})["name"])

    assert 'value="Kahvila"' in html
    assert 'value="Kafé"' in html


@pytest.mark.parametrize("day", ["1.1.0001", "31.12.9999"])
def test_given_a_day_at_the_end_of_the_calendar_then_it_is_refused(day: str) -> None:
    with pytest.raises(ValidationError):
        DateField().clean(day)
    with pytest.raises(ValidationError):
        DateTimeField().clean([day, "9.00"])
