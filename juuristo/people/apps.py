from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "juuristo.people"

    def ready(self) -> None:
        from juuristo.jobs import rounds
        from juuristo.shell import rooms

        from . import beneath, occasions, stored
        from .rooms import main_acts, own_links, people_link
        from .roster.job import tidy_rosters

        rooms.LINKS.append(people_link)
        rooms.OWN_LINKS.append(own_links)
        rooms.MAIN_ACTS.append(main_acts)
        rounds.every(3600, "people.leavers", occasions.tell_of_leavers)
        rounds.every(3600, "people.tidy_rosters", tidy_rosters)
        stored.tells("person", stored.of_person)
        stored.tells("trail", stored.of_trail)
        beneath.hand_down()
