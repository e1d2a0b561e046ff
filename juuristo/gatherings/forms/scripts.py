"""The forms of a script: how to begin one, one of its blocks, and where to copy it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.gatherings.models import ScriptBlock, WorkForm
from juuristo.shell.forms import FreeTextField
from juuristo.stairs.staircase import STAIRS

BREAK = "break"


class BlockForm(forms.Form):
    """One block. ``stair`` holds a stair, or ``break`` for what stands on none."""

    title = FreeTextField(label=gettext_lazy("Mitä tehdään"), max_length=120)
    minutes = forms.IntegerField(
        label=gettext_lazy("Kesto minuutteina"), min_value=1, max_value=480, initial=10
    )
    stair = forms.ChoiceField(label=gettext_lazy("Porras"), widget=forms.RadioSelect)
    work = forms.ChoiceField(label=gettext_lazy("Työtapa"))
    what = FreeTextField(
        label=gettext_lazy("Ohje vetäjälle ja ryhmälle"),
        help_text=gettext_lazy("Näkyy myös osallistujien näytöllä."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    led_by = FreeTextField(
        label=gettext_lazy("Kuka vetää"),
        help_text=gettext_lazy("Etunimi riittää."),
        max_length=120,
        required=False,
    )
    material = FreeTextField(
        label=gettext_lazy("Mukaan"),
        help_text=gettext_lazy("Kerro sanoin tai anna osoite."),
        max_length=500,
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        block: ScriptBlock | None = None,
        others: Sequence[ScriptBlock] = (),
    ) -> None:
        super().__init__(data, initial=values_of(block) if block else None)
        stair, work = self.fields["stair"], self.fields["work"]
        assert isinstance(stair, forms.ChoiceField)
        assert isinstance(work, forms.ChoiceField)
        stair.choices = [*((one.value, _(one.name_fi)) for one in STAIRS), (BREAK, _("Tauko"))]
        work.choices = [one for one in WorkForm.choices if one[0] != WorkForm.BREAK]
        if block is None and others:
            self.fields["after"] = forms.ChoiceField(
                label=_("Paikka"),
                choices=[
                    ("", _("Ensimmäiseksi")),
                    *((str(one.pk), _("Tämän jälkeen: %s") % one.title) for one in others),
                ],
                required=False,
                initial=str(others[-1].pk),
            )

    def values(self) -> dict[str, Any]:
        """The block's own fields: a break stands on no stair."""
        data = dict(self.cleaned_data)
        data.pop("after", None)
        if data["stair"] == BREAK:
            data.update(stair="", work=WorkForm.BREAK.value)
        return data


def values_of(block: ScriptBlock) -> dict[str, Any]:
    return {
        "title": block.title,
        "minutes": block.minutes,
        "stair": block.stair or BREAK,
        "work": WorkForm.PLENARY.value if block.work == WorkForm.BREAK else block.work,
        "what": block.what,
        "led_by": block.led_by,
        "material": block.material,
    }
