"""``juuristo people import FILE --organisation SLUG …``: the staff list from the command line."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juuristo.cli.verbs import Answer, BadInput, CliCommand, Options
from juuristo.people.models import Organisation
from juuristo.people.roster.applying import FaultyListError, apply
from juuristo.people.roster.checking import Difference, check
from juuristo.people.roster.reading import Sheet, read
from juuristo.people.roster.report import summary, unreadable_summary
from juuristo.people.roster.world import world_of
from juuristo.shell.sheets.faults import MAX_BYTES, FaultyFileError, unreadable


class Command(CliCommand):
    help = "people of an organisation: the staff list"

    def declare(self, parser: CommandParser) -> None:
        one = self.verbs(parser).add(
            "import",
            self.import_file,
            help="bring in a staff list, CSV or xlsx, whole or not at all",
        )
        one.add_argument("file", type=Path)
        one.add_argument("--organisation", required=True, metavar="SLUG")
        one.add_argument(
            "--create-places",
            action="store_true",
            help="add the organisation, offices and teams that are missing",
        )
        one.add_argument("--dry-run", action="store_true", help="only tell what would change")
        one.add_argument(
            "--end-missing", action="store_true", help="end the people the list does not name"
        )

    def import_file(self, options: Options) -> Answer:
        try:
            sheet = read(_bytes_of(options["file"]))
            difference, applied = _run(sheet, options)
        except FaultyFileError as error:
            raise _refused(unreadable_summary(error.fault)) from None
        except FaultyListError as error:
            raise _refused(summary(error.difference, sheet, applied=False)) from None
        document = summary(difference, sheet, applied=applied)
        return Answer(_said(document), document)


def _bytes_of(path: Path) -> bytes:
    """Return the file, or only as much of it as is enough to see that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        raise unreadable(_("Tiedostoa %(file)s ei voi lukea.") % {"file": path}) from None


def _run(sheet: Sheet, options: Options) -> tuple[Difference, bool]:
    organisation = Organisation.objects.filter(slug=options["organisation"]).first()
    if organisation is None and not options["create_places"]:
        message = _("Organisaatiota %(slug)s ei ole. Valitsin --create-places luo sen.") % {
            "slug": options["organisation"]
        }
        raise BadInput("unknown_organisation", message)
    if options["dry_run"]:
        world = world_of(organisation, actor=None, create_places=options["create_places"])
        difference = check(sheet, world)
        if difference.faults:
            raise FaultyListError(difference)
        return difference, False
    with transaction.atomic():
        difference = apply(
            sheet,
            organisation or _founded(options["organisation"]),
            actor=None,
            create_places=options["create_places"],
            end_missing=options["end_missing"],
        )
    return difference, True


def _founded(slug: str) -> Organisation:
    try:
        validate_slug(slug)
    except ValidationError:
        message = _("Lyhytnimi %(slug)s ei kelpaa. Käytä kirjaimia a–z, numeroita ja yhdysviivaa.")
        raise BadInput("bad_organisation", message % {"slug": slug}) from None
    return Organisation.objects.create(slug=slug, name={"fi": slug})


def _refused(report: dict[str, Any]) -> BadInput:
    faults = report["faults"]
    lines = [
        ngettext(
            "Luettelossa on yksi virhe. Mitään ei tallennettu.",
            "Luettelossa on %(count)s virhettä. Mitään ei tallennettu.",
            len(faults),
        )
        % {"count": len(faults)}
    ]
    first = faults[0]
    if first["row"]:
        place = {"row": first["row"], "column": first["column"] or "–"}
        lines.append(_("Rivi %(row)s, sarake %(column)s:") % place)
    lines.append(first["message"])
    return BadInput(first["code"], " ".join(lines), report)


def _said(report: dict[str, Any]) -> str:
    counts = _("Uusia %(new)s, muuttuneita %(changed)s, ennallaan %(unchanged)s, poissa %(gone)s.")
    end = _("Luettelo on tuotu.") if report["applied"] else _("Mitään ei tallennettu.")
    lines = [counts % report, end]
    if report["ignored_columns"]:
        columns = ", ".join(report["ignored_columns"])
        lines.append(_("Näitä sarakkeita ei luettu: %(columns)s.") % {"columns": columns})
    return "\n".join(lines)
