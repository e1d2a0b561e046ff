"""``juuristo token create --person EMAIL --name N [--organisation SLUG] [--json]``."""

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from juuristo.cli.verbs import Answer, BadInput, CliCommand, Options
from juuristo.people.actions import create_api_token
from juuristo.people.models import Person


class Command(CliCommand):
    help = "Bearer tokens for the REST interface"

    def declare(self, parser: CommandParser) -> None:
        create = self.verbs(parser).add("create", self.create, help="make a token for one person")
        create.add_argument("--person", required=True, metavar="EMAIL")
        create.add_argument("--name", required=True, help="what the token is for")
        create.add_argument("--organisation", metavar="SLUG", help="when the address is in several")

    def create(self, options: Options) -> Answer:
        """Print the token alone on the last line: it is not kept anywhere."""
        person = self._person(options["person"], options["organisation"])
        token = create_api_token(person, options["name"][:80], actor=None)
        said = _("Tunniste henkilölle %(email)s. Ota se talteen, sitä ei näytetä toista kertaa.")
        document = {"person": person.email, "name": options["name"], "token": token}
        return Answer(f"{said % {'email': person.email}}\n{token}", document)

    def _person(self, email: str, organisation: str | None) -> Person:
        people = Person.objects.filter(email__iexact=email).order_by("id")
        if organisation:
            people = people.filter(organisation__slug=organisation)
        found = [person for person in people if not person.has_left()]
        if not found:
            message = _("Sähköpostilla %s ei ole ketään töissä.") % email
            raise BadInput("unknown_person", message)
        if len(found) > 1:
            message = _("Osoite on usealla organisaatiolla: lisää --organisation.")
            raise BadInput("several_organisations", message)
        return found[0]
