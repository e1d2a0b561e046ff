from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "juuristo.surveys"

    def ready(self) -> None:
        from juuristo.audit.verbs import name_verbs
        from juuristo.mail.kinds import DISCREET, name_kinds
        from juuristo.people import occasions
        from juuristo.people import stored as people_stored
        from juuristo.programme import calendar_days as programme_calendar
        from juuristo.shell import privacy as shell_privacy
        from juuristo.shell import rooms

        from . import calendar_days, inviting, privacy, stored, today, words

        rooms.LINKS.append(today.links)
        rooms.KNOTS.append(today.knots)
        shell_privacy.SOURCES.append(privacy.told)
        programme_calendar.SOURCES.append(calendar_days.waves_of)
        people_stored.tells("surveys", stored.stored_of)
        occasions.PERSON_LEFT.append(inviting.stop_asking)
        name_verbs(words.VERBS)
        name_kinds(words.KINDS)
        DISCREET.update(words.DISCREET)
        self._plan_rounds()

    def _plan_rounds(self) -> None:
        """What the worker does for surveys, and how often."""
        from juuristo.jobs.rounds import every

        from . import feedback, inviting, mixing, results
        from .actions import sealing
        from .exports.job import tidy_exports
        from .importing.job import tidy_imports

        every(feedback.SECONDS_BETWEEN_ROUNDS, "surveys.feedback", feedback.open_due)
        every(inviting.SECONDS_BETWEEN_ROUNDS, "surveys.letters", inviting.write_letters)
        every(mixing.SECONDS_BETWEEN_MIXINGS, "surveys.mixing", mixing.mix)
        every(mixing.SECONDS_BETWEEN_NIGHTS, "surveys.night", mixing.acknowledge_night)
        every(sealing.SECONDS_BETWEEN_CLOSINGS, "surveys.closing", sealing.close_and_seal)
        every(results.SECONDS_BETWEEN_KEEPINGS, "surveys.results", results.keep_results)
        every(3600, "surveys.tidy_exports", tidy_exports)
        every(3600, "surveys.tidy_imports", tidy_imports)
