from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "juuristo.jobs"

    def ready(self) -> None:
        from .rounds import every
        from .worker import tidy

        every(6 * 3600, "jobs.tidy", tidy)
