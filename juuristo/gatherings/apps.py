from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "juuristo.gatherings"

    def ready(self) -> None:
        from juuristo.shell import rooms

        from . import today

        rooms.LINKS.append(today.links)
        rooms.KNOTS.append(today.knots)
        rooms.MAIN_ACTS.append(today.main_acts)
