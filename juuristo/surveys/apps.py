from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "juuristo.surveys"

    def ready(self) -> None:
        from juuristo.audit.verbs import name_verbs
        from juuristo.jobs import rounds
        from juuristo.mail.kinds import DISCREET, name_kinds
        from juuristo.people import occasions
        from juuristo.people import stored as people_stored
        from juuristo.programme import calendar_days as programme_calendar
        from juuristo.shell import privacy as shell_privacy
        from juuristo.shell import rooms

        from . import (
            calendar_days,
            feedback,
            inviting,
            mixing,
            privacy,
            results,
            stored,
            today,
            words,
        )
        from .actions import sealing
        from .exports.job import tidy_exports
        from .importing.job import tidy_imports

        rooms.LINKS.append(today.links)
        rooms.KNOTS.append(today.knots)
        shell_privacy.SOURCES.append(privacy.told)
        programme_calendar.SOURCES.append(calendar_days.waves_of)
        people_stored.tells("surveys", stored.stored_of)
        rounds.every(feedback.SECONDS_BETWEEN_ROUNDS, "surveys.feedback", feedback.open_due)
        rounds.every(inviting.SECONDS_BETWEEN_ROUNDS, "surveys.letters", inviting.write_letters)
        rounds.every(mixing.SECONDS_BETWEEN_MIXINGS, "surveys.mixing", mixing.mix)
        rounds.every(mixing.SECONDS_BETWEEN_NIGHTS, "surveys.night", mixing.acknowledge_night)
        rounds.every(sealing.SECONDS_BETWEEN_CLOSINGS, "surveys.closing", sealing.close_and_seal)
        rounds.every(results.SECONDS_BETWEEN_KEEPINGS, "surveys.results", results.keep_results)
        rounds.every(3600, "surveys.tidy_exports", tidy_exports)
        rounds.every(3600, "surveys.tidy_imports", tidy_imports)
        occasions.PERSON_LEFT.append(inviting.stop_asking)
        name_verbs(words.VERBS)
        name_kinds(words.KINDS)
        DISCREET.update(words.DISCREET)
