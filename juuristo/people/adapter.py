"""What allauth asks of us: no open sign-up, mail through our outbox, our words, our trail."""

import base64
import logging
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from juuristo.audit import trail
from juuristo.mail import outbox
from juuristo.shell.links import absolute

from .access import may_sign_in
from .language import remember_language
from .middleware import person_of
from .models import User

log = logging.getLogger(__name__)

# What changed in a person's sign-in: the trail's verb, and the sentence of the mail about it.
CHANGES = {
    "account/email/password_changed": ("user.password_changed", _("Salasanasi vaihtui.")),
    "account/email/password_reset": ("user.password_reset", _("Salasanasi vaihtui.")),
    "account/email/password_set": ("user.password_set", _("Sait salasanan.")),
    "mfa/email/totp_activated": (
        "user.app_activated",
        _("Otit käyttöön tunnistussovelluksen."),
    ),
    "mfa/email/totp_deactivated": (
        "user.app_deactivated",
        _("Poistit tunnistussovelluksen käytöstä."),
    ),
    "mfa/email/recovery_codes_generated": (
        "user.recovery_codes_made",
        _("Teit uudet varakoodit."),
    ),
    "mfa/email/webauthn_added": ("user.passkey_added", _("Lisäsit pääsyavaimen.")),
    "mfa/email/webauthn_removed": ("user.passkey_removed", _("Poistit pääsyavaimen.")),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "Sähköposti ja salasana eivät täsmää. Tarkista kumpikin ja yritä uudelleen."
        ),
        "incorrect_password": _("Salasana on väärä. Yritä uudelleen."),
        "enter_current_password": _("Nykyinen salasana on väärä. Salasana ei vaihtunut."),
        "incorrect_code": _("Koodi ei kelvannut. Odota uutta koodia ja yritä uudelleen."),
        "too_many_login_attempts": _(
            "Liian monta väärää yritystä. Odota viisi minuuttia ja yritä uudelleen."
        ),
        "rate_limited": _("Liian monta yritystä. Odota hetki ja yritä uudelleen."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come in by invitation only."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Stop the example's people also when they come with a passkey."""
        if not may_sign_in(user):
            messages.error(request, self.error_messages["email_password_mismatch"])
            return HttpResponseRedirect(reverse("account_login"))
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        translation.activate(user.language)
        trail.record("user.signed_in", actor=person_of(user), about=user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return remember_language(response, user.language)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password is counted, never tied to a person or an address."""
        log.warning("sign-in failed")

    def set_password(self, user: User, password: str) -> None:
        """Whoever has just chosen a new password is no longer locked out by old guesses."""
        super().set_password(user, password)
        self._delete_login_attempts_cached_email(self.request, email=user.email)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return absolute(path)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Queue the link; it belongs to no organisation, so that no coordinator sees the row."""
        if may_sign_in(user):
            outbox.queue(
                "people/password_forgotten",
                to=user.email,
                language=user.language,
                context={"url": context["password_reset_url"]},
                organisation_id=None,
            )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the user what changed in their sign-in, and write it in the trail."""
        verb, what = CHANGES[template_prefix]
        trail.record(verb, actor=person_of(user), about=user)
        with translation.override(user.language):
            sentence = str(what)
        outbox.queue(
            "people/sign_in_changed",
            to=user.email,
            language=user.language,
            context={"what": sentence, "url": absolute(reverse("account_reset_password"))},
            organisation_id=None,
        )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": _(
            "Varakoodeja voi tehdä vasta, kun tunnistussovellus tai pääsyavain on käytössä."
        ),
    }

    @staticmethod
    def _box() -> Fernet:
        key = sha256(b"juuristo second factor:" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        """Keep the app's key and the recovery codes unreadable in the database."""
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._box().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Pääsyavain %(number)d") % {"number": count + 1}

    def _get_site_name(self) -> str:
        return "Juuristo"
