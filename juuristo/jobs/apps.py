from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "juuristo.jobs"

    def ready(self) -> None:
        from juuristo.audit import chain

        from .rounds import every
        from .worker import tidy

        # The trail lies beneath: it cannot hand in its round itself.
        every(chain.SECONDS_BETWEEN_ROUNDS, "audit.chain", chain.chain_all)
        every(6 * 3600, "jobs.tidy", tidy)
