"""What a password must be, in our words: Django's own are not all translated."""

from django.contrib.auth import password_validation as django
from django.utils.translation import gettext as _


class LongEnough(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        text = _("Salasana on liian lyhyt. Kirjoita vähintään %(least)d merkkiä.")
        return text % {"least": self.min_length}


class NotCommon(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Salasana on liian tavallinen. Kokeile neljää sanaa peräkkäin.")


class NotOnesName(django.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("Salasana on liian lähellä nimeäsi tai osoitettasi. Valitse jokin muu.")
