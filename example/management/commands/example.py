"""``juuristo example load``: the founding case with invented people, to try the product on."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from example import case, loader
from juuristo.cli.verbs import Answer, CliCommand, Failed, Options
from juuristo.people.models import Organisation, Role

CAST = ("coordinator", "sponsor", "mentor", "adviser", "supervisor", "admin")


class Command(CliCommand):
    help = "The example: an invented organisation living the founding case"

    def declare(self, parser: CommandParser) -> None:
        load = self.verbs(parser).add("load", self.load, help="load the example")
        load.add_argument(
            "--first-run",
            action="store_true",
            help="load into an empty database only, and complain of nothing",
        )

    def load(self, options: Options) -> Answer:
        if options["first_run"] and Organisation.objects.exists():
            return self.sign_ins(loaded=False)
        try:
            loader.load()
        except loader.AlreadyLoadedError as fault:
            raise Failed("already_loaded", _("Esimerkki on jo ladattu.")) from fault
        return self.sign_ins(loaded=True)

    def sign_ins(self, *, loaded: bool) -> Answer:
        """Tell one sign-in per role, when the example is there."""
        if not loader.is_loaded():
            return Answer(_("Esimerkkiä ei ladattu."), {"loaded": False, "sign_ins": []})
        rows: list[dict[str, Any]] = [
            {"role": name, "email": f"{name}@example.org", "password": case.PASSWORD}
            for name in CAST
        ]
        lines = [
            _("Kirjaudu esimerkkiin jollakin näistä (salasana on kaikilla %(password)s):")
            % {"password": case.PASSWORD}
        ]
        lines += [f"  {row['email']:26} {Role(row['role']).label}" for row in rows]
        return Answer("\n".join(lines), {"loaded": loaded, "sign_ins": rows})
