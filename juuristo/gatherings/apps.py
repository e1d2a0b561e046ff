from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "juuristo.gatherings"

    def ready(self) -> None:
        from juuristo.audit.verbs import name_verbs
        from juuristo.jobs import rounds
        from juuristo.mail.kinds import name_kinds
        from juuristo.people import occasions, stored
        from juuristo.programme import calendar_days as programme_calendar
        from juuristo.programme import held as programme_held
        from juuristo.programme import subjects as programme_subjects
        from juuristo.programme import waiting as programme_waiting
        from juuristo.shell import live, rooms

        from . import (
            calendar_days,
            desk_today,
            held,
            letters,
            openings,
            orientation,
            orientation_rounds,
            orientation_today,
            sockets,
            standings,
            subjects,
            today,
            words,
        )
        from .actions.facilitating import step_down
        from .actions.leaving import give_seats_back

        live.ROUTES.extend(sockets.ROUTES)
        rooms.LINKS.append(today.links)
        rooms.KNOTS.append(today.knots)
        rooms.KNOTS.append(desk_today.knots)
        rooms.MAIN_ACTS.append(today.main_acts)
        rooms.MAIN_ACTS.append(desk_today.main_acts)
        programme_calendar.SOURCES.append(calendar_days.sessions_of)
        programme_held.SOURCES.append(held.held_since)
        occasions.PERSON_LEFT.append(give_seats_back)
        occasions.PERSON_LEFT.append(step_down)
        stored.tells("signups", standings.stored_of)
        stored.tells("wishes", standings.wishes_stored_of)
        rooms.KNOTS.append(orientation_today.knots)
        rounds.every(300, "gatherings.orientation", orientation_rounds.look)
        occasions.STAFF_LISTED.append(orientation_rounds.after_staff_list)
        stored.tells("orientation", orientation.stored_of)
        rounds.every(letters.SECONDS_BETWEEN_ROUNDS, "gatherings.letters", letters.send_due)
        programme_waiting.SOURCES.extend([letters.waiting, openings.waiting])
        programme_subjects.FINDERS.append(subjects.subject_of)
        name_verbs(words.VERBS)
        name_kinds(words.KINDS)
        self._plan_rounds()

    def _plan_rounds(self) -> None:
        """What the worker does for gatherings, and how often."""
        from juuristo.jobs.rounds import every

        from .actions import codes, participants, session_reminders

        every(
            session_reminders.SECONDS_BETWEEN_ROUNDS,
            "gatherings.reminders",
            session_reminders.remind_due,
        )
        every(3600, "gatherings.tidy_codes", codes.tidy_codes)
        every(3600, "gatherings.tidy_participants", participants.tidy_participants)
