"""``juuristo gatherings …``: each module ``juuristo/gatherings/cli_*.py`` adds its verbs.

A module has ``declare(verbs: Verbs) -> None``, which calls ``verbs.add`` for each of its own.
"""

from importlib import import_module
from pkgutil import iter_modules

from django.core.management.base import CommandParser

import juuristo.gatherings
from juuristo.cli.verbs import CliCommand


class Command(CliCommand):
    help = "Gatherings: fair places from wishes"

    def declare(self, parser: CommandParser) -> None:
        verbs = self.verbs(parser)
        for name in sorted(module.name for module in iter_modules(juuristo.gatherings.__path__)):
            if name.startswith("cli_"):
                import_module(f"juuristo.gatherings.{name}").declare(verbs)
