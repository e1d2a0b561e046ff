"""allauth's second-factor forms in our words."""

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from .sign_in import reword

CODE_HINT = _("Kuusi numeroa tunnistussovelluksesta tai yksi varakoodeistasi.")
LONGEST_NAME = 100


class CodeForm(base.AuthenticateForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, code=(_("Koodi"), CODE_HINT))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class ConfirmCodeForm(base.ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, code=(_("Koodi"), CODE_HINT))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class ActivateAppForm(totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, code=(_("Koodi"), _("Kuusi numeroa, jotka sovellus näyttää nyt.")))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    name = forms.CharField(required=False, max_length=LONGEST_NAME)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(
            self,
            name=(_("Nimi"), _("Nimi, josta tunnistat sen, vaikkapa ”Työpuhelin”.")),
            passwordless=(
                _("Kirjaudun tällä ilman salasanaa"),
                _("Laite kysyy silloin sormenjäljen, kasvot tai laitteen oman koodin."),
            ),
        )
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    name = forms.CharField(max_length=LONGEST_NAME)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self, name=(_("Nimi"), ""))
