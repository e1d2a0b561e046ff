"""Forms of one's own profile and of the invitation."""

from typing import Any

from allauth.account.fields import PasswordField, SetPasswordField
from django import forms
from django.utils.translation import gettext_lazy as _

from juuristo.people.models import User

from .sign_in import AGAIN_HINT, PASSWORD_RULES, check_same, reword


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Kieli"),
        choices=[("fi", "suomi"), ("sv", "svenska"), ("en", "English")],
        widget=forms.RadioSelect,
        help_text=_("Sivut ja viestit tulevat tällä kielellä."),
    )


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Mihin käytät tunnistetta?"),
        max_length=80,
        help_text=_("Nimi, josta tunnistat sen myöhemmin, vaikkapa ”Kalenterin siirto”."),
    )


class AcceptForm(LanguageForm):
    """Language and password of a new user; the password is checked against their own name too."""

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = SetPasswordField(help_text="")
        first.user = User(email=email)
        self.fields["password1"] = first
        self.fields["password2"] = PasswordField(autocomplete="new-password")
        reword(
            self,
            password1=(_("Valitse salasana"), PASSWORD_RULES),
            password2=(_("Salasana toisen kerran"), AGAIN_HINT),
        )

    def clean(self) -> dict[str, Any]:
        check_same(self)
        cleaned: dict[str, Any] = self.cleaned_data
        return cleaned
