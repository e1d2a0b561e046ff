"""Why a mail did not leave: what the machine said, whether to try again, and plain words."""

import smtplib
from dataclasses import dataclass

from django.core.mail import BadHeaderError
from django.utils.translation import gettext as _

# The server wants us to sign in: our settings are wrong, not the mail.
SIGN_IN_CODES = {530, 534, 535, 538}


@dataclass(frozen=True)
class Fault:
    """``code`` is one of ``WORDS``; ``answer`` what the mail server said; ``final``: give up."""

    code: str
    answer: str = ""
    final: bool = False

    def __str__(self) -> str:
        return f"{self.code}|{self.answer}"[:300]


def fault_of(error: Exception) -> Fault:
    """Read an exception of sending: a 5xx answer and a bad address are final, nothing else is."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _fault_of_answer("refused", *next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Fault("settings", _readable(error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPConnectError | smtplib.SMTPHeloError):
        return Fault("no_server", _readable(error.smtp_code, error.smtp_error))
    if isinstance(error, smtplib.SMTPResponseException):
        return _fault_of_answer("rejected", error.smtp_code, error.smtp_error)
    if isinstance(error, OSError):  # smtplib's other errors are OSErrors too
        return Fault("no_server", str(error))
    # A mail that cannot be put together today cannot be tomorrow.
    if isinstance(error, BadHeaderError | ValueError):
        return Fault("bad_address", str(error), final=True)
    return Fault("broken", f"{type(error).__name__}: {error}")


def _fault_of_answer(code: str, number: int, answer: bytes | str) -> Fault:
    text = _readable(number, answer)
    if number in SIGN_IN_CODES:
        return Fault("settings", text)
    if 500 <= number < 600:
        return Fault(code, text, final=True)
    return Fault("later", text)


def _readable(number: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{number} {text}"


def fault_in_words(last_error: str) -> str:
    """Say a stored ``last_error`` plainly, for whoever has to do something about it."""
    words = {
        "": "",
        "refused": _("Vastaanottajan palvelin ei tunne osoitetta. Tarkista osoite."),
        "rejected": _("Vastaanottajan palvelin ei ottanut viestiä vastaan."),
        "bad_address": _("Osoite ei kelpaa sähköpostiosoitteeksi. Korjaa osoite."),
        "later": _("Vastaanottajan palvelin pyysi yrittämään myöhemmin uudelleen."),
        "no_server": _("Sähköpostipalvelimeen ei saatu yhteyttä."),
        "settings": _("Sähköpostipalvelin ei hyväksynyt Juuriston tunnuksia."),
    }
    return words.get(last_error.partition("|")[0], _("Lähetys keskeytyi tuntemattomasta syystä."))
