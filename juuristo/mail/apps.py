from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "juuristo.mail"

    def ready(self) -> None:
        from juuristo.audit.verbs import name_verbs
        from juuristo.jobs.rounds import every

        from .sending import SECONDS_BETWEEN_ROUNDS, forget_failed, send_due

        every(SECONDS_BETWEEN_ROUNDS, "mail.send", send_due)
        every(24 * 3600, "mail.forget", forget_failed)
        name_verbs(
            {
                "mail.listed": _("avasi lähteneiden viestien luettelon"),
                "mail.retried": _("lähetti viestin uudelleen"),
            }
        )
