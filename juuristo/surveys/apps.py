from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "juuristo.surveys"

    def ready(self) -> None:
        from juuristo.audit.verbs import name_verbs
        from juuristo.mail.kinds import DISCREET, name_kinds
        from juuristo.shell import rooms

        from . import today, words

        rooms.LINKS.append(today.links)
        name_verbs(words.VERBS)
        name_kinds(words.KINDS)
        DISCREET.update(words.DISCREET)
