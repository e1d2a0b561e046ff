from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "juuristo.programme"

    def ready(self) -> None:
        from juuristo.audit.verbs import name_verbs
        from juuristo.mail.kinds import name_kinds
        from juuristo.people import stored
        from juuristo.shell import rooms as shell_rooms

        from . import approvals, rooms, waiting, words

        shell_rooms.LINKS.append(rooms.links)
        shell_rooms.MAIN_ACTS.append(rooms.main_acts)
        shell_rooms.KNOTS.append(rooms.knots)
        waiting.SOURCES.append(approvals.waiting)
        stored.tells("approvals", approvals.stored_of)
        name_verbs(words.VERBS)
        name_kinds(words.KINDS)
