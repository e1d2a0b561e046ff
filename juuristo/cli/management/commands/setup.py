"""``juuristo setup``: safe to run again, and quick when there is nothing to do."""

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError
from django.utils.translation import gettext as _

from juuristo.cli import assets
from juuristo.cli.verbs import Answer, CliCommand, Failed, Options


class Command(CliCommand):
    help = "make the data folder and the database ready, or bring them up to date"

    def answer(self, options: Options) -> Answer:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as fault:
            raise Failed(
                "database_unreachable",
                _("Tietokantaan ei saatu yhteyttä: %(fault)s") % {"fault": fault},
            ) from fault
        collected = assets.collect()
        return Answer(
            _("Juuristo on valmis, tiedot ovat kansiossa %(folder)s.")
            % {"folder": settings.DATA_DIR},
            {"data": str(settings.DATA_DIR), "assets_collected": collected},
        )
