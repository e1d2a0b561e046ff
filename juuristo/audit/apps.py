from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "juuristo.audit"

    def ready(self) -> None:
        from .verbs import name_verbs

        name_verbs({"audit.listed": _("avasi tapahtumalokin")})
