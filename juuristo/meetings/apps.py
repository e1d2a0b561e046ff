from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "juuristo.meetings"

    def ready(self) -> None:
        from juuristo.audit.verbs import name_verbs
        from juuristo.jobs import rounds
        from juuristo.people import stored
        from juuristo.shell import rooms

        from . import practice, rollup, today, words
        from .actions.practice import empty_old_notes
        from .actions.sealing import delete_expired

        rooms.LINKS.append(today.links)
        rooms.MAIN_ACTS.append(today.main_acts)
        stored.tells("meetings", practice.stored_of)
        name_verbs(words.VERBS)
        rounds.every(rollup.SECONDS_BETWEEN_ROUNDS, "meetings.voice", rollup.roll_up)
        rounds.every(rollup.SECONDS_BETWEEN_CLOSINGS, "meetings.months", rollup.close_months)
        rounds.every(3600, "meetings.expired", delete_expired)
        rounds.every(24 * 3600, "meetings.old_notes", empty_old_notes)
