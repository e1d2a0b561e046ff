from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "juuristo.programme"

    def ready(self) -> None:
        from juuristo.audit.verbs import name_verbs
        from juuristo.shell import rooms as shell_rooms

        from . import rooms, words

        shell_rooms.LINKS.append(rooms.links)
        shell_rooms.MAIN_ACTS.append(rooms.main_acts)
        name_verbs(words.VERBS)
