from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "juuristo.meetings"

    def ready(self) -> None:
        from juuristo.audit.verbs import name_verbs
        from juuristo.jobs import rounds
        from juuristo.shell import rooms

        from . import today, words
        from .actions.sealing import delete_expired

        rooms.LINKS.append(today.links)
        name_verbs(words.VERBS)
        rounds.every(3600, "meetings.expired", delete_expired)
