from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "juuristo.gatherings"

    def ready(self) -> None:
        from juuristo.audit.verbs import name_verbs
        from juuristo.mail.kinds import DISCREET, name_kinds
        from juuristo.shell import live

        from . import sockets, words

        live.ROUTES.extend(sockets.ROUTES)
        name_verbs(words.VERBS)
        name_kinds(words.KINDS)
        DISCREET.update(words.DISCREET)
        self._furnish_rooms()
        self._tell_programmes()
        self._listen_to_people()
        self._plan_rounds()

    def _furnish_rooms(self) -> None:
        """What stands in the navigation and on Today."""
        from juuristo.shell import rooms

        from . import acts_today, desk_today, orientation_today, today

        rooms.LINKS.append(today.links)
        rooms.KNOTS.extend(
            [today.knots, acts_today.knots, desk_today.knots, orientation_today.knots]
        )
        rooms.MAIN_ACTS.extend([today.main_acts, desk_today.main_acts])

    def _tell_programmes(self) -> None:
        """What a programme's pages show of its gatherings."""
        from juuristo.programme import calendar_days as programme_calendar
        from juuristo.programme import held as programme_held
        from juuristo.programme import subjects as programme_subjects
        from juuristo.programme import waiting as programme_waiting

        from . import calendar_days, held, letters, openings, subjects

        programme_calendar.SOURCES.append(calendar_days.sessions_of)
        programme_held.SOURCES.append(held.held_since)
        programme_waiting.SOURCES.extend([letters.waiting, openings.waiting])
        programme_subjects.FINDERS.append(subjects.subject_of)

    def _listen_to_people(self) -> None:
        """What follows when people come and go, and what is stored of each."""
        from juuristo.people import occasions, stored

        from . import acts, openings, orientation, orientation_rounds, standings
        from .actions.facilitating import step_down
        from .actions.leaving import give_seats_back

        occasions.PERSON_LEFT.extend([give_seats_back, step_down])
        occasions.STAFF_LISTED.append(orientation_rounds.after_staff_list)
        stored.tells("signups", standings.stored_of)
        stored.tells("facilitates", standings.led_stored_of)
        stored.tells("calendar_feeds", standings.feeds_stored_of)
        stored.tells("wishes", standings.wishes_stored_of)
        stored.tells("orientation", orientation.stored_of)
        stored.tells("support", openings.stored_of)
        stored.tells("next_acts", acts.stored_of)

    def _plan_rounds(self) -> None:
        """What the worker does for gatherings, and how often."""
        from juuristo.jobs.rounds import every

        from . import letters, orientation_rounds
        from .actions import acts, codes, participants, session_reminders

        every(
            session_reminders.SECONDS_BETWEEN_ROUNDS,
            "gatherings.reminders",
            session_reminders.remind_due,
        )
        every(letters.SECONDS_BETWEEN_ROUNDS, "gatherings.letters", letters.send_due)
        every(300, "gatherings.orientation", orientation_rounds.look)
        every(acts.SECONDS_BETWEEN_ROUNDS, "gatherings.acts", acts.look)
        every(3600, "gatherings.tidy_codes", codes.tidy_codes)
        every(3600, "gatherings.tidy_participants", participants.tidy_participants)
