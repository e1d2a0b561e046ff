"""The form of a new flipchart."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.gatherings.models import ScriptBlock
from juuristo.shell.forms import FreeTextField

MOST_COLUMNS = 6
LONGEST_TITLE = 60

NAMED, ANONYMOUS = "named", "anonymous"


class BoardForm(forms.Form):
    """What people are asked, in which columns, and what is promised to those who write."""

    title = FreeTextField(label=gettext_lazy("Taulun nimi"), max_length=200)
    prompt = FreeTextField(
        label=gettext_lazy("Mitä kysyt osallistujilta"),
        help_text=gettext_lazy("Kysymys näkyy taulun yläreunassa. Voit jättää sen pois."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    columns = FreeTextField(
        label=gettext_lazy("Sarakkeet"),
        help_text=gettext_lazy("Yksi riville, enintään kuusi. Yksikin riittää."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    who = forms.ChoiceField(
        label=gettext_lazy("Näkyykö lapussa, kuka sen kirjoitti?"),
        help_text=gettext_lazy("Et voi muuttaa tätä myöhemmin: se on lupaus kirjoittajille."),
        choices=[
            (NAMED, gettext_lazy("Kyllä: lapussa on kirjoittajan nimi")),
            (ANONYMOUS, gettext_lazy("Ei: kirjoittajaa ei tallenneta minnekään")),
        ],
        widget=forms.RadioSelect,
        initial=NAMED,
    )
    hides = forms.BooleanField(
        label=gettext_lazy("Pidä laput piilossa, kunnes näytän ne kaikille yhtä aikaa"),
        required=False,
    )
    block = forms.ModelChoiceField(
        label=gettext_lazy("Mihin käsikirjoituksen kohtaan taulu kuuluu"),
        queryset=ScriptBlock.objects.none(),
        empty_label=gettext_lazy("ei mihinkään tiettyyn"),
        required=False,
    )

    def __init__(self, *args: Any, blocks: QuerySet[ScriptBlock], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if blocks:
            self.fields["block"].queryset = blocks  # type: ignore[attr-defined]  # a choice field
        else:
            del self.fields["block"]

    def clean_columns(self) -> list[str]:
        lines = self.cleaned_data["columns"].splitlines()
        titles = [" ".join(line.split()) for line in lines]
        titles = [title for title in titles if title]
        if not titles:
            raise ValidationError(_("Kirjoita ainakin yksi sarake."))
        if len(titles) > MOST_COLUMNS:
            raise ValidationError(_("Sarakkeita on liikaa. Taululle mahtuu kuusi."))
        if any(len(title) > LONGEST_TITLE for title in titles):
            raise ValidationError(
                _("Sarakkeen nimi on liian pitkä. Enintään %(count)d merkkiä mahtuu.")
                % {"count": LONGEST_TITLE}
            )
        if len({title.casefold() for title in titles}) < len(titles):
            raise ValidationError(_("Kahdella sarakkeella on sama nimi. Muuta toinen."))
        return titles

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "title": data["title"],
            "prompt": data["prompt"],
            "columns": data["columns"],
            "is_anonymous": data["who"] == ANONYMOUS,
            "hides": data["hides"],
            "block": data.get("block"),
        }
