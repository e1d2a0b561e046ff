"""``juuristo surveys …``: each module ``juuristo/surveys/cli_*.py`` adds its verbs.

A module has ``declare(verbs: Verbs) -> None``, which calls ``verbs.add`` for each of its own.
"""

from importlib import import_module
from pkgutil import iter_modules

from django.core.management.base import CommandParser

import juuristo.surveys
from juuristo.cli.verbs import CliCommand


class Command(CliCommand):
    help = "Surveys: answers in, results and instruments in and out"

    def declare(self, parser: CommandParser) -> None:
        verbs = self.verbs(parser)
        for name in sorted(module.name for module in iter_modules(juuristo.surveys.__path__)):
            if name.startswith("cli_"):
                import_module(f"juuristo.surveys.{name}").declare(verbs)
