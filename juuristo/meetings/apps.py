from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "juuristo.meetings"

    def ready(self) -> None:
        from juuristo.audit.verbs import name_verbs
        from juuristo.shell import rooms

        from . import today, words

        rooms.LINKS.append(today.links)
        name_verbs(words.VERBS)
