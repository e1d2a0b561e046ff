from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The code on the screen, typed on a phone."""

    code = forms.CharField(
        label=_("Koodi ruudulta"),
        help_text=_("Kuusi numeroa."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code-input"}
        ),
        error_messages={"required": _("Kirjoita koodi, jonka näet ruudulla.")},
    )
