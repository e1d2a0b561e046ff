"""Forms about one's own practice."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from juuristo.meetings.walks import NOTE_LENGTH, WalkRefused, read_note
from juuristo.stairs.staircase import STAIRS

NUMBERS = [(str(n), str(n)) for n in range(1, 11)]


class DifficultySelect(forms.RadioSelect):
    """Ten numbers in a row, and a way to leave the stair unjudged."""

    template_name = "meetings/difficulty.html"


class ReflectionForm(forms.Form):
    """How hard each stair was, and one private line; all may be left empty."""

    note = forms.CharField(
        label=_("Yksi rivi itsellesi"),
        help_text=_(
            "Älä kirjoita asiakkaan nimeä tai tunnistetietoja. Rivi poistuu vuoden päästä."
        ),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stair, label in STAIR_LABELS.items():
            self.fields[stair] = forms.ChoiceField(
                label=label,
                choices=[*NUMBERS, ("", _("En arvioi"))],
                required=False,
                widget=DifficultySelect,
            )
        self.order_fields([*STAIR_LABELS, "note"])

    @property
    def stairs(self) -> list[forms.BoundField]:
        """The fields of the stairs, in their order."""
        return [self[stair] for stair in STAIR_LABELS]

    def clean_note(self) -> str:
        try:
            return read_note(self.cleaned_data["note"])
        except WalkRefused as refusal:
            raise ValidationError(refusal.message, code=refusal.code) from refusal

    @property
    def difficulty(self) -> dict[str, int]:
        """The numbers given, by stair."""
        given = {stair: self.cleaned_data[stair] for stair in STAIRS}
        return {stair: int(number) for stair, number in given.items() if number}


STAIR_LABELS = {
    "empathy": _("Kuinka vaikeaa oli empatia?"),
    "guidance": _("Kuinka vaikeaa oli ohjaus?"),
    "advice": _("Kuinka vaikeaa oli neuvonta?"),
    "farewell": _("Kuinka vaikeaa oli hyvästely?"),
}


class DeletionForm(forms.Form):
    """What of one's own practice goes for good."""

    what = forms.ChoiceField(
        label=_("Mitä poistat?"),
        choices=[
            ("notes", _("Kirjoittamani rivit; tapaamisten ajat ja vaikeudet jäävät")),
            ("everything", _("Kaikki tapaamiseni ja reflektioni")),
        ],
        widget=forms.RadioSelect,
    )
