"""allauth's forms in our words: a label above each field, no text inside it."""

from typing import Any

from allauth.account import forms as stock
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PASSWORD_RULES = _(
    "Vähintään kymmenen merkkiä. Hyvä salasana on vaikkapa neljä sanaa peräkkäin. "
    "Tavallinen sana, pelkät numerot tai oma nimesi eivät kelpaa."
)
AGAIN_HINT = _("Näin varmistamme, ettei siihen tullut lyöntivirhettä.")
NOT_THE_SAME = _("Salasanat eivät ole samat. Kirjoita kumpikin uudelleen.")


def reword(form: forms.Form, **fields: tuple[Any, Any]) -> None:
    """Give the fields of an allauth form a label and a hint of ours."""
    for name, (label, hint) in fields.items():
        form.fields[name].label = label
        form.fields[name].help_text = hint
        form.fields[name].widget.attrs.pop("placeholder", None)


def check_same(form: forms.Form) -> None:
    first, second = (form.cleaned_data.get(name) for name in ("password1", "password2"))
    if first and second and first != second:
        form.add_error("password2", ValidationError(NOT_THE_SAME, code="not_the_same"))


class SignInForm(stock.LoginForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(
            self,
            login=(_("Sähköposti"), ""),
            password=(_("Salasana"), ""),
            remember=(_("Pysy kirjautuneena tällä laitteella kaksi viikkoa"), ""),
        )
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class ForgottenPasswordForm(stock.ResetPasswordForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, email=(_("Sähköposti"), _("Se, jolla kirjaudut Juuristoon.")))


class ConfirmPasswordForm(stock.ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, password=(_("Salasana"), ""))


class NewPasswordForm(stock.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(
            self,
            password1=(_("Uusi salasana"), PASSWORD_RULES),
            password2=(_("Uusi salasana toisen kerran"), AGAIN_HINT),
        )

    def clean(self) -> dict[str, Any]:
        check_same(self)
        cleaned: dict[str, Any] = self.cleaned_data
        return cleaned


class SetPasswordForm(stock.SetPasswordForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(
            self,
            password1=(_("Salasana"), PASSWORD_RULES),
            password2=(_("Salasana toisen kerran"), AGAIN_HINT),
        )

    def clean(self) -> dict[str, Any]:
        check_same(self)
        cleaned: dict[str, Any] = self.cleaned_data
        return cleaned


class ChangePasswordForm(stock.ChangePasswordForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(
            self,
            oldpassword=(_("Nykyinen salasana"), ""),
            password1=(_("Uusi salasana"), PASSWORD_RULES),
            password2=(_("Uusi salasana toisen kerran"), AGAIN_HINT),
        )

    def clean(self) -> dict[str, Any]:
        check_same(self)
        cleaned: dict[str, Any] = self.cleaned_data
        return cleaned
